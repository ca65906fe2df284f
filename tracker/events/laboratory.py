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
    """What was measured, such as `Hb` or `EBV-DNA`; one name throughout a case."""
    value: Decimal | None = None
    """In `unit`, with the digits that the source gives; left out where only a word is known."""
    comparator: Comparator | None = None
    """Which side of `value` the result lies on, as in `< 500`."""
    unit: Words = ""
    """UCUM, such as `g/L`, `10*9/L`, `{copies}/mL`."""
    word: Words = ""
    """What the source calls the value, such as `elevated`."""
    word_means: WordMeaning | None = None
    """What that word says about the value."""
    reference_low: Decimal | None = None
    """Lower limit of normal, in `unit`."""
    reference_high: Decimal | None = None
    """Upper limit of normal, in `unit`."""
    specimen: Words = ""
    """Such as `plasma` or `urine`."""
    loinc: Words = ""
    """LOINC code; empty where not sure."""
