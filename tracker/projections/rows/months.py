"""`months`: the columns of the view that cuts `states` at the end of each month. Refuses to hold rows of its own."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.projections.rows.columns import PatientColumn
from tracker.projections.states import ATTRIBUTES


class MonthRow(Struct, frozen=True, gc=False):
    """One patient at the end of one month, from the first to the last month of the case; NULL: nothing said by then.

    The columns after `month` are the attributes of `states` of the same name.
    """

    patient: PatientColumn
    month: Annotated[int, Meta(description="month from the origin, negative before it", extra={"unit": "mo"})]
    vital_status: Annotated[str | None, Meta(description=ATTRIBUTES["vital_status"])]
    stage: Annotated[str | None, Meta(description=ATTRIBUTES["stage"])]
    ecog: Annotated[str | None, Meta(description=ATTRIBUTES["ecog"])]
    treatment: Annotated[str | None, Meta(description=ATTRIBUTES["treatment"])]
    line: Annotated[str | None, Meta(description=ATTRIBUTES["line"])]
    regimen: Annotated[str | None, Meta(description=ATTRIBUTES["regimen"])]
    phase: Annotated[str | None, Meta(description=ATTRIBUTES["phase"])]
    cycle: Annotated[str | None, Meta(description=ATTRIBUTES["cycle"])]
    response: Annotated[str | None, Meta(description=ATTRIBUTES["response"])]
    progressions: Annotated[str | None, Meta(description=ATTRIBUTES["progressions"])]
    disease_status: Annotated[str | None, Meta(description=ATTRIBUTES["disease_status"])]
