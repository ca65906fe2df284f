"""Durations as people state them (``7 mo``, ``21 d``). Refuses a unit whose length is not agreed."""

import re
from typing import Annotated

from msgspec import Meta, Struct

DAYS_PER_MONTH = 30.4375
"""365.25 / 12. The one length of a month inside the temporal network; calendar months only label frames."""

DAYS_PER_UNIT = {"d": 1.0, "wk": 7.0, "mo": DAYS_PER_MONTH, "a": 12 * DAYS_PER_MONTH}
"""UCUM units of time that a curator may write, in days."""

ROUNDED_UNITS = frozenset({"mo", "a"})
"""Units in which a stated number is a rounded one: N mo is N ± tolerance months, N a is N ± tolerance years."""

DEFAULT_TOLERANCE = 0.5
"""How far a stated number of months or years may be off unless said otherwise, in that unit: rounding to whole ones."""

DURATION_PATTERN = r"^[0-9]+(\.[0-9]+)? ?(d|wk|mo|a)\Z"

DurationText = Annotated[
    str, Meta(pattern=DURATION_PATTERN, max_length=24, description="a number and a UCUM unit: `d`, `wk`, `mo` or `a`")
]


class Duration(Struct, frozen=True):
    """A length of time with the unit it was stated in, because the unit says how far it was rounded."""

    count: float
    unit: str

    @property
    def days(self) -> float:
        """The nominal length in days."""
        return self.count * DAYS_PER_UNIT[self.unit]

    def slack_days(self, tolerance: float) -> float:
        """Days by which a *stated* duration may be off to either side; `tolerance` in the stated unit (0.5 = rounding).

        >>> Duration(7, "mo").slack_days(0.5), Duration(21, "d").slack_days(0.5)
        (15.21875, 0.0)
        """
        return tolerance * DAYS_PER_UNIT[self.unit] if self.unit in ROUNDED_UNITS else 0.0


def parse_duration(text: str) -> Duration:
    """Read ``7 mo`` or ``21d``.

    Raises:
        ValueError: when the text is not a number and one of the units `d`, `wk`, `mo`, `a`.

    >>> parse_duration("7 mo")
    Duration(count=7.0, unit='mo')
    """
    if not re.match(DURATION_PATTERN, text):
        raise ValueError(f"{text!r} is not a duration; write a number and one of d, wk, mo, a, such as '7 mo'")
    unit = text.lstrip("0123456789. ")
    return Duration(float(text.removesuffix(unit)), unit)
