"""Stretches of regimens: from a start or a resumption to what ended it. Refuses to pair by order what has an identity.

A regimen stops at its `regimen-stopped` or `-held`; else at the next start that is not concurrent ("stop not recorded"), its
own included; else at death; else it is ongoing. A resumption opens a stretch of its own. The state of regimens is folded
from the same stretches.
"""

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from msgspec import Struct, field

from tracker.events.person import PatientDied
from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.chronology import Chronology
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


OF_REGIMENS = frozenset({CycleGiven, RegimenStarted, RegimenHeld, RegimenResumed, RegimenStopped, PatientDied})
"""Most facts of a chart are others, and are passed over at once."""


def regimen_of(placed: PlacedFact) -> str:
    """The regimen that a fact about one speaks of; empty for any other fact."""
    match placed.event:
        case (
            CycleGiven(regimen=regimen)
            | RegimenStarted(regimen=regimen)
            | RegimenHeld(regimen=regimen)
            | RegimenResumed(regimen=regimen)
            | RegimenStopped(regimen=regimen)
        ):
            return regimen
        case _:
            return ""


class _Treatment:
    """What facts say of regimens, each regimen's in the order of living."""

    def __init__(self, chronology: Chronology, facts: Iterable[PlacedFact]) -> None:
        self._chronology = chronology
        self.changes: dict[str, list[PlacedFact]] = {}
        self.cycles: dict[str, list[PlacedFact]] = {}
        self._starts: list[PlacedFact] = []
        """Starts that end what ran before them."""
        self.death: PlacedFact | None = None
        self.place: dict[str, int] = {}
        """The order of living."""
        for place, placed in enumerate(facts):
            event = placed.event
            if type(event) not in OF_REGIMENS:
                continue
            self.place[event.key] = place
            if isinstance(event, CycleGiven):
                self.cycles.setdefault(event.regimen, []).append(placed)
            elif isinstance(event, PatientDied):
                self.death = self.death or placed
            else:
                self.changes.setdefault(regimen_of(placed), []).append(placed)
                if isinstance(event, RegimenStarted) and not is_concurrent(event):
                    self._starts.append(placed)

    def said(self, regimen: str) -> list[PlacedFact]:
        """What opens and ends a regimen; its cycles among it where they may."""
        changes, cycles = self.changes.get(regimen, []), self.cycles.get(regimen, [])
        if self.is_plain(regimen):
            return changes
        return sorted((*changes, *cycles), key=lambda placed: self.place[placed.key])

    def is_plain(self, regimen: str) -> bool:
        """Whether a cycle of the regimen opens nothing: it was started or resumed, and never held."""
        kinds = {type(placed.event) for placed in self.changes.get(regimen, ())}
        return RegimenHeld not in kinds and not kinds.isdisjoint({RegimenStarted, RegimenResumed})

    def _begins_after(self, first: PlacedFact, second: PlacedFact) -> bool:
        """Whether the second begins after the first: by the midpoint of their pair, an open side by the estimates."""
        if self.place[second.key] <= self.place[first.key]:
            return False
        pair = self._chronology.between(first.key, second.key)
        if pair.least is None or pair.most is None:
            return second.start.estimate > first.start.estimate
        return pair.least + pair.most > 0

    def next_start(self, placed: PlacedFact) -> PlacedFact | None:
        """The next start that is not concurrent, of another regimen than the fact is about."""
        regimen = regimen_of(placed)
        for other in self._starts:
            if regimen_of(other) != regimen and self._begins_after(placed, other):
                return other
        return None

    def goes_before(self, first: PlacedFact | None, second: PlacedFact) -> bool:
        """Whether the first is there and comes before the second in the order of living."""
        return first is not None and self.place[first.key] < self.place[second.key]


def _paired(treatment: _Treatment, regimen: str, said: list[PlacedFact]) -> list[Stretch]:
    """Pair the openings of one regimen with its endings, by identity.

    A resumption opens a stretch unless the regimen is running; a cycle does so only certainly after a hold, or where
    nothing else ever opens one. An ending that is placed before every opening belongs to the first stretch that has none:
    uncertain times may sort a stop "in March" before a start on 10 March. Of a hold and a stop after it, the hold ended
    the treatment.
    """
    stretches: list[Stretch] = []
    early: list[PlacedFact] = []
    start = next((placed.event for placed in said if isinstance(placed.event, RegimenStarted)), None)
    opens_somewhere = any(isinstance(placed.event, RegimenStarted | RegimenResumed) for placed in said)
    held: PlacedFact | None = None
    for placed in said:
        event = placed.event
        running = stretches[-1] if stretches and stretches[-1].ending is None else None
        match event:
            case RegimenStarted():
                start, held = event, None
                stretches.append(Stretch(regimen, placed, start))
            case RegimenResumed():
                held = None
                if running is None or treatment.goes_before(treatment.next_start(running.opening), placed):
                    stretches.append(Stretch(regimen, placed, start))
            case CycleGiven():
                went_on = held is not None and _certainly_after(placed, held)
                if went_on or not (opens_somewhere or stretches):
                    held = None
                    stretches.append(Stretch(regimen, placed, start))
            case _:
                stopped = isinstance(event, RegimenStopped) or any(isinstance(p.event, RegimenStopped) for p in early)
                held = placed if (running is not None or held is not None) and not stopped else None
                if running is not None:
                    _end(running, placed)
                elif not stretches:
                    early.append(placed)
    for placed in early:
        unended = next((stretch for stretch in stretches if stretch.ending is None), None)
        if unended is not None:
            _end(unended, placed)
    return stretches


