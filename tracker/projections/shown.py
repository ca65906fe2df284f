"""One month as a plain object, the JSON of `tracker show`. Refuses to know anything of a later month.

Keys: `patient, month, state, events, possible`; `state` has `disease, stage, ecog, regimens, line, cycle, response, labs,
symptoms, adverse_events, vital_status`. Times are months from the origin with their fraction, rounded to two decimals;
every value names the fact that states it and is as old as `age_months` at the end of the month. What nobody stated is null.
"""

from tracker.events.catalogue import wire_name
from tracker.projections.current_line import current_line, first_dose_at
from tracker.projections.history import History, PlacedFact
from tracker.projections.life_state import latest_sign
from tracker.projections.months import Frame
from tracker.projections.shown_disease import disease_object, response_object, stage_object
from tracker.projections.shown_findings import adverse_event_objects, ecog_object, lab_objects, symptom_objects
from tracker.projections.shown_treatment import cycle_object, line_object, regimen_objects
from tracker.projections.stamps import Shown, Stamps
from tracker.projections.state import CaseState
from tracker.projections.summaries import kind_word, summary_of
from tracker.projections.times import date_of
from tracker.values.vocabularies import VitalStatus


def show_of(history: History, frame: Frame) -> Shown:
    """The state at the end of a month, and what happened in it.

    Args:
        history: Whose month it is, and its calendar.
        frame: From `months_of`, with or without hindsight.
    """
    stamps = Stamps(history.calendar, frame)
    return {
        "patient": history.patient,
        "month": frame.month,
        "state": state_object(history, frame, stamps),
        "events": [_event(placed, stamps) for placed in frame.events],
        "possible": [_possible(placed, stamps) for placed in frame.possible],
    }


def state_object(history: History, frame: Frame, stamps: Stamps) -> Shown:
    """What stands at the end of the month."""
    state = frame.state
    return {
        "disease": disease_object(state, stamps),
        "stage": stage_object(state, stamps),
        "ecog": ecog_object(state, stamps),
        "regimens": regimen_objects(state, stamps),
        "line": line_object(state, current_line(history, frame), stamps),
        "cycle": cycle_object(state, stamps),
        "response": response_object(state, stamps),
        "labs": lab_objects(history, state, stamps, first_dose_at(history, frame)),
        "symptoms": symptom_objects(state, stamps),
        "adverse_events": adverse_event_objects(state, stamps),
        "vital_status": _vital_status(state, frame.end_day, stamps),
    }


def _vital_status(state: CaseState, end_day: float, stamps: Stamps) -> Shown | None:
    if state.death is not None:
        death = state.death.value
        return {
            "status": VitalStatus.DECEASED.value,
            "causes": list(death.causes),
            "underlying_cause": death.underlying_cause or None,
            "related_to_disease": death.related_to_disease.value,
            **stamps.of(state.death.by),
        }
    by = state.reported_dead or latest_sign(state.signs, end_day)
    return None if by is None else {"status": state.vital_status.value, **stamps.of(by)}


def _event(placed: PlacedFact, stamps: Stamps) -> Shown:
    """An event with its bounds; its date only where the record knows the day."""
    event, day = placed.event, date_of(stamps.calendar, placed.start)
    stamp = stamps.of(placed)
    del stamp["age_months"]
    return {
        "key": stamp.pop("key"),
        "type": wire_name(event),
        "kind": kind_word(event),
        "text": summary_of(event),
        **stamp,
        "date": None if day is None else day.isoformat(),
        "corrected": bool(placed.standing.corrections),
    }


def _possible(placed: PlacedFact, stamps: Stamps) -> Shown:
    """An event that may have happened; its estimate and its latest time lie in the future, which a month must not tell."""
    event = _event(placed, stamps)
    return {name: value for name, value in event.items() if name not in {"month", "month_latest", "date"}}
