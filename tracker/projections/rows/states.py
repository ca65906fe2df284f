"""`states`: what holds from when to when, attribute by attribute. Refuses to fold anything itself."""

from typing import Annotated

from msgspec import Meta

from tracker.projections.history import History
from tracker.projections.rows.columns import SpanRow
from tracker.projections.states import derive_states
from tracker.projections.times import NO_TIMES, time_columns


class StateRow(SpanRow, frozen=True, gc=False):
    """One attribute with one value; the key is that of the fact from which on it holds, a NULL stop holds to the end.

    What holds at the end of month m is every row with start_month <= m and stop_month NULL or > m.
    """

    attribute: Annotated[str, Meta(description="what it is about: one of the attributes of the table below")]
    subject: Annotated[
        str, Meta(description="which one, where a patient has several: regimen, lesion, site, symptom; else empty")
    ]
    value: Annotated[str, Meta(description="what it is, as text")]


def derive_state_rows(history: History) -> tuple[StateRow, ...]:
    """One row per attribute, subject and value, in the order in which they begin."""
    calendar, patient = history.calendar, history.patient
    return tuple(
        StateRow(
            patient,
            state.key,
            *history.times[state.key],
            *(NO_TIMES if state.stop is None else time_columns(calendar, state.stop, state.stop_month)),
            state.attribute,
            state.subject,
            state.value,
        )
        for state in derive_states(history)
    )
