"""`months`: the columns of the view that cuts `states` at the end of each month. Refuses to hold rows of its own."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.projections.rows.columns import PatientColumn


class MonthRow(Struct, frozen=True, gc=False):
    """One patient at the end of one month, from the first to the last month of the case; NULL: nothing known by then."""

    patient: PatientColumn
    month: Annotated[int, Meta(description="month from the origin, negative before it", extra={"unit": "mo"})]
    vital_status: Annotated[str | None, Meta(description="alive, deceased")]
    stage: Annotated[str | None, Meta(description="stage as stated")]
    ecog: Annotated[str | None, Meta(description="ECOG score")]
    regimen: Annotated[str | None, Meta(description="regimens being given, comma-separated")]
    line: Annotated[str | None, Meta(description="line of therapy as asserted")]
    cycle: Annotated[str | None, Meta(description="cycle being given or given last")]
    response: Annotated[str | None, Meta(description="last response assessed")]
    disease_status: Annotated[str | None, Meta(description="last status of the disease")]
