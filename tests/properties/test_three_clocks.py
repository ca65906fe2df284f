"""Laws of the three clocks: true, known and recorded each move alone, in any order of recording.

The oracle is slow and obviously right: it reads the log line by line up to an instant, and looks at every fact that is left.
"""

import itertools
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import examples as ex
from tests.lives import lives
from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted
from tracker.events.deliberation import ReadingSelected
from tracker.events.person import PerformanceAssessed
from tracker.events.recorded import Recorded
from tracker.projections.history import history_of
from tracker.projections.months import months_of
from tracker.projections.record import record_of
from tracker.projections.rows.fact_versions import derive_fact_versions
from tracker.projections.rows.timeline import timeline_of
from tracker.projections.summaries import summary_of
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.when import Timing, When

MIGRATIONS = Path(__file__).parents[2] / "migrations"
KEYS = ("a", "b", "c")
READINGS = ("R", "S")
MONTHS = range(-1, 5)
DAYS = st.integers(0, 140)
ORIGIN = date(2023, 1, 31)
NEVER = float("inf")

Days = tuple[float, float]
"""When a fact was, and when it could be known."""


@st.composite
def assessments(draw: st.DrawFn, key: str) -> PerformanceAssessed:
    """A fact on an exact day, perhaps one that depends on a reading, perhaps known later or only at publication."""
    day = draw(DAYS)
    when: When = Timing(day=day)
    if draw(st.booleans()):
        other = draw(DAYS)
        when = Timing(question="q", readings={"R": when, "S": Timing(day=other)}, preferred="R")
        day = max(day, other)
    known = draw(st.sampled_from((None, Timing(day=day + draw(st.integers(0, 60))), "publication")))
    return PerformanceAssessed(key=key, occurred=when, known=known, ecog=draw(st.integers(0, 4)))


