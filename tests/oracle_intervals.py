"""Intervals of charts in which everything has an exact day, the slow and obvious way. Refuses to import a derivation.

Written from the table of definitions alone: facts are days and keys, every question walks the whole list again. Times that
are not exact have no place here; what an uncertain pair means is held by worked examples instead.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tracker.events.catalogue import ClinicalEvent, wire_name
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import History

ALIVE = {
    "cancer-diagnosed", "lab-resulted", "measurement-taken", "scan-reported", "finding-noted", "regimen-started", "regimen-held",
    "regimen-resumed", "cycle-given", "radiotherapy-given", "procedure-performed", "adverse-event-noted",
}  # fmt: skip


class Fact(NamedTuple):
    """A fact with its days; facts of one day stand in the order of living."""

    key: str
    kind: str
    day: float
    stop: float | None
    event: ClinicalEvent


class Length(NamedTuple):
    """What the oracle says of an interval: days, and whether it is censored; no days is not evaluable."""

    days: float | None
    censored: bool | None


NE = Length(None, None)


class Line(NamedTuple):
    """A line: its number and the days of its first dose and of the next line's."""

    number: int
    start: float
    next_start: float | None
    regimens: frozenset[str]


def facts_of(history: History) -> list[Fact]:
    """Every fact with its exact days."""
    found = []
    for placed in history.facts:
        assert placed.start.earliest == placed.start.latest == placed.start.estimate
        stop = None if placed.stop is None else placed.stop.estimate
        found.append(Fact(placed.key, wire_name(placed.event), placed.start.estimate, stop, placed.event))
    return found


def said(fact: Fact, name: str) -> Any:
    """A field of the fact, None where its type has none."""
    return getattr(fact.event, name, None)


def of(facts: Iterable[Fact], kind: str) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in facts if fact.kind == kind]


def first(days: Iterable[float]) -> float | None:
    """The least, if there is any."""
    return min(days, default=None)


def last_alive(facts: list[Fact]) -> float | None:
    """The last day on which the patient must have been alive."""
    days = [fact.day for fact in facts if fact.kind in ALIVE]
    days += [fact.day for fact in of(facts, "patient-contacted") if said(fact, "vital_status") == "alive"]
    days += [fact.day for fact in of(facts, "performance-assessed") if said(fact, "ecog") != 5]
    return max(days, default=None)


def diagnosis(facts: list[Fact]) -> float | None:
    """The day of the first primary diagnosis."""
    return first(fact.day for fact in of(facts, "cancer-diagnosed") if said(fact, "role") == "primary")


def death(facts: list[Fact]) -> float | None:
    """The day of the death."""
    return first(fact.day for fact in of(facts, "patient-died"))


def overall_survival(facts: list[Fact]) -> Length:
    """Diagnosis to death, else to the last date known alive."""
    start, end, alive = diagnosis(facts), death(facts), last_alive(facts)
    if start is None:
        return NE
    outcomes = [] if end is None else [end]
    return NE if end is None and alive is None else endpoint(facts, start, outcomes, start if alive is None else alive)


def follow_up(facts: list[Fact]) -> Length:
    """Diagnosis to the death, else to the last contact."""
    start, end = diagnosis(facts), death(facts)
    end = follow_up_end(facts) if end is None else end
    return NE if start is None or end is None or end < start else Length(end - start, None)


def lines(facts: list[Fact]) -> list[Line]:
    """Lines as every start and course of radiotherapy states its own; for charts in which each of them does."""
    begun: dict[int, list[float]] = {}
    regimens: dict[int, set[str]] = {}
    for start in of(facts, "regimen-started"):
        if isinstance(start.event, RegimenStarted) and start.event.line is not None:
            begun.setdefault(start.event.line, []).append(min(doses_of(facts, start), default=start.day))
            regimens.setdefault(start.event.line, set()).add(start.event.regimen)
    for course in of(facts, "radiotherapy-given"):
        if isinstance(course.event, RadiotherapyGiven) and course.event.line in begun:
            begun[course.event.line].append(course.day)
    numbers = sorted(begun)
    firsts = [min(begun[number]) for number in numbers]
    return [
        Line(number, start, after, frozenset(regimens[number]))
        for number, start, after in zip(numbers, firsts, [*firsts[1:], None], strict=True)
    ]


def doses_of(facts: list[Fact], start: Fact) -> list[float]:
    """Days of the cycles given under a start: until the same regimen is started again; the first has those before it too.

    Where the first of them has a number above 1, and nothing has the number before it, the start is a day as well.
    """
    regimen = said(start, "regimen")
    starts = [fact for fact in of(facts, "regimen-started") if said(fact, "regimen") == regimen]
    place = starts.index(start)
    after = starts[place + 1].day if place + 1 < len(starts) else float("inf")
    since = start.day if place else -float("inf")
    cycles = [
        (fact.day, fact.event.number)
        for fact in facts
        if isinstance(fact.event, CycleGiven) and fact.event.regimen == regimen
    ]
    own = [(day, number) for day, number in cycles if since <= day < after]
    days = [day for day, _ in own]
    least = min((number for _, number in own), default=1)
    if least > 1 and least - 1 not in {number for _, number in cycles}:
        days += [start.day] * (start.day < max(day for day, number in own if number == least))
    return days


def progression_days(facts: list[Fact], line: Line) -> list[float]:
    """Strictly after the start of the line; on the day of the next line's start it belongs to the line it ends."""
    return [
        fact.day
        for fact in of(facts, "progression-declared")
        if fact.day > line.start and (line.next_start is None or fact.day <= line.next_start)
    ]


