"""What the state panel says, before it knows which month it is: one draft per line, in the order of the panel.

A draft depends on the state and on which courses of radiotherapy run at the end of its month, so that a month can say what a
line was the month before. Refuses to leave a value without the fact that states it.
"""

from collections.abc import Iterator
from math import inf

from tracker.projections.blood_counts import blood_count_drafts
from tracker.projections.disease_drafts import (
    lesion_drafts,
    progression_drafts,
    response_drafts,
    site_drafts,
    site_response_drafts,
)
from tracker.projections.exposure_drafts import exposure_drafts
from tracker.projections.finding_drafts import adverse_event_drafts, finding_drafts, measurement_drafts
from tracker.projections.history import History, PlacedFact
from tracker.projections.life_state import latest_sign
from tracker.projections.look_drafts import look_drafts
from tracker.projections.standing_values import stage_value
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.projections.treatment_drafts import treatment_drafts
from tracker.projections.words import listed
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import (
    DiseaseStatus,
    FindingKind,
    VitalStatus,
)


def drafts_of(
    history: History, state: CaseState, end_day: float, first_dose: PlacedFact | None
) -> tuple[StateDraft, ...]:
    """Every line that a state gives, in the order of the panel: a death first, else stage, performance, so on.

    Args:
        history: Whose state it is.
        state: What stands at the end of a month.
        end_day: The end of that month.
        first_dose: On which baselines rest, as far as the month goes.
    """
    status = tuple(_status(state, end_day))
    dead = state.vital_status is VitalStatus.DECEASED
    return (
        *(status if dead else ()),
        *_stage(state),
        *_performance(state),
        *treatment_drafts(history, state, end_day),
        *exposure_drafts(history, state, end_day),
        *progression_drafts(state),
        *response_drafts(state),
        *lesion_drafts(state),
        *site_response_drafts(state),
        *look_drafts(state),
        *adverse_event_drafts(state),
        *blood_count_drafts(history, state, first_dose),
        *finding_drafts(history, state, first_dose),
        *measurement_drafts(state),
        *site_drafts(state),
        *(() if dead else status),
    )


def _status(state: CaseState, end_day: float) -> Iterator[StateDraft]:
    if state.death is not None:
        causes = ", ".join(state.death.value.causes) or state.death.value.underlying_cause
        tail = f"of {causes}" if causes else ""
        by = state.death.by
        yield StateDraft(slot="status", label="Status", value="dead", by=by, since=by, tail=tail, ages=False)
    elif state.reported_dead is not None:
        by = state.reported_dead
        yield StateDraft(slot="status", label="Status", value="dead", by=by, tail="as reported, day not stated")
    elif (sign := latest_sign(state.signs, end_day)) is not None:
        contact = state.contact
        disease = "" if contact is None else contact.value.disease_status.value
        said_of = "" if disease == DiseaseStatus.NOT_STATED else f"disease {disease.replace('-', ' ')}"
        yield StateDraft(slot="status", label="Status", value="alive", by=sign)
        if said_of and contact is not None:
            yield StateDraft(slot="disease", label="Status", value=said_of, by=contact.by)


def _stage(state: CaseState) -> Iterator[StateDraft]:
    if state.stage is not None:
        stage = state.stage.value
        system = f"({stage.system} {stage.edition})" if stage.edition else f"({stage.system})" if stage.system else ""
        tnm = listed((stage.t, stage.n, stage.m), " ") if stage.group else ""
        value = listed((stage_value(stage), system, tnm), " ")
        yield StateDraft(slot="stage", label="Stage", value=value, by=state.stage.by)


def _newer_function(state: CaseState, day: float) -> PlacedFact | None:
    """What was said of the patient's functioning after a day, beside which a score of that day is stale; the surest of them."""
    function = [found.by for found in state.findings.values() if found.finding.kind is FindingKind.FUNCTION]
    function += [stated.by for stated in (state.contact,) if stated is not None and stated.value.function]
    function += [stated.by for stated in (state.decline,) if stated is not None]
    newer = [by for by in function if by.start.estimate > day + PRECISION_DAYS]
    return min(newer, key=lambda by: inf if by.start.latest is None else by.start.latest, default=None)


def _performance(state: CaseState) -> Iterator[StateDraft]:
    """Score, change without one, function; nobody functions after a death, and the score is one that was."""
    if state.ecog is not None:
        score = state.ecog.value
        newer = _newer_function(state, state.ecog.day)
        tail, rests = ("", ()) if newer is None else ("(not scored since)", (newer,))
        yield StateDraft(
            slot="ecog", label="ECOG", value=str(score), by=state.ecog.by, rank=score, tail=tail, rests=rests
        )
    if state.decline is not None:
        value = f"{state.decline.value.words or 'changed'}, no score"
        yield StateDraft(slot="decline", label="ECOG", value=value, by=state.decline.by)
    if state.vital_status is VitalStatus.DECEASED:
        return
    function = [
        StateDraft(
            slot=f"function:{found.finding.name}",
            label="Function",
            value=found.finding.name,
            by=found.by,
            since=found.since,
        )
        for found in state.findings.values()
        if found.finding.kind is FindingKind.FUNCTION and found.open
    ]
    if state.contact is not None and state.contact.value.function:
        contact = state.contact
        function.append(StateDraft(slot="function", label="Function", value=contact.value.function, by=contact.by))
    yield from sorted(function, key=lambda draft: -draft.by.start.estimate)
