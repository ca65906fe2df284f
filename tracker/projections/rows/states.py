"""`states`: what holds from when to when, attribute by attribute. Refuses to fold anything itself."""

from typing import Annotated

from msgspec import Meta

from tracker.projections.history import History
from tracker.projections.rows.columns import SpanRow


class StateRow(SpanRow, frozen=True, gc=False):
    """One attribute with one value; the key is that of the fact from which on it holds, NULL stop: to the end."""

    attribute: Annotated[
        str,
        Meta(description="vital_status, stage, ecog, regimen, line, cycle, response, disease_status, lesion …"),
    ]
    subject: Annotated[
        str, Meta(description="which one, where a patient has several: regimen, lesion, site; else empty")
    ]
    value: Annotated[str, Meta(description="what it is")]


def derive_state_rows(history: History) -> tuple[StateRow, ...]:
    """One row per attribute, subject and value."""
    return ()
