"""Laboratory results, one analyte each. Refuses to flag: limits and words are kept, flags follow from them."""

from decimal import Decimal

from tracker.events.fact import RecordedFact, Words
from tracker.values.vocabularies import Comparator, WordMeaning


class LabResulted(
    RecordedFact, tag="lab-resulted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One analyte: a value, a bound (`comparator`), or only the source's word.

    A flag needs a basis: reference limits, or the source's word with its meaning.
    """

    analyte: Words
    value: Decimal | None = None
    comparator: Comparator | None = None
    unit: Words = ""
    """UCUM, such as `g/L`, `10*9/L`, `{copies}/mL`."""
    word: Words = ""
    word_means: WordMeaning | None = None
    reference_low: Decimal | None = None
    reference_high: Decimal | None = None
    specimen: Words = ""
    loinc: Words = ""
