"""Typed rows of every public relation, in the order in which `docs/sql.md` lists them. Refuses to know a table or a file.

A read model is a row type (its fields are the public columns), the columns that identify a row, and the pure function
that derives its rows from a history. `months` has none: it is a view over `states`. `fact_versions` has rows only where the
record said more than one thing of a fact; its view adds the others.
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from tracker.projections.history import History
from tracker.projections.questions import other_histories
from tracker.projections.rows.adverse_events import AdverseEventRow, derive_adverse_events
from tracker.projections.rows.cycles import CycleRow, derive_cycles
from tracker.projections.rows.discrepancies import DiscrepancyRow, derive_discrepancies
from tracker.projections.rows.doses import DoseRow, derive_doses
from tracker.projections.rows.fact_versions import FactVersionRow, derive_fact_versions
from tracker.projections.rows.intervals import IntervalRow, derive_interval_rows
from tracker.projections.rows.labs import LabRow, derive_labs
from tracker.projections.rows.lesions import LesionRow, derive_lesions
from tracker.projections.rows.lines_of_therapy import LineOfTherapyRow, derive_line_rows
from tracker.projections.rows.months import MonthRow
from tracker.projections.rows.patients import PatientRow, derive_patients
from tracker.projections.rows.performance import PerformanceRow, derive_performance
from tracker.projections.rows.progressions import ProgressionRow, derive_progressions
from tracker.projections.rows.radiotherapy_courses import RadiotherapyCourseRow, derive_radiotherapy_courses
from tracker.projections.rows.regimens import RegimenRow, derive_regimens
from tracker.projections.rows.responses import ResponseRow, derive_responses
from tracker.projections.rows.sources import SourceRow, derive_sources
from tracker.projections.rows.states import StateRow, derive_state_rows
from tracker.projections.rows.timeline import TimelineRow, timeline_of


class ReadModel(Struct, frozen=True, kw_only=True):
    """One public relation."""

    name: str
    """The plural under which users know it; also the name of the view."""
    row: type[Struct]
    """Its fields are the public columns, in order."""
    key: tuple[str, ...]
    """The columns that identify a row, led by the patient."""
    derive: Callable[[History], Sequence[Struct]] | None
    """Derives its rows; None for a relation that is a view over another."""


READ_MODELS: tuple[ReadModel, ...] = (
    ReadModel(name="patients", row=PatientRow, key=("patient",), derive=derive_patients),
    ReadModel(name="timeline", row=TimelineRow, key=("patient", "key"), derive=timeline_of),
    ReadModel(
        name="fact_versions",
        row=FactVersionRow,
        key=("patient", "key", "version"),
        derive=derive_fact_versions,
    ),
    ReadModel(name="states", row=StateRow, key=("patient", "attribute", "subject", "key"), derive=derive_state_rows),
    ReadModel(name="months", row=MonthRow, key=("patient", "month"), derive=None),
    ReadModel(name="intervals", row=IntervalRow, key=("patient", "interval", "item"), derive=derive_interval_rows),
    ReadModel(
        name="lines_of_therapy",
        row=LineOfTherapyRow,
        key=("patient", "rule_set", "line"),
        derive=derive_line_rows,
    ),
    ReadModel(name="regimens", row=RegimenRow, key=("patient", "key"), derive=derive_regimens),
    ReadModel(name="cycles", row=CycleRow, key=("patient", "key"), derive=derive_cycles),
    ReadModel(name="doses", row=DoseRow, key=("patient", "key", "item"), derive=derive_doses),
    ReadModel(
        name="radiotherapy_courses",
        row=RadiotherapyCourseRow,
        key=("patient", "key", "item"),
        derive=derive_radiotherapy_courses,
    ),
    ReadModel(name="labs", row=LabRow, key=("patient", "key"), derive=derive_labs),
    ReadModel(name="lesions", row=LesionRow, key=("patient", "key", "item"), derive=derive_lesions),
    ReadModel(name="responses", row=ResponseRow, key=("patient", "key"), derive=derive_responses),
    ReadModel(name="progressions", row=ProgressionRow, key=("patient", "key"), derive=derive_progressions),
    ReadModel(name="adverse_events", row=AdverseEventRow, key=("patient", "key"), derive=derive_adverse_events),
    ReadModel(name="performance", row=PerformanceRow, key=("patient", "key"), derive=derive_performance),
    ReadModel(name="discrepancies", row=DiscrepancyRow, key=("patient", "item"), derive=derive_discrepancies),
    ReadModel(name="sources", row=SourceRow, key=("patient", "key", "item"), derive=derive_sources),
)
"""Every public relation."""


def rows_of(history: History) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of one patient, by relation, as tuples in the order of the columns. An erased patient has none.

    The history forgets what was derived: a cohort leaves no garbage behind.
    """
    if history.record.erased:
        return {model.name: [] for model in READ_MODELS if model.derive is not None}
    rows = {model.name: [astuple(row) for row in model.derive(history)] for model in READ_MODELS if model.derive}
    for other in history.once(other_histories):
        other.history.forget()
    history.forget()
    return rows
