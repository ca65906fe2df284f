"""A case as one strip of a swimmer plot, from rows of the views: treatments, progressions, death, on one time scale.

The rows are those of `regimens`, `radiotherapy_courses`, `progressions` and `timeline`, so that a list of thousands of cases
folds none of them. Refuses to draw a doubtful drug as a given one, as the picture of a folded case does.
"""

from collections.abc import Iterable

from msgspec import Struct

from tracker.events.treatment import RegimenDrug
from tracker.projections.picture import Band, BandKind, Milestone, MilestoneKind, Picture
from tracker.projections.treatment_bands import kind_of
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.vocabularies import Certainty, Delivery, DrugStatus, ProgressionExtent

REGIMEN = "regimen"
RADIOTHERAPY = "radiotherapy-given"
PROGRESSION = "progression-declared"
DIAGNOSIS = "cancer-diagnosed"
DEATH = "patient-died"
"""What a part is: a regimen's stretch, else the wire name of the event."""

_STONES = {DIAGNOSIS: MilestoneKind.DIAGNOSIS, PROGRESSION: MilestoneKind.PROGRESSION, DEATH: MilestoneKind.DEATH}


class Part(Struct, frozen=True, kw_only=True):
    """A row of one of the views, with what a strip needs of it. Days count from the origin."""

    kind: str
    key: str
    day: float
    stop: float | None = None
    """Of a treatment; None is ongoing."""
    drugs: str | None = None
    """Drugs that were given, comma-separated."""
    drugs_not_stated: str | None = None
    """Drugs of which this is not stated."""
    named: str | None = None
    """How a regimen is called where its drugs are not listed."""
    delivery: str | None = None
    """Of radiotherapy."""
    extent: str | None = None
    certainty: str | None = None


def strip_of(first_month: int | None, last_month: int | None, parts: Iterable[Part]) -> Picture:
    """One strip, as a picture without lanes and curves; a course of radiotherapy is one part however many rows it has.

    Args:
        first_month: The first month that has a frame; None where none has.
        last_month: The last one.
        parts: In any order.
    """
    once = {(part.kind, part.key): part for part in parts}.values()
    bands = [_band(part) for part in once if part.kind not in _STONES]
    stones = [_milestone(part, _STONES[part.kind]) for part in once if part.kind in _STONES]
    return Picture(
        first_day=(first_month or 0) * DAYS_PER_MONTH,
        last_day=((last_month or 0) + 1) * DAYS_PER_MONTH,
        milestones=tuple(sorted(stones, key=lambda stone: stone.day)),
        bands=tuple(sorted(bands, key=lambda band: band.start)),
        lanes=(),
        curves=(),
    )


def _band(part: Part) -> Band:
    radiotherapy = part.kind == RADIOTHERAPY
    drugs = [*_drugs(part.drugs, DrugStatus.GIVEN), *_drugs(part.drugs_not_stated, DrugStatus.NOT_STATED)]
    given = part.delivery == Delivery.DELIVERED if radiotherapy else part.drugs is not None or not drugs
    return Band(
        key=part.key,
        label=" + ".join(_said(each) for each in drugs) or part.named or part.key,
        kind=BandKind.RADIOTHERAPY if radiotherapy else kind_of(drugs),
        start=part.day,
        start_earliest=None,
        start_latest=None,
        stop=part.stop,
        stop_earliest=None,
        stop_latest=None,
        doubtful=not given,
        partly_doubtful=given and part.drugs_not_stated is not None,
    )


def _said(drug: RegimenDrug) -> str:
    """A drug by its full name, with a question mark where it is not stated that it was given."""
    return drug.drug if drug.status is DrugStatus.GIVEN else f"{drug.drug}?"


def _drugs(names: str | None, status: DrugStatus) -> Iterable[RegimenDrug]:
    return (RegimenDrug(drug=name, status=status) for name in (names or "").split(", ") if name)


def _milestone(part: Part, kind: MilestoneKind) -> Milestone:
    sure = part.extent != ProgressionExtent.BIOCHEMICAL_ONLY and part.certainty == Certainty.CONFIRMED
    return Milestone(
        kind=kind,
        key=part.key,
        label=part.key,
        day=part.day,
        earliest=None,
        latest=None,
        month=int(part.day // DAYS_PER_MONTH),
        doubtful=kind is MilestoneKind.PROGRESSION and not sure,
    )
