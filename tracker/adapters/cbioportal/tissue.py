"""Rows of what was taken and what it was found to be: specimens, operations, pathology. Refuses to date a specimen by its sample."""

from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.keys import key_of
from tracker.adapters.cbioportal.rows import EVENT_TYPE, SAMPLE_ID, START_DATE, Row
from tracker.adapters.cbioportal.times import needed_day, on_day
from tracker.events.catalogue import ClinicalEvent
from tracker.events.disease import PathologyReported, TumorMarker
from tracker.events.fact import Site
from tracker.events.treatment import ProcedurePerformed

_OPERATION = ("EVENT_TYPE_DETAILED", "PROCEDURE", "PROCEDURE_DESCRIPTION", "SURGERY_TYPE", "SUBTYPE", "TREATMENT_TYPE")


def read_specimen(row: Row) -> tuple[ClinicalEvent, ...]:
    """A specimen that was taken or sequenced; the sample that it became is named in `extra`."""
    day, site = needed_day(row), row.said("SPECIMEN_SITE")
    return (
        ProcedurePerformed(
            key=key_of(row.said(SAMPLE_ID) or "specimen", row, day),
            occurred=on_day(row, START_DATE, day),
            procedure=words.plain(row.said(EVENT_TYPE)) or "specimen",
            site=Site(name=site) if site else None,
        ),
    )


def read_procedure(row: Row) -> tuple[ClinicalEvent, ...]:
    """An operation or another procedure, by the most telling column that the row has."""
    day, site = needed_day(row), row.said("SITE", "SURGERY_SITE")
    kind = words.plain(row.said(EVENT_TYPE))
    return (
        ProcedurePerformed(
            key=key_of(kind, row, day),
            occurred=on_day(row, START_DATE, day),
            procedure=row.said(*_OPERATION) or kind,
            site=Site(name=site) if site else None,
            intent=row.said("INTENT"),
            substance=row.said("SUBSTANCE"),
            outcome=row.said("OUTCOME"),
        ),
    )


def read_pathology(row: Row) -> tuple[ClinicalEvent, ...]:
    """A report with its histology and, where the row names a test and its result, that marker."""
    day, site = needed_day(row), row.said("SPECIMEN_SITE")
    test, result = row.said("TEST"), row.said("RESULT")
    return (
        PathologyReported(
            key=key_of("pathology", row, day),
            occurred=on_day(row, START_DATE, day),
            histology=row.said("HISTOLOGY", "PATH_DIAGNOSIS", "DIAGNOSIS"),
            site=Site(name=site) if site else None,
            markers=(TumorMarker(name=test, result=result),) if test else (),
        ),
    )
