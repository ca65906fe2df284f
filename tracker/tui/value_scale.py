"""Which scale a marker is read on, between which bounds, and which of its values have a label: one rule for screens and figures.

Logarithms where the unit counts copies, or where a linear scale would show the greatest result and no other; from two decades
on in whole decades, else by 1, 2 and 5. Otherwise linear, by round numbers close to the results. The bounds rest on the results
that are drawn, zoomed or not, and on nothing else: from month to month they change with a new least or greatest one alone.

Refuses to make a hill of every ripple: a range that is small for its analyte does not fill the height.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil, floor, isclose, log10

from msgspec import Struct

DECADE = 10
"""From this ratio of the greatest to the least result on, a linear scale would show the greatest one and no other."""
LEAST_SHARE = 0.2
"""The least range of a linear scale, as a share of the greatest result."""
_COPIES = "copies"
_WHOLE_DECADES = 2
"""From so many decades on, bounds and labels are decades."""
_LEAST_RATIO = 5
"""Of the bounds of a scale of logarithms."""
_NICE = (1, 2, 5)
_MOST_STEPS = 5
"""Of a linear scale, between its lines."""
_HAIR = 1e-9
"""Rounding of a float must not move a bound by a whole step."""
_GAP = 2
"""Rows from a label to the next, where there are as many."""
_THOUSANDS = ((1e9, "G"), (1e6, "M"), (1e3, "k"))
NOTHING = "≤0"
"""The label of the floor of a scale of logarithms, on which nothing else of zero or less has a place."""


class ValueScale(Struct, frozen=True, kw_only=True):
    """Values to heights."""

    log: bool
    low: float
    """The least value of the scale."""
    high: float
    rows: float
    """Rows from the least to the greatest value; a tick stands on a row, or nearest to one."""
    ticks: tuple[float, ...]
    """The values with a label, the least first."""
    floored: bool = False
    """Whether results of zero or less stand below a scale of logarithms."""

    def height(self, value: float) -> float:
        """Of a value, 0 at the least of the scale and 1 at the greatest; on logarithms it must be above zero."""
        if self.log:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)

    def value(self, height: float) -> float:
        """At a height, those below the least and above the greatest of the scale included."""
        if self.log:
            return float(self.low ** (1 - height) * self.high**height)
        return self.low + height * (self.high - self.low)

    @property
    def name(self) -> str:
        """Which scale it is."""
        return scale_name(log=self.log)


def scale_name(*, log: bool) -> str:
    """Which scale it is, as a caption says it."""
    return "log10" if log else "linear"


def on_logarithms(values: Iterable[float], unit: str) -> bool:
    """Whether results are read on a scale of logarithms; those of zero or less do not decide.

    >>> on_logarithms([61, 120], "g/L"), on_logarithms([332, 6029], "U/L"), on_logarithms([2400], "copies/mL")
    (False, True, True)
    """
    above = [value for value in values if value > 0]
    return unit.startswith(_COPIES) or (bool(above) and max(above) >= DECADE * min(above) * (1 - _HAIR))


def scale_of(values: Sequence[float], unit: str, height: int) -> ValueScale:
    """The scale for some results.

    Args:
        values: Those that are drawn; with none, a scale of nothing.
        unit: Theirs.
        height: The rows there are, two at least.
    """
    if not on_logarithms(values, unit):
        return _linear(values or (0.0, 1.0), height)
    above = [value for value in values if value > 0] or [10.0, 1000.0]
    floored = any(value <= 0 for value in values)
    height -= floored
    if log10(max(above)) - log10(min(above)) >= _WHOLE_DECADES:
        return _by_decades(floor(log10(min(above))), ceil(log10(max(above))), height, floored=floored)
    return _by_fifths(min(above), max(above), height, floored=floored)


def _by_decades(low: int, high: int, height: int, *, floored: bool) -> ValueScale:
    rows, every = _spacing(high - low, height)
    ticks = tuple(10.0**exponent for exponent in reversed(range(high, low - 1, -every)))
    return ValueScale(log=True, low=10.0**low, high=10.0**high, rows=rows * (high - low), ticks=ticks, floored=floored)


def _spacing(decades: int, height: int) -> tuple[float, int]:
    """Rows of a decade and decades between two lines: a line each, or each second one where that gains half a row."""
    whole = (height - 1) // decades
    half = 2 * (height - 1) // decades / 2
    if whole >= _GAP or (whole and half == whole):
        return float(whole), 1
    if half:
        return half, 2
    return max(height - 1, 1) / decades, decades


def _by_fifths(least: float, most: float, height: int, *, floored: bool) -> ValueScale:
    """From 1, 2 or 5 times a decade to such a number, with as many labels of these as have room."""
    first, last = _fifth_from(least), -_fifth_from(most, up=True)
    if _fifth(last) / _fifth(first) < _LEAST_RATIO:
        first, last = first - 1, last + 1
    rows = max(height - 1, 1)
    bare = ValueScale(log=True, low=_fifth(first), high=_fifth(last), rows=rows, ticks=(), floored=floored)
    ticks = {first: 0, last: rows}
    # Ends before decades, these before fives, these before twos.
    for rank in (0, 2, 1):
        for number in (each for each in range(first + 1, last) if each % len(_NICE) == rank):
            row = round(bare.height(_fifth(number)) * rows)
            if all(abs(row - other) >= _GAP for other in ticks.values()):
                ticks[number] = row
    return ValueScale(
        log=True, low=bare.low, high=bare.high, rows=rows, ticks=tuple(_fifth(each) for each in sorted(ticks)),
        floored=floored,
    )  # fmt: skip


def _fifth(number: int) -> float:
    """The numbers 1, 2, 5, 10, 20, 50 …, counted from 1 on."""
    return float(f"{_NICE[number % len(_NICE)]}e{number // len(_NICE)}")


def _fifth_from(value: float, *, up: bool = False) -> int:
    """The number of the last of them up to a value; of the first one from it on, with a minus."""
    number = floor(log10(value)) * len(_NICE)
    while _fifth(number + 1) <= value * (1 + _HAIR):
        number += 1
    return -(number + (_fifth(number) < value * (1 - _HAIR))) if up else number


def _linear(values: Sequence[float], height: int) -> ValueScale:
    """The round step that spreads the results most, with a few lines at most; of equal ones that with lines two rows apart."""
    low, high = _widened(min(values), max(values))
    steps = [(step, _counted(low / step, floor), _counted(high / step, ceil)) for step in _steps(high - low)]
    fitting = [each for each in steps if each[2] - each[1] <= min(_MOST_STEPS, height - 1)]
    if not fitting:
        # Around zero with two rows: no step has both its lines on them.
        far = 10.0 ** ceil(log10(max(-low, high)))
        return ValueScale(log=False, low=-far, high=far, rows=height - 1, ticks=(-far, far))

    def spread(each: tuple[float, int, int]) -> tuple[float, int, int]:
        rows = (height - 1) // (each[2] - each[1])
        # Twelve digits: a tie must be one, whatever a float makes of it.
        return float(f"{rows / each[0]:.12g}"), min(rows, _GAP), -rows

    step, first, last = max(fitting, key=spread)
    ticks = tuple(float(f"{number * step:.12g}") for number in range(first, last + 1))
    rows = (height - 1) // (last - first) * (last - first)
    return ValueScale(log=False, low=ticks[0], high=ticks[-1], rows=rows, ticks=ticks)


def _counted(steps: float, whole: Callable[[float], int]) -> int:
    """The steps from zero to a bound, whole ones; what a float missed by a hair is whole already."""
    return round(steps) if isclose(round(steps), steps, rel_tol=_HAIR) else whole(steps)


def _widened(low: float, high: float) -> tuple[float, float]:
    """The least range around some results; where none is below zero, no bound is: only what is far from it is widened."""
    if low == high == 0:
        return 0.0, 1.0
    aside = max(max(abs(low), abs(high)) * LEAST_SHARE - (high - low), 0) / 2
    return low - aside, high + aside


def _steps(span: float) -> Iterator[float]:
    """Round steps from far too fine to far too coarse."""
    decade = floor(log10(span))
    for exponent in range(decade - 2, decade + 3):
        for nice in _NICE:
            yield float(f"{nice}e{exponent}")


def value_label(value: float) -> str:
    """A value of the scale as short as an axis wants it.

    >>> [value_label(n) for n in (0.1, 1, 62.5, 100, 1000, 5800, 1e5, 1e6, -20, 0.2 * 3)]
    ['0.1', '1', '62.5', '100', '1k', '5.8k', '100k', '1M', '-20', '0.6']
    """
    for least, sign in _THOUSANDS:
        if abs(value) >= least * (1 - _HAIR):
            return f"{value / least:g}{sign}"
    return f"{value:g}"
