"""Cases as Phenopackets v2, one file each. Refuses to keep back what a Phenopacket cannot hold."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tracker.adapters.phenopackets.terms import Times
from tracker.adapters.phenopackets.writing import Phenopacket, losses_of, write_phenopacket
from tracker.casebook import clock
from tracker.casebook.exports import Exported
from tracker.casebook.exports.writing import new_folder, write_new
from tracker.casebook.library import Library
from tracker.projections.chronology import Chronology, chronology_of
from tracker.projections.questions import standing_entries
from tracker.projections.record import Record
from tracker.store.told import Told


def export(library: Library, patients: Sequence[str], target: Path, told: Told) -> Exported:
    """Write one Phenopacket a case into a folder, `PATIENT.json`."""
    created = clock.now()
    packets: list[Phenopacket] = []
    with new_folder(target) as folder:
        for done, patient in enumerate(patients):
            told(done, len(patients))
            packet = packet_of(library.case(patient).record, created=created)
            write_new(folder / f"{patient}.json", (packet.data,))
            packets.append(packet)
    return Exported(tuple(target / f"{patient}.json" for patient in patients), tuple(losses_of(packets)))


def packet_of(record: Record, *, created: str) -> Phenopacket:
    """What stands for a patient as a Phenopacket."""
    entries = standing_entries(record)
    return write_phenopacket(record.patient, entries, _times(chronology_of(record)), created=created)


def _times(chronology: Chronology) -> Times:
    dated = chronology.calendar.origin is not None

    def days(anchor: str) -> tuple[float | None, float | None]:
        try:
            place = chronology.place(anchor)
        except KeyError:
            return None, None
        return place.earliest, place.latest

    def dates(anchor: str) -> tuple[date | None, date | None]:
        try:
            return chronology.dates(anchor) if dated else (None, None)
        except KeyError:
            return None, None

    return Times(days, dates)
