"""Keys of facts that come from rows. Refuses to depend on where a row stands: the same row has the same key in every release.

A key says what and when, and ends in 40 bits of a digest of everything that the row says. A row that says the same again
has the same key, and so says nothing new.
"""

import base64
import hashlib
import re
from functools import lru_cache

from tracker.adapters.cbioportal.rows import OWN_COLUMNS, PATIENT_ID, START_DATE, STOP_DATE, Misfit, Row

_LONGEST_LEAD = 40
_LARGEST_DAY = 55_000
"""150 years, as everywhere."""
_DAY = re.compile(r"[+-]?[0-9]{1,7}(\.[0-9]{1,6})?")
_NO_KEY = re.compile(r"[^a-z0-9]+")
DATES = (START_DATE, STOP_DATE)


def day_in(row: Row, column: str) -> float | None:
    """A day counted from time zero; None where the cell is blank.

    Raises:
        Misfit: for what is no number of days, or too far away to be in a life.
    """
    text = row.cells.get(column, "")
    if not text:
        return None
    day = _number_in(text)
    if day is None:
        raise Misfit(f"{column} {text[:40]!r} is no number of days")
    if abs(day) > _LARGEST_DAY:
        raise Misfit(f"{column} {text} is further than {_LARGEST_DAY:,} days from time zero")
    return day + 0.0


def is_day(text: str) -> bool:
    """Whether a cell is a number of days."""
    return _number_in(text) is not None


@lru_cache(maxsize=16_384)  # a row asks several times, and the days of a study are not many more
def _number_in(text: str) -> float | None:
    return float(text) if _DAY.fullmatch(text) else None


def day_text(day: float) -> str:
    """A day as the format writes it: an integer where it is one.

    >>> day_text(-30.0), day_text(12.5)
    ('-30', '12.5')
    """
    return str(int(day)) if day == int(day) else repr(day)


def slug(text: str) -> str:
    """A text as part of a key.

    >>> slug("TMZ + accutane"), slug("ǂ")
    ('tmz-accutane', 'x')
    """
    bare = _NO_KEY.sub("-", text.lower()).strip("-")
    return bare[:_LONGEST_LEAD].rstrip("-") or "x"


def digest_of(row: Row) -> str:
    """Eight letters and digits that follow from everything that a row says, whatever the order of its columns."""
    digest = hashlib.blake2b(digest_size=5)
    for column in sorted(row.cells):
        if column == PATIENT_ID or column in OWN_COLUMNS:
            continue
        text = row.cells[column]
        if column in DATES and (day := _number_in(text)) is not None:
            text = day_text(day)
        digest.update(f"{len(column)}:{column}{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return base64.b32encode(digest.digest()).decode().lower()


def key_of(lead: str, row: Row, day: float | None = None) -> str:
    """The key of the fact that a row states, such as `tmz-611-k3j9x2ab`; a day before time zero is written `m30`."""
    parts = [slug(lead)]
    if day is not None:
        parts.append(f"{'m' if day < 0 else ''}{int(abs(day))}")
    return "-".join((*parts, digest_of(row)))
