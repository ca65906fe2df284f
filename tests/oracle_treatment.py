"""Intervals of treatment in charts of exact whole days, day by day. Refuses to import a derivation.

Written from the table of definitions alone, for charts in which every regimen is started once and every hold ends: what an
unclear record means is held by worked examples instead.
"""

from typing import NamedTuple

from tests.oracle_intervals import (
    NE,
    Fact,
    Length,
    Line,
    death,
    diagnosis,
    doses_of,
    endpoint,
    first,
    follow_up_end,
    last_alive,
    of,
    said,
)
from tracker.events.treatment import CycleGiven, RegimenStarted


class Part(NamedTuple):
    """From a start or a resumption to what ended it; `how` is stopped, held, unrecorded, death or ongoing."""

    regimen: str
    start: float
    stop: float | None
    how: str


def parts(facts: list[Fact]) -> list[Part]:
    """Every uninterrupted part of every regimen."""
    return [part_from(facts, fact) for fact in facts if fact.kind in {"regimen-started", "regimen-resumed"}]


def part_from(facts: list[Fact], opening: Fact) -> Part:
    """Its own stop or hold, else the next start that is not concurrent, else the death."""
    regimen = said(opening, "regimen")
    place = facts.index(opening)
    for fact in facts[place + 1 :]:
        if fact.kind in {"regimen-stopped", "regimen-held"} and said(fact, "regimen") == regimen:
            return Part(regimen, opening.day, fact.day, fact.kind.removeprefix("regimen-"))
    for fact in facts:
        if isinstance(fact.event, RegimenStarted) and fact.event.regimen != regimen and fact.day > opening.day:
            return Part(regimen, opening.day, fact.day, "unrecorded")
    end = death(facts)
    return Part(regimen, opening.day, end, "ongoing" if end is None else "death")


def last_drug_day(cycle: CycleGiven) -> int:
    """The last day of the cycle on which a drug was given, day 1 first."""
    return max((int(drug.days.replace(",", "-").split("-")[-1]) for drug in cycle.drugs if drug.days), default=1)


def time_on_treatment(facts: list[Fact], line: Line) -> Length:
    """To the last treatment day, that day included."""
    own = [part for part in parts(facts) if part.regimen in line.regimens]
    alive = last_alive(facts)
    if alive is not None and any(part.how == "ongoing" for part in own):
        return Length(alive - line.start, True)
    last = line.start
    for part in own:
        for fact in cycles_in(facts, part):
            assert isinstance(fact.event, CycleGiven)
            day = fact.day + last_drug_day(fact.event)
            if part.stop is not None and part.stop < day - 1:
                day = part.stop + (0 if part.how == "unrecorded" else 1)
                day = part.stop if part.how == "death" else day
            last = max(last, day)
        if not cycles_in(facts, part) and part.stop is not None:
            last = max(last, part.stop + (1 if part.how in {"stopped", "held"} else 0))
    return Length(last - line.start, False)


def cycles_in(facts: list[Fact], part: Part) -> list[Fact]:
    """Cycles of a part; one on the day of a stop still belongs to it, one on the day of a resumption to what follows."""
    later = [other.start for other in parts(facts) if other.regimen == part.regimen and other.start > part.start]
    return [
        fact
        for fact in of(facts, "cycle-given")
        if said(fact, "regimen") == part.regimen and part.start <= fact.day < min(later, default=float("inf"))
    ]


def end_of_hold(facts: list[Fact], held: Fact) -> float | None:
    """Its own resumption, stop or next cycle."""
    return first(
        fact.day
        for fact in facts
        if said(fact, "regimen") == said(held, "regimen")
        and (
            (fact.kind in {"regimen-resumed", "regimen-stopped"} and fact.day >= held.day)
            or (fact.kind == "cycle-given" and fact.day > held.day)
        )
    )


def unaccounted(facts: list[Fact]) -> Length:
    """Days from the diagnosis to the end that nothing covers, counted one by one."""
    start, end = diagnosis(facts), death(facts)
    end = follow_up_end(facts) if end is None else end
    treatments = [(part.start, part.stop) for part in parts(facts)]
    treatments += [(fact.day, fact.stop) for fact in of(facts, "radiotherapy-given")]
    if start is None or end is None or not treatments:
        return NE
    covered = [(start, min(begun for begun, _ in treatments)), *treatments]
    covered += [(fact.day, end_of_hold(facts, fact)) for fact in of(facts, "regimen-held")]
    days = range(int(start), int(end))
    return Length(sum(not any(a <= day < (end if b is None else b) for a, b in covered) for day in days), None)


def regimen_progression_free_survival(facts: list[Fact], opening: Fact) -> dict[str, Length]:
    """By imaging, oncologist, either, both, of a regimen from one of its starts."""
    start = min(doses_of(facts, opening), default=opening.day)
    others = [fact.day for fact in of(facts, "regimen-started") if fact.key != opening.key]
    following = first(day for day in others if day > start)

    def within(days: list[float]) -> list[float]:
        return [day for day in days if day > start and (following is None or day < following)]

    worse = [fact.day for fact in of(facts, "scan-reported") if said(fact, "overall") == "worse"]
    judged = [fact.day for fact in of(facts, "progression-declared")]
    judged += [fact.day for fact in of(facts, "response-assessed") if said(fact, "category") in {"PD", "iCPD"}]
    judged += [fact.day for fact in of(facts, "patient-contacted") if said(fact, "disease_status") == "progressing"]
    died = within([day for day in [death(facts)] if day is not None])
    seen, said_so = within(worse), within(judged)
    alive = last_alive(facts)
    ends = [day for day in (following, start if alive is None else alive) if day is not None]
    both = [max(min(seen), min(said_so))] if seen and said_so else []
    imaged = any(said(fact, "overall") != "not-stated" for fact in of(facts, "scan-reported"))
    assessed = bool(judged) or any(
        said(fact, "category") not in {None, "not-stated", "NE"}
        or said(fact, "disease_status") not in {None, "not-stated"}
        for fact in facts
    )
    basis = {"imaging": imaged, "oncologist": assessed, "either": imaged or assessed, "both": imaged and assessed}
    outcomes = {"imaging": seen, "oncologist": said_so, "either": seen + said_so, "both": both}
    return {
        flavor: endpoint(facts, start, found + died, min(ends)) if basis[flavor] else NE
        for flavor, found in outcomes.items()
    }
