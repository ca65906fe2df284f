"""Where a drawing ends: the cursor's month, whether hindsight is hidden, and what becomes of the future.

Refuses to compute anything clinical; it compares days that the projections have placed.
"""

from enum import StrEnum
from math import inf

from msgspec import Struct

from tracker.projections.picture import Band


class Future(StrEnum):
    """What is drawn after the cursor. Hidden first: judging a decision needs the ignorance of the day."""

    HIDDEN = "hidden"
    GHOST = "ghost"
    SHOWN = "shown"

    @property
    def following(self) -> "Future":
        """The next way to treat the future, round and round."""
        ways = list(Future)
        return ways[(ways.index(self) + 1) % len(ways)]

    @property
    def says(self) -> str:
        """What it means, in one line."""
        return _SAID[self]


_SAID = {
    Future.HIDDEN: "the time after is hidden",
    Future.GHOST: "the time after is drawn faintly",
    Future.SHOWN: "the time after is drawn in full",
}


def knowing(*, known: bool) -> str:
    """What it means to look at a month with hindsight, or without."""
    return "only what the team could know by then" if known else "with what came to light later"


class Cut(Struct, frozen=True, kw_only=True):
    """The cursor's month, half-open in days from the origin, and how to treat what lies after it."""

    start: float
    end: float
    known: bool = False
    """Only what the treating team could know by the end of the month."""
    future: Future = Future.HIDDEN

    def past(self, day: float, known: float) -> bool:
        """Whether something is before the cursor, and known by then where that is asked for."""
        return day < self.end and (not self.known or known < self.end)

    def drawn(self, day: float, known: float) -> bool:
        """Whether something is drawn at all; of what was not known then, never in the past, whatever the future shows."""
        if self.past(day, known):
            return True
        if self.future is Future.HIDDEN:
            return False
        return not self.known or (day >= self.end and known < inf)

    def reaches_on(self, latest: float) -> bool:
        """Whether an uncertain time is drawn up to a hidden cursor only, and may be after it."""
        return self.future is Future.HIDDEN and latest > self.end

    def begins(self, band: Band) -> bool:
        """Whether anything of a band is drawn: of a stated length nothing before its end, which it would tell."""
        return self.drawn(band.told, band.known)

    def ghost(self, day: float, known: float) -> bool:
        """Whether something is drawn, but dimmed."""
        return self.future is Future.GHOST and not self.past(day, known)

    def clip(self, day: float) -> float:
        """The day, or the cursor where the day lies in a hidden future."""
        return min(day, self.end) if self.future is Future.HIDDEN else day

    def goes_on(self, stop: float | None) -> bool:
        """Whether no end is told: there is none, or it lies in a hidden future."""
        return stop is None or (self.future is Future.HIDDEN and stop > self.end)
