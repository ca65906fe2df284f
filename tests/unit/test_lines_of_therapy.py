"""Lines of therapy under every rule set: each convention of the table once, and both published cases."""

import pytest
from msgspec.structs import replace

from tests.examples import cycle, drug, held, history, progression, radiotherapy, resumed, started, stopped
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.events.catalogue import Event
from tracker.events.treatment import CycleGiven
from tracker.projections.administrations import administrations_of
from tracker.projections.lines_of_therapy import default_rule_set, derive_lines_of_therapy
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import DrugStatus, Phase
from tracker.values.when import Basis, Timing

GENIE, RW120, RW180, MERCK = COUNTED = (RuleSet.GENIE_BPC, RuleSet.RW120, RuleSet.RW180, RuleSet.MERCK_HNSCC)


def given(regimen: str, *drugs: str, day: float, number: int = 1, days: str | None = None) -> CycleGiven:
    return cycle(regimen, number, *(drug(name, days=days) for name in drugs), day=day, lasting=None)


def counts(*facts: Event) -> dict[RuleSet, int]:
    placed = history(*facts)
    return {rule_set: len(derive_lines_of_therapy(placed, rule_set)) for rule_set in COUNTED}


def each(genie: int, rw120: int, rw180: int, merck: int) -> dict[RuleSet, int]:
    return {GENIE: genie, RW120: rw120, RW180: rw180, MERCK: merck}


FIRST = given("a", "gemcitabine", "cisplatin", day=0)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param((given("a", "gemcitabine", "cisplatin", day=55, number=2),), each(1, 1, 1, 1), id="a gap of 55 days"),
        pytest.param((given("a", "gemcitabine", "cisplatin", day=56, number=2),), each(2, 1, 1, 1), id="a gap of 56 days is one for GENIE BPC"),
        pytest.param((given("a", "gemcitabine", "cisplatin", day=120, number=2),), each(2, 1, 1, 1), id="120 days are not more than 120 days"),
        pytest.param((given("a", "gemcitabine", "cisplatin", day=121, number=2),), each(2, 2, 1, 1), id="a gap of 121 days"),
        pytest.param((given("a", "gemcitabine", "cisplatin", day=180, number=2),), each(2, 2, 1, 1), id="180 days are not more than 180 days"),
        pytest.param((given("a", "gemcitabine", "cisplatin", day=181, number=2),), each(2, 2, 2, 2), id="a gap of 181 days"),
        pytest.param((given("b", "gemcitabine", "cisplatin", "cetuximab", day=28),), each(2, 1, 1, 1), id="a drug added on day 28 is within the window"),
        pytest.param((given("b", "gemcitabine", "cisplatin", "cetuximab", day=29),), each(2, 2, 2, 2), id="a drug added on day 29 starts a line"),
        pytest.param((given("b", "gemcitabine", day=40),), each(1, 1, 1, 1), id="a drug dropped starts none"),
        pytest.param((given("b", "gemcitabine", "carboplatin", day=40),), each(2, 1, 1, 1), id="one platinum for the other"),
    ],
)  # fmt: skip
def test_a_gap_or_an_added_drug_starts_a_line(facts: tuple[Event, ...], expected: dict[RuleSet, int]) -> None:
    assert counts(FIRST, *facts) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("paclitaxel", "nab-paclitaxel", each(2, 1, 1, 2), id="taxanes, in the rules for lung cancer"),
        pytest.param("capecitabine", "5-FU", each(2, 2, 2, 1), id="fluoropyrimidines, in the rules for head and neck"),
        pytest.param(
            "tislelizumab", "toripalimab", each(2, 2, 2, 2), id="one checkpoint inhibitor for another is none"
        ),
        pytest.param("Cisplatin", "cisplatin", each(1, 1, 1, 1), id="spelling is no change"),
    ],
)
def test_only_named_substitutions_keep_the_line(before: str, after: str, expected: dict[RuleSet, int]) -> None:
    assert counts(given("a", before, day=0), given("b", after, day=42)) == expected


def test_a_gap_runs_from_the_last_administration_of_all() -> None:
    oral = given("a", "capecitabine", day=0, days="1-14")
    assert counts(oral, given("a", "capecitabine", day=68, number=2)) == each(1, 1, 1, 1)  # 68 − 13 = 55 days
    assert counts(oral, given("a", "capecitabine", day=69, number=2)) == each(2, 1, 1, 1)


