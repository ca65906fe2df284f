"""How lengths and times are rounded where people read them: halves go away from zero. Refuses to drop digits instead.

One rule for months and days, on every screen, in `tracker show`, in tables and in JSON; SQL, CSV and Parquet round nothing.
Bounds are rounded outwards, beside an estimate or alone, so that what is told never excludes what may be.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import isfinite

from tracker.values.months import PRECISION_DAYS

_TRUE_PLACES = 9
"""Decimals to which a number is taken: what floating point adds after them is neither a half nor past a bound."""

_WHOLE = 2.0**53


def half_up(value: float, places: int = 0) -> float:
    """To the nearest, a half away from zero; never `-0.0`.

    >>> half_up(2.5), half_up(-2.5), half_up(8.25, 1), half_up(0.15 + 0.1, 1), half_up(-0.04, 1)
    (3.0, -3.0, 8.3, 0.3, 0.0)
    """
    return _to(value, places, ROUND_HALF_UP)


def at_least(value: float, places: int = 0) -> float:
    """A lower bound, which may only become lower.

    >>> at_least(7.88, 1), at_least(2.0, 1), at_least(-0.04, 1)
    (7.8, 2.0, -0.1)
    """
    return _to(value, places, ROUND_FLOOR)


def at_most(value: float, places: int = 0) -> float:
    """An upper bound, which may only become higher.

    >>> at_most(8.62, 1), at_most(2.0, 1), at_most(-0.04, 1)
    (8.7, 2.0, 0.0)
    """
    return _to(value, places, ROUND_CEILING)


def outwards(least: float | None, most: float | None, places: int = 0) -> tuple[float | None, float | None]:
    """A lower and an upper bound, each outwards; of what is sure both are the nearest, as the estimate between them is.

    >>> outwards(1.006, 1.994, 2), outwards(27.496, 27.496, 2), outwards(27.496, None, 1), outwards(None, 27.43, 1)
    ((1.0, 2.0), (27.5, 27.5), (27.4, None), (None, 27.5))
    """
    if least is not None and most is not None and abs(most - least) <= PRECISION_DAYS:
        return half_up(least, places), half_up(most, places)
    return None if least is None else at_least(least, places), None if most is None else at_most(most, places)


def _to(value: float, places: int, rounding: str) -> float:
    # SQL answers with what no length is; from here on a float has no decimals that could be rounded.
    if not isfinite(value) or abs(value) >= _WHOLE:
        return value
    true = Decimal(f"{value:.{_TRUE_PLACES}f}")
    return float(true.quantize(Decimal(1).scaleb(-places), rounding=rounding)) + 0.0
