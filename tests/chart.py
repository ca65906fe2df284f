"""One synthetic chart, lived forward: admission, results, scans. Refuses to know what is given; that is `cohort.py`."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.panel import LESION_SITES, PANEL, Walk
from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted
from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
    TumorMarker,
)
from tracker.events.fact import Site, Source
from tracker.events.laboratory import LabResulted
from tracker.events.observation import Finding, FindingNoted, ImagingStudy, LesionObserved, ScanReported
from tracker.events.person import HistoryItem, MeasurementTaken, PatientRegistered, PerformanceAssessed
from tracker.values import vocabularies as words
from tracker.values.when import Timing, When

EPOCH = date(2012, 1, 1)
ROOM_FOR_THE_END = 12
"""What one cycle, one restaging and the death may still add when the chart counts as full."""


class Habits(NamedTuple):
    """How often a chart departs from an exact date recorded on the day. Shares of the facts that can."""

    partial: float = 0.04
    relative: float = 0.03
    known_late: float = 0.2
    entered_late: float = 0.03
    amended: float = 0.02
    retracted: float = 0.01
    dies: float = 0.4


class Chart:
    """One patient, lived forward until the chart has its number of events."""

    def __init__(self, rng: Random, count: int, habits: Habits) -> None:
        self.rng = rng
        self.count = count
        self.habits = habits
        self.dies = rng.random() < habits.dies
        self.day = EPOCH + timedelta(days=rng.randrange(3650))
        self.events: list[Event] = []
        self.late: list[tuple[int, Fact]] = []
        self.walks = {row.analyte: Walk(row, rng) for row in PANEL}
        self.sizes: dict[str, int] = {}
        self.line_baseline = 0
        self.sites_left = list(LESION_SITES)
        self.numbers: dict[str, int] = {}

    def full(self) -> bool:
        """Whether only the end of the chart still has room."""
        return len(self.events) + len(self.late) >= self.count - ROOM_FOR_THE_END

    def number(self, what: str) -> int:
        """Count up the facts of one sort."""
        self.numbers[what] = self.numbers.get(what, 0) + 1
        return self.numbers[what]

    def when(self) -> When:
        """Today, a few times only to the month."""
        text = self.day.isoformat()
        return text[:7] if self.rng.random() < self.habits.partial else text

    def known(self, days: int) -> When | None:
        """Some days from now, for a report that is read later than it happened."""
        if self.rng.random() >= self.habits.known_late:
            return None
        return (self.day + timedelta(days=1 + self.rng.randrange(days))).isoformat()

    def add(self, *facts: Fact) -> None:
        """Record facts that others may hang on, in this order."""
        self.events.extend(facts)

    def add_result(self, fact: LabResulted) -> None:
        """Record a result: on the day or some entries later, corrected now and then."""
        rng, habits = self.rng, self.habits
        if rng.random() < habits.entered_late:
            self.late.append((len(self.events) + rng.randrange(5, 40), fact))
            return
        self.events.append(fact)
        draw = rng.random()
        if draw < habits.amended and not self.full():
            corrected = self.result(fact.analyte, fact.key, fact.occurred)
            self.events.append(FactAmended(target=fact.key, replacement=corrected, reason="transcription error"))
        elif draw < habits.amended + habits.retracted and not self.full():
            self.events.append(FactRetracted(target=fact.key, reason="another patient's sample"))
        while self.late and self.late[0][0] <= len(self.events):
            self.events.append(self.late.pop(0)[1])

    def flush(self) -> None:
        """Enter what was still to be entered."""
        self.events.extend(fact for _, fact in self.late)
        self.late.clear()

    def result(self, analyte: str, key: str, occurred: When) -> LabResulted:
        """The next result of an analyte."""
        walk = self.walks[analyte]
        row = walk.row
        return LabResulted(
            key=key,
            occurred=occurred,
            analyte=analyte,
            value=walk.step(),
            unit=row.unit,
            reference_low=row.low,
            reference_high=row.high,
            specimen=row.specimen,
            loinc=row.loinc,
        )

    def panel(self) -> None:
        """The results of one visit."""
        visit = self.number("visit")
        for row in PANEL:
            if self.full():
                return
            if (visit - 1) % row.every == 0:
                self.add_result(self.result(row.analyte, f"labs-{visit}-{row.slug}", self.when()))

    def admit(self) -> None:
        """Registration to stage, before the first treatment."""
        rng, on = self.rng, self.day.isoformat()
        metastatic = rng.random() < 0.4
        sites = (
            Site(name="nasopharynx"),
            Site(name="skull base"),
            Site(name="cervical nodes", laterality=words.Laterality.BILATERAL),
            *((Site(name="bone"),) if metastatic else ()),
        )
        source = (Source(locator=f"admission {self.day.year} ¶{rng.randrange(1, 9)}"),)
        self.add(
            PatientRegistered(
                key="registered",
                occurred=on,
                sex=rng.choice((words.Sex.MALE, words.Sex.FEMALE)),
                age_at_diagnosis=rng.randrange(25, 85),
                history=(HistoryItem(item="prior malignancy", presence=words.Presence.ABSENT),),
            ),
            FindingNoted(
                key="onset",
                occurred=Timing(before="dx", stated=f"{rng.randrange(1, 7)} mo"),
                findings=(Finding(name="neck lump"), Finding(name="epistaxis", presence=words.Presence.ABSENT)),
            ),
            CancerDiagnosed(
                key="dx",
                occurred=on,
                role=words.DiagnosisRole.PRIMARY,
                diagnosis="nasopharyngeal carcinoma",
                topography="C11.9",
                morphology="8072/3",
                sites=sites,
                de_novo_metastatic=metastatic,
                sources=source,
            ),
            PathologyReported(
                key="pathology",
                occurred=on,
                known=(self.day + timedelta(days=rng.randrange(3, 12))).isoformat(),
                histology="undifferentiated non-keratinizing carcinoma",
                markers=(TumorMarker(name="PD-L1 CPS", value=Decimal(rng.randrange(0, 60))),),
                sources=source,
            ),
            StageAssigned(
                key="stage",
                occurred=on,
                t="T3",
                n="N2",
                m="M1" if metastatic else "M0",
                group="IVB" if metastatic else "III",
                edition="8",
            ),
            PerformanceAssessed(key="ecog-0", occurred=on, ecog=rng.randrange(3)),
            MeasurementTaken(
                key="weight-0", occurred=on, what="weight", value=Decimal(rng.randrange(45, 95)), unit="kg"
            ),
        )
        self.sizes = {"primary": rng.randrange(25, 60), "neck-1": rng.randrange(18, 40)}
        self.line_baseline = sum(self.sizes.values())
        self.scan("baseline")
        self.panel()

    def scan(self, key: str, *new: str) -> None:
        """A report of every lesion that has a size; known some days later."""
        lesions = tuple(
            LesionObserved(
                lesion=name,
                site=Site(name=LESION_SITES.get(name, "nasopharynx" if name == "primary" else "cervical nodes")),
                mm=Decimal(size),
                axis=words.Axis.SHORT if name.startswith("neck") else words.Axis.LONG,
                node=name.startswith("neck"),
                new=words.Newness.YES if name in new else words.Newness.NO,
            )
            for name, size in self.sizes.items()
        )
        study = ImagingStudy(modality=words.Modality.MRI, region="head and neck", lesions=lesions)
        self.add(ScanReported(key=key, occurred=self.day.isoformat(), known=self.known(6), studies=(study,)))

    def restage(self, line: int) -> bool:
        """Look again; True when the disease has progressed."""
        rng = self.rng
        number = self.number("restaging")
        grows = rng.random() < 0.25
        new: tuple[str, ...] = ()
        if grows and self.sites_left and rng.random() < 0.5:
            new = (self.sites_left.pop(0),)
        factor, millimeters = (rng.uniform(1.3, 1.8), 5) if grows else (rng.uniform(0.75, 0.98), 0)
        self.sizes = {name: max(6, round(size * factor) + millimeters) for name, size in self.sizes.items()}
        self.sizes |= {name: rng.randrange(10, 25) for name in new}
        key = f"restaging-{number}"
        self.scan(key, *new)
        self.add(self.judgment(number, grows=grows, evidence=key))
        if grows:
            self.add(*self.progress(line, key, new))
            self.line_baseline = sum(self.sizes.values())
        return grows

    def judgment(self, number: int, *, grows: bool, evidence: str) -> ResponseAssessed:
        """The tumor board's category, which follows from the sum of the sizes."""
        category = words.ResponseCategory.STABLE_DISEASE
        if grows:
            category = words.ResponseCategory.PROGRESSIVE_DISEASE
        elif 10 * sum(self.sizes.values()) <= 7 * self.line_baseline:
            category = words.ResponseCategory.PARTIAL_RESPONSE
        return ResponseAssessed(
            key=f"response-{number}",
            occurred=self.day.isoformat(),
            category=category,
            criteria=words.Criteria.RECIST_1_1,
            assessor="tumor board",
            evidence=(evidence,),
        )

    def progress(self, line: int, evidence: str, new: tuple[str, ...]) -> tuple[Fact, ...]:
        """A progression, and what was decided on it."""
        ordinal, on = self.number("progression"), self.day.isoformat()
        return (
            ProgressionDeclared(
                key=f"pd-{ordinal}",
                occurred=on,
                ordinal=ordinal,
                sites=tuple(Site(name=LESION_SITES[name]) for name in new) or (Site(name="nasopharynx"),),
                extent=words.ProgressionExtent.DISTANT if new else words.ProgressionExtent.LOCAL,
                criteria=words.Criteria.RECIST_1_1,
                assessor="tumor board",
                evidence=(evidence,),
            ),
            DecisionRecorded(
                key=f"decision-{ordinal}",
                occurred=on,
                question="next treatment",
                options=("change of regimen", "best supportive care"),
                choice="change of regimen",
                reason=f"progression on line {line}",
                by_whom="tumor board",
            ),
        )
