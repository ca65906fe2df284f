"""Treatments as bands over time, as a whole and by class of drug. Refuses to draw a doubtful drug as a given one.

That a regimen was given and what it was are two things: one without a list of drugs was given all the same, and its band says
that the drugs are not listed. Doubtful is a band of which it is not stated that anything of it was given.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from msgspec.structs import replace

from tracker.events.fact import Site
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenDrug
from tracker.projections.chronology import Placement
from tracker.projections.history import History, PlacedFact
from tracker.projections.picture import Band, BandKind, Lane
from tracker.projections.stated import Stated, stated_by
from tracker.projections.stretches import Stretch, stretches_of
from tracker.projections.treatment_drafts import dose_text, drug_text
from tracker.values.drugs import DrugClass, class_of
from tracker.values.vocabularies import Delivery, DrugStatus

LANES = (
    ("Chemo", BandKind.CHEMOTHERAPY, frozenset({DrugClass.CHEMOTHERAPY})),
    ("Immuno", BandKind.IMMUNOTHERAPY, frozenset({DrugClass.CHECKPOINT_INHIBITOR})),
    ("Other", BandKind.TARGETED, frozenset({DrugClass.TARGETED, DrugClass.OTHER})),
)
"""Lane, its color and its classes of drugs. Supportive drugs are no treatment of the tumor and have none.

