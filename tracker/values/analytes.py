"""Which names of analytes mean the same one: the single place where they are told apart; what abbreviations stand for.

Letter case, hyphens and blanks make no difference; the names that one row of CTCAE grades are one analyte, as `Hb` and
`hemoglobin` are. Whatever else is spelled differently is another analyte. Refuses to guess from a resemblance, and to spell
out an abbreviation that is not known.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from tracker.values.ctcae import term_of
from tracker.values.other_analytes import OTHER_ANALYTES
from tracker.values.spelling import spelled

_FULL: Mapping[str, str] = MappingProxyType({
    "afp": "alpha-fetoprotein",
    "alb": "albumin",
    "alc": "absolute lymphocyte count",
    "alp": "alkaline phosphatase",
    "alt": "alanine aminotransferase",
    "anc": "absolute neutrophil count",
    "ast": "aspartate aminotransferase",
    "ca 125": "cancer antigen 125",
    "ca 15-3": "cancer antigen 15-3",
    "ca 19-9": "carbohydrate antigen 19-9",
    "cea": "carcinoembryonic antigen",
    "creat": "creatinine",
    "crp": "C-reactive protein",
    "ctdna": "circulating tumor DNA",
    "cyfra 21-1": "cytokeratin 19 fragment",
    "ebv-dna": "Epstein–Barr virus DNA",
    "esr": "erythrocyte sedimentation rate",
    "ggt": "gamma-glutamyltransferase",
    "hb": "hemoglobin",
    "hcg": "human chorionic gonadotropin",
    "hgb": "hemoglobin",
    "ldh": "lactate dehydrogenase",
    "neut": "absolute neutrophil count",
    "nse": "neuron-specific enolase",
    "plt": "platelets",
    "psa": "prostate-specific antigen",
    "scc-ag": "squamous cell carcinoma antigen",
    "tsh": "thyroid-stimulating hormone",
    "wbc": "white blood cells",
})  # fmt: skip


@lru_cache(maxsize=4096)
def analyte_of(name: str) -> str:
    """What makes two results ones of the same analyte; to be compared, never to be shown.

    >>> analyte_of("EBV-DNA") == analyte_of("EBVdna"), analyte_of("Hb") == analyte_of("hemoglobin")
    (True, True)
    >>> analyte_of("LDH") == analyte_of("LD")
    False
    """
    return term_of(name) or spelled(name)


def full_analyte(analyte: str) -> str:
    """What an analyte is called in full; empty where its name is no abbreviation that is known.

    A specimen in brackets behind the name is passed over.

    >>> full_analyte("LDH (CSF)"), full_analyte("CA-125"), full_analyte("EBV DNA"), full_analyte("platelets")
    ('lactate dehydrogenase', 'cancer antigen 125', 'Epstein–Barr virus DNA', '')
    """
    return _FULL_OF.get(spelled(analyte.partition(" (")[0]), "")


def is_known_analyte(name: str) -> bool:
    """Whether a name is one of an analyte that laboratories report, and so no slip for another.

    >>> is_known_analyte("LDL"), is_known_analyte("creatine"), is_known_analyte("ferittin")
    (True, True, False)
    """
    return term_of(name) is not None or spelled(name) in _FULL_OF or spelled(name) in OTHER_ANALYTES


_FULL_OF = {spelled(name): full for name, full in _FULL.items()}
