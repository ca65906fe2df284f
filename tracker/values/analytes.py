"""What the usual abbreviations of analytes stand for. Refuses to guess: of any other one nothing is said."""

from collections.abc import Mapping
from types import MappingProxyType

_FULL: Mapping[str, str] = MappingProxyType({
    "afp": "alpha-fetoprotein",
    "alb": "albumin",
    "alp": "alkaline phosphatase",
    "alt": "alanine aminotransferase",
    "anc": "absolute neutrophil count",
    "ast": "aspartate aminotransferase",
    "ca 125": "cancer antigen 125",
    "ca 15-3": "cancer antigen 15-3",
    "ca 19-9": "carbohydrate antigen 19-9",
    "cea": "carcinoembryonic antigen",
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
    "nse": "neuron-specific enolase",
    "plt": "platelets",
    "psa": "prostate-specific antigen",
    "scc-ag": "squamous cell carcinoma antigen",
    "tsh": "thyroid-stimulating hormone",
    "wbc": "white blood cells",
})  # fmt: skip


def full_analyte(analyte: str) -> str:
    """What an analyte is called in full; empty where its name is no abbreviation that is known.

    >>> full_analyte("LDH"), full_analyte("CA19-9"), full_analyte("platelets")
    ('lactate dehydrogenase', 'carbohydrate antigen 19-9', '')
    """
    name = analyte.lower().strip()
    spaced = {key.replace(" ", ""): full for key, full in _FULL.items()}
    return spaced.get(name.replace(" ", ""), "")