Every lane is there even when empty: that nothing was given is worth seeing, and a lane that is there only in some cases
would tell what is still to come.
"""

NOT_LISTED = "drugs not listed"
_KINDS = {
    frozenset(): BandKind.OTHER,
    frozenset({DrugClass.CHEMOTHERAPY}): BandKind.CHEMOTHERAPY,
    frozenset({DrugClass.CHECKPOINT_INHIBITOR}): BandKind.IMMUNOTHERAPY,
    frozenset({DrugClass.CHEMOTHERAPY, DrugClass.CHECKPOINT_INHIBITOR}): BandKind.CHEMOIMMUNOTHERAPY,
    frozenset({DrugClass.TARGETED}): BandKind.TARGETED,
}
"""The sort of treatment by the classes of its drugs; every other set has targeted drugs and more."""


def regimen_bands(history: History) -> tuple[Band, ...]:
    """One band per uninterrupted stretch of a regimen."""
    return tuple(
        _band(stretch, _label(stretch, drugs), kind_of(drugs), drugs) for stretch, drugs in _stretches(history)
    )


def radiotherapy_bands(history: History) -> tuple[Band, ...]:
    """One band per course; doubtful unless it is stated that it was delivered. Without a length it is as long as a day."""
    courses = stated_by(history, RadiotherapyGiven)
    return tuple(_course(course.by, course.value, _ambiguous(course, courses)) for course in courses)


def class_lanes(history: History) -> tuple[Lane, ...]:
    """A lane per class of drugs; a regimen of unknown drugs stands, named so, among the others."""
    stretches = tuple(_stretches(history))
    lanes = []
    for name, kind, classes in LANES:
        bands = []
        for stretch, drugs in stretches:
            own = tuple(drug for drug in drugs if class_of(drug.drug) in classes)
            if own:
                band_kind = kind if kind_of(own) is not BandKind.OTHER else BandKind.OTHER
                label = " + ".join(map(drug_text, own))
                bands.append(_band(stretch, label, band_kind, own))
            elif not drugs and name == LANES[-1][0]:
                bands.append(_band(stretch, _label(stretch, drugs), BandKind.UNLISTED, ()))
        lanes.append(Lane(name=name, bands=tuple(bands)))
    return tuple(lanes)


def drug_bands(history: History) -> dict[str, tuple[Band, ...]]:
    """Bands by drug, each with the name of its regimen; a regimen of unknown drugs stands under `drugs not listed`."""
    found: dict[str, list[Band]] = {}
    for stretch, drugs in _stretches(history):
        for drug in drugs:
            band = _band(stretch, stretch.regimen, kind_of((drug,)), (drug,))
            found.setdefault(drug.drug, []).append(band)
        if not drugs:
            found.setdefault(NOT_LISTED, []).append(_band(stretch, stretch.regimen, BandKind.UNLISTED, ()))
    return {name: tuple(bands) for name, bands in found.items()}


def kind_of(drugs: Iterable[RegimenDrug]) -> BandKind:
    """The sort of treatment that drugs are together, by those that were given; if none was, by all; without a list it is not known."""
    drugs = tuple(drugs)
    if not drugs:
        return BandKind.UNLISTED
    classes = {class_of(drug.drug) for drug in drugs if _is_given(drug)} or {class_of(drug.drug) for drug in drugs}
    named = frozenset(classes & {DrugClass.CHEMOTHERAPY, DrugClass.CHECKPOINT_INHIBITOR, DrugClass.TARGETED})
    return _KINDS.get(named, BandKind.TARGETED_COMBINATION)


def _is_given(drug: RegimenDrug) -> bool:
    return drug.status is DrugStatus.GIVEN


def _stretches(history: History) -> Iterator[tuple[Stretch, tuple[RegimenDrug, ...]]]:
    """Every stretch with its drugs: those of its start, else those that its cycles name."""
    cycled: dict[str, dict[str, RegimenDrug]] = {}
    for placed in history.facts:
        if isinstance(placed.event, CycleGiven):
            named = cycled.setdefault(placed.event.regimen, {})
            for dose in placed.event.drugs:
                named.setdefault(dose.drug, RegimenDrug(drug=dose.drug, status=dose.status))
    for stretch in history.once(stretches_of):
        start = stretch.start
        if start is not None and start.drugs:
            yield stretch, start.drugs
        else:
            yield stretch, tuple(cycled.get(stretch.regimen, {}).values())


def _label(stretch: Stretch, drugs: tuple[RegimenDrug, ...]) -> str:
    if drugs:
        return " + ".join(map(drug_text, drugs))
    start = stretch.start
    if start is not None and start.name:
        return f"{start.name}, {NOT_LISTED}"
    said = f": “{start.referred_to_as}”" if start is not None and start.referred_to_as else ""
    return f"{stretch.regimen}, {NOT_LISTED}{said}"


def _known(placed: PlacedFact) -> float:
    return inf if placed.known is None else placed.known.estimate


def _band(stretch: Stretch, label: str, kind: BandKind, drugs: Sequence[RegimenDrug]) -> Band:
    """A stretch as a band of some of its drugs."""
    given = [_is_given(drug) for drug in drugs]
    opening = stretch.opening
    stop = None if stretch.ending is None else stretch.ending.start
    band = _between(opening, label, kind, stop, doubtful=bool(given) and not any(given))
    partly = any(given) and not all(given)
    return replace(band, partly_doubtful=partly, drugs=tuple(drug.drug for drug in drugs))


def _ambiguous(course: Stated[RadiotherapyGiven], courses: Iterable[Stated[RadiotherapyGiven]]) -> frozenset[str]:
    """Names of volumes that cover different sites, in courses that start and are known no later than this one.

    A later one would tell in the months before it that it comes.
    """
    covered: dict[str, set[tuple[Site, ...]]] = {}
    for other in courses:
        if other.day <= course.day and _known(other.by) <= _known(course.by):
            for volume in other.value.volumes:
                covered.setdefault(volume.name, set()).add(volume.sites)
    return frozenset(name for name, sites in covered.items() if len(sites) > 1)


def _course(placed: PlacedFact, event: RadiotherapyGiven, ambiguous: frozenset[str]) -> Band:
    """A course; a volume whose name is used for other targets as well names what it covers."""
    label = ", ".join(dose_text(volume, sites=volume.name in ambiguous) for volume in event.volumes)
    stop = placed.start if placed.stop is None else placed.stop
    doubtful = event.delivery is not Delivery.DELIVERED
    return _between(placed, label, BandKind.RADIOTHERAPY, stop, doubtful=doubtful)


def _between(opening: PlacedFact, label: str, kind: BandKind, stop: Placement | None, *, doubtful: bool) -> Band:
    """A band; a stop whose uncertain time is estimated before the start is drawn at the start."""
    start = opening.start
    return Band(
        key=opening.event.key,
        label=label,
        kind=kind,
        start=start.estimate,
        start_earliest=start.earliest,
        start_latest=start.latest,
        stop=None if stop is None else max(start.estimate, stop.estimate),
        stop_earliest=None if stop is None else stop.earliest,
        stop_latest=None if stop is None else stop.latest,
        doubtful=doubtful,
        known=_known(opening),
    )
