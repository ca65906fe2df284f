"""Everything that a record holds, in lanes by kind, as things to draw: drugs, scans, results, findings, remarks and the rest.

Days count from the origin. Refuses to leave a fact out: what has no time of its own stands where what it is about does, or is
counted.
"""

from math import inf

from msgspec import Struct

from tracker.projections.picture import Band


class Dot(Struct, frozen=True, kw_only=True):
    """A fact in a lane, with its whisker."""

    key: str
    label: str
    """A few characters, such as `6.15e5`, `PD1` or `G3`, shown where there is room."""
    day: float
    earliest: float | None
    latest: float | None
    hollow: bool = False
    """Stated absent, or below a limit of detection."""
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""


class Track(Struct, frozen=True, kw_only=True):
    """One lane."""

    name: str
    bands: tuple[Band, ...] = ()
    dots: tuple[Dot, ...] = ()


class Group(Struct, frozen=True, kw_only=True):
    """Lanes that belong together and fold together."""

    name: str
    tracks: tuple[Track, ...]
    folded: Track
    """All of them in one."""
    untimed: int = 0
    """Facts of the group that have no time."""


class Told(Struct, frozen=True, kw_only=True):
    """A fact in one line."""

    key: str
    kind: str
    """`DX`, `SCAN` …, as in `EventLine`."""
    text: str
    when: str
    """By its estimate: `≈M8.3`, `2023-08-12`."""
    since: str
    """Its earliest time; empty where it is exact or has none."""
    until: str
    """Its latest time; the same."""
    latest: float | None


class Chronicle(Struct, frozen=True, kw_only=True):
    """A whole case in lanes, drawn by nobody yet."""

    groups: tuple[Group, ...]
    told: dict[str, Told]
    """Every clinical fact by its key, in the order of living."""
