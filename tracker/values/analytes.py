"""Which names of analytes mean the same one: the single place where they are told apart. Refuses to guess from a resemblance.

Letter case, hyphens and blanks make no difference; the names that one row of CTCAE grades are one analyte, as `Hb` and
`hemoglobin` are. Whatever else is spelled differently is another analyte.
"""

from functools import lru_cache

from tracker.values.ctcae import term_of


@lru_cache(maxsize=4096)
def analyte_of(name: str) -> str:
    """What makes two results ones of the same analyte; to be compared, never to be shown.

    >>> analyte_of("EBV-DNA") == analyte_of("EBV  dna"), analyte_of("Hb") == analyte_of("hemoglobin")
    (True, True)
    >>> analyte_of("LDH") == analyte_of("LD")
    False
    """
    return term_of(name) or " ".join(name.casefold().replace("-", " ").split())