def test_a_drug_dropped_within_the_window_is_still_one_of_the_line() -> None:
    assert counts(
        FIRST, given("a", "gemcitabine", day=21, number=2), given("a", "cisplatin", day=42, number=3)
    ) == each(1, 1, 1, 1)


MAINTENANCE = (
    started("m", "tislelizumab", phase=Phase.MAINTENANCE, day=21),
    given("m", "tislelizumab", day=42),
)


def test_maintenance_without_progression_belongs_to_the_line_it_follows() -> None:
    assert counts(FIRST, *MAINTENANCE) == each(2, 1, 1, 2)


def test_maintenance_after_a_progression_is_a_line_whatever_it_is_called() -> None:
    assert counts(FIRST, progression(1, "node", day=20), *MAINTENANCE) == each(2, 2, 2, 2)


def test_a_progression_on_the_day_of_the_first_dose_is_not_since_then() -> None:
    assert counts(FIRST, progression(1, "node", day=0), *MAINTENANCE) == each(2, 1, 1, 2)


def test_after_a_progression_a_dropped_drug_changes_the_set() -> None:
    later = given("a", "gemcitabine", day=42, number=3)
    assert counts(FIRST, progression(1, "node", day=30), later) == each(1, 2, 2, 1)


def test_treatment_beyond_progression_with_the_same_drugs_is_no_new_line() -> None:
    same = given("a", "gemcitabine", "cisplatin", day=42, number=2)
    assert counts(FIRST, progression(1, "node", day=30), same) == each(1, 1, 1, 1)


def test_radiotherapy_with_drugs_of_its_own_is_a_line_and_alone_is_none() -> None:
    course = radiotherapy("rt", 60, 30, day=50)
    beside = started("cis", "cisplatin", phase=Phase.CONCURRENT, concurrent_with="rt", day=50)
    assert counts(FIRST, course) == each(1, 1, 1, 1)
    assert counts(FIRST, course, beside, given("cis", "cisplatin", day=50)) == each(2, 2, 2, 2)
    rt_line = derive_lines_of_therapy(history(FIRST, course, beside, given("cis", "cisplatin", day=50)), RW120)[1]
    assert [part.key for part in rt_line.radiotherapy] == ["rt"]


def test_a_gap_after_radiotherapy_runs_from_its_last_day() -> None:
    """A course of 42 d from day 0 on has its last day on day 41."""
    course = radiotherapy("rt", 60, 30, day=0)
    beside = started("cis", "cisplatin", phase=Phase.CONCURRENT, concurrent_with="rt", day=0)
    weekly = [given("cis", "cisplatin", day=day, number=number) for number, day in enumerate((0, 7, 14), 1)]
    assert counts(course, beside, *weekly, given("b", "cisplatin", day=41 + 55)) == each(1, 1, 1, 1)
    assert counts(course, beside, *weekly, given("b", "cisplatin", day=41 + 56)) == each(2, 1, 1, 1)


def test_a_regimen_without_cycles_was_given_until_it_stopped() -> None:
    running = started("a", "tislelizumab", day=0), stopped("a", day=300)
    assert counts(*running, given("b", "tislelizumab", day=355)) == each(1, 1, 1, 1)
    assert counts(*running, given("b", "tislelizumab", day=356)) == each(2, 1, 1, 1)


def test_bounds_that_straddle_the_limit_give_both_counts() -> None:
    second = cycle("a", 2, drug("cisplatin"), key="second", after="a-c1", stated="4 mo", lasting=None)
    (line,) = derive_lines_of_therapy(history(given("a", "cisplatin", day=0), second), RW120)[:1]
    lines = derive_lines_of_therapy(history(given("a", "cisplatin", day=0), second), RW120)
    # 4 mo is 3.5 to 4.5 mo: 106.5 to 137.0 d, its midpoint of 121.75 d is over 120 d.
    assert len(lines) == 2
    assert lines[1].doubt == "1 or 2 lines: the gap before second is 106 to 137 d, and over 120 d starts a line"
    assert line.doubt == ""


def test_drugs_that_are_not_stated_leave_the_count_open() -> None:
    unnamed = started("b", day=42)
    (line,) = derive_lines_of_therapy(history(FIRST, unnamed), RW120)
    assert line.doubt == "1 or 2 lines: which drugs of b were given is not stated"


