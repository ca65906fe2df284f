"""The sheet of every month: state, laboratory and events as finished lines. Refuses to compute what a projection has not.

A line says how old it is, what it was the month before where it changed, and `≈` where it may not have happened yet.
"""

from collections.abc import Sequence
from itertools import islice

from tracker.events.person import PatientRegistered
from tracker.projections.event_lines import event_line
from tracker.projections.history import History
from tracker.projections.lab_readings import COPIES, is_number, reading_of, value_text
from tracker.projections.moments import frame_label, moment_text
from tracker.projections.months import Frame
from tracker.projections.sheet import LabLine, Sheet, StateLine
from tracker.projections.state import CaseState, LabSeries
from tracker.projections.state_draft import StateDraft
from tracker.projections.state_drafts import drafts_of
from tracker.projections.words import listed, unit_words
from tracker.values.months import Calendar
from tracker.values.vocabularies import Sex, VitalStatus

RESULTS_SHOWN = 16
"""How many results a line keeps for its sparkline."""

_SEX = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.OTHER: "other sex"}


def sheets_of(history: History, frames: Sequence[Frame]) -> tuple[Sheet, ...]:
    """A sheet per frame.

    Args:
        history: Whose months they are, and their calendar.
        frames: From `months_of`, with or without hindsight.
    """
    sheets = []
    state: CaseState | None = None
    drafts: tuple[StateDraft, ...] = ()
    for frame in frames:
        if state is not frame.before:
            drafts = drafts_of(frame.before)
        before = {draft.slot: draft for draft in drafts}
        if frame.state is not frame.before:
            drafts = drafts_of(frame.state)
        state = frame.state
        sheets.append(_sheet(history, frame, drafts, before))
    return tuple(sheets)


def sheet_of(history: History, frame: Frame) -> Sheet:
    """The sheet of one month."""
    return sheets_of(history, (frame,))[0]


def identity_of(state: CaseState) -> str:
    """Who it is and what the matter is: `M 51  nasopharyngeal carcinoma, de novo metastatic`."""
    diagnosis = state.diagnosis
    disease = ""
    if diagnosis is not None:
        spread = "de novo metastatic" if diagnosis.value.de_novo_metastatic else ""
        disease = listed((diagnosis.value.diagnosis, spread))
    person = "" if state.registration is None else _person(state.registration.value)
    return listed((person, disease), "  ")


def badge_of(state: CaseState) -> str:
    """The death, else the latest progression: `✝`, `▲ PD1`; empty before either."""
    if state.vital_status is VitalStatus.DECEASED:
        return "✝"
    return f"▲ PD{state.progression_number}" if state.progressions else ""


def _person(event: PatientRegistered) -> str:
    age = "" if event.age_at_diagnosis is None else str(event.age_at_diagnosis)
    return listed((_SEX.get(event.sex, ""), age), " ")


def _sheet(history: History, frame: Frame, drafts: Sequence[StateDraft], before: dict[str, StateDraft]) -> Sheet:
    calendar = history.calendar
    new = frozenset(placed.event.key for placed in frame.events)
    return Sheet(
        patient=history.patient,
        identity=identity_of(frame.state),
        month=frame.month,
        label=frame_label(calendar, frame),
        start_day=frame.start_day,
        end_day=frame.end_day,
        state=tuple(_state_line(calendar, frame, draft, before.get(draft.slot), new) for draft in drafts),
        labs=lab_lines(frame, new),
        events=tuple(event_line(calendar, frame, placed) for placed in frame.events),
        possible=tuple(event_line(calendar, frame, placed, possible=True) for placed in frame.possible),
        badge=badge_of(frame.state),
    )


def _state_line(
    calendar: Calendar, frame: Frame, draft: StateDraft, before: StateDraft | None, new: frozenset[str]
) -> StateLine:
    certain = frame.certain(draft.by)
    since = _since(calendar, frame, draft)
    fresh = draft.by.event.key in new
    changed = before is not None and before.value != draft.value
    was = (
        before.short or before.value
        if changed and before is not None
        else draft.was
        if fresh and before is None
        else ""
    )
    return StateLine(
        label=draft.label,
        text=listed((draft.value, since, draft.tail), " "),
        was=was,
        mark=_mark(draft, before, fresh=fresh),
        age_days=frame.age_days(draft.by) if draft.ages else None,
        approximate=draft.doubted and draft.since is None and not certain,
        contradictory=draft.by.contradictory,
        keys=(draft.by.event.key,),
        full=draft.full if draft.full != draft.value else "",
    )


def _mark(draft: StateDraft, before: StateDraft | None, *, fresh: bool) -> str:
    if not fresh:
        return ""
    if draft.mark:
        return draft.mark
    if before is None or before.rank is None or draft.rank is None or before.rank == draft.rank:
        return ""
    return "▲" if draft.rank > before.rank else "▼"


def _since(calendar: Calendar, frame: Frame, draft: StateDraft) -> str:
    """From when on, or from when to when: `since M8.4`, `M14.7–M16.0`; a death is at a time, not since it."""
    if draft.since is None:
        return ""
    begun = moment_text(calendar, draft.since.start, certain=frame.certain(draft.since))
    if draft.until is not None and draft.until.estimate < frame.end_day:
        return f"{begun}–{moment_text(calendar, draft.until)}"
    return begun if draft.label == "Status" else f"since {begun}"


def lab_lines(frame: Frame, new: frozenset[str]) -> tuple[LabLine, ...]:
    """The last result of every analyte: tumor markers counted in copies first, then in the order of the first results.

    Args:
        frame: The month.
        new: Keys of the facts of this month.
    """
    labs = sorted(frame.state.labs.values(), key=lambda series: series[0].value.unit != COPIES)
    return tuple(_lab_line(frame, series, new) for series in labs)


def _lab_line(frame: Frame, series: LabSeries, new: frozenset[str]) -> LabLine:
    reading = reading_of(series, frame.state.first_dose)
    last = reading.last
    lab = last.value
    numbers = list(islice((s.value for s in reversed(series) if is_number(s.value)), RESULTS_SHOWN))
    unit = lab.unit or (numbers[0].unit if numbers else "")
    return LabLine(
        analyte=lab.analyte,
        value=value_text(lab),
        unit=unit_words(lab.unit),
        flag=reading.flag,
        flag_basis=reading.flag_basis,
        grade="" if reading.grade is None else reading.grade.text,
        change=reading.change,
        age_days=frame.age_days(last.by),
        this_month=last.key in new,
        approximate=not frame.certain(last.by),
        series=tuple(float(n.value) for n in reversed(numbers) if n.value is not None and n.unit == unit),
        word=lab.word,
        key=last.key,
    )
