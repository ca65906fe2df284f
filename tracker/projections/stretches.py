"""Stretches of regimens: from a start or a resumption to what ended it. Refuses to pair by order what has an identity.

A regimen stops at its `regimen-stopped` or `-held`; else at the next start that is not concurrent ("stop not recorded");
else at death; else it is ongoing. A resumption opens a stretch of its own.
"""

from msgspec import Struct, field

from tracker.events.person import PatientDied
from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.history import History, PlacedFact
from tracker.projections.regimen_state import is_concurrent

STOPPED = "stopped"
HELD = "held"
NOT_RECORDED = "stop not recorded"
DIED = "death"
ONGOING = "ongoing"


class Stretch(Struct):
    """A regimen from an opening fact to the fact that ended it."""

    regimen: str
    opening: PlacedFact
    start: RegimenStarted | None
    """The start whose drugs and line hold; None for a resumption of a regimen that was never started."""
    ending: PlacedFact | None = None
    ended: str = ONGOING
    cycles: list[PlacedFact] = field(default_factory=list)
    """Cycles given in it, in the order of living."""


_OF_REGIMENS = frozenset({CycleGiven, RegimenStarted, RegimenHeld, RegimenResumed, RegimenStopped})
"""Most facts of a chart are others, and are passed over at once."""


class _Treatment:
    """What the record says of regimens, by regimen, each in the order of living."""

    def __init__(self, history: History) -> None:
        self.changes: dict[str, list[PlacedFact]] = {}
        self.cycles: dict[str, list[PlacedFact]] = {}
        self.starts: list[PlacedFact] = []
        """Starts that end what ran before them."""
        self.place: dict[str, int] = {}
        """The order of living of everything that opens a stretch."""
        for place, placed in enumerate(history.facts):
            event = placed.event
            if type(event) not in _OF_REGIMENS:
                continue
            match event:
                case CycleGiven():
                    self.cycles.setdefault(event.regimen, []).append(placed)
                case RegimenStarted() | RegimenResumed():
                    self.changes.setdefault(event.regimen, []).append(placed)
                    self.place[event.key] = place
                    if isinstance(event, RegimenStarted) and not is_concurrent(event):
                        self.starts.append(placed)
                case RegimenHeld() | RegimenStopped():
                    self.changes.setdefault(event.regimen, []).append(placed)
                case _:
                    pass


def _paired(regimen: str, changes: list[PlacedFact]) -> list[Stretch]:
    """Pair the openings of one regimen with its endings, by identity.

    An ending that is placed before every opening belongs to the last stretch that has none: uncertain times may sort a
    stop "in March" before a start on 10 March. Of a hold and a stop after it, the hold ended the treatment.
    """
    stretches: list[Stretch] = []
    early: list[PlacedFact] = []
    start: RegimenStarted | None = next((p.event for p in changes if isinstance(p.event, RegimenStarted)), None)
    for placed in changes:
        event = placed.event
        is_open = bool(stretches) and stretches[-1].ending is None
        match event:
            case RegimenStarted():
                start = event
                stretches.append(Stretch(regimen, placed, start))
            case RegimenResumed():
                if not is_open:
                    stretches.append(Stretch(regimen, placed, start))
            case _ if is_open:
                _end(stretches[-1], placed)
            case _ if not stretches:
                early.append(placed)
            case _:
                pass
    for placed in early:
        unended = next((stretch for stretch in stretches if stretch.ending is None), None)
        if unended is not None:
            _end(unended, placed)
    return stretches


def _end(stretch: Stretch, placed: PlacedFact) -> None:
    stretch.ending = placed
    stretch.ended = HELD if isinstance(placed.event, RegimenHeld) else STOPPED


def _after(history: History, first: PlacedFact, second: PlacedFact) -> bool:
    """Whether the second begins after the first: by the midpoint of their pair, an open side by the estimates."""
    pair = history.chronology.between(first.key, second.key)
    if pair.least is None or pair.most is None:
        return second.start.estimate > first.start.estimate
    return pair.least + pair.most > 0


def _end_unrecorded(history: History, stretch: Stretch, starts: list[PlacedFact]) -> None:
    """End a stretch that has no recorded end at the next start, else at death."""
    own = stretch.start.regimen if stretch.start else None
    for other in starts:
        event = other.event
        if isinstance(event, RegimenStarted) and event.regimen != own and _after(history, stretch.opening, other):
            stretch.ending, stretch.ended = other, NOT_RECORDED
            return
    death = next(iter(history.by_kind.get(PatientDied, ())), None)
    if death is not None:
        stretch.ending, stretch.ended = death, DIED


def _share_out(stretches: list[Stretch], cycles: list[PlacedFact]) -> None:
    """Give each cycle to the last stretch that began not after it; the first stretch has those before it too."""
    if len(stretches) == 1:
        stretches[0].cycles = cycles
        return
    for placed in cycles:
        begun = [stretch for stretch in stretches if stretch.opening.start.estimate <= placed.start.estimate]
        (begun[-1] if begun else stretches[0]).cycles.append(placed)


def stretches_of(history: History) -> tuple[Stretch, ...]:
    """Every regimen from opening to end, in the order of living of the openings."""
    treatment = _Treatment(history)
    found: list[Stretch] = []
    for regimen, changes in treatment.changes.items():
        stretches = _paired(regimen, changes)
        if stretches:
            _share_out(stretches, treatment.cycles.get(regimen, []))
        for stretch in stretches:
            if stretch.ending is None:
                _end_unrecorded(history, stretch, treatment.starts)
        found.extend(stretches)
    return tuple(sorted(found, key=lambda stretch: treatment.place[stretch.opening.key]))
