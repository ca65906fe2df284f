"""Results that look like a slip beside what is known: earlier values, their own limits, other names of the analyte.

Refuses to know what is plausible: there is no table of limits, only what this case, other cases and the entry itself say. A
count of copies runs over powers of ten by its nature, so its size is never odd.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from tracker.decisions.likeness import close_to
from tracker.events.catalogue import Fact
from tracker.events.laboratory import LabResulted
from tracker.events.person import MeasurementTaken
from tracker.projections.lab_series import graded_term, series_key, series_name, series_of
from tracker.projections.record import Record
from tracker.projections.words import number_words
from tracker.values.analytes import analyte_of, is_known_analyte
from tracker.values.counts import counted
from tracker.values.ctcae_table import ANEMIA, ROWS, factor_to_si
from tracker.values.spelling import spelled
from tracker.values.units import ANALYTES, MEASUREMENTS, shown_unit

SLIP = 100
"""Times beyond everything known at which figures too many, too few or another unit are likely: enzymes, counts and markers
run over a factor of ten in any course."""
MEASUREMENT_SLIP = 10
"""The same for body measurements, which no course changes tenfold."""
HEMOGLOBIN_SLIP = 5
"""The same for hemoglobin, of which nobody lives at a fifth; g/dL for g/L is a factor of ten beside a value that itself moves."""
_LEAST = 5
"""Letters of a name for which a slip can be told from another abbreviation."""


class Usual(Struct, frozen=True, kw_only=True):
    """The results of one analyte in one specimen and unit, over cases other than this one."""

    analyte: str
    specimen: str = ""
    unit: str
    least: Decimal
    most: Decimal
    count: int


class Elsewhere(Struct, frozen=True):
    """What other cases say, as far as an entry is compared with it."""

    names: tuple[str, ...] = ()
    """What they call analytes."""
    usual: tuple[Usual, ...] = ()
    """Of the analytes of the entry alone."""


Result = LabResulted | MeasurementTaken


class Seen:
    """What was said of results so far."""

    def __init__(self) -> None:
        self._series: dict[tuple[type, str], list[Result]] = {}
        self._named: dict[type, dict[str, set[str]]] = {}

    def add(self, fact: Fact) -> None:
        """One more fact."""
        if isinstance(fact, LabResulted | MeasurementTaken):
            self._series.setdefault((type(fact), _series(fact)), []).append(fact)
            self._named.setdefault(type(fact), {}).setdefault(_name(fact), set()).add(fact.key)

    def beside(self, fact: Result) -> list[Result]:
        """The results of its series, but itself."""
        return [each for each in self._series.get((type(fact), _series(fact)), ()) if each.key != fact.key]

    def names_beside(self, fact: Result) -> list[str]:
        """What other facts of its kind call what they measure."""
        return [name for name, keys in self._named.get(type(fact), {}).items() if keys != {fact.key}]


def seen_in(record: Record) -> Seen:
    """All results that stand."""
    seen = Seen()
    for standing in record.facts:
        seen.add(standing.fact)
    return seen


def result_oddities(fact: Fact, seen: Seen, elsewhere: Elsewhere, *, telling: bool = True) -> Iterator[str]:
    """A sentence for each thing about a result that is worth a second look.

    Args:
        fact: What is entered.
        seen: What stands in this case; an entry of the same key is the fact itself.
        elsewhere: What other cases say; nothing of it is said but names, limits and how many there are.
        telling: Whether values of this case may be said; not where they may lie in a future that is hidden.
    """
    if not isinstance(fact, LabResulted | MeasurementTaken):
        return
    if (odd := _name_oddity(fact, seen.names_beside(fact), elsewhere.names)) is not None:
        yield odd
    if fact.value is None or fact.value <= 0 or "copies" in fact.unit:
        return
    yield from _beyond_limits(fact, fact.value)
    yield from _beyond_known(fact, fact.value, seen.beside(fact), elsewhere.usual, telling=telling)


def asks_elsewhere(lab: LabResulted, seen: Seen) -> bool:
    """Whether other cases have anything to say of a result: not where this one has its name and a number to compare it with."""
    named = lab.analyte.casefold() in {name.casefold() for name in seen.names_beside(lab)}
    return not named or not _known(lab, seen.beside(lab))


def _name(result: Result) -> str:
    return result.analyte if isinstance(result, LabResulted) else result.what


def _series(result: Result) -> str:
    return series_of(result) if isinstance(result, LabResulted) else spelled(result.what)


def _is_one(fact: Result, name: str, other: str) -> bool:
    """Whether two names mean the same: of analytes as everywhere, of measurements where they are spelled alike."""
    same = analyte_of if isinstance(fact, LabResulted) else spelled
    return same(name) == same(other)


def _name_oddity(fact: Result, here: Sequence[str], there: Sequence[str]) -> str | None:
    """That what is measured has another name already, or that the name may be a slip for one; `here` in this case."""
    name = _name(fact)
    for names, where in ((here, "this case"), (there if isinstance(fact, LabResulted) else (), "other cases")):
        if name.casefold() in {each.casefold() for each in names}:
            return None
        if (same := next((other for other in names if _is_one(fact, name, other)), None)) is not None:
            return f"{name} is called {same} in {where}; one name lets a query find both"
    if len(spelled(name)) < _LEAST or (isinstance(fact, LabResulted) and is_known_analyte(name)):
        return None
    vocabulary = (*ANALYTES, *ROWS) if isinstance(fact, LabResulted) else MEASUREMENTS
    if (close := _closest(name, (*here, *there, *vocabulary))) is not None:
        where = "as in this case" if close in here else "as in other cases" if close in there else "which is known"
        return f"{name} begins a series of its own; did you mean {close}, {where}?"
    return None


def _closest(name: str, names: Iterable[str]) -> str | None:
    sought = spelled(name)
    known = {spelled(each): each for each in reversed(list(names)) if len(spelled(each)) >= _LEAST}
    found = close_to(sought, known)
    return known[found[0]] if found and found[0] != sought else None


def _beyond_limits(fact: Result, value: Decimal) -> Iterator[str]:
    if not isinstance(fact, LabResulted):
        return
    high, low = fact.reference_high, fact.reference_low
    if high is not None and value >= high * _slip(fact) > 0:
        yield f"{_quantity(fact, value)} is {_times(value / high)} its own upper limit, {number_words(high)}"
    if low is not None and value * _slip(fact) <= low:
        yield f"{_quantity(fact, value)} is {_times(value / low)} its own lower limit, {number_words(low)}"


def _beyond_known(
    fact: Result, value: Decimal, results: Sequence[Result], elsewhere: Sequence[Usual], *, telling: bool
) -> Iterator[str]:
    """Far from every value of this case, or, where it has none, from all of other cases."""
    known = _known(fact, results)
    if not known:
        yield from _beyond_others(fact, value, elsewhere)
        return
    least, most = min(known, key=_number), max(known, key=_number)
    if not _is_beyond(fact, value, least[0], most[0]):
        return
    if not telling:
        yield f"{_quantity(fact, value)} is far beyond the values of this case"
        return
    which, (bound, result) = ("greatest", most) if value > most[0] else ("least", least)
    told = f"{number_words(result.value or bound)} {shown_unit(result.unit)}".rstrip()
    among = "value" if len(known) == 1 else f"{which} of {counted(len(known), 'value')}"
    yield f"{_quantity(fact, value)} is {_times(value / bound)} the {among} of this case, {told} ({result.key})"


def _known(fact: Result, results: Sequence[Result]) -> list[tuple[Decimal, Result]]:
    """The numbers of results in the unit of the fact."""
    return [
        (number, result)
        for result in results
        if result.value is not None
        for number in [_in_unit(fact, result.value, result.unit)]
        if number is not None and number > 0
    ]


def _number(known: tuple[Decimal, Result]) -> Decimal:
    return known[0]


def _beyond_others(fact: Result, value: Decimal, elsewhere: Sequence[Usual]) -> Iterator[str]:
    if not isinstance(fact, LabResulted):
        return
    ranges = [
        (least, most, usual)
        for usual in elsewhere
        if series_key(usual.analyte, usual.specimen) == series_of(fact)
        for least in [_in_unit(fact, usual.least, usual.unit)]
        for most in [_in_unit(fact, usual.most, usual.unit)]
        if least is not None and most is not None and least > 0
    ]
    if not ranges:
        return
    least, most = min(each[0] for each in ranges), max(each[1] for each in ranges)
    count = sum(usual.count for _, _, usual in ranges)
    if _is_beyond(fact, value, least, most):
        which, bound = ("greatest", most) if value > most else ("least", least)
        told = f"{number_words(Decimal(f'{bound.normalize():f}'))} {shown_unit(fact.unit)}".rstrip()
        yield f"{_quantity(fact, value)} is {_times(value / bound)} the {which} of {count} in other cases, {told}"


def _in_unit(fact: Result, value: Decimal, unit: str) -> Decimal | None:
    """A value of the series in the unit of the fact; None where no exact factor is known."""
    if unit == fact.unit:
        return value
    term = graded_term(fact) if isinstance(fact, LabResulted) else None
    own, other = (factor_to_si(term, fact.unit), factor_to_si(term, unit)) if term is not None else (None, None)
    return None if own is None or other is None else value * other / own


def _slip(fact: Result) -> int:
    if isinstance(fact, MeasurementTaken):
        return MEASUREMENT_SLIP
    return HEMOGLOBIN_SLIP if graded_term(fact) == ANEMIA.term else SLIP


def _is_beyond(fact: Result, value: Decimal, least: Decimal, most: Decimal) -> bool:
    return value >= most * _slip(fact) or value * _slip(fact) <= least


def _quantity(fact: Result, value: Decimal) -> str:
    name = series_name(fact) if isinstance(fact, LabResulted) else fact.what
    return f"{name} {number_words(value)} {shown_unit(fact.unit)}".rstrip()


def _times(ratio: Decimal) -> str:
    """A factor in a few words.

    >>> _times(Decimal(1000)), _times(Decimal("0.001"))
    ('1,000 times', '1/1,000 of')
    """
    return f"{ratio:,.0f} times" if ratio >= 1 else f"1/{1 / ratio:,.0f} of"