def _certainly_after(later: PlacedFact, earlier: PlacedFact) -> bool:
    earliest, latest = later.start.earliest, earlier.start.latest
    return earliest is not None and latest is not None and earliest >= latest


def _end(stretch: Stretch, placed: PlacedFact) -> None:
    stretch.ending = placed
    stretch.ended = HELD if isinstance(placed.event, RegimenHeld) else STOPPED


def _end_unrecorded(treatment: _Treatment, stretch: Stretch, following: Stretch | None) -> None:
    """End a stretch that has no recorded end: at the next start, its own included, or at death, whichever is first."""
    next_start = treatment.next_start(stretch.opening)
    if following is not None and not treatment.goes_before(next_start, following.opening):
        next_start = following.opening
    death = treatment.death
    if next_start is not None and not treatment.goes_before(death, next_start):
        stretch.ending, stretch.ended = next_start, NOT_RECORDED
    elif death is not None:
        stretch.ending, stretch.ended = death, DIED


def _share_out(stretches: list[Stretch], cycles: list[PlacedFact]) -> None:
    """Give each cycle to the last stretch that began not after it; the first stretch has those before it too."""
    if len(stretches) == 1:
        stretches[0].cycles = cycles
        return
    for placed in cycles:
        begun = [stretch for stretch in stretches if stretch.opening.start.estimate <= placed.start.estimate]
        (begun[-1] if begun else stretches[0]).cycles.append(placed)


def _in_order(treatment: _Treatment) -> list[Stretch]:
    found: list[Stretch] = []
    for regimen in treatment.changes | treatment.cycles:
        stretches = _paired(treatment, regimen, treatment.said(regimen))
        for stretch, following in zip_longest(stretches, stretches[1:]):
            if stretch.ending is None:
                _end_unrecorded(treatment, stretch, following)
        found.extend(stretches)
    return sorted(found, key=lambda stretch: treatment.place[stretch.opening.key])


def stretches_of(history: History) -> tuple[Stretch, ...]:
    """Every regimen from opening to end, in the order of living of the openings."""
    treatment = _Treatment(history.chronology, history.facts)
    found = _in_order(treatment)
    by_regimen: dict[str, list[Stretch]] = {}
    for stretch in found:
        by_regimen.setdefault(stretch.regimen, []).append(stretch)
    for regimen, cycles in treatment.cycles.items():
        if regimen in by_regimen:
            _share_out(by_regimen[regimen], cycles)
    return tuple(found)


class Pairing(Struct, frozen=True):
    """What the facts about regimens open and end: the stretches, as the state needs them fact by fact."""

    opens: Mapping[str, PlacedFact | None] = {}
    """By key of the fact that opens a stretch; where the end of that is placed before it, that end."""
    ends: Mapping[str, tuple[str, ...]] = {}
    """By key of a start, the regimens that it ends: their stretch, or their hold."""
    plain: frozenset[str] = frozenset()
    """Regimens whose cycles open nothing."""

    def may_change_with(self, placed: PlacedFact) -> bool:
        """Whether one more fact may open or end something."""
        event = placed.event
        return type(event) in OF_REGIMENS and not (isinstance(event, CycleGiven) and event.regimen in self.plain)

    def differs_at(self, other: "Pairing") -> frozenset[str]:
        """Keys of the facts that do not open and end the same in both."""
        return frozenset(
            key
            for mine, theirs in ((self.opens, other.opens), (self.ends, other.ends))
            for key in mine.keys() | theirs.keys()
            if key not in mine or key not in theirs or mine[key] != theirs[key]
        )


def pairing_of(chronology: Chronology, facts: Iterable[PlacedFact]) -> Pairing:
    """What opens and ends what among these facts, which are in the order of living."""
    treatment = _Treatment(chronology, facts)
    opens: dict[str, PlacedFact | None] = {}
    ends: dict[str, tuple[str, ...]] = {}
    for stretch in _in_order(treatment):
        ending = stretch.ending
        opens[stretch.opening.key] = ending if treatment.goes_before(ending, stretch.opening) else None
        if ending is not None and stretch.ended == HELD:
            ending = None if _goes_on(treatment, ending) else treatment.next_start(ending)
        if ending is not None and stretch.ended in {HELD, NOT_RECORDED}:
            ends[ending.key] = (*ends.get(ending.key, ()), stretch.regimen)
    return Pairing(opens, ends, frozenset(filter(treatment.is_plain, treatment.changes)))


def _goes_on(treatment: _Treatment, hold: PlacedFact) -> bool:
    """Whether the regimen's own facts end its hold, so that no other start does."""
    for placed in treatment.said(regimen_of(hold)):
        if treatment.goes_before(hold, placed):
            match placed.event:
                case RegimenStarted() | RegimenResumed() | RegimenStopped():
                    return True
                case CycleGiven() if _certainly_after(placed, hold):
                    return True
                case _:
                    pass
    return False
