"""What holds from when to when, attribute by attribute: the state as intervals. Refuses to say more than the fold does.

An interval is half-open. It begins with the fact that brought the value and ends with the fact that changed it; a value
stated again goes on. What holds at the end of month m is every interval that starts in month m or before and stops after
it, and is the same as the state of that month's frame.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from tracker.events.catalogue import ClinicalEvent
from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    CycleGiven,
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.chronology import Placement
from tracker.projections.evolve import evolve
from tracker.projections.history import History, PlacedFact
from tracker.projections.months import Frame
from tracker.projections.standing_values import (
    adverse_event_value,
    lesion_value,
    response_value,
    site_response_value,
    stage_value,
    treatment_value,
)
from tracker.projections.state import INITIAL, CaseState
from tracker.projections.stretches import pairing_of
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Phase, VitalStatus

ATTRIBUTES: Mapping[str, str] = {
    "diagnosis": "the primary cancer as named",
    "stage": "stage group as stated, else T N M",
    "ecog": "last ECOG score, 0 to 5",
    "decline": "a change of performance without a score since the last score",
    "line": "line of therapy as the record numbers it, by the last fact that does; lines that are counted have a relation of their own",
    "regimen": "drugs of the regimen that is running or held; of several the main one",
    "phase": "purpose of that regimen, where stated",
    "cycle": "number of its last cycle",
    "treatment": "drug treatment: on, held (with the reason), off",
    "regimen_status": "one regimen (subject: its identifier): on, held (with the reason)",
    "radiotherapy": "a course under way (subject: its key): planned, delivered, delivery-not-stated",
    "response": "last response assessed: the category, else the source's words",
    "site_response": "last response of one site (subject)",
    "progressions": "number of progressions declared so far",
    "disease_status": "disease as last reported by a contact, a progression or a response",
    "vital_status": "alive, deceased",
    "lesion": "one lesion (subject: its identifier) at the last look: size and status",
    "symptom": "one symptom (subject): present, absent, relieved",
    "sign": "one sign (subject): present, absent, relieved",
    "function": "one finding about function (subject)",
    "examination": "one finding of an examination (subject)",
    "adverse_event": "one adverse event (subject: its term): grade or present, absent, relieved",
}
"""Every attribute of a state and what it says. The names are public and stable."""

Slot = tuple[str, str]
"""An attribute and, where a patient has several, which one; else the subject is empty."""


class State(Struct, frozen=True, gc=False):
    """One attribute with one value, from a fact on until another."""

    attribute: str
    subject: str
    value: str
    key: str
    """The fact from which on it holds."""
    start: Placement
    start_month: int
    stop: Placement | None = None
    """Exclusive; None where it holds to the end."""
    stop_month: int | None = None

    def holds_at_end_of(self, month: int) -> bool:
        """Whether it holds at the end of the month."""
        return self.start_month <= month and (self.stop_month is None or self.stop_month > month)


Values = Iterator[tuple[Slot, str | None]]
"""Values that a group of attributes has in a state; None is nothing said."""


def _person(state: CaseState) -> Values:
    status = state.vital_status
    yield ("vital_status", ""), None if status is VitalStatus.NOT_STATED else status.value


def _diagnosis(state: CaseState) -> Values:
    diagnosis = state.diagnosis
    yield ("diagnosis", ""), None if diagnosis is None else diagnosis.value.diagnosis


def _stage(state: CaseState) -> Values:
    yield ("stage", ""), None if state.stage is None else stage_value(state.stage.value)


def _performance(state: CaseState) -> Values:
    yield ("ecog", ""), None if state.ecog is None else str(state.ecog.value)
    yield ("decline", ""), None if state.decline is None else state.decline.value.words or "no score"


def _treatment(state: CaseState) -> Values:
    main = state.regimen
    phase = None if main is None or main.started is None else main.started.value.phase
    yield ("line", ""), None if state.line is None else str(state.line.value)
    yield ("regimen", ""), None if main is None else main.name
    yield ("phase", ""), None if phase is None or phase is Phase.NOT_STATED else phase.value
    yield ("cycle", ""), None if main is None or main.cycle is None else str(main.cycle.value.number)
    yield ("treatment", ""), treatment_value(state.regimens)
    for name, regimen in state.regimens.items():
        yield ("regimen_status", name), treatment_value({name: regimen}) if regimen.current else None


def _response(state: CaseState) -> Values:
    yield ("response", ""), None if state.response is None else response_value(state.response.value)
    for name, stated in state.site_responses.items():
        yield ("site_response", name), site_response_value(stated.value)


def _disease(state: CaseState) -> Values:
    yield ("progressions", ""), str(state.progression_number) if state.progressions else None
    yield ("disease_status", ""), None if state.disease_status is None else state.disease_status.value


def _lesions(state: CaseState) -> Values:
    for name, lesion in state.lesions.items():
        yield ("lesion", name), lesion_value(lesion.seen.value)


def _findings(state: CaseState) -> Values:
    for found in state.findings.values():
        yield (found.finding.kind.value, found.finding.name.casefold()), found.presence.value


def _adverse_events(state: CaseState) -> Values:
    for name, noted in state.adverse_events.items():
        yield ("adverse_event", name), adverse_event_value(noted.event)


Group = Callable[[CaseState], Values]

_ALL: tuple[Group, ...] = (
    _person,
    _diagnosis,
    _stage,
    _performance,
    _treatment,
    _response,
    _disease,
    _lesions,
    _findings,
    _adverse_events,
)

MOVES: Mapping[type[ClinicalEvent], tuple[Group, ...]] = {
    PatientRegistered: (),
    CancerDiagnosed: (_diagnosis,),
    StageAssigned: (_stage,),
    PathologyReported: (),
    LabResulted: (),
    MeasurementTaken: (),
    ScanReported: (_lesions,),
    FindingNoted: (_findings, _lesions),
    PerformanceAssessed: (_performance,),
    RegimenStarted: (_treatment,),
    RegimenHeld: (_treatment,),
    RegimenResumed: (_treatment,),
    RegimenStopped: (_treatment,),
    CycleGiven: (_treatment,),
    RadiotherapyGiven: (_treatment,),
    ProcedurePerformed: (),
    ResponseAssessed: (_response, _disease, _lesions),
    ProgressionDeclared: (_disease,),
    AdverseEventNoted: (_adverse_events,),
    DecisionRecorded: (),
    PatientContacted: (_disease,),
    PatientDied: (_treatment,),
}
"""Which groups of attributes an event can move; all others are skipped. Laws prove that nothing is missed."""


def derive_states(history: History) -> tuple[State, ...]:
    """Derive every interval, in the order in which they begin.

    An interval of no length, whose value was changed on the very day it came, is left out.
    """
    pairing = pairing_of(history.chronology, history.facts)
    state = INITIAL
    standing: dict[Slot, tuple[str, PlacedFact]] = {}
    states: list[tuple[int, State]] = []
    place = {placed.event.key: number for number, placed in enumerate(history.facts)}

    def close(slot: Slot, stop: PlacedFact | None) -> None:
        value, start = standing.pop(slot)
        if stop is None:
            interval = State(*slot, value, start.event.key, start.start, start.month)
        elif stop.start.estimate - start.start.estimate > PRECISION_DAYS:
            interval = State(*slot, value, start.event.key, start.start, start.month, stop.start, stop.month)
        else:
            return
        states.append((place[start.event.key], interval))

    for placed in history.facts:
        groups = MOVES[type(placed.event)]
        if not groups and state.signs:
            continue
        before, state = state, evolve(state, placed, pairing)
        if state.vital_status is not before.vital_status:
            groups = (*groups, _person)
        for group in groups:
            for slot, value in group(state):
                old = standing.get(slot)
                if old is not None:
                    if old[0] == value:
                        continue
                    close(slot, placed)
                if value is not None:
                    standing[slot] = (value, placed)
        if isinstance(placed.event, RadiotherapyGiven) and (course := _course(history, placed, placed.event)):
            states.append((place[placed.event.key], course))
    for slot in tuple(standing):
        close(slot, None)
    states.sort(key=_order)
    return tuple(state for _, state in states)


def standing_values(frame: Frame) -> dict[Slot, str]:
    """Every attribute that holds at the end of a month, read off the frame; the cut through the states says the same."""
    values = {slot: value for group in _ALL for slot, value in group(frame.state) if value is not None}
    for course in frame.state.radiotherapy:
        stop = course.by.stop
        if stop is not None and stop.estimate + PRECISION_DAYS >= frame.end_day:
            values["radiotherapy", course.key] = course.value.delivery.value
    return values


def _course(history: History, placed: PlacedFact, event: RadiotherapyGiven) -> State | None:
    stop = placed.stop
    if stop is None or stop.estimate - placed.start.estimate <= PRECISION_DAYS:
        return None
    month = history.calendar.month_of(stop.estimate)
    slot = ("radiotherapy", event.key)
    return State(*slot, event.delivery.value, event.key, placed.start, placed.month, stop, month)


def _order(entry: tuple[int, State]) -> tuple[int, str, str]:
    return entry[0], entry[1].attribute, entry[1].subject
