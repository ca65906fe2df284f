"""When two names are spelled alike: letter case, blanks and hyphens make no difference. Refuses to see through a slip."""

from functools import lru_cache

_PASSED_OVER = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u2014\u2212"))
"""Hyphens, and the dashes and the minus that stand for one."""


@lru_cache(maxsize=8192)
def spelled(name: str) -> str:
    """A name as it is compared; never to be shown.

    >>> spelled("CA 19-9"), spelled("ebv\u2011DNA")
    ('ca199', 'ebvdna')
    """
    return "".join(name.casefold().translate(_PASSED_OVER).split())
