"""The generated cohort is what benchmarks and laws rest on: it must be the same every time, and sound."""

import msgspec
import pytest

from tests.chart import Habits
from tests.cohort import chart_of, cohort, recorded_cohort
from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted, PatientErased, wire_name
from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import RecordedFact
from tracker.projections.record import record_of

SEEDS = range(1, 41)


def test_the_same_seed_gives_the_same_cohort() -> None:
    assert list(cohort(3, 120, seed=7)) == list(cohort(3, 120, seed=7))


def test_another_seed_gives_another_cohort() -> None:
    assert list(cohort(3, 120, seed=7)) != list(cohort(3, 120, seed=8))


@pytest.mark.parametrize("events", [60, 200, 3000])
def test_a_chart_has_exactly_the_events_asked_for(events: int) -> None:
    assert {len(chart_of(seed, events)) for seed in SEEDS} == {events}


def test_every_generated_event_is_valid_on_the_wire() -> None:
    for seed in SEEDS:
        for event in chart_of(seed):
            assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event


def test_every_correction_names_a_fact_recorded_before_it() -> None:
    for seed in SEEDS:
        keys: set[str] = set()
        for event in chart_of(seed):
            if isinstance(event, FactAmended | FactRetracted):
                assert event.target in keys
            elif not isinstance(event, ReadingSelected | PatientErased):
                assert event.key not in keys, f"{event.key} twice"
                keys.add(event.key)


def test_nothing_is_dated_after_the_death() -> None:
    deaths = 0
    for seed in SEEDS:
        dated = {fact.key: fact.occurred for fact in _facts(seed) if isinstance(fact, RecordedFact)}
        death = dated.get("death")
        if isinstance(death, str):
            deaths += 1
            assert all(when <= death for when in dated.values() if isinstance(when, str))
    assert 0 < deaths < len(SEEDS)


def test_the_cohort_reaches_nearly_every_event_type() -> None:
    reached = {wire_name(event) for seed in SEEDS for event in chart_of(seed)}
    unreached = {"procedure-performed", "ambiguity-noted", "reading-selected", "patient-erased"}
    assert len(reached) == 28 - len(unreached), sorted(reached)


def test_habits_decide_what_a_chart_departs_from() -> None:
    exact = Habits(partial=0, relative=0, known_late=0, entered_late=0, amended=0, retracted=0, dies=0)
    for event in chart_of(1, 200, exact):
        assert not isinstance(event, FactAmended | FactRetracted)
        if isinstance(event, RecordedFact) and isinstance(event.occurred, str):
            assert len(event.occurred) == len("2023-04-12")


def test_the_recorded_cohort_is_one_gapless_log() -> None:
    lines = [line for stream in recorded_cohort(3, 60) for line in stream]
    assert [line.seq for line in lines] == list(range(1, 181))
    assert [line.version for line in lines] == list(range(1, 61)) * 3


def _facts(seed: int) -> list[Fact]:
    stream = next(recorded_cohort(1, 200, seed=seed))
    return [standing.fact for standing in record_of("syn-0001", stream).facts]
