"""The picture of the made-up case: a course, a progression at M8, a second course, a death at M24."""

from tracker.projections.chronicle import Chronicle, Dot, Group, Told, Track
from tracker.projections.picture import (
    Band,
    BandKind,
    Lane,
    Mark,
    MarkerCurve,
    MarkerPoint,
    Milestone,
    MilestoneKind,
    Picture,
)

MONTH = 30.4375
LAST = 24


def _stone(kind: MilestoneKind, key: str, day: float, known: float | None = None) -> Milestone:
    return Milestone(
        kind=kind,
        key=key,
        label=key,
        day=day,
        earliest=day - 9,
        latest=day + 9,
        month=int(day // MONTH),
        known=day if known is None else known,
    )


def _band(label: str, kind: BandKind, start: float, stop: float | None, *, doubtful: bool = False) -> Band:
    return Band(
        key=label,
        label=label,
        kind=kind,
        start=start,
        start_earliest=start - 5,
        start_latest=start + 5,
        stop=stop,
        stop_earliest=stop,
        stop_latest=stop,
        doubtful=doubtful,
    )


def _mark(key: str, label: str, day: float, *, wide: float = 12) -> Mark:
    return Mark(key=key, label=label, day=day, earliest=day - wide, latest=day + wide)


def _point(key: str, day: float, value: float, comparator: str = "") -> MarkerPoint:
    return MarkerPoint(
        key=key, day=day, earliest=day - 10, latest=day + 10, value=value, comparator=comparator, known=day
    )


GP = _band("GP + tislelizumab", BandKind.CHEMOIMMUNOTHERAPY, 5, 140)
LATER = _band("capecitabine", BandKind.CHEMOTHERAPY, 262, 480, doubtful=True)
RADIATION = _band("RT 60 Gy", BandKind.RADIOTHERAPY, 500, 545)

PICTURE = Picture(
    first_day=0,
    last_day=(LAST + 1) * MONTH,
    milestones=(
        _stone(MilestoneKind.DIAGNOSIS, "dx", 0),
        _stone(MilestoneKind.REGIMEN, "l1", 5),
        _stone(MilestoneKind.SCAN, "scan-8", 252, 280),
        _stone(MilestoneKind.PROGRESSION, "pd", 252, 280),
        _stone(MilestoneKind.REGIMEN, "l2", 262),
        _stone(MilestoneKind.DEATH, "death", 740),
    ),
    bands=(GP, LATER, RADIATION),
    lanes=(
        Lane(name="Chemo", bands=(GP, LATER)),
        Lane(name="Immuno", bands=(_band("tislelizumab", BandKind.IMMUNOTHERAPY, 5, 140),)),
        Lane(name="RT", bands=(RADIATION,)),
        Lane(name="Scan", marks=(_mark("s0", "○", 0), _mark("scan-8", "○", 252), _mark("s2", "○", 600))),
        Lane(name="Resp", marks=(_mark("r1", "PR", 100), _mark("r2", "PD", 252))),
        Lane(name="AE", marks=(_mark("ae", "G3", 80, wide=40),)),
        Lane(name="ECOG", marks=(_mark("e0", "2", 0), _mark("e1", "4", 700))),
    ),
    curves=(
        MarkerCurve(
            analyte="EBV-DNA",
            unit="copies/mL",
            points=(
                _point("p0", 0, 615000.0),
                _point("lab-3", 100, 500.0, "<"),
                _point("p8", 252, 2630.0),
                _point("lab-12", 375, 263000.0),
                _point("p20", 620, 12.0),
            ),
        ),
    ),
)

SCANS = tuple(
    Dot(key=key, label="CT", day=day, earliest=day - 12, latest=day + 12, known=known)
    for key, day, known in (("dx", 0.0, 0.0), ("scan-8", 252.0, 280.0), ("death", 740.0, 740.0))
)
RESULTS = tuple(
    Dot(key=f"lab-{month}", label=f"{month}00", day=month * MONTH + 5, earliest=None, latest=None, hollow=month == 3)
    for month in (3, 12)
)
CHRONICLE = Chronicle(
    groups=(
        Group(
            name="Treatment",
            tracks=(Track(name="gemcitabine", bands=(GP,)), Track(name="capecitabine", bands=(LATER,))),
            folded=Track(name="Treatment", bands=PICTURE.bands),
        ),
        Group(
            name="Disease",
            tracks=(Track(name="scans", dots=SCANS), Track(name="EBV-DNA", dots=RESULTS)),
            folded=Track(name="Disease", dots=(*SCANS, *RESULTS)),
        ),
    ),
    told={
        "scan-8": Told(
            key="scan-8", kind="SCAN", text="axillary node 24 mm", when="≈M8.2", since="M7.8", until="M8.6", latest=264
        )
    },
)
"""The case in lanes."""
