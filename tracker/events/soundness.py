"""What a fact may not say, whoever records it: the checks that no type can make. Refuses to judge what is unlikely.

A fault is data: the place within the fact and a sentence with what is expected. Import and the command line ask here, so
that a fact is refused before it is recorded and no projection ever meets one that it cannot place.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, structs

from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated, ReadingSelected
from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.fact import LastingFact, RecordedFact, Source
from tracker.events.fault import Fault, Path, text_faults
from tracker.events.laboratory import LabResulted
from tracker.events.person import MeasurementTaken, PerformanceAssessed
from tracker.events.quantities import amount_faults
from tracker.events.times import anchor_faults, lasting_faults, time_faults
from tracker.events.toxicity import AdverseEventNoted
from tracker.values.dates import DATE_PATTERN
from tracker.values.durations import parse_duration
from tracker.values.identifiers import RESERVED_KEYS
from tracker.values.specimens import other_specimen
from tracker.values.units import UCUM_UNITS, units_of_analyte, units_of_measurement
from tracker.values.when import Lasting, Timing

__all__ = ["Fault", "faults_of"]

_DATE = re.compile(DATE_PATTERN)
_TIMES = (Timing, Lasting)


def faults_of(fact: Fact | ReadingSelected) -> tuple[Fault, ...]:
    """Everything that is wrong with a fact taken alone; none for a sound one.

    Whether the facts it points to exist is another question, which only a whole case answers.
    """
    return tuple(_faults(fact))


def _faults(fact: Fact | ReadingSelected) -> Iterator[Fault]:
    if not isinstance(fact, ReadingSelected) and (fact.key in RESERVED_KEYS or _DATE.match(fact.key)):
        yield Fault(("key",), f"{fact.key} means a time of its own; expects another key")
    if isinstance(fact, RecordedFact):
        yield from time_faults(("occurred",), fact.occurred, own_key=fact.key)
        if fact.known is not None:
            yield from time_faults(("known",), fact.known, publication=True)
    if isinstance(fact, LastingFact) and fact.lasting is not None:
        yield from lasting_faults(("lasting",), fact.lasting)
    yield from _part_faults((), fact)
    yield from _own_faults(fact)


@lru_cache(maxsize=256)
def _fields_of(kind: type[Struct]) -> tuple[tuple[str, str, bool], ...]:
    """Name, name on the wire and whether it must be said, of every field."""
    return tuple((field.name, field.encode_name, field.required) for field in structs.fields(kind))


def _part_faults(path: Path, part: Struct) -> Iterator[Fault]:
    """Faults of a struct and of every struct within it, times apart."""
    for name, shown, needed in _fields_of(type(part)):
        value = getattr(part, name)
        if not value:
            # Most fields of most facts say nothing, which only a text that is needed may not.
            if needed and isinstance(value, str):
                yield from text_faults((*path, shown), value, needed=True)
        elif isinstance(value, str):
            # Most texts are printable and say something: only others are worth a closer look.
            if not value.isprintable() or (needed and not value.strip()):
                yield from text_faults((*path, shown), value, needed=needed)
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                if isinstance(item, str) and name != "occurred":
                    yield from text_faults((*path, shown, place), item, needed=True)
                elif isinstance(item, Struct) and not isinstance(item, _TIMES):
                    yield from _part_faults((*path, shown, place), item)
        elif isinstance(value, dict):
            for column, text in value.items():
                if not (column.isprintable() and text.isprintable()):
                    yield from text_faults((*path, shown, column), f"{column}{text}", needed=False)
        elif isinstance(value, Struct) and not isinstance(value, _TIMES):
            yield from _part_faults((*path, shown), value)
    yield from amount_faults(path, part)
    if isinstance(part, Source) and part.span is not None and part.span[0] >= part.span[1]:
        yield Fault((*path, "span"), f"expects a range [from, to) with from < to; found {list(part.span)}")


def _own_faults(fact: Fact | ReadingSelected) -> Iterator[Fault]:
    match fact:
        case LabResulted():
            yield from _lab_faults(fact)
        case MeasurementTaken(what=what, value=value, unit=unit):
            yield from _quantity_faults(what, value, unit, units_of_measurement(what))
        case AdverseEventNoted(grade=grade, grade_most=most) if most is not None:
            if grade is None:
                yield Fault(("grade_most",), "is the upper end of a range; fill in the lower one, grade, as well")
            elif most < grade:
                yield Fault(("grade_most",), f"expects at least the grade {grade}; found {most}")
        case PerformanceAssessed(ecog=None, words=words) if not words.strip():
            yield Fault((), "says nothing yet; fill in ecog, 0 to 5, or words for a change without a score")
        case IntervalStated(from_=start, to=stop, stated=stated):
            yield from anchor_faults(("from",), start)
            yield from anchor_faults(("to",), stop)
            if start == stop:
                yield Fault(("to",), f"expects another anchor than from; both are {start}")
            if parse_duration(stated).days <= 0:
                yield Fault(("stated",), f"expects a length; found {stated}")
        case ResponseAssessed(key=key, evidence=keys) | ProgressionDeclared(key=key, evidence=keys) if key in keys:
            yield Fault(("evidence", keys.index(key)), f"{key} cannot be evidence of itself; expects other facts")
        case AmbiguityNoted(key=key, keys=keys) if key in keys:
            yield Fault(("keys", keys.index(key)), f"{key} names itself; expects the facts that the ambiguity is about")
        case _:
            return


def _lab_faults(lab: LabResulted) -> Iterator[Fault]:
    if lab.comparator is not None and lab.value is None:
        yield Fault(("comparator",), f"{lab.comparator} bounds nothing; fill in value as well")
    if lab.word_means is not None and not lab.word.strip():
        yield Fault(("word_means",), "says what a word means; fill in word, as the source has it, as well")
    # What units an analyte has is known of blood: urine has its creatinine in mmol/L.
    units = frozenset[str]() if other_specimen(lab.specimen) else units_of_analyte(lab.analyte)
    yield from _quantity_faults(lab.analyte, lab.value, lab.unit, units)
    if None not in {lab.reference_low, lab.reference_high} and _upside_down(lab):
        yield Fault(
            ("reference_high",), f"expects at least reference_low, {lab.reference_low}; found {lab.reference_high}"
        )


def _quantity_faults(what: str, value: Decimal | None, unit: str, units: frozenset[str]) -> Iterator[Fault]:
    """Faults of something of which the units are known: none of these can be negative."""
    if not units:
        return
    if unit in UCUM_UNITS and unit not in units:
        yield Fault(("unit",), f"no unit of {what}: {unit!r}; expects one of {', '.join(sorted(units))}")
    if value is not None and value.is_finite() and value < 0:
        yield Fault(("value",), f"{what} cannot be negative; found {value}")


def _upside_down(lab: LabResulted) -> bool:
    low, high = lab.reference_low, lab.reference_high
    return low is not None and high is not None and low.is_finite() and high.is_finite() and high < low
