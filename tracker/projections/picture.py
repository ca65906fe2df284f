"""The whole case as things to draw on one time scale: milestones, treatment bands, lanes, marker curves.

Days count from the origin. Everything carries its uncertainty; a face clips what lies after its cursor and draws the rest.
Refuses to know columns, colors or a cursor.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import inf

from msgspec import Struct

_FAR_DAYS = 92
"""Results further apart than a quarter are not joined: nobody measured between them."""


class MilestoneKind(StrEnum):
    """What a milestone is; the face chooses the glyph."""

    DIAGNOSIS = "diagnosis"
    PROGRESSION = "progression"
    SCAN = "scan"
    REGIMEN = "regimen"
    DEATH = "death"


class Milestone(Struct, frozen=True, kw_only=True):
    """A point of the case worth stepping to."""

    kind: MilestoneKind
    key: str
    label: str
    """`PD1`, `l2 start` …"""
    day: float
    earliest: float | None
    latest: float | None
    month: int
    doubtful: bool = False
    """A progression that is only biochemical or not confirmed: its sign must not be that of the others."""
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""


class BandKind(StrEnum):
    """Sort of treatment, by which lanes and colors are chosen."""

    CHEMOTHERAPY = "chemotherapy"
    IMMUNOTHERAPY = "immunotherapy"
    CHEMOIMMUNOTHERAPY = "chemoimmunotherapy"
    TARGETED = "targeted"
    TARGETED_COMBINATION = "targeted and other"
    RADIOTHERAPY = "radiotherapy"
    OTHER = "other"
    UNLISTED = "drugs not listed"
    """It was given, but of what the source does not say."""


class Band(Struct, frozen=True, kw_only=True):
    """A treatment over time; half-open. `stop` None is ongoing."""

    key: str
    label: str
    kind: BandKind
    start: float
    start_earliest: float | None
    start_latest: float | None
    stop: float | None
    stop_earliest: float | None
    stop_latest: float | None
    doubtful: bool = False
    """Not stated whether it was given or went on: drawn hatched."""
    partly_doubtful: bool = False
    """Not stated of some of its drugs, which have a `?` in the label: drawn hatched, but thinly."""
    whole: bool = False
    """A length as stated, which would tell its end from its start on: nothing of it is told before its stop."""
    drugs: tuple[str, ...] = ()
    """In full, as the label abbreviates them."""
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""

    @property
    def told(self) -> float:
        """The day from which on a drawing may tell of it."""
        return self.stop if self.whole and self.stop is not None else self.start


class Mark(Struct, frozen=True, kw_only=True):
    """A point in a lane, with its whisker."""

    key: str
    label: str
    """One to three characters, such as an ECOG score, a grade or a response category."""
    day: float
    earliest: float | None
    latest: float | None
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""


class Lane(Struct, frozen=True, kw_only=True):
    """One row under the chart."""

    name: str
    """`Chemo`, `Immuno`, `RT`, `Scan`, `Resp`, `AE`, `ECOG`; after them the types of an import that no other lane draws."""
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()


class MarkerPoint(Struct, frozen=True, kw_only=True):
    """One numeric result. `comparator` is `<`, `<=`, `>`, `>=` or empty."""

    key: str
    day: float
    earliest: float | None
    latest: float | None
    value: float
    comparator: str = ""
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""


class Tendency(StrEnum):
    """What a result without a number says about the analyte."""

    UP = "up"
    """Rising or high."""
    DOWN = "down"
    """Falling or low."""
    LEVEL = "level"
    """Normal."""
    UNKNOWN = "unknown"


class MarkerWord(Struct, frozen=True, kw_only=True):
    """One result that gives no number: it was measured, but stands at no height."""

    key: str
    day: float
    earliest: float | None
    latest: float | None
    tendency: Tendency
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""


class MarkerCurve(Struct, frozen=True, kw_only=True):
    """All numeric results of one analyte in one unit, in order of living."""

    analyte: str
    unit: str
    points: tuple[MarkerPoint, ...]
    words: tuple[MarkerWord, ...] = ()
    """The analyte's results without a number, in order of living: between two points they break the curve."""


def joined(points: Sequence[MarkerPoint], words: Iterable[MarkerWord]) -> list[tuple[MarkerPoint, MarkerPoint]]:
    """Neighboring points between which a line says nothing that nobody measured, for every face that draws a curve.

    Args:
        points: Those that are drawn, in order of living.
        words: The results without a number that are drawn; one between two points breaks the line.
    """
    days = [word.day for word in words]
    return [
        (one, two)
        for one, two in pairwise(points)
        if two.day - one.day <= _FAR_DAYS and not any(one.day <= day <= two.day for day in days)
    ]


class Picture(Struct, frozen=True, kw_only=True):
    """The case, drawn by nobody yet."""

    first_day: float
    last_day: float
    milestones: tuple[Milestone, ...]
    bands: tuple[Band, ...]
    """One per regimen and radiotherapy course, for the chart's background."""
    lanes: tuple[Lane, ...]
    curves: tuple[MarkerCurve, ...]
    """In the order of their first numbers, EBV-DNA before others at a tie: how many there will be is the future's."""
    origin: date | None = None
    """The date of day 0; None in a case without a calendar."""
