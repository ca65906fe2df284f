"""Lines of the state panel about what was given: the last platinum, checkpoint inhibitors beyond a progression.

Conventions: a dose is the cycle that names the drug, else the start of a regimen that does, and then it says so. A checkpoint
inhibitor beyond progression is one that was given before a declared progression and, it or another one, after it or on its
day. After a cycle without a list of drugs the last stated dose is no longer known to be the last: it has an age that it is
at most. After a death a dose is as old as it was at the death. Refuses to count a drug as given of which that is not stated
without a question mark.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.disease import ProgressionDeclared
from tracker.events.treatment import CycleGiven, RegimenStarted
from tracker.projections.exposure_state import DrugExposure
from tracker.projections.history import History, PlacedFact
from tracker.projections.leads import lead_text
from tracker.projections.moments import greatest_age_text
from tracker.projections.pairs import pairs_of
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.projections.stated import Stated
from tracker.projections.words import bracketed, listed
from tracker.values.drugs import PLATINUMS, DrugClass, class_of, short_name
from tracker.values.vocabularies import ProgressionExtent


class _Last(Struct, frozen=True):
    """The last stated dose of some drugs, and what came after it that may have held one."""

    exposure: DrugExposure
    since: PlacedFact | None
    """The last cycle, or start, after it of which no drug is listed; a dose of its own day is not before it."""

    @property
    def by(self) -> PlacedFact:
        """The fact that names the drug last."""
        return self.exposure.last

    @property
    def said(self) -> str:
        """`last`, or `last stated` where another may have followed."""
        return "last" if self.since is None else "last stated"


def exposure_drafts(history: History, state: CaseState, end_day: float) -> Iterator[StateDraft]:
    """At most one line for platinums and one for checkpoint inhibitors.

    Args:
        history: Whose state it is; its times and nothing else are read.
        state: What stands.
        end_day: The end of the month.
    """
    for draft, last in (*_platinum(history, state), *_beyond_progression(history, state)):
        yield _aged(history, state, end_day, draft, last)


def _platinum(history: History, state: CaseState) -> Iterator[tuple[StateDraft, _Last]]:
    given = [exposure for name, exposure in state.exposures.items() if name in PLATINUMS]
    if given:
        last = _last_of(history, state, given)
        value = f"{last.said} {_name(last.exposure)}, {_dose(last.by)}"
        yield StateDraft(slot=f"platinum:{last.by.key}", label="Platinum", value=value, by=last.by, alone=False), last


def _beyond_progression(history: History, state: CaseState) -> Iterator[tuple[StateDraft, _Last]]:
    inhibitors = [each for name, each in state.exposures.items() if class_of(name) is DrugClass.CHECKPOINT_INHIBITOR]
    if not inhibitors:
        return
    first = min(inhibitors, key=lambda each: each.first.start.estimate).first
    last = _last_of(history, state, inhibitors)
    passed = _passed(history, state, first, last.by)
    perhaps = [] if last.since is None else _passed(history, state, first, last.since)[len(passed) :]
    if not passed and not perhaps:
        return
    value = f"{_name(last.exposure)} beyond {_names(passed)}, {_dose(last.by)}"
    if not passed:
        value = f"{_name(last.exposure)}: open whether beyond {_names(perhaps)}; last stated {_dose(last.by)}"
    elif last.since is not None:
        value = f"last stated {value}"
    rests = [declared.by for _, declared in (*passed, *perhaps)]
    draft = StateDraft(
        slot=f"beyond-progression:{last.by.key}",
        label="ICI",
        value=value,
        by=last.by,
        tail=f"open whether beyond {_names(perhaps)}" if passed and perhaps else "",
        also=(first.key, *(by.key for by in rests)),
        alone=False,
        rests=tuple(rests),
    )
    yield draft, last


def _aged(history: History, state: CaseState, end_day: float, draft: StateDraft, last: _Last) -> StateDraft:
    """The line with the age of its dose, which is a bound where another may have followed, and ends with a death."""
    death, since = state.death, last.since
    said: list[str] = []
    if since is not None:
        said = [f"then {_dose(since)}, drugs not listed", draft.tail]
        draft = replace(draft, ages=False, also=(*draft.also, since.key), rests=(*draft.rests, since))
    earliest = last.by.start.earliest
    if death is not None:
        said.append(f"{lead_text(history, last.by.key, death.key)} death")
        draft = replace(draft, ages=False, also=(*draft.also, death.key), rests=(*draft.rests, death.by))
    elif since is not None and earliest is not None:
        said.append(f"stated at most {greatest_age_text(end_day - earliest)} ago")
    return replace(draft, tail=bracketed(listed(said, "; ")))


def _last_of(history: History, state: CaseState, exposures: Sequence[DrugExposure]) -> _Last:
    last = max(exposures, key=lambda each: each.last.start.estimate)
    precedes = pairs_of(history).precedes
    later = [placed for placed in state.unlisted.values() if precedes(last.last.key, placed.key)]
    return _Last(last, later[-1] if later else None)


def _passed(
    history: History, state: CaseState, first: PlacedFact, last: PlacedFact
) -> list[tuple[str, Stated[ProgressionDeclared]]]:
    """The progressions after the first dose and not after the last one, with their names."""
    precedes = pairs_of(history).precedes
    return [
        (f"PD{number}{' (biochemical)' * (declared.value.extent is ProgressionExtent.BIOCHEMICAL_ONLY)}", declared)
        for number, declared in state.numbered_progressions
        if precedes(first.key, declared.key) and not precedes(last.key, declared.key)
    ]


def _names(passed: Sequence[tuple[str, Stated[ProgressionDeclared]]]) -> str:
    return ", ".join(name for name, _ in passed)


def _name(exposure: DrugExposure) -> str:
    return short_name(exposure.drug) + "?" * exposure.doubtful


def _dose(placed: PlacedFact) -> str:
    """The dose that was the last: `cycle 2 of l2`."""
    match placed.event:
        case CycleGiven(regimen=regimen, number=number):
            return f"cycle {number} of {regimen}"
        case RegimenStarted(regimen=regimen):
            return f"start of {regimen}, no cycle recorded"
        case event:
            return event.key
