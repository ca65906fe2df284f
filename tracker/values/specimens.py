"""Which specimens are of blood, so that results of them are one series. Refuses to take an unknown specimen for blood.

Serum, plasma, whole blood and a specimen that is not stated are one, as laboratories report one analyte of any of them. Every
other fluid or tissue has values, limits and grades of its own.
"""

import re
from functools import lru_cache

_SIGNS = re.compile(r"[^\W_]+")
_BLOOD = frozenset({"blood", "plasma", "serum"})
_HOW = frozenset({
    "arterial", "capillary", "central", "citrate", "citrated", "edta", "fasting", "fresh", "frozen", "heparin", "heparinized",
    "line", "of", "peripheral", "sample", "specimen", "the", "venous", "whole",
})  # fmt: skip
"""How blood was taken or kept, which makes no other specimen of it."""
_SAMPLE = frozenset({"sample", "specimen"})
_SHORT = {"cerebrospinal fluid": "csf", "spinal fluid": "csf", "liquor": "csf", "bm": "bone marrow"}


@lru_cache(maxsize=1024)
def other_specimen(specimen: str) -> str:
    """What tells a specimen from blood, to be compared, never to be shown; empty for blood and where none is stated.

    >>> other_specimen("EDTA plasma"), other_specimen("CSF"), other_specimen("Cerebrospinal fluid sample")
    ('', 'csf', 'csf')
    """
    words = _SIGNS.findall(specimen.casefold())
    if not words or (_BLOOD.intersection(words) and _BLOOD.union(_HOW).issuperset(words)):
        return ""
    own = " ".join(word for word in words if word not in _SAMPLE)
    return _SHORT.get(own, own)
