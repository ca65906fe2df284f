"""What every derivation needs of a history, read once: diagnosis, lines, progressions, assessments, last contact, death.

Refuses to decide what an interval means; it says only which fact is which.
"""

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from math import inf
from typing import Any, TypeVar

from msgspec import Struct

from tracker.events.disease import CancerDiagnosed, ProgressionDeclared, ResponseAssessed
from tracker.events.fact import RecordedFact
from tracker.events.person import PatientContacted, PatientDied
from tracker.projections.evolve import SHOWS_LIFE
from tracker.projections.history import History, PlacedFact
from tracker.projections.intervals.interval import Conventions
from tracker.projections.lines_of_therapy import LineOfTherapy, default_rule_set, derive_lines_of_therapy
from tracker.projections.pairs import pairs_of
from tracker.projections.questions import asked_by, holding, may_ask
from tracker.projections.signs_of_life import alive_until, quiet_facts, shows_life
from tracker.projections.stated import Stated, stated_by
from tracker.projections.stretches import Stretch, stretches_of
from tracker.values.identifiers import Anchor
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import DiagnosisRole, ResponseCategory, VitalStatus
from tracker.values.when import Reading, Readings, read_when

E = TypeVar("E", bound=RecordedFact)

RESPONDING = frozenset({ResponseCategory.COMPLETE_RESPONSE, ResponseCategory.PARTIAL_RESPONSE})
PROGRESSING = frozenset({ResponseCategory.PROGRESSIVE_DISEASE, ResponseCategory.CONFIRMED_PROGRESSION})
"""Assessed categories that say progression; an unconfirmed one says neither."""
SAYS_NOTHING = frozenset({ResponseCategory.NOT_STATED, ResponseCategory.NOT_EVALUABLE})


class LineCourse(Struct, frozen=True, kw_only=True):
    """One line of therapy and what fell into it: strictly after its first dose, up to the day of the next line's."""

    line: LineOfTherapy
    start: Anchor
    """Its first dose."""
    next_start: Anchor | None
    """The first dose of the line after it."""
    progressions: tuple[Stated[ProgressionDeclared], ...] = ()
    """Declared in it, in the order of living."""
    assessments: tuple[Stated[ResponseAssessed], ...] = ()
    """Responses assessed in it, in the order of living."""
    died: bool = False
    """Whether the patient died in it."""
    last_quiet: Anchor | None = None
    """Last contact or assessment in it whose stated status is not progression."""


