"""`timeline`: every standing fact, one row each, with its bounds. Refuses to place a remark about the record in time."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.catalogue import FACT_CLASSES, Fact, wire_name
from tracker.events.deliberation import AmbiguityNoted, IntervalStated
from tracker.projections.history import History
from tracker.projections.record import StandingFact
from tracker.projections.rows.columns import (
    CertaintyColumn,
    DateEarliest,
    DateExact,
    DateLatest,
    DayEarliest,
    DayLatest,
    KeyColumn,
    OpenDay,
    OpenMonth,
    PatientColumn,
)
from tracker.projections.summaries import summary_of
from tracker.projections.times import NO_TIMES, OpenTimes, time_columns
from tracker.values.when import UNKNOWN, Basis, Timing

Known = tuple[int | None, float | None]
"""Month and day in which a fact could be known."""

WIRE_NAMES = {kind: wire_name(kind) for kind in FACT_CLASSES}

NEVER: Known = (None, None)


class TimelineRow(Struct, frozen=True, gc=False):
    """One standing fact. An ambiguity that a reader noted has no time; a stated interval has that of its first anchor."""

    patient: PatientColumn
    key: KeyColumn
    month: OpenMonth
    day: OpenDay
    day_earliest: DayEarliest
    day_latest: DayLatest
    date: DateExact
    date_earliest: DateEarliest
    date_latest: DateLatest
    type: Annotated[str, Meta(description="wire name of the event")]
    text: Annotated[str, Meta(description="one line for people")]
    certainty: CertaintyColumn
    basis: Annotated[
        str | None,
        Meta(
            description="how its time is known: stated, derived, assumed, several joined by +; unknown; NULL: no time"
        ),
    ]
    question: Annotated[str | None, Meta(description="name of the ambiguity that its time depends on")]
    reading: Annotated[str | None, Meta(description="the reading of that ambiguity in use")]
    contradictory: Annotated[bool, Meta(description="1: it takes part in a contradiction of times")]
    known_month: Annotated[
        int | None,
        Meta(description="month in which it could be known; NULL: only at publication", extra={"unit": "mo"}),
    ]
    known_day: Annotated[
        float | None,
        Meta(
            description="best estimate of when it could be known, days from the origin; NULL: only at publication",
            extra={"unit": "d"},
        ),
    ]
    asserted_by: Annotated[str | None, Meta(description="who says so; NULL where not stated")]
    recorded_at: Annotated[str, Meta(description="UTC instant at which this ledger first accepted it")]
    recorded_by: Annotated[str, Meta(description="who first recorded it")]
    corrections: Annotated[int, Meta(description="number of its amendments and retractions", extra={"unit": "1"})]
    sources: Annotated[int, Meta(description="number of places in documents that it cites", extra={"unit": "1"})]


def _basis(form: str | Timing, of_texts: Basis = Basis.STATED) -> Basis | None:
    if isinstance(form, str):
        return None if form == UNKNOWN else of_texts
    return None if form.at == UNKNOWN else form.basis


def _timing_basis(timing: Timing, selected: dict[str, str]) -> tuple[list[Basis | None], str | None, str | None]:
    """Bases of one object form, with the question and the reading where it has them; a None basis is unknown."""
    if timing.readings is None:
        return [_basis(timing)], None, None
    chosen = selected.get(timing.question or "")
    name = chosen if chosen in timing.readings else timing.preferred
    form = timing.readings.get(name or "", UNKNOWN)
    parts = form if isinstance(form, tuple) else (form,)
    return [_basis(part, timing.basis) for part in parts], timing.question, name


def _time_words(fact: Fact, selected: dict[str, str]) -> tuple[str | None, str | None, str | None]:
    """Basis, question and reading of the fact's time."""
    if isinstance(fact, AmbiguityNoted):
        return None, None, None
    if isinstance(fact, IntervalStated):
        return fact.basis.value, None, None
    when = fact.occurred
    if isinstance(when, str):
        return ("unknown" if when == UNKNOWN else "stated"), None, None
    if isinstance(when, Timing) and when.readings is None and when.at != UNKNOWN:
        return when.basis.value, None, None
    bases: list[Basis | None] = []
    questions: list[str] = []
    readings: list[str] = []
    for form in when if isinstance(when, tuple) else (when,):
        if isinstance(form, str):
            bases.append(_basis(form))
            continue
        found, question, reading = _timing_basis(form, selected)
        bases.extend(found)
        if question and reading:
            questions.append(question)
            readings.append(reading)
    known = sorted({basis for basis in bases if basis is not None}, key=lambda basis: basis.rank)
    words = "+".join(basis.value for basis in known) or "unknown"
    return words, ", ".join(questions) or None, ", ".join(readings) or None


def _interval_times(history: History, fact: IntervalStated) -> OpenTimes:
    try:
        return time_columns(history.calendar, history.chronology.start(fact.key))
    except KeyError:
        return NO_TIMES


def timeline_of(history: History) -> tuple[TimelineRow, ...]:
    """The same as `derive_timeline`, derived once for a history: two relations ask for it."""
    return history.once(derive_timeline)


def derive_timeline(history: History) -> tuple[TimelineRow, ...]:
    """One row per standing fact: clinical facts in the order of living, then what is said about the record."""
    selected = {question: choice.reading for question, choice in history.record.selections.items()}
    joined = history.chronology.contradictory()
    patient = history.patient
    month_of = history.calendar.month_of

    def row(standing: StandingFact, times: OpenTimes, known: Known) -> TimelineRow:
        fact, origin = standing.fact, standing.origin
        return TimelineRow(
            patient,
            fact.key,
            *times,
            WIRE_NAMES[type(fact)],
            summary_of(fact),
            fact.certainty.value,
            *_time_words(fact, selected),
            fact.key in joined,
            *known,
            fact.asserted_by or None,
            origin.recorded_at,
            origin.recorded_by,
            len(standing.corrections),
            len(fact.sources),
        )

    rows = []
    times = history.times
    for placed in history.facts:
        known = NEVER
        if placed.known is not None:
            day = placed.known.estimate
            known = (placed.month if day == placed.start.estimate else month_of(day)), day
        rows.append(row(placed.standing, times[placed.event.key], known))
    for standing in history.record.facts:
        fact = standing.fact
        if isinstance(fact, IntervalStated):
            rows.append(row(standing, _interval_times(history, fact), NEVER))
        elif isinstance(fact, AmbiguityNoted):
            rows.append(row(standing, NO_TIMES, NEVER))
    return tuple(rows)
