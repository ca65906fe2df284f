"""When a regimen was given, by its rows and by the state, which have to agree. Refuses to count the days after a death."""

from math import inf

from tracker.events.person import PatientDied
from tracker.projections.history import History
from tracker.projections.rows.regimens import derive_regimens
from tracker.projections.states import derive_states
from tracker.values.months import PRECISION_DAYS

Spans = dict[str, list[tuple[float, float]]]


def _joined(spans: Spans) -> Spans:
    """Half-open spans in order, those that touch made one; the infinite is ongoing."""
    joined: Spans = {}
    for name, own in spans.items():
        for start, stop in sorted(own):
            if stop - start <= PRECISION_DAYS:
                continue
            found = joined.setdefault(name, [])
            if found and start - found[-1][1] <= PRECISION_DAYS:
                found[-1] = found[-1][0], max(stop, found[-1][1])
            else:
                found.append((start, stop))
    return joined


def given_by_rows(history: History) -> Spans:
    """When each regimen was given, by `regimens`, until the death."""
    death = min((placed.start.estimate for placed in history.by_kind.get(PatientDied, ())), default=inf)
    spans: Spans = {}
    for row in derive_regimens(history):
        stop = death if row.stop_day is None else min(row.stop_day, death)
        spans.setdefault(row.regimen, []).append((row.start_day, stop))
    return _joined(spans)


def given_by_states(history: History) -> Spans:
    """When each regimen was on, by `states`."""
    spans: Spans = {}
    for state in derive_states(history):
        if state.attribute == "regimen_status" and state.value == "on":
            stop = inf if state.stop is None else state.stop.estimate
            spans.setdefault(state.subject, []).append((state.start.estimate, stop))
    return _joined(spans)


def assert_the_states_agree(history: History) -> None:
    """Fail unless the rows and the states say the same of every regimen."""
    rows, states = given_by_rows(history), given_by_states(history)
    assert rows == states, f"rows {rows}, states {states}"
