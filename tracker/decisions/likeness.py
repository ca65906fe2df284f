"""Which known name was meant by one that nobody knows. Refuses one that is far from it, however few there are."""

from collections.abc import Iterable

from tracker.decisions.form import Option

_LEAST = 3
"""Signs that a part of a name must have to name it."""
_SLIPS_PER_SIGN = 4
"""One slip in so many signs is likely: one in `npc1`, two in `cisplatine`."""


def likely(name: str, known: Iterable[str]) -> list[str]:
    """Those that begin with the name, or that it begins with, then those that hold it, then those a few slips away.

    >>> likely("pembro", ["pembrolizumab", "pemetrexed"]), likely("cisplatine", ["vincristine", "cisplatin"])
    (['pembrolizumab'], ['cisplatin'])
    >>> likely("aspirin", ["cisplatin", "apatinib"])
    []
    """
    names = list(known)
    sought = name.casefold().strip()
    if len(sought) >= _LEAST:
        begun = [other for other in names if _begins(other.casefold(), sought)]
        held = [other for other in names if sought in other.casefold() and other not in begun]
        if begun or held:
            return [*sorted(begun, key=lambda other: abs(len(other) - len(sought))), *held]
    return close_to(name, names)


def _begins(other: str, sought: str) -> bool:
    return other.startswith(sought) or (len(other) >= _LEAST and sought.startswith(other))


def close_to(name: str, known: Iterable[str], *, at_most: int | None = None) -> list[str]:
    """Those a few slips of the keyboard away, the closest first, and none that is much farther than that one.

    A slip is a sign too many, one too few, another one, or two that changed places; `at_most` so many, where a wrong name is
    worse than none.

    >>> close_to("lesoin", ["lesion", "legion"]), close_to("x1", ["x2", "1"])
    (['lesion'], [])
    """
    sought = name.casefold()
    found = []
    for other in known:
        longer = max(len(sought), len(other))
        most = max(longer // _SLIPS_PER_SIGN, 1) if longer >= _LEAST else 0
        most = most if at_most is None else min(most, at_most)
        folded = other.casefold()
        if abs(len(folded) - len(sought)) <= most and len({*folded} ^ {*sought}) <= 2 * most:
            slips = _slips(sought, folded)
            if slips <= most:
                found.append((slips, other))
    found.sort(key=lambda each: each[0])
    return [other for slips, other in found if slips == found[0][0]]


def _slips(one: str, other: str) -> int:
    """The least number of slips between two texts (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, facing in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != facing))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == facing:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
    return row[-1]


def offered_for(typed: str, options: tuple[Option, ...], *, whole: bool = True) -> tuple[Option, ...]:
    """What may be meant by what is typed, the likeliest first; with `whole` all options where it is one of them.

    First what begins with it, then what has a word that does, then what holds it, then what is explained by a word that
    begins with it. Where nothing does, what is a slip of the keyboard away.
    """
    sought = typed.casefold().strip()
    if not sought or (whole and any(option.text == typed for option in options)):
        return options
    ranks: list[list[Option]] = [[], [], [], []]
    for option in options:
        text = option.text.casefold()
        if text.startswith(sought):
            ranks[0].append(option)
        elif _has_word(text, sought):
            ranks[1].append(option)
        elif sought in text:
            ranks[2].append(option)
        elif _has_word(option.says.casefold(), sought):
            ranks[3].append(option)
    if found := tuple(option for rank in ranks for option in rank):
        return found
    close = close_to(sought, [option.text for option in options if not option.pattern])
    return tuple(option for option in options if option.text in close)


def _has_word(text: str, sought: str) -> bool:
    at = text.find(sought)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(sought, at + 1)
    return at >= 0
