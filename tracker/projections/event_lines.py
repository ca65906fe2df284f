"""The events of a month, a line each, in few words. Refuses to fold; a possible event is said to be only that."""

from tracker.events.laboratory import LabResulted
from tracker.events.observation import ImagingStudy, LesionObserved, ScanReported
from tracker.events.treatment import CycleGiven, RegimenStarted
from tracker.projections.history import PlacedFact
from tracker.projections.lab_readings import change_text, is_number, value_text
from tracker.projections.lesion_state import site_name
from tracker.projections.moments import moment_text, month_text
from tracker.projections.months import Frame
from tracker.projections.sheet import EventLine
from tracker.projections.state import CaseState
from tracker.projections.summaries import kind_word, summary_of
from tracker.projections.treatment_drafts import drug_text
from tracker.projections.words import listed, number_words, said, unit_words
from tracker.values.months import Calendar
from tracker.values.vocabularies import LesionStatus, Newness, OverallChange


def event_line(calendar: Calendar, frame: Frame, placed: PlacedFact, *, possible: bool = False) -> EventLine:
    """One event of a month.

    Args:
        calendar: Months, and dates where the origin has one.
        frame: The month.
        placed: The event.
        possible: It may have happened by the end of the month, but by its estimate had not.
    """
    certain = not possible and frame.certain(placed)
    known = placed.known
    late = known is None or (known is not placed.start and calendar.month_of(known.estimate) > placed.month)
    return EventLine(
        key=placed.event.key,
        when=_from(calendar, placed) if possible else moment_text(calendar, placed.start, certain=certain),
        kind=kind_word(placed.event),
        text=event_text(placed, frame.state),
        certain=certain,
        possible=possible,
        late=late,
        corrected=bool(placed.standing.corrections),
        contradictory=placed.contradictory,
    )


def _from(calendar: Calendar, placed: PlacedFact) -> str:
    """From when on an event is possible: its estimate lies in the future, which a month must not tell."""
    earliest = placed.start.earliest
    return "open" if earliest is None else f"≥{month_text(calendar, earliest)}"


def event_text(placed: PlacedFact, state: CaseState) -> str:
    """What happened, in few words.

    Args:
        placed: The event.
        state: A state that holds the results before it, for the change of a laboratory value.
    """
    event = placed.event
    match event:
        case LabResulted():
            return listed(
                (event.analyte, value_text(event), unit_words(event.unit), _change(placed, event, state)), " "
            )
        case CycleGiven(regimen=regimen, number=number):
            return f"{number} of {regimen}"
        case RegimenStarted():
            return _start_text(event)
        case ScanReported(studies=studies):
            return "; ".join(map(_study_text, studies))
        case _:
            return summary_of(event)


def _change(placed: PlacedFact, lab: LabResulted, state: CaseState) -> str:
    """The change against the last number before this result in the same unit."""
    if not is_number(lab):
        return ""
    series = reversed(state.labs.get(lab.analyte.casefold(), ()))
    if not any(stated.by is placed for stated in series):
        return ""
    # The iterator stands at the result itself: what follows is what came before it.
    before = next((s.value.value for s in series if is_number(s.value) and s.value.unit == lab.unit), None)
    return "" if before is None or lab.value is None else change_text(before, lab.value)


def _start_text(event: RegimenStarted) -> str:
    drugs = " + ".join(map(drug_text, event.drugs))
    referred = f"“{event.referred_to_as}”" if event.referred_to_as else ""
    line = "" if event.line is None else f"line {event.line}"
    about = listed((line, said(event.phase.value)))
    return listed(
        (f"{event.regimen}:", drugs or event.name or referred or "drugs not stated", about and f"({about})"), " "
    )


def _study_text(study: ImagingStudy) -> str:
    lesions = ", ".join(map(_lesion_text, study.lesions))
    overall = "" if study.overall is OverallChange.NOT_STATED else study.overall.value
    suv = "" if study.suv_max is None else f"SUVmax {number_words(study.suv_max)}"
    body = listed((lesions or study.impression or study.region, overall, suv))
    return f"{study.modality.value}: {body}" if body else study.modality.value


def _lesion_text(lesion: LesionObserved) -> str:
    size = "" if lesion.mm is None else f"{number_words(lesion.mm)} mm"
    plain = lesion.status in (LesionStatus.PRESENT, LesionStatus.NOT_STATED)
    new = {Newness.YES: "NEW", Newness.UNCERTAIN: "NEW?"}.get(lesion.new, "")
    return listed((site_name(lesion.site), size, "" if plain else lesion.status.value, new), " ")
