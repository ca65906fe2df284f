"""The events of a month, a line each, in few words. Refuses to fold; a possible event is said to be only that."""

from tracker.events.disease import ProgressionDeclared
from tracker.events.laboratory import LabResulted
from tracker.events.observation import ImagingStudy, LesionObserved, ScanReported
from tracker.events.treatment import CycleGiven, DrugGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import PlacedFact
from tracker.projections.lab_readings import are_comparable, change_text, value_text
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.moments import bound_text, moment_text
from tracker.projections.months import Frame
from tracker.projections.sheet import EventLine
from tracker.projections.state import CaseState
from tracker.projections.summaries import kind_word, radiotherapy_words, summary_of
from tracker.projections.treatment_drafts import drug_text, in_course
from tracker.projections.words import listed, number_words, said, site_words
from tracker.values.drugs import short_name
from tracker.values.months import Calendar
from tracker.values.rounding import at_least
from tracker.values.units import shown_unit
from tracker.values.vocabularies import Axis, DrugStatus, LesionStatus, Newness, OverallChange, Per


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
        when=_from(calendar, placed) if possible else moment_text(calendar, placed.start, frame.end_day),
        kind=kind_word(placed.event),
        text=event_text(placed, frame.state, frame.end_day),
        certain=certain,
        possible=possible,
        late=late,
        corrected=bool(placed.standing.corrections),
        contradictory=placed.contradictory,
        names=_names(placed, frame.state),
        occurred=placed.start,
        known=known,
    )


def _names(placed: PlacedFact, state: CaseState) -> tuple[str, ...]:
    """What a reader calls an event: a cycle by its number, a progression by the one that the state gives it."""
    match placed.event:
        case CycleGiven(number=number):
            return (f"c{number}",)
        case ProgressionDeclared():
            return tuple(f"PD{number}" for number, declared in state.numbered_progressions if declared.by is placed)
        case _:
            return ()


def _from(calendar: Calendar, placed: PlacedFact) -> str:
    """From when on an event is possible: its estimate lies in the future, which a month must not tell."""
    earliest = placed.start.earliest
    return "open" if earliest is None else f"≥{bound_text(calendar, earliest, at_least)}"


def event_text(placed: PlacedFact, state: CaseState, end_day: float) -> str:
    """What happened, in few words.

    Args:
        placed: The event.
        state: A state that holds the results before it, for the change of a laboratory value.
        end_day: The end of the month that tells it: a course of radiotherapy that ends later is in course.
    """
    event = placed.event
    match event:
        case LabResulted():
            word = f"“{event.word}”" if event.word and event.value is not None else ""
            change = _change(placed, event, state)
            return listed((series_name(event), value_text(event), shown_unit(event.unit), word, change), " ")
        case CycleGiven(regimen=regimen, number=number, drugs=drugs):
            return listed((f"{number} of {regimen}", ", ".join(map(_dose_text, drugs))), ": ")
        case RegimenStarted():
            return _start_text(event)
        case ScanReported(studies=studies):
            return "; ".join(map(study_text, studies))
        case RadiotherapyGiven() if in_course(placed, end_day):
            return radiotherapy_words(event, running=True)
        case _:
            return summary_of(event)


def _change(placed: PlacedFact, lab: LabResulted, state: CaseState) -> str:
    """The change against the result before this one, where both are numbers in one unit."""
    series = reversed(state.labs.get(series_of(lab), ()))
    if not any(stated.by is placed for stated in series):
        return ""
    # The iterator stands at the result itself: what follows is what came before it.
    before = next((stated.value for stated in series), None)
    if before is None or before.value is None or lab.value is None or not are_comparable(before, lab):
        return ""
    return change_text(before.value, lab.value)


def _start_text(event: RegimenStarted) -> str:
    drugs = " + ".join(map(drug_text, event.drugs))
    referred = f"“{event.referred_to_as}”" if event.referred_to_as else ""
    line = "" if event.line is None else f"line {event.line}"
    about = listed((line, said(event.phase.value)))
    return listed(
        (f"{event.regimen}:", drugs or event.name or referred or "drugs not stated", about and f"({about})"), " "
    )


def _dose_text(drug: DrugGiven) -> str:
    """A drug of a cycle with its dose; over several days it says what the dose is for, or that this is not stated."""
    name = short_name(drug.drug) + ("" if drug.status is DrugStatus.GIVEN else "?")
    if drug.dose is None:
        return name
    most = "" if drug.dose_most is None else f"–{number_words(drug.dose_most)}"
    times = "" if drug.times_per_day == 1 else f"×{drug.times_per_day}"
    several = drug.days is not None and not drug.days.isdigit()
    per = {Per.CYCLE: "per cycle", Per.NOT_STATED: "(per day or cycle not stated)"}.get(drug.per, "") if several else ""
    days = "" if drug.days is None else f"D{drug.days.replace(' ', '')}"
    return listed((name, number_words(drug.dose) + most, shown_unit(drug.unit), times, per, days), " ")


def study_text(study: ImagingStudy) -> str:
    """A study with what it saw of lesions, its overall change, and the impression, coded or not."""
    lesions = ", ".join(map(_lesion_text, study.lesions))
    overall = "" if study.overall is OverallChange.NOT_STATED else study.overall.value
    suv = "" if study.suv_max is None else f"SUVmax {number_words(study.suv_max)}"
    seen = listed((lesions or ("" if study.impression else study.region), overall, suv))
    return listed((study.modality.value, listed((seen, study.impression), " – ")), ": ")


def _lesion_text(lesion: LesionObserved) -> str:
    axis = "" if lesion.axis is Axis.UNKNOWN else f" {lesion.axis.value} axis"
    across = "" if lesion.perpendicular_mm is None else f" × {number_words(lesion.perpendicular_mm)}"
    size = "" if lesion.mm is None else f"{number_words(lesion.mm)}{across} mm{axis}"
    before = "" if lesion.previously_mm is None else f"(was {number_words(lesion.previously_mm)} mm)"
    plain = lesion.status in (LesionStatus.PRESENT, LesionStatus.NOT_STATED)
    new = {Newness.YES: "NEW", Newness.UNCERTAIN: "NEW?"}.get(lesion.new, "")
    return listed((site_words(lesion.site), size, before, "" if plain else lesion.status.value, new), " ")
