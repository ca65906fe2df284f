"""The lines of the state panel about the line of therapy: its number, and how long it runs without progression or treatment.

Refuses a line number without its rule set, and a running time without its bounds.
"""

from collections.abc import Iterator
from math import floor

from tracker.projections.current_line import CurrentLine, Lasting, current_line, number_before
from tracker.projections.history import History
from tracker.projections.moments import APPROXIMATELY, moment_text
from tracker.projections.months import Frame
from tracker.projections.sheet import StateLine
from tracker.projections.words import bracketed, listed
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.months import PRECISION_DAYS
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import VitalStatus


def line_lines(history: History, frame: Frame) -> Iterator[StateLine]:
    """Number, progression-free time and treatment-free time; nothing before the first line."""
    line = current_line(history, frame)
    if line is None:
        return
    before = number_before(history, frame)
    yield _number(history, frame, line, before)
    yield _progression_free(frame, line, before)
    if line.treatment_free is not None:
        free = line.treatment_free
        yield StateLine(label="Free", text=f"{lasting_text(free)} so far without treatment", keys=(free.start,))


def lasting_text(lasting: Lasting) -> str:
    """A time in months: `6.4 mo`, `≈6.4 mo [6.1–6.6]` between its bounds, `≥6.1 mo` with an open side."""
    least, most = lasting.earliest_days, lasting.latest_days
    if least is None:
        return "open" if most is None else f"≤{_months(most)} mo"
    if most is None:
        return f"≥{_months(least)} mo"
    if most - least <= PRECISION_DAYS:
        return f"{_months(lasting.estimate_days)} mo"
    return f"{APPROXIMATELY}{_months(lasting.estimate_days)} mo [{_months(least)}–{_months(most)}]"


def _months(days: float) -> str:
    """Months with one decimal, cut like the label of a month."""
    return f"{floor(days / DAYS_PER_MONTH * 10 + PRECISION_DAYS) / 10:.1f}"


def _number(history: History, frame: Frame, line: CurrentLine, before: int | None) -> StateLine:
    asserted = frame.state.line if line.rule_set is RuleSet.ASSERTED else None
    since = line.since if asserted is None else asserted.by
    last = "last before death" if frame.state.vital_status is VitalStatus.DECEASED else ""
    begun = moment_text(history.calendar, since.start, frame.end_day)
    rests_on = bracketed(listed((line.rule_set.value, last, line.doubt)))
    changed = before is not None and before != line.number
    return StateLine(
        label="Line",
        text=f"{line.number} since {begun} {rests_on}",
        was=str(before) if changed else "",
        approximate=not frame.certain(since),
        contradictory=since.contradictory,
        keys=(since.event.key,),
    )


def _progression_free(frame: Frame, line: CurrentLine, before: int | None) -> StateLine:
    """Until when the line has gone without progression, by what was declared; with what ended it, if anything did."""
    free = line.progression_free
    ended = next((placed for placed in frame.turns if placed.event.key == free.stop), None)
    earlier = line.before if before is not None and before != line.number else None
    return StateLine(
        label="PFS",
        text=f"line {line.number}: {_outcome_text(free)}",
        was="" if earlier is None else f"line {before}: {_outcome_text(earlier)}",
        approximate=ended is not None and not frame.certain(ended),
        keys=(free.start,) if free.stop is None else (free.start, free.stop),
    )


def _outcome_text(free: Lasting) -> str:
    return f"{lasting_text(free)} {'so far' if free.stop is None else f'to {free.note}'}"
