"""The lines of the state panel about the line of therapy: its number, and how long it runs without progression or treatment.

Refuses a line number without its rule set, and a running time without its bounds
and the day on which it was last seen to run.
"""

from collections.abc import Iterator

from tracker.projections.current_line import CurrentLine, Lasting, current_line, number_before
from tracker.projections.history import History
from tracker.projections.intervals.endpoint import LINE_START
from tracker.projections.moments import APPROXIMATELY, YET, moment_text
from tracker.projections.months import Frame
from tracker.projections.sheet import StateLine
from tracker.projections.words import bracketed, listed
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least, at_most, half_up
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import VitalStatus


def line_lines(history: History, frame: Frame) -> Iterator[StateLine]:
    """Number, progression-free time and treatment-free time; nothing before the first line."""
    line = current_line(history, frame)
    if line is None:
        return
    before = number_before(history, frame)
    yield _number(history, frame, line, before)
    yield _progression_free(history, frame, line, before)
    if line.treatment_free is not None:
        free = line.treatment_free
        text = f"{lasting_text(free)}, stated to {_until_text(history, frame, free)}"
        yield StateLine(
            label="Treatment-free", text=text, approximate=_is_doubtful(history, frame, free), keys=_keys(free)
        )
    elif line.untreated_since is not None:
        end = line.untreated_since
        begun = history.chronology.place(end.anchor).later(end.extra_days)
        text = f"since {moment_text(history.calendar, begun, frame.end_day)}, not stated how long"
        yield StateLine(label="Treatment-free", text=text, approximate=not frame.is_past(begun), keys=(end.anchor,))


def lasting_text(lasting: Lasting) -> str:
    """A time in months: `6.4 mo`, `≈6.4 mo [6.1–6.6]` between its bounds, `≥6.1 mo` with an open side; `6.4+ mo` is censored.

    The estimate is rounded to one decimal and the bounds outwards, so that what is told never excludes what may be.
    """
    least, most, estimate = lasting.earliest_days, lasting.latest_days, lasting.estimate_days
    more = "" if lasting.until is None else "+"
    if least is None:
        return "open" if most is None else f"≤{_at_most(most)}{more} mo"
    if most is None or estimate is None:
        return f"≥{_at_least(least)} mo"
    about = f"{half_up(estimate / DAYS_PER_MONTH, 1):.1f}{more} mo"
    if most - least <= PRECISION_DAYS:
        return about
    return f"{APPROXIMATELY}{about} [{_at_least(least)}–{_at_most(most)}]"


def _at_least(days: float) -> str:
    return f"{at_least(days / DAYS_PER_MONTH, 1):.1f}"


def _at_most(days: float) -> str:
    return f"{at_most(days / DAYS_PER_MONTH, 1):.1f}"


def _number(history: History, frame: Frame, line: CurrentLine, before: tuple[int, RuleSet] | None) -> StateLine:
    """The number with its rule set. Where the record begins to number lines, the count until then was by another one.

    Numbers of two rule sets are no change of line: what was counted until then is named with what it was counted by.
    """
    asserted = frame.state.line if line.rule_set is RuleSet.ASSERTED else None
    since = line.since if asserted is None else asserted.by
    last = "last before death" if frame.state.vital_status is VitalStatus.DECEASED else ""
    begun = moment_text(history.calendar, since.start, frame.end_day)
    until = ""
    if before is not None and before[1] is not line.rule_set:
        until = f"until then {before[0]} as {_named(before[1])}"
    rests_on = bracketed(listed((_named(line.rule_set), until, last, line.doubt)))
    changed = before is not None and before[1] is line.rule_set and before[0] != line.number
    return StateLine(
        label="Line",
        text=f"{line.number} since {begun} {rests_on}",
        was=str(before[0]) if before is not None and changed else "",
        approximate=not frame.certain(since),
        contradictory=since.contradictory,
        keys=(since.event.key,),
    )


def _named(rule_set: RuleSet) -> str:
    """A count is named as one: the record itself numbers no line by then."""
    return rule_set.value if rule_set is RuleSet.ASSERTED else f"counted by {rule_set.value}"


def _progression_free(
    history: History, frame: Frame, line: CurrentLine, before: tuple[int, RuleSet] | None
) -> StateLine:
    """Until when the line has gone without progression, by what was declared; with what ended it, if anything did."""
    free = line.progression_free
    changed = before is not None and before[1] is line.rule_set and before[0] != line.number
    earlier = line.before if changed else None
    return StateLine(
        label="PFS",
        text=f"line {line.number}: {_outcome_text(history, frame, free)}",
        was="" if earlier is None or before is None else f"line {before[0]}: {_told_before(history, frame, earlier)}",
        approximate=_is_doubtful(history, frame, free),
        keys=_keys(free),
    )


def _outcome_text(history: History, frame: Frame, free: Lasting) -> str:
    if free.stop is not None:
        return f"{lasting_text(free)} to {free.note}"
    if free.until is not None:
        return f"{lasting_text(free)}, seen until {_until_text(history, frame, free)}"
    return "no progression declared so far" if free.note == LINE_START else f"not evaluable: {free.note}"


def _told_before(history: History, frame: Frame, earlier: Lasting) -> str:
    """What ended the line before; beside a line that may not have begun, that may not have happened either."""
    doubt = YET if _is_doubtful(history, frame, earlier) else ""
    return listed((_outcome_text(history, frame, earlier), doubt), " ")


def _is_doubtful(history: History, frame: Frame, free: Lasting) -> bool:
    """Whether what it runs from or to may come only after the month."""
    ends = (free.start, free.stop or free.until)
    return not all(frame.is_past(history.chronology.place(anchor)) for anchor in ends if anchor is not None)


def _until_text(history: History, frame: Frame, free: Lasting) -> str:
    """When a censored time was last seen to run."""
    until = free.until or free.start
    return moment_text(history.calendar, history.chronology.place(until), frame.end_day)


def _keys(free: Lasting) -> tuple[str, ...]:
    return tuple(key for key in (free.start, free.stop or free.until) if key is not None)
