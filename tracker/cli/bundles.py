"""FHIR bundles on the command line of `tracker import`. Refuses to leave anything out without saying so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tracker.cli.settings import warn

if TYPE_CHECKING:
    from tracker.casebook.bundles import Bundles
    from tracker.casebook.files import Incoming
    from tracker.store.told import Told


def read_bundles(files: Sequence["Incoming"], case: str | None, told: "Told") -> "Bundles | None":
    """The cases of bundles, every part that no fact holds said by name; None where the files are no FHIR.

    Args:
        files: What was named on the command line.
        case: `--case`, the pseudonym of the one patient.
        told: Told how many files are read.

    Raises:
        Refused: where bundles and case files are mixed, or a bundle cannot be read.
        UsageError: for `--case` with a case file, which names its case itself.
    """
    from tracker.casebook.bundles import bundles_among, read  # noqa: PLC0415 - a usage error needs no casebook

    if not bundles_among(files):
        if case is not None:
            raise click.UsageError("--case goes with a FHIR bundle; a case file names its case itself")
        return None
    found = read(files, case, told)
    for file, said in found.left_out:
        warn(f"{file}: {said}")
    return found


def left_out_of(bundles: "Bundles | None", patient: str) -> list[dict[str, object]]:
    """What a bundle held of a patient and no fact does, as JSON has it; nothing where the case is no bundle's."""
    if bundles is None:
        return []
    return [{"reason": each.reason, "names": list(each.names)} for each in bundles.of(patient)]
