"""Records on their way out, one module per format with one function `export`. Refuses to write over what is there.

A format says what it could not hold: `Exported.losses` is printed, and never empty where something was lost.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from tracker.casebook.library import Library
from tracker.store.told import Told

FORMATS = {
    "case": "one case file: YAML, or JSON Lines where its name ends in .jsonl",
    "cbioportal": "a cBioPortal study folder",
    "mcode": "a folder with one FHIR R4 bundle of mCODE STU4 a case",
    "phenopackets": "a folder with one Phenopacket v2 a case",
}
"""Name to what it writes; the function is `export` in the module of that name."""


class Exported(Struct, frozen=True):
    """What an export wrote."""

    files: tuple[Path, ...]
    losses: tuple[str, ...] = ()
    """What the format could not hold, a sentence each, with how many facts it concerns."""


Export = Callable[[Library, Sequence[str], Path, Told], Exported]
"""Library, patients, where to, whom to tell how far it is."""


def export_of(name: str) -> Export:
    """The function that writes a format; only its module is imported."""
    found: Export = import_module(f"{__name__}.{name.replace('-', '_')}").export
    return found