@st.composite
def logs(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """A log in which facts are recorded, amended, retracted and restored, and readings chosen, in any order."""
    recorded: set[str] = set()
    standing: set[str] = set()
    events: list[Event] = [ex.diagnosed(day=0)]
    for _ in range(draw(st.integers(1, 10))):
        key = draw(st.sampled_from((*KEYS, "")))
        if not key:
            events.append(ReadingSelected(question="q", reading=draw(st.sampled_from(READINGS)), why="read again"))
        elif key not in recorded:
            events.append(draw(assessments(key)))
            recorded.add(key)
            standing.add(key)
        elif key in standing and draw(st.booleans()):
            events.append(FactRetracted(target=key, reason="wrong"))
            standing.remove(key)
        else:
            events.append(FactAmended(target=key, replacement=draw(assessments(key)), reason="read again"))
            standing.add(key)
    return at_instants(draw, events)


def at_instants(draw: st.DrawFn, events: Sequence[Event]) -> tuple[Recorded, ...]:
    """The events as lines of a log; one command records one or several of them at one instant."""
    lines = ex.recorded("p", events)
    instants = [lines[0].recorded_at]
    for line in lines[1:]:
        instants.append(draw(st.sampled_from((instants[-1], line.recorded_at))))
    return tuple(msgspec.structs.replace(line, recorded_at=at) for line, at in zip(lines, instants, strict=True))


# The oracle.


def said_by_then(lines: Sequence[Recorded], instant: str) -> tuple[dict[str, Fact], str]:
    """What the record said at an instant, and the reading that was chosen."""
    facts: dict[str, Fact] = {}
    chosen = "R"
    for line in lines:
        if line.recorded_at <= instant:
            event = line.event
            if isinstance(event, FactRetracted):
                del facts[event.target]
            elif isinstance(event, FactAmended):
                facts[event.target] = event.replacement
            elif isinstance(event, ReadingSelected):
                chosen = event.reading
            elif isinstance(event, Fact):
                facts[event.key] = event
    return facts, chosen


def day_of(when: When, chosen: str) -> float:
    if when == "publication":
        return NEVER
    assert isinstance(when, Timing)
    if when.readings is not None:
        return day_of(when.readings[chosen], chosen)
    assert isinstance(when.day, int | float)
    return when.day


def days_of(fact: Fact, chosen: str) -> Days:
    assert not isinstance(fact, msgspec.UnsetType)
    occurred, known = getattr(fact, "occurred"), getattr(fact, "known")  # noqa: B009 - every fact here has both
    true = day_of(occurred, chosen)
    return true, true if known is None else day_of(known, chosen)


def oracle(lines: Sequence[Recorded], month: int, known: int, instant: str) -> dict[str, tuple[str, Days]]:
    """What was true by the end of one month, known by the end of another, and recorded at an instant."""
    facts, chosen = said_by_then(lines, instant)
    found = {key: (summary_of(fact), days_of(fact, chosen)) for key, fact in facts.items()}
    return {
        key: (text, (true, knew))
        for key, (text, (true, knew)) in found.items()
        if true < (month + 1) * DAYS_PER_MONTH and knew < (known + 1) * DAYS_PER_MONTH
    }


# What the projections and SQL say.


def projected(lines: Sequence[Recorded], month: int, known: int, instant: str) -> dict[str, tuple[str, Days]]:
    history = history_of(record_of("p", lines, as_recorded=instant)).known_by(known)
    return {
        placed.key: (summary_of(placed.event), (placed.start.estimate, placed.known.estimate))
        for placed in history.facts
        if placed.month <= month and placed.known is not None
    }


ASKED = """SELECT key, text, day, known_day FROM fact_versions
WHERE month <= ? AND known_month <= ? AND recorded_at <= ? AND (superseded_at IS NULL OR superseded_at > ?)"""


def database_of(lines: Sequence[Recorded]) -> sqlite3.Connection:
    """The view over the rows of the whole log, as the migrations make it."""
    history = history_of(record_of("p", lines))
    connection = sqlite3.connect(":memory:")
    for name in ("tables/timeline_rows", "tables/fact_versions_rows", "views/fact_versions"):
        connection.execute((MIGRATIONS / f"{name}.v1.sql").read_text(encoding="utf-8"))
    for name, rows in (("timeline", timeline_of(history)), ("fact_versions", derive_fact_versions(history))):
        for row in rows:
            values = msgspec.structs.astuple(row)
            connection.execute(f"INSERT INTO {name}_rows VALUES ({', '.join('?' * len(values))})", values)
    return connection


def instants_of(lines: Sequence[Recorded]) -> list[str]:
    return ["2024-12-31T00:00:00.000000Z", *dict.fromkeys(line.recorded_at for line in lines)]


@given(lines=logs())
@settings(max_examples=60, deadline=None)
def test_projections_and_sql_agree_with_the_oracle_for_every_month_knowledge_and_instant(
    lines: tuple[Recorded, ...],
) -> None:
    with closing(database_of(lines)) as database:
        for month, known, instant in itertools.product(MONTHS, MONTHS, instants_of(lines)):
            expected = oracle(lines, month, known, instant)
            assert projected(lines, month, known, instant) == expected
            rows = database.execute(ASKED, (month, known, instant, instant))
            assert {key: (text, (true, knew)) for key, text, true, knew in rows} == expected


@given(lines=logs())
@settings(max_examples=40, deadline=None)
def test_the_frame_of_a_month_as_known_then_and_recorded_then_holds_what_the_oracle_says(
    lines: tuple[Recorded, ...],
) -> None:
    for instant in instants_of(lines)[1:]:
        history = history_of(record_of("p", lines, as_recorded=instant))
        folded: set[str] = set()
        for frame in months_of(history, known=True):
            folded |= {placed.key for placed in frame.events}
            assert folded == oracle(lines, frame.month, frame.month, instant).keys()
        folded = set()
        for frame in months_of(history):
            folded |= {placed.key for placed in frame.events}
            said, chosen = said_by_then(lines, instant)
            end = (frame.month + 1) * DAYS_PER_MONTH
            assert folded == {key for key, fact in said.items() if days_of(fact, chosen)[0] < end}


@given(lines=logs(), more=st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_what_the_record_said_on_an_instant_never_changes(lines: tuple[Recorded, ...], more: int) -> None:
    before = lines[:-more] or lines[:1]
    last = before[-1].recorded_at
    later = [line for line in lines if line.recorded_at > last]
    whole = [line for line in lines if line.recorded_at <= last]
    assert projected([*whole, *later], 4, 4, last) == projected(whole, 4, 4, last)


# Times that hang on each other, and dates: SQL says what `--as-recorded` shows.


@st.composite
def corrected_lives(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """A random life whose facts were corrected, their days moved and some of them taken back, in the order of recording."""
    facts = draw(lives(most=6))
    events: list[Event] = list(facts)
    standing = {fact.key: fact for fact in facts}
    for _ in range(draw(st.integers(1, 4))):
        key = draw(st.sampled_from(sorted(standing)))
        if draw(st.integers(0, 2)) == 0:
            events.append(FactRetracted(target=key, reason="wrong"))
        else:
            moved = msgspec.structs.replace(standing[key], occurred=Timing(day=draw(DAYS)), known=None)
            events.append(FactAmended(target=key, replacement=moved, reason="read again"))
    return at_instants(draw, events)


@st.composite
def corrected_charts(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """A dated chart: facts that stand alone, one that another hangs on, and corrections of any of them."""

    def dated(key: str) -> Fact:
        on = ORIGIN + timedelta(days=draw(DAYS))
        text = draw(st.sampled_from((on.isoformat(), on.isoformat()[:7])))
        knew = (on + timedelta(days=40)).isoformat()
        fact = ex.ecog(draw(st.integers(0, 4)), key, at=text)
        return msgspec.structs.replace(fact, known=draw(st.sampled_from((None, knew, "publication"))))

    events: list[Event] = [ex.diagnosed(at=ORIGIN.isoformat()), *(dated(key) for key in KEYS)]
    events.append(ex.ecog(1, "tied", after="a", stated="10 d"))
    for _ in range(draw(st.integers(1, 5))):
        key = draw(st.sampled_from((*KEYS, "tied")))
        if draw(st.integers(0, 2)) == 0:
            events.append(FactRetracted(target=key, reason="wrong"))
        else:
            events.append(FactAmended(target=key, replacement=dated(key), reason="read again"))
    return at_instants(draw, events)


def instants_from_the_last_new_fact(lines: Sequence[Recorded]) -> list[str]:
    """Until then a new fact may still tighten the bounds of others, which is no correction."""
    last = max(line.recorded_at for line in lines if not isinstance(line.event, FactAmended | FactRetracted))
    return [instant for instant in instants_of(lines) if instant >= last]


def without_open_estimates(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row without the estimates of a time that has an open side: those look at how far the whole record reaches."""
    key, month, day, earliest, latest, *others, known_month, known_day = row
    if earliest is None or latest is None:
        month = day = known_month = known_day = None
    return key, month, day, earliest, latest, *others, known_month, known_day


@given(lines=st.one_of(corrected_lives(), corrected_charts()))
@settings(max_examples=80, deadline=None)
def test_sql_says_what_the_record_said_then_also_of_times_that_hang_on_what_was_corrected(
    lines: tuple[Recorded, ...],
) -> None:
    columns = "key, month, day, day_earliest, day_latest, date, date_earliest, date_latest, type, text, known_month, known_day"
    names = columns.split(", ")
    with closing(database_of(lines)) as database:
        asked = f"SELECT {columns} FROM fact_versions WHERE recorded_at <= ?1 AND (superseded_at IS NULL OR superseded_at > ?1)"
        for instant in instants_from_the_last_new_fact(lines):
            rows = timeline_of(history_of(record_of("p", lines, as_recorded=instant)))
            expected = {tuple(getattr(row, name) for name in names) for row in rows}
            found = set(database.execute(asked, (instant,)))
            assert set(map(without_open_estimates, found)) == set(map(without_open_estimates, expected))


@given(lines=st.one_of(corrected_lives(), corrected_charts()))
@settings(max_examples=40, deadline=None)
def test_the_versions_of_a_fact_follow_each_other_and_one_at_most_holds(lines: tuple[Recorded, ...]) -> None:
    rows = derive_fact_versions(history_of(record_of("p", lines)))
    for _, versions in itertools.groupby(rows, key=lambda row: row.key):
        said = list(versions)
        assert [row.version for row in said] == list(range(1, len(said) + 1))
        for before, after in itertools.pairwise(said):
            assert before.superseded_at is not None
            assert before.recorded_at < before.superseded_at <= after.recorded_at
            assert (before.superseded_at < after.recorded_at) <= before.retracted
            assert after.change == "restored" if before.retracted else after.change in {"amended", "moved"}
