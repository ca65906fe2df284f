"""Carcinoma of the nasopharynx after AJCC, 8th edition: what a described extent comes to at least.

Refuses to stage: a category that is not stated stays so, and words that describe no extent come to nothing.
Source: AJCC Cancer Staging Manual, 8th edition, chapter 9 (nasopharynx).
"""

import re

NODE_LIMIT_MM = 60
"""A node above it is N3."""

_SURFACE = "lateral (?:surface|border|margin|aspect) of"

# Most advanced first, so that the first that is described counts. Compiled when they are first looked for, here and below:
# most commands stage nobody.
_T_FEATURES: tuple[tuple[int, str], ...] = tuple(
    (level, rf"\b({'|'.join(words)})")
    for level, words in (
        (4, ("intracranial", "cranial nerve", "cavernous sinus", r"dural?\b", "hypopharyn", "orbit", "parotid")),
        (4, (rf"(?:beyond|lateral to|past) (?:the |its )?(?:{_SURFACE} )?(?:the )?lateral pterygoid",)),
        (3, ("clivus", "skull base", "base of skull", "petrous", "sphenoid", "foramen", "cervical vertebra")),
        (3, ("pterygoid (?:process|plate|structure)", "paranasal sinus", "maxillary sinus", "ethmoid")),
        (2, ("parapharyn", "prevertebral", "(?:medial |lateral )?pterygoid", "palatal muscle", "tensor")),
    )
)
_BELOW = r"\b(supraclavicular|below the cricoid|level (?:iv|vb)\b)"
_NECK = r"\b(cervical|neck|supraclavicular|level (?:i|ii|iii|iv|v)[ab]?\b)"
_RETROPHARYNGEAL = r"\bretropharyn"
_NODE = r"\b(node|nodal|lymph)"
_DENIED = r"\b(no|not|without|absent|negative)\b[^,;.]*$"


def _says(pattern: str, words: str) -> bool:
    return re.search(pattern, words, re.IGNORECASE) is not None


def least_t(words: str) -> tuple[int, str] | None:
    """What a description of the primary comes to at least, and the word that says so; None where it says nothing of it.

    >>> least_t("invasion of the clivus"), least_t("mass"), least_t("no intracranial extension; clivus")
    ((3, 'clivus'), None, (3, 'clivus'))
    >>> least_t("extends beyond the lateral surface of the lateral pterygoid muscle"), least_t("into the lateral pterygoid")
    ((4, 'beyond the lateral surface of the lateral pterygoid'), (2, 'lateral pterygoid'))
    """
    for level, feature in _T_FEATURES:
        for found in re.finditer(feature, words, re.IGNORECASE):
            if not _says(_DENIED, words[: found.start()]):
                return level, found.group().lower()
    return None


def is_neck_node(words: str, *, node: bool = False) -> bool:
    """Whether a site is a cervical or retropharyngeal lymph node, the only ones that N speaks of.

    >>> is_neck_node("cervical nodes"), is_neck_node("level II", node=True), is_neck_node("axillary node", node=True)
    (True, True, False)
    """
    if _says(_RETROPHARYNGEAL, words):
        return node or _says(_NODE, words)
    return _says(_NECK, words) and (node or _says(_NODE, words))


def is_retropharyngeal_alone(words: str) -> bool:
    """Whether a site is retropharyngeal and names no other place of the neck: its side has no part in N.

    >>> is_retropharyngeal_alone("retropharyngeal node"), is_retropharyngeal_alone("cervical and retropharyngeal nodes")
    (True, False)
    """
    return _says(_RETROPHARYNGEAL, words) and not _says(_NECK, words)


def least_n(words: str, sides: frozenset[str], largest_mm: float | None) -> int:
    """What nodes of the neck come to at least.

    Args:
        words: Their sites and descriptions.
        sides: `left`, `right`, both where cervical nodes are bilateral; those of retropharyngeal ones are left out.
        largest_mm: The largest diameter of any of them; None where none is given.

    >>> least_n("cervical node", frozenset({"right"}), 12), least_n("cervical nodes", frozenset({"left", "right"}), None)
    (1, 2)
    """
    if (largest_mm is not None and largest_mm > NODE_LIMIT_MM) or _says(_BELOW, words):
        return 3
    return 2 if {"left", "right"} <= sides else 1
