"""Results that look like a slip beside what is known: earlier values, their own limits, other names of the analyte.

Refuses to know what is plausible: there is no table of limits, only what this case, other cases and the entry itself say. A
count of copies runs over powers of ten by its nature, so its size is never odd.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from tracker.decisions.likeness import close_to
from tracker.events.catalogue import Fact
from tracker.events.laboratory import LabResulted
from tracker.events.person import MeasurementTaken
from tracker.projections.record import Record
from tracker.projections.words import listed, number_words
from tracker.values.ctcae import term_of
from tracker.values.ctcae_table import ANEMIA, ROWS, factor_to_si
from tracker.values.units import ANALYTES, MEASUREMENTS, shown_unit

SLIP = 100
"""Times beyond everything known at which figures too many, too few or another unit are likely: enzymes, counts and markers
run over a factor of ten in any course."""
NARROW_SLIP = 10
"""The same for hemoglobin and body measurements, which no course changes tenfold."""


class Usual(Struct, frozen=True):
    """The results of one analyte in one unit, over cases other than this one."""

    analyte: str
    unit: str
    least: Decimal
    most: Decimal
    count: int


Result = LabResulted | MeasurementTaken


class Seen:
    """What was said of results so far."""

    def __init__(self) -> None:
        self.labs: dict[str, list[Result]] = {}
        self.measurements: dict[str, list[Result]] = {}
        self._names: dict[str, str] = {}

    def add(self, fact: Fact) -> None:
        """One more fact."""
        if isinstance(fact, LabResulted | MeasurementTaken):
            name = self._names.setdefault(_name(fact).casefold(), _name(fact))
            (self.labs if isinstance(fact, LabResulted) else self.measurements).setdefault(name, []).append(fact)


def seen_in(record: Record) -> Seen:
    """All results that stand."""
    seen = Seen()
    for standing in record.facts:
        seen.add(standing.fact)
    return seen


def result_oddities(fact: Fact, seen: Seen, elsewhere: Sequence[Usual]) -> Iterator[str]:
    """A sentence for each thing about a result that is worth a second look.

    Args:
        fact: What is entered.
        seen: What stands in this case; an entry of the same key is the fact itself.
        elsewhere: What other cases say; nothing of it is said but names, limits and how many there are.
    """
    if not isinstance(fact, LabResulted | MeasurementTaken):
        return
    series = seen.labs if isinstance(fact, LabResulted) else seen.measurements
    others = {
        name: [result for result in results if result.key != fact.key]
        for name, results in series.items()
        if name.casefold() == _name(fact).casefold() or _are_one(_name(fact), name)
    }
    here = {name: results[-1] for name, results in series.items() if any(each.key != fact.key for each in results)}
    if (odd := _name_oddity(fact, here, elsewhere)) is not None:
        yield odd
    if fact.value is None or fact.value <= 0 or "copies" in fact.unit:
        return
    yield from _beyond_limits(fact, fact.value)
    yield from _beyond_known(fact, fact.value, [each for results in others.values() for each in results], elsewhere)


def _name(result: Result) -> str:
    return result.analyte if isinstance(result, LabResulted) else result.what


def _are_one(one: str, other: str) -> bool:
    """Whether two names are known to be of one analyte: spelled with other signs, or graded by one term."""
    term = term_of(one)
    return _letters(one) == _letters(other) or (term is not None and term == term_of(other))


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _name_oddity(fact: Result, here: Mapping[str, Result], elsewhere: Sequence[Usual]) -> str | None:
    """That a name begins a series of its own where another one is meant, perhaps; `here` has the last of each series."""
    name = _name(fact)
    if name.casefold() in {each.casefold() for each in here}:
        return None
    there = [usual.analyte for usual in elsewhere]
    vocabulary = (*ANALYTES, *ROWS) if isinstance(fact, LabResulted) else MEASUREMENTS
    for other, last in here.items():
        if _are_one(name, other):
            return f"{name} begins a series of its own: this case calls it {other} ({_said(last)}); write {other} to go on with that one"
    if name.casefold() in {each.casefold() for each in there}:
        return None
    if (same := next((other for other in there if _are_one(name, other)), None)) is not None:
        return f"{name} is called {same} in other cases; one name lets them be compared"
    if name.casefold() in {each.casefold() for each in vocabulary}:
        return None
    if (close := _closest(name, (*here, *there, *vocabulary))) is not None:
        where = "as in this case" if close in here else "as in other cases" if close in there else "which is known"
        return f"{name} begins a series of its own; did you mean {close}, {where}?"
    return None


def _closest(name: str, names: Iterable[str]) -> str | None:
    folded = {_letters(each): each for each in reversed(list(names))}
    found = close_to(_letters(name), folded)
    return folded[found[0]] if found else None


def _said(result: Result) -> str:
    number = "" if result.value is None else number_words(result.value)
    return f"{result.key}{': ' * bool(number)}{listed((number, shown_unit(result.unit)), ' ') if number else ''}"


def _beyond_limits(fact: Result, value: Decimal) -> Iterator[str]:
    if not isinstance(fact, LabResulted):
        return
    high, low = fact.reference_high, fact.reference_low
    if high is not None and value >= high * _slip(fact) > 0:
        yield f"{_quantity(fact, value)} is {_times(value / high)} its own upper limit, {number_words(high)}"
    if low is not None and value * _slip(fact) <= low:
        yield f"{_quantity(fact, value)} is {_times(value / low)} its own lower limit, {number_words(low)}"


def _beyond_known(fact: Result, value: Decimal, results: Sequence[Result], elsewhere: Sequence[Usual]) -> Iterator[str]:
    """Far from every value of this case, or, where it has none, from all of other cases."""
    name = _name(fact)
    before = [
        (known, result)
        for result in results
        if result.value is not None
        for known in [_in_unit(name, result.value, result.unit, fact.unit)]
        if known is not None and known > 0
    ]
    if before:
        values = [known for known, _ in before]
        last, result = before[-1]
        if _is_beyond(fact, value, min(values), max(values)):
            told = f"{number_words(result.value or last)} {shown_unit(result.unit)}".rstrip()
            yield f"{_quantity(fact, value)} is {_times(value / last)} the last value of this case, {told} ({result.key})"
        return
    ranges = [
        (least, most, usual)
        for usual in (elsewhere if isinstance(fact, LabResulted) else ())
        if _are_one(name, usual.analyte)
        for least in [_in_unit(name, usual.least, usual.unit, fact.unit)]
        for most in [_in_unit(name, usual.most, usual.unit, fact.unit)]
        if least is not None and most is not None and least > 0
    ]
    if ranges:
        least, most = min(each[0] for each in ranges), max(each[1] for each in ranges)
        count = sum(usual.count for _, _, usual in ranges)
        if _is_beyond(fact, value, least, most):
            which, bound = ("greatest", most) if value > most else ("least", least)
            told = f"{number_words(bound.normalize())} {shown_unit(fact.unit)}".rstrip()
            yield f"{_quantity(fact, value)} is {_times(value / bound)} the {which} of {count} in other cases, {told}"


def _in_unit(name: str, value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A value in another unit of the same analyte; None where no exact factor is known."""
    if unit == wanted:
        return value
    term = term_of(name)
    own, other = (factor_to_si(term, wanted), factor_to_si(term, unit)) if term is not None else (None, None)
    return None if own is None or other is None else value * other / own


def _slip(fact: Result) -> int:
    narrow = isinstance(fact, MeasurementTaken) or term_of(fact.analyte) == ANEMIA.term
    return NARROW_SLIP if narrow else SLIP


def _is_beyond(fact: Result, value: Decimal, least: Decimal, most: Decimal) -> bool:
    return value >= most * _slip(fact) or value * _slip(fact) <= least


def _quantity(fact: Result, value: Decimal) -> str:
    return f"{_name(fact)} {number_words(value)} {shown_unit(fact.unit)}".rstrip()


def _times(ratio: Decimal) -> str:
    """A factor in a few words.

    >>> _times(Decimal(1000)), _times(Decimal("0.001"))
    ('1,000 times', '1/1,000 of')
    """
    return f"{ratio:,.0f} times" if ratio >= 1 else f"1/{1 / ratio:,.0f} of"
