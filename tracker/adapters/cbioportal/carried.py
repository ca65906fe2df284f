"""Events that travel in a column of their own, so that what was exported comes back whole. Refuses a row changed since.

The column holds a digest of the rest of the row beside the events: whoever edits a cell and leaves the column would
otherwise see the edit ignored.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from tracker.adapters.cbioportal.keys import digest_of
from tracker.adapters.cbioportal.rows import CARRIED, Misfit, Row
from tracker.events.catalogue import Entered

FORMAT = 1
"""Raised when older payloads could not be read any more."""


class Carried(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the column holds."""

    format: int
    row: str
    """Digest of the row without the columns that an export adds."""
    events: tuple[Entered, ...]


_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder: msgspec.json.Decoder[Carried] = msgspec.json.Decoder(Carried)


def carry(cells: Mapping[str, str], events: Sequence[Entered]) -> str:
    """The column for a row and the events that it stands for."""
    digest = digest_of(Row("", 0, {name: bare for name, cell in cells.items() if (bare := " ".join(cell.split()))}))
    return _encoder.encode(Carried(format=FORMAT, row=digest, events=tuple(events))).decode()


def carried_by(row: Row) -> tuple[Entered, ...] | None:
    """The events that a row carries; None where it has no such column, or a blank one.

    Raises:
        Misfit: for a column that cannot be read, or a row that was changed since it was written.
    """
    text = row.cells.get(CARRIED)
    if text is None:
        return None
    try:
        found = _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError) as error:
        raise Misfit(f"{CARRIED} cannot be read ({error}); empty the cell to import the row as it stands") from None
    if found.format != FORMAT:
        raise Misfit(f"{CARRIED} has format {found.format}; this version reads {FORMAT}")
    if found.row != digest_of(Row("", 0, {name: " ".join(cell.split()) for name, cell in row.cells.items()})):
        raise Misfit(f"was changed after it was exported; empty {CARRIED} to import the row as it stands")
    return found.events
