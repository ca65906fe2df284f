"""The sheet of every month: state, laboratory and events as finished lines. Refuses to compute what a projection has not.

A line says how old it is, what it was the month before where it changed, and `yet?` where it may not have happened yet.
"""

from collections.abc import Iterable, Iterator, Sequence

from tracker.events.person import PatientRegistered
from tracker.projections.current_line import first_dose_at, first_dose_before
from tracker.projections.event_lines import event_line
from tracker.projections.history import History
from tracker.projections.lab_lines import lab_lines
from tracker.projections.line_lines import line_lines
from tracker.projections.moments import YET, frame_label
from tracker.projections.months import Frame
from tracker.projections.progression_lines import progression_lines
from tracker.projections.sheet import Sheet, StateLine
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.projections.state_drafts import drafts_of
from tracker.projections.state_lines import state_lines
from tracker.projections.treatment_drafts import is_running
from tracker.projections.words import listed
from tracker.values.vocabularies import Certainty, ProgressionExtent, Sex, VitalStatus

_BEFORE_LINE = frozenset({"Status", "Stage", "ECOG", "Function"})
"""Labels of the lines that stand before the line of therapy."""

_SEX = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.OTHER: "other sex"}


def sheets_of(history: History, frames: Iterable[Frame]) -> tuple[Sheet, ...]:
    """A sheet per frame.

    Args:
        history: Whose months they are, and their calendar.
        frames: From `months_of`, with or without hindsight.
    """
    return tuple(each_sheet(history, frames))


def each_sheet(history: History, frames: Iterable[Frame]) -> Iterator[Sheet]:
    """The same one after the other."""
    state: CaseState | None = None
    drafts: tuple[StateDraft, ...] = ()
    for frame in frames:
        if state is not frame.before:
            drafts = drafts_of(history, frame.before, frame.start_day, first_dose_before(history, frame))
        before = {draft.slot: draft for draft in drafts}
        if frame.state is not frame.before or _ends_a_course(frame):
            drafts = drafts_of(history, frame.state, frame.end_day, first_dose_at(history, frame))
        state = frame.state
        yield _sheet(history, frame, drafts, before)


def _ends_a_course(frame: Frame) -> bool:
    """Whether a course of radiotherapy that ran at the end of the month before runs no more."""
    return any(
        is_running(course, frame.start_day) and not is_running(course, frame.end_day)
        for course in frame.state.radiotherapy
    )


def sheet_of(history: History, frame: Frame) -> Sheet:
    """The sheet of one month."""
    return sheets_of(history, (frame,))[0]


def identity_of(state: CaseState) -> str:
    """Who it is and what the matter is: `male, 51 y  nasopharyngeal carcinoma, de novo metastatic`."""
    diagnosis = state.diagnosis
    disease = ""
    if diagnosis is not None:
        spread = "de novo metastatic" if diagnosis.value.de_novo_metastatic else ""
        disease = listed((diagnosis.value.diagnosis, spread))
    person = "" if state.registration is None else _person(state.registration.value)
    return listed((person, disease), "  ")


def badge_of(frame: Frame) -> str:
    """The death, else the latest progression: `✝`, `▲ PD1`, `▲ PD1 yet?`; `△ PD4?` is biochemical only, and not confirmed."""
    state = frame.state
    if state.vital_status is VitalStatus.DECEASED:
        died = state.reported_dead if state.death is None else state.death.by
        return listed(("✝", "" if died is None or frame.certain(died) else YET), " ")
    if not state.progressions:
        return ""
    number, last = state.numbered_progressions[-1]
    sign = "△" if last.value.extent is ProgressionExtent.BIOCHEMICAL_ONLY else "▲"
    doubt = "" if last.value.certainty is Certainty.CONFIRMED else "?"
    return listed((f"{sign} PD{number}{doubt}", "" if frame.certain(last.by) else YET), " ")


def _person(event: PatientRegistered) -> str:
    age = "" if event.age_at_diagnosis is None else f"{event.age_at_diagnosis} y"
    return listed((_SEX.get(event.sex, ""), age))


def _sheet(history: History, frame: Frame, drafts: Sequence[StateDraft], before: dict[str, StateDraft]) -> Sheet:
    calendar = history.calendar
    return Sheet(
        patient=history.patient,
        identity=identity_of(frame.state),
        month=frame.month,
        label=frame_label(calendar, frame),
        start_day=frame.start_day,
        end_day=frame.end_day,
        state=with_progression(
            _with_line(state_lines(calendar, frame, drafts, before), line_lines(history, frame)),
            progression_lines(history, frame),
        ),
        labs=lab_lines(history, frame),
        events=tuple(event_line(calendar, frame, placed) for placed in frame.events),
        possible=tuple(event_line(calendar, frame, placed, possible=True) for placed in frame.possible),
        badge=badge_of(frame),
    )


def _with_line(state: tuple[StateLine, ...], line: Iterable[StateLine]) -> tuple[StateLine, ...]:
    """The state with the line of therapy where it belongs: after the person, before the regimens."""
    place = next((at for at, each in enumerate(state) if each.label not in _BEFORE_LINE), len(state))
    return (*state[:place], *line, *state[place:])


def with_progression(state: tuple[StateLine, ...], lines: Iterable[StateLine]) -> tuple[StateLine, ...]:
    """The state with what is to be said of the last progression behind it."""
    place = max((at + 1 for at, each in enumerate(state) if each.label == "Progress"), default=len(state))
    return (*state[:place], *lines, *state[place:])
