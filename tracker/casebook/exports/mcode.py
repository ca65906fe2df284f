"""Cases as FHIR bundles of mCODE STU4, one file each. Refuses to keep back what another reader does not find in them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tracker.adapters.mcode.models import ExtraMissingError
from tracker.adapters.mcode.writing import Bundle, losses_of, write_bundle
from tracker.casebook.exports import Exported
from tracker.casebook.exports.writing import new_folder, write_new
from tracker.casebook.library import Library
from tracker.decisions.refused import Refused
from tracker.projections.chronology import Chronology, chronology_of
from tracker.projections.questions import standing_entries
from tracker.projections.record import Record
from tracker.store.told import Told


def export(library: Library, patients: Sequence[str], target: Path, told: Told) -> Exported:
    """Write one bundle a case into a folder, `PATIENT.json`.

    Raises:
        Refused: where `fhir.resources` is not installed, or the folder cannot be written.
    """
    bundles: list[Bundle] = []
    with new_folder(target) as folder:
        for done, patient in enumerate(patients):
            told(done, len(patients))
            bundle = bundle_of(library.case(patient).record)
            write_new(folder / f"{patient}.json", (bundle.data,))
            bundles.append(bundle)
    return Exported(tuple(target / f"{patient}.json" for patient in patients), tuple(losses_of(bundles)))


def bundle_of(record: Record) -> Bundle:
    """What stands for a patient as a bundle.

    Raises:
        Refused: where `fhir.resources` is not installed.
    """
    entries = standing_entries(record)
    try:
        return write_bundle(record.patient, entries, _bounds(chronology_of(record)))
    except ExtraMissingError as missing:
        raise Refused(str(missing)) from missing


def _bounds(chronology: Chronology) -> Callable[[str], tuple[float, float] | None]:
    def bounds(key: str) -> tuple[float, float] | None:
        start = chronology.start(key)
        return None if start.earliest is None or start.latest is None else (start.earliest, start.latest)

    return bounds