def test_the_record_is_asked_first() -> None:
    assert default_rule_set(history(started("a", "cisplatin", line=2, day=0))) is RuleSet.ASSERTED
    assert default_rule_set(history(started("a", "cisplatin", day=0))) is RuleSet.RW120


def test_a_line_begins_with_the_first_of_everything_given_in_it() -> None:
    """The chemotherapy has no recorded cycles, the maintenance that follows it has."""
    facts = (
        started("gp", "gemcitabine", "cisplatin", line=1, day=0),
        stopped("gp", day=120),
        started("m", "tislelizumab", line=1, phase=Phase.MAINTENANCE, day=130),
        given("m", "tislelizumab", day=130),
    )
    for rule_set in (None, RW180):
        assert [line.first_dose for line in derive_lines_of_therapy(history(*facts), rule_set)] == ["gp"]


def test_a_counted_line_of_a_regimen_started_again_begins_there() -> None:
    facts = (
        started("a", "cisplatin", day=0),
        started("b", "docetaxel", day=50),
        started("a", "cisplatin", key="again", day=100),
        progression(1, "node", day=150),
    )
    lines = derive_lines_of_therapy(history(*facts), RW120)
    assert [(line.first_dose, [start.key for start in line.starts]) for line in lines] == [
        ("a", ["a"]),
        ("b", ["b"]),
        ("again", ["again"]),
    ]


def test_a_regimen_resumed_after_a_gap_begins_a_counted_line_with_the_resumption() -> None:
    facts = (started("a", "cisplatin", day=0), held("a", day=50), resumed("a", day=200))
    lines = derive_lines_of_therapy(history(*facts), RW120)
    assert [line.first_dose for line in lines] == ["a", "a-resumed"]


def test_a_cycle_that_a_contradiction_moved_before_the_first_is_not_the_first() -> None:
    """The second cycle is held on day 10 at the latest, but comes 21 d after the first: one of the two has to give way."""
    facts = (
        started("a", "cisplatin", line=1, day=(20, 40)),
        cycle("a", 1, drug("cisplatin"), with_="a"),
        cycle("a", 2, drug("cisplatin"), after="a-c1", stated="21 d", basis=Basis.ASSUMED),
        held("a", at=(Timing(day=10), Timing(with_="a-c2"))),
    )
    placed = history(*facts)
    assert placed.chronology.start("a-c2").estimate < placed.chronology.start("a-c1").estimate
    assert [line.first_dose for line in derive_lines_of_therapy(placed)] == ["a-c1"]


CASES = {
    "npc-1": {RuleSet.ASSERTED: 3, GENIE: 3, RW120: 3, RW180: 2, MERCK: 2},
    "npc-2": {RuleSet.ASSERTED: 5, GENIE: 8, RW120: 5, RW180: 5, MERCK: 8},
}


@pytest.mark.parametrize(("case", "rule_set"), [(case, rule_set) for case in CASES for rule_set in RuleSet])
def test_the_lines_of_the_published_cases(case: str, rule_set: RuleSet) -> None:
    lines = derive_lines_of_therapy(history(*events(case)), rule_set)
    assert [line.number for line in lines] == list(range(1, CASES[case][rule_set] + 1))


def test_case_1_has_two_or_three_lines_where_a_gap_of_180_days_decides() -> None:
    # From day 2 of l2-c2: 20 d to its end, 5 mo ± 0.5 and 0 to 14 d more; bounded above by the 14 months since diagnosis.
    doubt = derive_lines_of_therapy(history(*events("npc-1")), RW180)[1].doubt
    assert doubt == "2 or 3 lines: the gap before l3-c1 is 156 to 194 d, and over 180 d starts a line"


def test_a_line_begins_with_its_first_administration() -> None:
    lines = derive_lines_of_therapy(history(*events("npc-2")))
    assert [line.first_dose for line in lines] == ["l1-c1", "l2-c1", "rt-1-cis-1", "l4", "l5"]
    assert [line.regimens for line in lines] == [("l1", "m1"), ("l2", "m2"), ("rt-1-cis", "m3"), ("l4",), ("l5",)]


RUNNING = started("t", "tislelizumab", day=0)
TISLELIZUMAB = tuple(given("t", "tislelizumab", day=21 * place, number=place + 1) for place in range(7))


