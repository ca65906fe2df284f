"""Lanes of what an import brought and no other lane draws, under the type that its source gave it. Refuses to sort types in.

Such a lane is there only where a case has such facts: its types are those of its source, which nobody can list.
"""

from collections.abc import Sequence

from tracker.events.observation import FindingNoted
from tracker.events.treatment import ProcedurePerformed
from tracker.projections.history import PlacedFact
from tracker.projections.picture import Lane, Mark
from tracker.projections.picture_marks import mark_of

TYPE = "EVENT_TYPE"
"""The column of `extra` that names the type."""
SIGN = "•"
_FIRST = ("specimen", "surgery")
"""Types that stand first, in the order in which cBioPortal draws them."""


def own_lanes(facts: Sequence[PlacedFact]) -> tuple[Lane, ...]:
    """One lane per type, by name and whatever its capitals, the known ones first, then by how many facts they have."""
    marks: dict[str, list[Mark]] = {}
    for placed in facts:
        event = placed.event
        if isinstance(event, FindingNoted | ProcedurePerformed) and TYPE in event.extra:
            name = event.extra[TYPE].replace("_", " ").capitalize()
            marks.setdefault(name, []).append(mark_of(placed, SIGN))
    return tuple(Lane(name=name, marks=tuple(found)) for name, found in sorted(marks.items(), key=_place))


def _place(item: tuple[str, list[Mark]]) -> tuple[int, int, str]:
    name, marks = item
    known = _FIRST.index(name.lower()) if name.lower() in _FIRST else len(_FIRST)
    return known, -len(marks), name