class Course:
    """The course of one patient under chosen conventions; each part is read when it is first asked for, and once."""

    def __init__(self, history: History, conventions: Conventions) -> None:
        self.history = history
        self.conventions = conventions
        self.rule_set: RuleSet = conventions.rule_set or default_rule_set(history)
        pairs = pairs_of(history)
        self.bounds, self.days, self.precedes = pairs.bounds, pairs.days, pairs.precedes
        self.earliest, self.latest, self.first_given = pairs.earliest, pairs.latest, pairs.first_given
        self._timed_after = pairs.timed_after

    def stated(self, kind: type[E]) -> tuple[Stated[E], ...]:
        """Facts of one type with their places, in the order of living."""
        return stated_by(self.history, kind)

    @cached_property
    def diagnosis(self) -> Anchor | None:
        """The first diagnosis of a primary cancer."""
        diagnoses = self.stated(CancerDiagnosed)
        return self.earliest([each.key for each in diagnoses if each.value.role is DiagnosisRole.PRIMARY])

    @cached_property
    def death(self) -> Anchor | None:
        """The death, of whatever cause."""
        return next((died.key for died in self.stated(PatientDied)), None)

    @cached_property
    def last_alive(self) -> Anchor | None:
        """The last fact that the patient must have been alive for; judgments may be passed later and do not count."""
        found: PlacedFact | None = None
        whole = self.history.whole
        until = {} if whole is None else whole.once(alive_until)
        for placed in reversed(self.history.facts):
            event = placed.event
            if type(event) not in SHOWS_LIFE and not shows_life(placed):
                continue
            if found is None:
                found = placed
                continue
            last, floor = placed.start.latest, found.start.earliest
            if floor is not None and until.get(placed.month, inf) <= floor:
                break
            # What is certainly not later needs no look at the pair.
            if (last is None or floor is None or last > floor) and self.precedes(found.key, event.key):
                found = placed
        return None if found is None else found.key

    @cached_property
    def last_contact(self) -> Anchor | None:
        """The last date known alive, or a later contact that does not say whether the patient was alive."""
        contacts = self.stated(PatientContacted)
        found = [each.key for each in contacts if each.value.vital_status is VitalStatus.NOT_STATED]
        return self.latest([*found, self.last_alive]) if self.last_alive is not None else self.latest(found)

    @cached_property
    def reported_dead(self) -> Anchor | None:
        """A contact that reports the patient dead, where no death is recorded that would date it."""
        if self.death is not None:
            return None
        contacts = self.stated(PatientContacted)
        return next((each.key for each in contacts if each.value.vital_status is VitalStatus.DECEASED), None)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Regimens from opening to end."""
        return self.history.once(stretches_of)

    @cached_property
    def lines_of_therapy(self) -> tuple[LineOfTherapy, ...]:
        """The lines of therapy under the rule set."""
        return derive_lines_of_therapy(self.history, self.rule_set)

    @cached_property
    def lines(self) -> tuple[LineCourse, ...]:
        """The same, each with what fell into it."""
        starts = [line.first_dose for line in self.lines_of_therapy]
        return tuple(map(self._course_of, self.lines_of_therapy, [*starts[1:], None]))

    @cached_property
    def line_of(self) -> dict[str, int]:
        """Number of the line that a start, a cycle or a course belongs to, by key; a resumption where cycles are missing."""
        numbers: dict[str, int] = {}
        for line in self.lines_of_therapy:
            for key in chain(line.given, keys_of(line.starts)):
                numbers.setdefault(key, line.number)
        return numbers

    @cached_property
    def readings(self) -> tuple[tuple[str, Reading], ...]:
        """The readings that hold of ambiguous times, each with the key of its fact."""
        selections = self.history.record.selections
        found = []
        for event in [placed.event for placed in self.history.facts if may_ask(placed.event)]:
            for timing in asked_by(event):
                name = holding(timing, selections)
                terms = read_when((timing.readings or {})[name])
                found.append(
                    (event.key, Reading(name, tuple(term for term in terms if not isinstance(term, Readings))))
                )
        return tuple(found)

    def line_of_stretch(self, stretch: Stretch) -> int | None:
        """Number of the line that a stretch ended in; None where it belongs to none."""
        keys = [stretch.opening.key] if stretch.start is None else [stretch.opening.key, stretch.start.key]
        if stretch.cycles:
            keys.insert(0, stretch.cycles[-1].key)
        return next((self.line_of[key] for key in keys if key in self.line_of), None)

    def line_at(self, regimen: str, anchor: Anchor) -> int | None:
        """Number of the line in which a regimen was given by the time of a fact about it; None where it belongs to none."""
        own = [stretch for stretch in self.stretches if stretch.regimen == regimen]
        begun = [stretch for stretch in own if not self.precedes(anchor, stretch.opening.key)]
        return self.line_of_stretch((begun or own)[-1]) if own else None

    def stretches_of(self, line: LineOfTherapy) -> tuple[Stretch, ...]:
        """The stretches that ended in a line, in the order of living."""
        return self._stretches_by_line.get(line.number, ())

    @cached_property
    def _stretches_by_line(self) -> dict[int | None, tuple[Stretch, ...]]:
        found: dict[int | None, list[Stretch]] = {}
        for stretch in self.stretches:
            found.setdefault(self.line_of_stretch(stretch), []).append(stretch)
        return {number: tuple(stretches) for number, stretches in found.items()}

    def in_window(self, start: Anchor, next_start: Anchor | None, anchor: Anchor) -> bool:
        """Whether something came strictly after a start and not after the next one: on its day it still counts.

        What a start is timed after came before it, whatever a contradiction made of their places.
        """
        if not self.precedes(start, anchor) or self._timed_after(start, anchor):
            return False
        return self._until(next_start, anchor)

    def _until(self, next_start: Anchor | None, anchor: Anchor) -> bool:
        return next_start is None or not self.precedes(next_start, anchor) or self._timed_after(next_start, anchor)

    def _course_of(self, line: LineOfTherapy, next_start: Anchor | None) -> LineCourse:
        start = line.first_dose

        def within(facts: Iterable[Stated[E]]) -> tuple[Stated[E], ...]:
            return tuple([stated for stated in facts if self.in_window(start, next_start, stated.key)])

        death = self.death
        return LineCourse(
            line=line,
            start=start,
            next_start=next_start,
            progressions=within(self.stated(ProgressionDeclared)),
            assessments=within(self.stated(ResponseAssessed)),
            died=death is not None and not self.precedes(death, start) and self._until(next_start, death),
            last_quiet=self.last_quiet(start, next_start),
        )

    @cached_property
    def _quiet(self) -> tuple[Anchor, ...]:
        """Contacts and assessments whose stated status is not progression, up to the last contact."""
        last = self.last_contact
        return tuple(
            [
                placed.event.key
                for placed in self.history.kept(quiet_facts)
                if last is None or not self.precedes(last, placed.event.key)
            ]
        )

    def last_quiet(self, start: Anchor, next_start: Anchor | None, since: Anchor | None = None) -> Anchor | None:
        """The last contact or assessment without progression, not before a start and not after the next one.

        What comes on or after an assessed progression tells nothing of the time before it, whether or not somebody declared
        that one.

        Args:
            start: The first dose of the line.
            next_start: The first dose of the line after it.
            since: From when on an assessed progression counts; None: from the start.
        """
        worse = self.earliest(
            [
                each.key
                for each in self.stated(ResponseAssessed)
                if each.value.category in PROGRESSING and self.in_window(since or start, next_start, each.key)
            ]
        )
        return self.latest(
            [
                anchor
                for anchor in self._quiet
                if not self.precedes(anchor, start)
                and (next_start is None or not self.precedes(next_start, anchor))
                and (worse is None or self.precedes(anchor, worse))
            ]
        )


def keys_of(facts: Iterable[Stated[Any]]) -> list[str]:
    """The keys of some facts."""
    return [stated.by.event.key for stated in facts]
