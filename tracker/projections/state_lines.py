"""The lines of the state panel as a month says them: since when, how old, what they were the month before.

Refuses to let a value appear or vanish unmarked: what is new in the month says so, and what is gone is named once more.
"""

from collections.abc import Iterator, Mapping, Sequence
from sys import intern

from tracker.projections.history import PlacedFact
from tracker.projections.moments import age_of, moment_text, span_of
from tracker.projections.months import Frame
from tracker.projections.sheet import APPEARED, StateLine
from tracker.projections.state_draft import StateDraft
from tracker.projections.words import listed
from tracker.values.months import Calendar

_GONE = {"regimen": "none", "cycle": "none", "treatment": "on"}
"""What the lines of treatment say in the month in which they vanish, where no other line says what they were."""


def state_lines(
    calendar: Calendar, frame: Frame, drafts: Sequence[StateDraft], before: Mapping[str, StateDraft]
) -> tuple[StateLine, ...]:
    """Every line of the month, in the order of the drafts; what vanished in it stands where it stood.

    Args:
        calendar: Months, and dates where the origin has one.
        frame: The month.
        drafts: Of the state at its end.
        before: Of the state at the end of the month before, by slot.
    """
    new = frozenset(placed.event.key for placed in frame.events)
    lines = {draft.slot: _line(calendar, frame, draft, before, new) for draft in drafts}
    if not before:
        return tuple(lines.values())
    found = list(lines.values())
    place, slots = 0, list(lines)
    for slot, draft in before.items():
        if slot in lines:
            place = slots.index(slot) + 1
        elif slot in _GONE and _is_told(frame, slot, lines):
            ender = _ender(frame)
            gone = StateLine(
                label=draft.label,
                text=_GONE[slot],
                was=draft.value,
                approximate=ender is not None and not frame.certain(ender),
                keys=tuple(dict.fromkeys((*_keys(draft), *(() if ender is None else (ender.event.key,))))),
                slot=slot,
            )
            found.insert(place, gone)
            slots.insert(place, slot)
            place += 1
    return tuple(found)


def _line(
    calendar: Calendar, frame: Frame, draft: StateDraft, before: Mapping[str, StateDraft], new: frozenset[str]
) -> StateLine:
    earlier = before.get(draft.slot)
    fresh = draft.by.event.key in new
    changed = earlier is not None and earlier.value != draft.value
    was = draft.was if fresh and earlier is None else ""
    if changed and earlier is not None:
        was = earlier.short or earlier.value
    aged = (draft.seen or draft.by).start
    return StateLine(
        label=draft.label,
        # Most lines say the same for months.
        text=intern(listed((draft.value, *_times(calendar, frame, draft), draft.tail), " ")),
        was=was,
        mark=_mark(draft, earlier, fresh=fresh, opening=not before),
        age_days=frame.end_day - aged.estimate if draft.ages else None,
        age=age_of(frame, aged) if draft.ages else "",
        span=span_of(calendar, frame, aged) if draft.ages else "",
        approximate=_is_doubtful(frame, draft),
        contradictory=draft.by.contradictory,
        keys=_keys(draft),
        full=draft.full if draft.full != draft.value else "",
        slot=draft.slot,
    )


def _is_doubtful(frame: Frame, draft: StateDraft) -> bool:
    """Whether something without which the line would not read so may come only after the month; also an end that it tells."""
    seen = () if draft.seen is None else (draft.seen,)
    rests = (draft.since or draft.by, *seen, *draft.rests)
    over = draft.until is not None and draft.until.estimate < frame.end_day and not frame.is_past(draft.until)
    return over or not all(map(frame.certain, rests))


def _keys(draft: StateDraft) -> tuple[str, ...]:
    """The facts that a line rests on, each once, the one that states it first."""
    others = (placed.event.key for placed in (draft.seen, draft.since) if placed is not None)
    return tuple(dict.fromkeys((draft.by.event.key, *others, *draft.also)))


def _mark(draft: StateDraft, before: StateDraft | None, *, fresh: bool, opening: bool) -> str:
    if not fresh:
        return ""
    if draft.mark:
        return draft.mark
    if before is None:
        return "" if opening or draft.was or not draft.alone else APPEARED
    if before.rank is None or draft.rank is None or before.rank == draft.rank:
        return ""
    return "▲" if draft.rank > before.rank else "▼"


def _times(calendar: Calendar, frame: Frame, draft: StateDraft) -> Iterator[str]:
    """From when on, or from when to when, and until when it was stated: `since M8.4`; a death is at a time, not since it."""
    if draft.since is None:
        return
    begun = moment_text(calendar, draft.since.start, frame.end_day)
    if draft.until is not None and draft.until.estimate < frame.end_day:
        yield f"{begun}–{moment_text(calendar, draft.until, frame.end_day)}"
    elif draft.label == "Status":
        yield begun
    else:
        stated = "" if draft.seen is None else f"stated to {moment_text(calendar, draft.seen.start, frame.end_day)}"
        yield listed((f"since {begun}", stated))


def _ender(frame: Frame) -> PlacedFact | None:
    """Why a line of treatment vanished: what the regimen that stands now is given since, else the death."""
    if frame.state.regimen is not None:
        return frame.state.regimen.opened
    return None if frame.state.death is None else frame.state.death.by


def _is_told(frame: Frame, slot: str, lines: Mapping[str, StateLine]) -> bool:
    """Whether a vanished line of treatment is named once more: a stop tells of its regimen, and of the last cycle."""
    return "treatment" not in lines if slot == "regimen" else frame.state.regimen is not None
