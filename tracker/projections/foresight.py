"""What a change of the record would change in the case: state, laboratory, intervals, contradictions, before and after.

Refuses to say that nothing changes where it has not looked: every list names what was compared.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tracker.projections.cell_words import months_words
from tracker.projections.discrepancies import discrepancies_in
from tracker.projections.history import History, history_of
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS
from tracker.projections.intervals.readings import intervals_of
from tracker.projections.intervals.shown import row_of
from tracker.projections.months import Frame, months_of
from tracker.projections.record import Record
from tracker.projections.rows.timeline import derive_timeline
from tracker.projections.sheet import LabLine, Sheet, StateLine
from tracker.projections.sheets import sheets_of
from tracker.values.durations import DEFAULT_TOLERANCE

_PLACES = 2
"""Decimals of a length: a change that one does not show is a change."""

Said = Mapping[tuple[str, ...], str]
"""What a case says, by what it is about."""

Line = tuple[tuple[str, ...], str, str]
"""What is said about something, what tells it apart from others that are about the same, and the words."""


class Change(Struct, frozen=True):
    """Something that would read otherwise."""

    what: str
    before: str
    """Empty where it was not there."""
    after: str
    """Empty where it would be gone."""


class Part(Struct, frozen=True):
    """What was compared, and what differs."""

    title: str
    changes: tuple[Change, ...]


class Foresight(Struct, frozen=True):
    """What would change, part by part."""

    parts: tuple[Part, ...]
    month: int | None
    """Where the first of the facts would be, None where it would be in no month."""


def foresee(before: Record, after: Record, keys: Sequence[str]) -> Foresight:
    """Compare the case as it stands with the case as it would stand.

    Args:
        before: What stands.
        after: What would stand.
        keys: The facts that are new or corrected, the one that matters most first.
    """
    old, new = history_of(before), history_of(after)
    frames, frames_then = months_of(old), months_of(new)
    month = _month_in((new, old), keys)
    times, times_then = _told_apart(_times(old, keys), _times(new, keys))
    parts = [
        Part("What does not fit", _changes(_discrepancies(old), _discrepancies(new))),
        Part("When", (*_changes(times, times_then), *_changes(_origin(old), _origin(new)))),
    ]
    for each, which in _shown(frames, frames_then, month):
        sheets = [_sheet(history, said, each) for history, said in ((old, frames), (new, frames_then))]
        parts.append(Part(f"State at the end of M{each}{which}", _compared(*map(_state, sheets))))
    parts.append(Part("Intervals", _compared(_intervals(old), _intervals(new))))
    return Foresight(tuple(parts), month)


def month_of(before: Record, after: Record, keys: Sequence[str]) -> int | None:
    """Where the first of the facts would be, or is where it would be gone; the arguments are those of `foresee`."""
    return _month_in(map(history_of, (after, before)), keys)


def _month_in(histories: Iterable[History], keys: Sequence[str]) -> int | None:
    return next((history.by_key[key].month for history in histories for key in keys if key in history.by_key), None)


def _shown(frames: Sequence[Frame], then: Sequence[Frame], month: int | None) -> list[tuple[int, str]]:
    """The months that are compared, each with which it is: that of the fact, or the nearest one, and the last.

    A case that would be shorter is compared in the last month that it has now: what is taken back may have been all of it.
    """
    if not then:
        return []
    last = max(each[-1].month for each in (frames, then) if each)
    first = min(each[0].month for each in (frames, then) if each)
    near = last if month is None else min(max(month, first), last)
    which = " (the last)" if then[-1].month == last else f" (the last; it would be M{then[-1].month})"
    return [(each, which if each == last else "") for each in sorted({near, last})]


def _sheet(history: History, frames: Sequence[Frame], month: int) -> Sheet | None:
    """The sheet of a month; of the last one before it where the case is shorter, of none where it begins later."""
    frame = next((frame for frame in reversed(frames) if frame.month <= month), None)
    return None if frame is None else sheets_of(history, (frame,))[0]


def _origin(history: History) -> Said:
    """The date that days and months count from: a fact that counts in days may move it, and with it every month."""
    origin = history.calendar.origin
    return {("the origin of all days",): "without a date" if origin is None else origin.isoformat()}


def _times(history: History, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """When each of the facts was, and what it says."""
    return {
        row.key: (_time(row.day, row.day_earliest, row.day_latest, row.date), row.text)
        for row in derive_timeline(history)
        if row.key in keys
    }


def _told_apart(before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> tuple[Said, Said]:
    """Times with what the facts say; of a fact that says the same before and after, the times alone."""
    same = {key for key, (_, text) in before.items() if key in after and after[key][1] == text}
    told: list[Said] = [
        {(key,): time if key in same else f"{time}  {text}" for key, (time, text) in times.items()}
        for times in (before, after)
    ]
    return told[0], told[1]


def _time(day: float | None, earliest: float | None, latest: float | None, date: str | None) -> str:
    if date is not None:
        return date
    if day is None:
        return "no time of its own"
    days = DEFAULT_CONVENTIONS.days_per_month
    return months_words(*(None if each is None else each / days for each in (earliest, day, latest)), places=_PLACES)


def _state(sheet: Sheet | None) -> list[Line]:
    if sheet is None:
        return []
    return [
        *(((line.label,), _state_words(line), _state_words(line)) for line in sheet.state),
        *(((line.analyte,), _lab_words(line), _lab_words(line)) for line in sheet.labs),
    ]


def _state_words(line: StateLine) -> str:
    return " ".join(part for part in (line.text, line.mark if line.mark in {"NEW", "GONE"} else "") if part)


def _lab_words(line: LabLine) -> str:
    return " ".join(part for part in (line.value, line.unit, line.flag, line.grade) if part)


def _intervals(history: History) -> list[Line]:
    found: list[Line] = []
    for interval in intervals_of(history, DEFAULT_CONVENTIONS, month=None, known=False, all_readings=False):
        row = row_of(history.patient, interval, DEFAULT_CONVENTIONS)
        length = months_words(row["earliest_months"], row["estimate_months"], row["latest_months"], places=_PLACES)
        said = f"{length}{', censored' if row['censored'] else ''}"
        line = "" if interval.line is None else f"line {interval.line}"
        about = (interval.name.replace("_", " "), line, interval.regimen or "", interval.assessed_by or "")
        rule = "" if interval.rule_set is None else f"lines {interval.rule_set.value}"
        words = said if interval.evaluable else f"not evaluable: {interval.note}"
        found.append(((*about, rule), f"from {interval.start}", words))
    return found


def _compared(*both: Sequence[Line]) -> tuple[Change, ...]:
    """What differs; lines of which one side has several about the same are told apart."""
    several = {about for lines in both for about, count in Counter(about for about, _, _ in lines).items() if count > 1}
    return _changes(
        *({(*about, apart) if about in several else about: words for about, apart, words in lines} for lines in both)
    )


def _discrepancies(history: History) -> Said:
    found = discrepancies_in(history, (0.0, DEFAULT_TOLERANCE))
    return {(str(each.severity), each.rule, each.summary): each.summary for each in found}


def _changes(before: Said, after: Said) -> tuple[Change, ...]:
    """What differs, in the order in which it is told; lines that share a label are told apart by what they say."""
    changes = []
    for about in dict.fromkeys((*before, *after)):
        was, is_now = before.get(about, ""), after.get(about, "")
        if was != is_now:
            what = ", ".join(part for part in about if part and part not in (was, is_now))
            changes.append(Change(what, was, is_now))
    return tuple(changes)