def death_in(facts: list[Fact], line: Line) -> list[float]:
    """The death, if it came in the line: not before it, and not after the next one began."""
    day = death(facts)
    return [] if day is None or day < line.start or (line.next_start is not None and day > line.next_start) else [day]


def is_quiet(fact: Fact) -> bool:
    """A contact or an assessment whose stated status is not progression."""
    if fact.kind == "patient-contacted":
        status = said(fact, "disease_status")
        return said(fact, "vital_status") != "deceased" and status in {
            "no-evidence-of-disease",
            "controlled",
            "stable",
        }
    if fact.kind == "response-assessed":
        return said(fact, "category") in {"CR", "PR", "SD"}
    return fact.kind == "scan-reported" and said(fact, "overall") in {"better", "same"}


def last_quiet(facts: list[Fact], start: float, next_start: float | None, since: float | None = None) -> float | None:
    """The day of the last of them, up to the last contact and before the first assessed progression since a day."""
    contact = follow_up_end(facts)
    until = first(
        fact.day
        for fact in of(facts, "response-assessed")
        if said(fact, "category") in {"PD", "iCPD"}
        and fact.day > (start if since is None else since)
        and (next_start is None or fact.day <= next_start)
    )
    return max(
        (
            fact.day
            for fact in facts
            if is_quiet(fact)
            and fact.day >= start
            and (next_start is None or fact.day <= next_start)
            and (contact is None or fact.day <= contact)
            and (until is None or fact.day < until)
        ),
        default=None,
    )


def follow_up_end(facts: list[Fact]) -> float | None:
    """The day of the last contact."""
    alive = last_alive(facts)
    contacts = [fact.day for fact in of(facts, "patient-contacted") if said(fact, "vital_status") == "not-stated"]
    return max([*contacts, *([] if alive is None else [alive])], default=None)


def endpoint(facts: list[Fact], start: float, outcomes: list[float], censoring: float) -> Length:
    """The earliest outcome, else the censoring; nothing begins after the death, and nothing ends before it began."""
    died, end = death(facts), first(outcomes)
    reached = censoring if end is None else end
    if reached < start or (died is not None and died < start):
        return NE
    return Length(reached - start, end is None)


def progression_free_survival(facts: list[Fact], line: Line) -> Length:
    """By what was declared."""
    outcomes = progression_days(facts, line) + death_in(facts, line)
    quiet = last_quiet(facts, line.start, line.next_start)
    return endpoint(facts, line.start, outcomes, line.start if quiet is None else quiet)


def second_progression(facts: list[Fact], every: list[Line]) -> Length:
    """On the treatment after the first line."""
    if not every or [line.number for line in every[:2]] not in ([1], [1, 2]):
        return NE
    day = death(facts)
    outcomes = [] if day is None else [day]
    if len(every) > 1:
        outcomes += [fact.day for fact in of(facts, "progression-declared") if fact.day > every[1].start]
    second = every[1].start if len(every) > 1 else None
    quiet = last_quiet(facts, every[0].start, None, second)
    return endpoint(facts, every[0].start, outcomes, every[0].start if quiet is None else quiet)


def time_to_next_treatment(facts: list[Fact], line: Line) -> Length:
    """To the next line's first dose, or death."""
    outcomes = ([] if line.next_start is None else [line.next_start]) + death_in(facts, line)
    alive = last_alive(facts)
    return endpoint(facts, line.start, outcomes, line.start if alive is None else alive)


def responses(facts: list[Fact], line: Line) -> list[Fact]:
    """What was assessed in a line."""
    return [
        fact
        for fact in of(facts, "response-assessed")
        if fact.day > line.start and (line.next_start is None or fact.day <= line.next_start)
    ]


def first_response(facts: list[Fact], line: Line) -> float | None:
    """The day of the first CR or PR, not after the first progression."""
    until = first(progression_days(facts, line))
    found = [fact.day for fact in responses(facts, line) if said(fact, "category") in {"CR", "PR"}]
    return first(day for day in found if until is None or day <= until)


def time_to_response(facts: list[Fact], line: Line) -> Length:
    """Of responders only."""
    day = first_response(facts, line)
    return NE if day is None else Length(day - line.start, None)


def duration_of_response(facts: list[Fact], line: Line) -> Length:
    """To the first progression after it, or death."""
    day = first_response(facts, line)
    if day is None:
        return NE
    outcomes = [each for each in progression_days(facts, line) if each > day] + death_in(facts, line)
    quiet = last_quiet(facts, line.start, line.next_start)
    return endpoint(facts, day, outcomes, day if quiet is None else max(day, quiet))


def disease_control(facts: list[Fact], line: Line) -> Length:
    """Where the best response not after the first progression is CR, PR, or SD of 42 days."""
    progression = first(progression_days(facts, line))
    best = [fact for fact in responses(facts, line) if progression is None or fact.day <= progression]
    controlled = any(
        said(fact, "category") in {"CR", "PR"} or (said(fact, "category") == "SD" and fact.day - line.start >= 42)
        for fact in best
    )
    return progression_free_survival(facts, line) if controlled else NE


PER_PATIENT: dict[str, Callable[[list[Fact]], Length]] = {
    "overall_survival": overall_survival,
    "follow_up": follow_up,
}
PER_LINE: dict[str, Callable[[list[Fact], Line], Length]] = {
    "progression_free_survival": progression_free_survival,
    "time_to_next_treatment": time_to_next_treatment,
    "time_to_response": time_to_response,
    "duration_of_response": duration_of_response,
    "disease_control": disease_control,
}
