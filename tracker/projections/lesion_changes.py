"""How far each lesion has moved: against the baseline, the nadir before and the baseline of the line. Refuses to mix axes.

Conventions: the short axis of a node, the longest diameter of anything else; a lesion that has resolved is 0. The baseline
is the last value not after the first dose of line 1, the baseline of the line likewise. The nadir is the smallest value
before the current one, from the baseline on, with the earlier sizes that reports quote. Where an axis is not stated the
change is not evaluable; the numbers are shown all the same, as what they would be if the axis were the one.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from msgspec import Struct

from tracker.events.observation import LesionObserved
from tracker.projections.first_doses import doses_before, first_doses
from tracker.projections.history import History
from tracker.projections.recist.assessment import Change, change
from tracker.projections.recist.looks import looks_of
from tracker.projections.recist.measurability import NO_AXIS, NO_SIZE, size_by_rule
from tracker.values.vocabularies import Axis

_AT_BASELINE = "not after the first dose"
_OTHER_AXIS = "not the diameter that the rule asks for"


class Compared(Struct, frozen=True, gc=False):
    """A change against one reference."""

    change: Change | None = None
    """None: there is nothing to compare."""
    reason: str = ""
    """Why it is not evaluable, also where `change` shows the numbers; empty where it is."""

    @property
    def evaluable(self) -> bool:
        """Whether the change may be relied on."""
        return not self.reason


class LesionChange(Struct, frozen=True, kw_only=True):
    """One lesion at one look, and how far it has moved."""

    key: str
    """Of the fact that observes it."""
    item: int
    """Place in the fact's list of lesions, from 1."""
    lesion: str
    from_baseline: Compared
    from_nadir: Compared
    from_line_baseline: Compared
    line: int | None
    """Place of the line in the order of living, from 1; None at the baseline."""

    @property
    def note(self) -> str:
        """Why a change is missing, with the numbers that would be it if the axis were the one; empty where none is."""
        return _note(
            (
                ("baseline", self.from_baseline),
                ("nadir", self.from_nadir),
                ("line's baseline", self.from_line_baseline),
            )
        )


class _Value(Struct, frozen=True, gc=False):
    """A size at a time."""

    mm: Decimal
    key: str
    """Of the fact that gives it."""
    line: int
    """How many lines had begun before it."""
    reason: str = ""
    """Why it is not in the diameter that the rule asks for, or may not be."""


def derive_lesion_changes(history: History) -> tuple[LesionChange, ...]:
    """One change per look at a lesion, in the order of living and within a report in its order."""
    doses = first_doses(history)
    values: dict[str, list[_Value]] = {}
    quoted: dict[str, list[_Value]] = {}
    found = []
    item, last_key, line = 0, "", 0
    for look in looks_of(history):
        lesion, key = look.lesion, look.by.event.key
        if key != last_key:
            item, last_key, line = 0, key, doses_before(history, doses, look.by)
        item += 1
        value = _value_of(lesion, key, line)
        before, said = values.setdefault(lesion.lesion, []), quoted.setdefault(lesion.lesion, [])
        if lesion.previously_mm is not None:
            said.append(_Value(lesion.previously_mm, "", line, "" if value is None else value.reason))
        since = [each for each in before if each.key != key]
        found.append(
            LesionChange(
                key=key,
                item=item,
                lesion=lesion.lesion,
                line=line or None,
                **_references(value, line, since, said),
            )
        )
        if value is not None:
            before.append(value)
    return tuple(found)


class _References(TypedDict):
    from_baseline: Compared
    from_nadir: Compared
    from_line_baseline: Compared


def _references(value: _Value | None, line: int, before: Sequence[_Value], said: Sequence[_Value]) -> _References:
    if value is None or not line:
        nothing = Compared(reason=NO_SIZE if value is None else _AT_BASELINE)
        return {"from_baseline": nothing, "from_nadir": nothing, "from_line_baseline": nothing}
    baseline = next((each for each in reversed(before) if each.line == 0), None)
    since = [each for each in (*before, *said) if each.line > 0]
    nadir = min((*since, *((baseline,) if baseline else ())), key=lambda each: each.mm, default=None)
    return {
        "from_baseline": _compared(baseline, value),
        "from_nadir": _compared(nadir, value),
        "from_line_baseline": _compared(next((each for each in reversed(before) if each.line < line), None), value),
    }


def _value_of(lesion: LesionObserved, key: str, line: int) -> _Value | None:
    size = size_by_rule(lesion)
    if size.mm is not None:
        return _Value(size.mm, key, line)
    if lesion.mm is None:
        return None
    return _Value(lesion.mm, key, line, NO_AXIS if lesion.axis is Axis.UNKNOWN else _OTHER_AXIS)


def _compared(before: _Value | None, now: _Value) -> Compared:
    if before is None:
        return Compared(reason="no earlier value")
    reason = now.reason or before.reason
    if (now.reason == _OTHER_AXIS) is not (before.reason == _OTHER_AXIS):
        return Compared(reason=_OTHER_AXIS)
    return Compared(change(before.mm, now.mm), reason)


def _note(compared: Sequence[tuple[str, Compared]]) -> str:
    if len({each for _, each in compared}) == 1 and compared[0][1].change is None:
        return compared[0][1].reason
    return "; ".join(
        f"{name}: {each.reason}" + ("" if each.change is None else f", {each.change.text}")
        for name, each in compared
        if each.reason
    )
