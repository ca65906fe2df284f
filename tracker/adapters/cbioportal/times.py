"""Days of a row as times of a fact. Refuses a stop before its start, and a row without a start."""

from math import floor

from tracker.adapters.cbioportal.keys import day_in, day_text
from tracker.adapters.cbioportal.rows import OWN_PREFIX, START_DATE, STOP_DATE, Misfit, Row
from tracker.projections.chronology import Placement
from tracker.values.when import TIME_ZERO, UNKNOWN, Basis, Timing, When

EARLIEST, LATEST = f"{OWN_PREFIX}DAY_EARLIEST", f"{OWN_PREFIX}DAY_LATEST"
STOP_EARLIEST, STOP_LATEST = f"{OWN_PREFIX}STOP_EARLIEST", f"{OWN_PREFIX}STOP_LATEST"
BASIS = f"{OWN_PREFIX}BASIS"
SOURCE = f"{OWN_PREFIX}SOURCE"
OPEN = "open"
"""A bound that the record does not have."""

_BOUNDS = {START_DATE: (EARLIEST, LATEST), STOP_DATE: (STOP_EARLIEST, STOP_LATEST)}


def needed_day(row: Row) -> float:
    """The day a row begins.

    Raises:
        Misfit: where it has none, none that is a number, or one after its end.
    """
    start, stop = day_in(row, START_DATE), day_in(row, STOP_DATE)
    if start is None:
        raise Misfit(f"{START_DATE} is blank; a number of days from time zero is expected")
    if stop is not None and stop < start:
        raise Misfit(f"{STOP_DATE} {row.cells[STOP_DATE]} is before {START_DATE} {row.cells[START_DATE]}")
    return start


def on_day(row: Row, column: str, day: float) -> When:
    """A time exactly so many days from time zero; between the bounds that an export of the tracker gives, if it does.

    Raises:
        Misfit: for bounds that are no days, or upside down.
    """
    basis = row.said(BASIS)
    told = next((known for known in Basis if known == basis), Basis.STATED)
    texts = tuple(row.said(name) for name in _BOUNDS[column])
    if not any(texts):
        return Timing(day=day, basis=told)
    earliest, latest = (None if row.said(name) in {"", OPEN} else day_in(row, name) for name in _BOUNDS[column])
    if latest is None:
        if earliest is None or earliest < 0:
            return UNKNOWN
        return Timing(after=TIME_ZERO, at_least=f"{day_text(earliest)} d", basis=told)
    if earliest is None:
        return UNKNOWN
    if earliest > latest:
        raise Misfit(f"{_BOUNDS[column][0]} {earliest:g} is after {_BOUNDS[column][1]} {latest:g}")
    return Timing(day=earliest if earliest == latest else (earliest, latest), basis=told)


def basis_of(when: When) -> Basis:
    """The least good basis of the forms of a time."""
    forms = when if isinstance(when, tuple) else (when,)
    return max(
        (form.basis for form in forms if isinstance(form, Timing)), key=lambda basis: basis.rank, default=Basis.STATED
    )


def bounds_cells(column: str, placement: Placement) -> dict[str, str]:
    """The columns of the bounds of a day; none where it is one integer."""
    if placement.earliest == placement.latest == floor(placement.estimate):
        return {}
    bounds = (placement.earliest, placement.latest)
    return {
        name: OPEN if bound is None else day_text(round(bound, 6) + 0.0)
        for name, bound in zip(_BOUNDS[column], bounds, strict=True)
    }


def day_cell(placement: Placement) -> str:
    """The day as the format wants it: the estimate, to the nearest integer, halves upward."""
    return str(floor(placement.estimate + 0.5))
