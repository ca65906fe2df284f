"""What sort of drug it is, and what it is called where there is little room. Refuses to guess a class from a name's ending.

Covers the drugs of head-and-neck oncology and those that the timelines of published studies name most; any other keeps its
name and the class `other`.
"""

from enum import StrEnum
from functools import lru_cache


class DrugClass(StrEnum):
    """How a drug works, as coarse as a treatment lane needs it."""

    CHEMOTHERAPY = "chemotherapy"
    CHECKPOINT_INHIBITOR = "checkpoint-inhibitor"
    TARGETED = "targeted"
    SUPPORTIVE = "supportive"
    OTHER = "other"


_CHEMOTHERAPY = {
    "5-fluorouracil": "5-FU",
    "azacitidine": "aza",
    "bleomycin": "bleo",
    "cabazitaxel": "cabazi",
    "capecitabine": "cape",
    "carboplatin": "carbo",
    "carmustine": "BCNU",
    "cisplatin": "cisplatin",
    "cyclophosphamide": "cyclo",
    "cytarabine": "ara-C",
    "dacarbazine": "DTIC",
    "docetaxel": "doce",
    "doxorubicin": "doxo",
    "epirubicin": "epi",
    "eribulin": "eribulin",
    "etoposide": "etop",
    "gemcitabine": "gem",
    "hydroxyurea": "HU",
    "ifosfamide": "ifo",
    "irinotecan": "irino",
    "ixabepilone": "ixa",
    "liposomal doxorubicin": "lipo-doxo",
    "liposomal paclitaxel": "lipo-P",
    "lobaplatin": "loba",
    "lomustine": "CCNU",
    "melphalan": "melph",
    "methotrexate": "MTX",
    "mitomycin": "mito",
    "nab-paclitaxel": "nab-P",
    "nedaplatin": "neda",
    "oxaliplatin": "oxali",
    "paclitaxel": "paclitaxel",
    "pemetrexed": "peme",
    "procarbazine": "procarb",
    "s-1": "S-1",
    "tegafur": "tegafur",
    "temozolomide": "TMZ",
    "topotecan": "topo",
    "trabectedin": "trabec",
    "trifluridine/tipiracil": "TAS-102",
    "vinblastine": "VBL",
    "vincristine": "VCR",
    "vinorelbine": "vino",
}

PLATINUMS = frozenset({"carboplatin", "cisplatin", "lobaplatin", "nedaplatin", "oxaliplatin"})
"""Generic names of the drugs that hold platinum."""

_CHECKPOINT_INHIBITORS = {
    "atezolizumab": "atezo",
    "avelumab": "avelu",
    "camrelizumab": "camre",
    "cemiplimab": "cemi",
    "durvalumab": "durva",
    "ipilimumab": "ipi",
    "nivolumab": "nivo",
    "pembrolizumab": "pembro",
    "penpulimab": "penpu",
    "sintilimab": "sinti",
    "sugemalimab": "suge",
    "tislelizumab": "tisle",
    "toripalimab": "toripa",
    "tremelimumab": "treme",
}

_TARGETED = {
    "afatinib": "afatinib",
    "anlotinib": "anlotinib",
    "apatinib": "apatinib",
    "axitinib": "axitinib",
    "bevacizumab": "beva",
    "cetuximab": "cetux",
    "dabrafenib": "dabra",
    "endostar": "endostar",
    "erlotinib": "erlo",
    "everolimus": "evero",
    "famitinib": "famitinib",
    "gefitinib": "gefit",
    "icotinib": "icotinib",
    "imatinib": "imat",
    "lenvatinib": "lenva",
    "nimotuzumab": "nimo",
    "olaparib": "olap",
    "osimertinib": "osi",
    "palbociclib": "palbo",
    "panitumumab": "pani",
    "pazopanib": "pazo",
    "pertuzumab": "pertu",
    "ramucirumab": "ramu",
    "regorafenib": "rego",
    "sorafenib": "sora",
    "sunitinib": "suni",
    "trametinib": "tram",
    "trastuzumab": "trastu",
    "vemurafenib": "vemu",
}

