"""Lines of the state panel about what was given: the last platinum, checkpoint inhibitors beyond a progression.

Conventions: a dose is the cycle that names the drug, else the start of a regimen that does, and then it says so. A checkpoint
inhibitor beyond progression is one that was given before a declared progression and, it or another one, after it. Refuses to
count a drug as given of which that is not stated without a question mark.
"""

from collections.abc import Iterator

from tracker.events.treatment import CycleGiven, RegimenStarted
from tracker.projections.exposure_state import DrugExposure
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.values.drugs import PLATINUMS, DrugClass, class_of, short_name
from tracker.values.vocabularies import ProgressionExtent


def exposure_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Nothing after a death: there is no time since a dose any more."""
    if state.death is not None:
        return
    yield from _platinum(state)
    yield from _beyond_progression(state)


def _platinum(state: CaseState) -> Iterator[StateDraft]:
    given = [exposure for name, exposure in state.exposures.items() if name in PLATINUMS]
    if given:
        last = max(given, key=_last_day)
        yield StateDraft(
            slot=f"platinum:{last.last.event.key}",
            label="Platinum",
            value=f"last {_name(last)}, {_with(last)}",
            by=last.last,
            alone=False,
        )


def _beyond_progression(state: CaseState) -> Iterator[StateDraft]:
    inhibitors = [each for name, each in state.exposures.items() if class_of(name) is DrugClass.CHECKPOINT_INHIBITOR]
    if not inhibitors:
        return
    first = min(inhibitors, key=lambda each: each.first.start.estimate).first
    last = max(inhibitors, key=_last_day)
    passed = [
        (f"PD{number}{' (biochemical)' * (declared.value.extent is ProgressionExtent.BIOCHEMICAL_ONLY)}", declared.by)
        for number, declared in state.numbered_progressions
        if first.start.estimate < declared.day < _last_day(last)
    ]
    if passed:
        names = ", ".join(name for name, _ in passed)
        yield StateDraft(
            slot=f"beyond-progression:{last.last.event.key}",
            label="ICI",
            value=f"{_name(last)} beyond {names}, {_with(last)}",
            by=last.last,
            also=(first.event.key, *(by.event.key for _, by in passed)),
            alone=False,
            rests=tuple(by for _, by in passed),
        )


def _last_day(exposure: DrugExposure) -> float:
    return exposure.last.start.estimate


def _name(exposure: DrugExposure) -> str:
    return short_name(exposure.drug) + "?" * exposure.doubtful


def _with(exposure: DrugExposure) -> str:
    """The dose that was the last: `cycle 2 of l2`."""
    match exposure.last.event:
        case CycleGiven(regimen=regimen, number=number):
            return f"cycle {number} of {regimen}"
        case RegimenStarted(regimen=regimen):
            return f"start of {regimen}, no cycle recorded"
        case event:
            return event.key
