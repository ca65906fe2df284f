"""Laboratory results and tumor markers, as Observations and facts. Refuses to convert a unit, or to call a result high.

LOINC and UCUM are kept; a word that no number goes with is the word of the result.
"""

from collections.abc import Iterator

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, common, issued, resource
from tracker.adapters.mcode.elements import (
    Json,
    at,
    categories,
    code_of,
    concept,
    number_at,
    profiles,
    quantity,
    text_at,
    words,
    words_of,
)
from tracker.adapters.mcode.terms import ANALYTES, LOINC, LOINC_OF, MCODE, TERMINOLOGY, US_CORE
from tracker.adapters.mcode.times import missing_reason, read_moment, write_moment
from tracker.events.laboratory import LabResulted
from tracker.values.units import UCUM_UNITS, ucum_spelling, units_of_analyte
from tracker.values.vocabularies import Comparator, WordMeaning

_MEANINGS = {
    "H": WordMeaning.HIGH,
    "HH": WordMeaning.HIGH,
    "L": WordMeaning.LOW,
    "LL": WordMeaning.LOW,
    "N": WordMeaning.NORMAL,
}
"""Codes of `v3-ObservationInterpretation`."""

_CODE_OF_MEANING = {WordMeaning.HIGH: "H", WordMeaning.LOW: "L", WordMeaning.NORMAL: "N"}
_INTERPRETATION = f"{TERMINOLOGY}v3-ObservationInterpretation"
_GENOMIC = frozenset({"mcode-genomic-variant", "mcode-genomic-region-studied"})


def unit_of(said: object) -> str:
    """The UCUM unit of a Quantity, if it is one that a fact may have; else empty."""
    unit = text_at(said, "code") or text_at(said, "unit")
    return unit if unit in UCUM_UNITS else ucum_spelling(unit) if unit else ""


def is_lab(observation: Json) -> bool:
    """Whether an Observation is a laboratory result or a tumor marker; genomic findings are something else."""
    found = profiles(observation)
    return not found & _GENOMIC and ("laboratory" in categories(observation) or "mcode-tumor-marker-test" in found)


def read_lab(name: str, observation: Json, reading: Reading) -> Iterator[Draft]:
    """One analyte. A quantity in a unit that is not known here becomes the word of the result."""
    loinc = code_of(observation.get("code"), LOINC)
    analyte = ANALYTES.get(loinc) or words_of(observation.get("code"))
    if not analyte:
        reading.refuse(name, "a result of nothing that is named")
        return
    said = common(name, read_moment(observation, "effective", reading.places), issued(observation, reading.places))
    said |= {"analyte": analyte, "loinc": words(loinc), "specimen": words_of(_specimen_type(observation, reading))}
    amount = observation.get("valueQuantity")
    value, unit = number_at(amount, "value"), unit_of(amount)
    known = units_of_analyte(analyte)
    stated = text_at(amount, "code") or text_at(amount, "unit")
    if value is not None and (unit or not stated) and not (known and (unit not in known or value < 0)):
        said |= {"value": value, "unit": unit, "comparator": _comparator(text_at(amount, "comparator"))}
        said |= _limits(observation, unit)
    elif value is not None:
        said["word"] = words(f"{text_at(amount, 'comparator')} {value} {stated}")
    else:
        said["word"] = words(_value_in_words(observation))
    interpretation = at(observation, "interpretation", 0)
    meaning = _MEANINGS.get(code_of(interpretation, _INTERPRETATION))
    if interpretation is not None and not said.get("word"):
        said |= {"word": words_of(interpretation), "word_means": meaning}
    yield Draft(LabResulted(**said), (name,))


def _value_in_words(observation: Json) -> str:
    """A value that is no single quantity: a concept, a text, a count, a titer, a range, a truth, or a time."""
    number, truth = number_at(observation, "valueInteger"), observation.get("valueBoolean")
    ratio = [_amount(at(observation, "valueRatio", part)) for part in ("numerator", "denominator")]
    spread = [_amount(at(observation, "valueRange", part)) for part in ("low", "high")]
    told = (
        words_of(observation.get("valueCodeableConcept")),
        text_at(observation, "valueString"),
        "" if number is None else str(number),
        ":".join(ratio) if all(ratio) else "",
        " to ".join(spread) if all(spread) else f"at least {spread[0]}" if spread[0] else "",
        f"at most {spread[1]}" if spread[1] else "",
        str(truth).lower() if isinstance(truth, bool) else "",
        text_at(observation, "valueDateTime") or text_at(observation, "valueTime"),
    )
    return next((text for text in told if text), "")


def _amount(amount: object) -> str:
    value = number_at(amount, "value")
    parts = (text_at(amount, "comparator"), str(value), text_at(amount, "code") or text_at(amount, "unit"))
    return "" if value is None else " ".join(part for part in parts if part)


def _specimen_type(observation: Json, reading: Reading) -> object:
    return reading.follow(observation.get("specimen"))[1].get("type")


def _comparator(text: str) -> Comparator | None:
    return Comparator(text) if text in set(Comparator) else None


def _limits(observation: Json, unit: str) -> Json:
    """The first range, if it is in the unit of the value."""
    first = at(observation, "referenceRange", 0)
    found: Json = {}
    for field, end in (("reference_low", "low"), ("reference_high", "high")):
        limit = number_at(first, end, "value")
        if limit is not None and unit_of(at(first, end)) == unit:
            found[field] = limit
    if len(found) > 1 and found["reference_high"] < found["reference_low"]:
        return {}
    return found


def write_lab(fact: LabResulted, writing: Writing) -> list[Json]:
    """An Observation of the category laboratory."""
    code = fact.loinc or LOINC_OF.get(fact.analyte, "")
    tells = ANALYTES.get(code) == fact.analyte
    said = resource("Observation", fact.key, f"{US_CORE}observation-lab") | {
        "status": "final",
        "category": [concept(system=f"{TERMINOLOGY}observation-category", code="laboratory")],
        "code": concept("" if tells else fact.analyte, LOINC, code),
        "subject": writing.subject(),
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    if fact.value is not None:
        said["valueQuantity"] = quantity(fact.value, fact.unit)
        if fact.comparator is not None:
            said["valueQuantity"]["comparator"] = str(fact.comparator)
        if fact.word:
            said["interpretation"] = [
                concept(
                    fact.word, _INTERPRETATION, _CODE_OF_MEANING.get(fact.word_means, "") if fact.word_means else ""
                )
            ]
    elif fact.word:
        said["valueCodeableConcept"] = concept(fact.word)
    else:
        said["dataAbsentReason"] = missing_reason("unknown")
    limits = {
        end: quantity(limit, fact.unit)
        for end, limit in (("low", fact.reference_low), ("high", fact.reference_high))
        if limit is not None
    }
    if limits:
        said["referenceRange"] = [limits]
    return [said]


MARKER_PROFILE = f"{MCODE}tumor-marker-test"