@pytest.mark.parametrize(
    "course",
    [
        pytest.param(replace(radiotherapy("rt", 60, 30, day=60), concurrent_regimen="t"), id="it names the regimen"),
        pytest.param(radiotherapy("rt", 60, 30, day=60), id="it names none"),
    ],
)
@pytest.mark.parametrize("progressed", [False, True])
def test_radiotherapy_beside_a_drug_that_runs_anyway_is_no_line(course: Event, progressed: bool) -> None:
    facts = (RUNNING, *TISLELIZUMAB, course, *([progression(1, "node", day=50)] if progressed else []))
    assert counts(*facts) == each(1, 1, 1, 1)


def test_a_drug_that_goes_on_beside_a_new_line_is_not_added_to_it() -> None:
    course = radiotherapy("rt", 60, 30, day=60)
    beside = started("cis", "cisplatin", phase=Phase.CONCURRENT, concurrent_with="rt", day=60)
    weekly = [given("cis", "cisplatin", day=60 + 7 * place, number=place + 1) for place in range(3)]
    assert counts(RUNNING, *TISLELIZUMAB, course, beside, *weekly) == each(2, 2, 2, 2)


def test_a_drug_beside_another_drug_is_no_drug_beside_radiotherapy() -> None:
    beside = started("c", "cisplatin", phase=Phase.CONCURRENT, concurrent_with="t", day=42)
    facts: tuple[Event, ...] = (RUNNING, *TISLELIZUMAB, beside, given("c", "cisplatin", day=42))
    assert counts(*facts) == each(2, 2, 2, 2)
    assert not any(administration.with_radiotherapy for administration in administrations_of(history(*facts)))


def test_the_same_drugs_in_two_regimens_are_no_new_line_after_a_progression() -> None:
    pairs = [
        given(regimen, name, day=21 * place + shift, number=place + 1)
        for place in range(5)
        for shift, (regimen, name) in enumerate((("a", "gemcitabine"), ("b", "tislelizumab")))
    ]
    assert counts(*pairs, progression(1, "node", day=50))[RW120] == 1
    dropped = [event for event in pairs if getattr(event, "key", "") not in {"b-c4", "b-c5"}]
    assert counts(*dropped, progression(1, "node", day=50))[RW120] == 2


def test_after_a_progression_a_drug_added_within_the_window_starts_a_line() -> None:
    assert counts(FIRST, progression(1, "node", day=20), given("b", "docetaxel", day=25))[RW120] == 2
    assert counts(FIRST, given("b", "docetaxel", day=25))[RW120] == 1


@pytest.mark.parametrize("rule_set", [GENIE, MERCK])
def test_drugs_that_may_have_gone_on_leave_both_counts_of_case_2(rule_set: RuleSet) -> None:
    """Whether tislelizumab and capecitabine went on beside nab-paclitaxel decides whether they are added after it."""
    doubts = [line.doubt for line in derive_lines_of_therapy(history(*events("npc-2")), rule_set) if line.doubt]
    assert doubts == ["7 or 8 lines: whether capecitabine, tislelizumab went on in l2 is not stated"]


def test_a_drug_that_may_have_been_given_leaves_both_counts() -> None:
    maybe = cycle("b", 1, drug("gemcitabine"), drug("cetuximab", status=DrugStatus.NOT_STATED), day=42, lasting=None)
    (line,) = derive_lines_of_therapy(history(FIRST, maybe), MERCK)
    assert line.doubt == "1 or 2 lines: whether cetuximab was given in b-c1 is not stated"


def test_cycles_that_are_not_on_record_leave_no_gap_before_the_first_that_is() -> None:
    start = started("a", "gemcitabine", "cisplatin", day=0)
    late = given("a", "gemcitabine", day=150, number=5)
    following = given("a", "gemcitabine", "cisplatin", day=171, number=6)
    assert counts(FIRST, started("b", "gemcitabine", "cisplatin", day=21), replace(late, regimen="b")) == each(
        1, 1, 1, 1
    )
    assert counts(start, late, following) == each(1, 1, 1, 1)
    (line,) = derive_lines_of_therapy(history(start, late, following), RW120)
    assert (line.first_dose, line.given) == ("a", ("a-c5", "a-c6"))


def test_a_drug_of_the_start_was_given_in_the_cycles_that_are_not_on_record() -> None:
    start = started("a", "gemcitabine", "cisplatin", day=0)
    late = given("a", "gemcitabine", day=84, number=5)
    again = given("a", "gemcitabine", "cisplatin", day=105, number=6)
    assert counts(start, late, again) == each(1, 1, 1, 1)
