"""How many of something, in words. Refuses `1 rows`: every count that people read is made here."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts, thousands parted by commas.

    Args:
        number: How many.
        one: What there is one of; also several words, the last of which takes the plural.
        many: What there are none or several of; with an `s` unless it is said.

    >>> counted(0, "row"), counted(1, "row"), counted(2, "new row"), counted(4321, "row")
    ('0 rows', '1 row', '2 new rows', '4,321 rows')
    >>> counted(1, "entry", "entries"), counted(2, "entry", "entries")
    ('1 entry', '2 entries')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def agreeing(number: int, one: str, many: str) -> str:
    """The word that goes with a count that was said before it.

    >>> [agreeing(number, "it hangs", "they hang") for number in (0, 1, 2)]
    ['they hang', 'it hangs', 'they hang']
    """
    return one if number == 1 else many
