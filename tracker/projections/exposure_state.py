"""Which drugs were given so far, from when to when. Refuses to turn a drug that may have been given into one that was.

What was given without a list of its drugs is kept beside them: it may have held any drug.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.treatment import CycleGiven, DrugGiven, RegimenDrug, RegimenStarted
from tracker.projections.history import PlacedFact
from tracker.values.drugs import generic_name
from tracker.values.vocabularies import DrugStatus


class DrugExposure(Struct, frozen=True, gc=False, kw_only=True):
    """One drug under all its names."""

    drug: str
    """As recorded last."""
    first: PlacedFact
    """The start of a regimen or the cycle that named it first."""
    last: PlacedFact
    """The one that named it last."""
    cycles: int
    """Recorded cycles that name it."""
    doubtful: bool
    """The last one leaves open whether it was given."""


Exposures = Mapping[str, DrugExposure]
"""By generic name, in the order in which they were first named."""


def exposures_after(
    exposures: Exposures, drugs: Iterable[DrugGiven | RegimenDrug], placed: PlacedFact, *, cycle: bool
) -> Exposures:
    """Take note of the drugs of a regimen that began, or of a cycle."""
    after = dict(exposures)
    for drug in drugs:
        name, doubtful = generic_name(drug.drug), drug.status is not DrugStatus.GIVEN
        before = after.get(name)
        if before is None:
            after[name] = DrugExposure(drug=drug.drug, first=placed, last=placed, cycles=int(cycle), doubtful=doubtful)
        else:
            cycles = before.cycles + cycle
            after[name] = replace(before, drug=drug.drug, last=placed, cycles=cycles, doubtful=doubtful)
    return after


Unlisted = Mapping[str, PlacedFact]
"""By regimen, the last cycle, or the start of one without cycles, of which no drug is listed, in the order of living."""


def unlisted_after(
    unlisted: Unlisted, event: CycleGiven | RegimenStarted, drugs: Sequence[DrugGiven | RegimenDrug], placed: PlacedFact
) -> Unlisted:
    """Take note of a start or a cycle that lists no drugs; a cycle that lists some tells what its start did not."""
    before = unlisted.get(event.regimen)
    if not drugs:
        others = {regimen: other for regimen, other in unlisted.items() if regimen != event.regimen}
        return {**others, event.regimen: placed}
    if before is not None and isinstance(before.event, RegimenStarted):
        return {regimen: other for regimen, other in unlisted.items() if regimen != event.regimen}
    return unlisted
