"""Whether two statements may be about the same place in the body. Refuses to be sure: a site that says less may be any part of it.

`bone` may be `bone (sternum)`, `cervical node` may be `cervical node level II`, `axillary lymph nodes` are the `axillary node`;
a side that is not stated may be either.
"""

import re
from functools import lru_cache

from tracker.events.fact import Site
from tracker.values.vocabularies import Laterality

_SIDES = {side.value: side for side in (Laterality.LEFT, Laterality.RIGHT, Laterality.BILATERAL)}
_PARTS = frozenset({"segment", "lobe", "level", "upper", "middle", "lower", "left", "right", "bilateral"})
"""Words that name a part of an organ, not the organ."""
_UNSAID = frozenset({"lymph"})
"""Words that say nothing more: a node of a person is a lymph node."""


@lru_cache(maxsize=1024)
def _words_of(name: str) -> tuple[tuple[str, ...], Laterality]:
    """The words of a name in the singular, without its side and what goes without saying, and the side."""
    words = re.findall(r"[\w/-]+", name.casefold())
    side = next((_SIDES[word] for word in words if word in _SIDES), Laterality.NOT_STATED)
    return tuple(_singular(word) for word in words if word not in _SIDES and word not in _UNSAID), side


def _singular(word: str) -> str:
    """One of several: `nodes` and `node`, `vertebrae` and `vertebra`; what only looks like several stays."""
    if word.endswith("ae"):
        return word.removesuffix("e")
    return word if word.endswith(("ss", "us", "is", "x")) else word.removesuffix("s")


def side_of(site: Site) -> Laterality:
    """The side of a site, from its field, else from its name."""
    return _words_of(site.name)[1] if site.laterality is Laterality.NOT_STATED else site.laterality


def may_be_same(one: Site, other: Site) -> bool:
    """Whether the sites overlap as far as they are stated.

    >>> may_be_same(Site(name="bone"), Site(name="bone (sternum)"))
    True
    >>> may_be_same(Site(name="right axillary lymph node"), Site(name="axillary lymph nodes"))
    True
    >>> may_be_same(Site(name="left axillary node"), Site(name="axillary node", laterality=Laterality.RIGHT))
    False
    """
    words, others = _words_of(one.name)[0], _words_of(other.name)[0]
    shared = min(len(words), len(others))
    if words[:shared] != others[:shared]:
        return False
    sides = {side_of(one), side_of(other)} - {Laterality.NOT_STATED, Laterality.BILATERAL}
    return len(sides) <= 1


def are_equally_stated(one: Site, other: Site) -> bool:
    """Whether neither names a part of what the other names; their sides aside.

    >>> are_equally_stated(Site(name="axillary lymph nodes"), Site(name="right axillary node"))
    True
    >>> are_equally_stated(Site(name="bone"), Site(name="bone (sternum)"))
    False
    """
    return _words_of(one.name)[0] == _words_of(other.name)[0]


@lru_cache(maxsize=1024)
def organ_of(name: str) -> str:
    """The organ that a site belongs to; paired organs are one.

    >>> organ_of("left lung, upper lobe"), organ_of("liver segment 7"), organ_of("bone (sternum)")
    ('lung', 'liver', 'bone')
    """
    words: list[str] = []
    for word in re.findall(r"[\w/-]+", name.casefold().partition("(")[0].partition(",")[0]):
        if word in _PARTS:
            if words:
                break
            continue
        words.append(word)
    return " ".join(words) or name.casefold()
