"""`discrepancies`: what `tracker check` finds, at face value and rounded to the month. Refuses to leave out a note."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.projections.discrepancies import discrepancies_in
from tracker.projections.history import History
from tracker.projections.rows.columns import PatientColumn, joined_or_null


class DiscrepancyRow(Struct, frozen=True, gc=False):
    """One finding of one rule; one row per tolerance where it depends on one."""

    patient: PatientColumn
    item: Annotated[
        int, Meta(description="place in the list of the patient, from 1: errors, then warnings, then notes")
    ]
    rule: Annotated[str, Meta(description="name of the rule; reader-noted and the like: noted in the record itself")]
    severity: Annotated[str, Meta(description="error, warning or note")]
    summary: Annotated[str, Meta(description="one sentence that names the facts")]
    events: Annotated[str | None, Meta(description="keys of the facts that it rests on, comma-separated")]
    tolerance_months: Annotated[
        float | None,
        Meta(
            description="rounding of stated months at which it shows, 0 or 0.5; NULL where it depends on none",
            extra={"unit": "mo"},
        ),
    ]
    excess_months: Annotated[
        float | None,
        Meta(description="by how much times do not fit, months of 30.4375 d, unrounded", extra={"unit": "mo"}),
    ]


def derive_discrepancies(history: History) -> tuple[DiscrepancyRow, ...]:
    """One row per discrepancy at the default tolerances, in the order of `tracker check`."""
    return tuple(
        DiscrepancyRow(
            history.patient,
            item,
            found.rule,
            found.severity.value,
            found.summary,
            joined_or_null(found.events),
            found.tolerance_months,
            found.excess_months,
        )
        for item, found in enumerate(discrepancies_in(history), 1)
    )