_SUPPORTIVE = {
    "amifostine": "amifostine",
    "denosumab": "deno",
    "dexamethasone": "dexa",
    "filgrastim": "G-CSF",
    "ondansetron": "ondan",
    "pegfilgrastim": "peg-G-CSF",
    "zoledronic acid": "zole",
}

_SYNONYMS = {
    "5-fu": "5-fluorouracil",
    "abraxane": "nab-paclitaxel",
    "albumin-bound paclitaxel": "nab-paclitaxel",
    "bcnu": "carmustine",
    "ccnu": "lomustine",
    "cddp": "cisplatin",
    "ddp": "cisplatin",
    "fluorouracil": "5-fluorouracil",
    "lonsurf": "trifluridine/tipiracil",
    "nab paclitaxel": "nab-paclitaxel",
    "rivoceranib": "apatinib",
    "tas-102": "trifluridine/tipiracil",
    "taxol": "paclitaxel",
    "tegafur/gimeracil/oteracil": "s-1",
    "temodar": "temozolomide",
    "tmz": "temozolomide",
    "xeloda": "capecitabine",
}

_BY_CLASS = {
    DrugClass.CHEMOTHERAPY: _CHEMOTHERAPY,
    DrugClass.CHECKPOINT_INHIBITOR: _CHECKPOINT_INHIBITORS,
    DrugClass.TARGETED: _TARGETED,
    DrugClass.SUPPORTIVE: _SUPPORTIVE,
}

_CLASS_OF = {drug: kind for kind, drugs in _BY_CLASS.items() for drug in drugs}
DRUGS = tuple(_CLASS_OF)
"""Generic names that the tables know, class by class."""
NAMES = (*DRUGS, *_SYNONYMS)
"""Every name that they know a drug by."""

_SHORT = {drug: short for drugs in _BY_CLASS.values() for drug, short in drugs.items()}
_LONG = {short: drug for drug, short in _SHORT.items()}


@lru_cache(maxsize=1024)
def generic_name(drug: str) -> str:
    """The name under which the tables know the drug, lower case; any other name in lower case.

    >>> generic_name("Albumin-bound paclitaxel")
    'nab-paclitaxel'
    """
    name = " ".join(drug.lower().split())
    return _SYNONYMS.get(name, name)


def class_of(drug: str) -> DrugClass:
    """The class of a drug, by its generic name or a common synonym; `other` where the tables do not know it.

    >>> class_of("toripalimab").value, class_of("aspirin").value
    ('checkpoint-inhibitor', 'other')
    """
    return _CLASS_OF.get(generic_name(drug), DrugClass.OTHER)


@lru_cache(maxsize=1)
def _other_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {drug: [] for drug in DRUGS}
    for drug, short in _SHORT.items():
        names[drug].append(short)
    for synonym, drug in _SYNONYMS.items():
        names[drug].append(synonym)
    return {
        drug: tuple(other for other in dict.fromkeys(others) if other.lower() != drug) for drug, others in names.items()
    }


def other_names(drug: str) -> tuple[str, ...]:
    """What else the tables know a drug by, its short name first; nothing for a drug that they do not know.

    >>> other_names("nab-paclitaxel")
    ('nab-P', 'abraxane', 'albumin-bound paclitaxel', 'nab paclitaxel')
    """
    return _other_names().get(generic_name(drug), ())


def is_known(drug: str) -> bool:
    """Whether the tables have the drug, by its generic name or a common synonym."""
    return generic_name(drug) in _CLASS_OF


def short_name(drug: str) -> str:
    """What to call a drug where there is little room; its own name where the tables do not know it.

    >>> short_name("nab-paclitaxel")
    'nab-P'
    """
    return _SHORT.get(generic_name(drug), drug)


def long_name(short: str) -> str:
    """The generic name behind what `short_name` calls a drug; the name itself where the tables do not know it.

    >>> long_name("nab-P"), long_name("cisplatin")
    ('nab-paclitaxel', 'cisplatin')
    """
    return _LONG.get(short, short)
