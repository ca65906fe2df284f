"""Everything in the record stands in a lane."""

from math import inf

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from tests import examples as ex
from tests.lives import lives
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.events.catalogue import Event, Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated
from tracker.projections.chronicle import Chronicle, Track
from tracker.projections.chronicles import chronicle_of
from tracker.projections.history import History
from tracker.values.vocabularies import Comparator, Presence


def track(chronicle: Chronicle, name: str) -> Track:
    return next(track for group in chronicle.groups for track in group.tracks if track.name == name)


def labels(chronicle: Chronicle, name: str) -> list[tuple[str, float]]:
    return [(dot.label, dot.day) for dot in track(chronicle, name).dots]


def assert_nothing_is_left_out(history: History) -> None:
    chronicle = chronicle_of(history)
    tracks = [track for group in chronicle.groups for track in group.tracks]
    placed = {band.key for track in tracks for band in track.bands}
    placed |= {dot.key for track in tracks for dot in track.dots}
    assert placed >= set(history.by_key)
    assert list(chronicle.told) == [fact.key for fact in history.facts]
    said = {
        standing.fact.key
        for standing in history.record.facts
        if isinstance(standing.fact, AmbiguityNoted | IntervalStated)
    }
    untimed = sum(group.untimed for group in chronicle.groups)
    assert len(said - placed) == untimed
    for each in tracks:
        assert [dot.day for dot in each.dots] == sorted(dot.day for dot in each.dots)
        assert all(dot.day == history.by_key[dot.key].start.estimate for dot in each.dots if dot.key in history.by_key)


@pytest.mark.parametrize("case", ["npc-1", "npc-2"])
def test_no_fact_of_the_two_cases_is_left_out(case: str) -> None:
    assert_nothing_is_left_out(ex.history(*events(case)))


@given(lives())
@settings(max_examples=60)
def test_no_fact_of_any_life_is_left_out(life: tuple[Event, ...]) -> None:
    assert_nothing_is_left_out(ex.history(*life))


def chronicle(*facts: Fact) -> Chronicle:
    return chronicle_of(ex.history(ex.diagnosed(day=0), *facts))


def test_a_drug_has_one_lane_through_all_its_regimens() -> None:
    drawn = chronicle(
        ex.started("l1", "cisplatin", "gemcitabine", day=2),
        ex.stopped("l1", day=30),
        ex.started("l2", "cisplatin", day=60),
    )
    spans = [(band.label, band.start, band.stop) for band in track(drawn, "cisplatin").bands]
    assert spans == [("l1", 2, 30), ("l2", 60, None)]
    assert [band.label for band in track(drawn, "gemcitabine").bands] == ["l1"]


def test_an_analyte_has_one_lane_under_its_first_name() -> None:
    drawn = chronicle(ex.lab("EBV-DNA", 10, "U/L", key="a", day=1), ex.lab("ebv dna", 20, "U/L", key="b", day=2))
    assert labels(drawn, "EBV-DNA") == [("10", 1), ("20", 2)]


def test_what_was_looked_for_and_not_there_is_hollow() -> None:
    drawn = chronicle(
        replace(ex.adverse_event("nausea", key="a", day=3), presence=Presence.ABSENT),
        ex.adverse_event("fatigue", 2, key="b", day=3),
        ex.finding("f", "pain", presence=Presence.ABSENT, day=1),
        replace(ex.lab("EBV-DNA", 500, "U/L", key="l", day=1), comparator=Comparator.BELOW),
    )
    found = {dot.label: dot.hollow for group in drawn.groups for dot in group.folded.dots}
    assert found == {"DX": False, "none": True, "G2": False, "absent: pain": True, "< 500": True}


def test_a_remark_stands_at_the_last_of_the_facts_that_it_is_about_and_nobody_knew_it() -> None:
    drawn = chronicle(
        ex.ecog(1, key="e", day=40), ex.ambiguity("r", "two places disagree", "dx", "e"), ex.ambiguity("s", "silence")
    )
    (dot,) = track(drawn, "remarks").dots
    assert (dot.key, dot.day, dot.known) == ("r", 40, inf)
    assert drawn.groups[-1].untimed == 1


def test_a_stated_interval_runs_from_its_one_anchor_to_the_other() -> None:
    drawn = chronicle(ex.ecog(1, key="e", day=61), ex.interval("i", "dx", "e", "2 mo"))
    (band,) = track(drawn, "intervals stated").bands
    assert (band.label, band.start, band.stop) == ("2 mo", 0, 61)


def test_a_fact_is_told_with_its_bounds() -> None:
    drawn = chronicle(ex.ecog(1, key="e", day=(61, 92)), ex.ecog(0, key="f", day=30))
    told = drawn.told["e"]
    assert (told.kind, told.text, told.since, told.until) == ("ECOG", "ECOG 1", "M2.0", "M3.1")
    assert told.when.startswith("≈")
    assert (drawn.told["f"].since, drawn.told["f"].until) == ("", "")


def test_results_of_one_analyte_stand_in_a_lane_for_each_unit() -> None:
    results = (ex.lab("Hb", 61, "g/L", key="a", day=0), ex.lab("Hb", "10.2", "g/dL", key="b", day=30))
    chronicle = chronicle_of(ex.history(ex.diagnosed(), *results, ex.lab("Hb", word="low", key="c", day=40)))
    assert labels(chronicle, "Hb") == [("61", 0.0), ("“low”", 40.0)]
    assert labels(chronicle, "Hb g/dL") == [("10.2", 30.0)]
