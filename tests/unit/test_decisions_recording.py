"""What may be recorded by hand. One record per test, built from the short helpers."""

import pytest

from tests import examples as ex
from tracker.decisions.recording import record_facts
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Fact
from tracker.events.deliberation import ReadingSelected
from tracker.values.when import Timing

OPEN_QUESTION = Timing(
    question="two-months",
    readings={"R1": Timing(after="dx", stated="2 mo"), "R2": Timing(before="dx", stated="2 mo")},
    preferred="R1",
)


def test_new_facts_are_recorded_in_the_order_they_were_entered() -> None:
    entered = (ex.diagnosed(), ex.started("l1", after="dx"), ex.cycle("l1", 1, with_="l1"))
    assert record_facts(ex.record(), entered) == entered


def test_entries_may_refer_to_entries_that_follow_them() -> None:
    entered = (ex.cycle("l1", 1, with_="l1"), ex.started("l1", after="dx"), ex.diagnosed())
    assert record_facts(ex.record(), entered) == entered


def test_recording_the_same_fact_twice_records_nothing_new() -> None:
    record = ex.record(ex.diagnosed(), ex.ecog(2))
    assert record_facts(record, (ex.ecog(2), ex.ecog(1, key="ecog-1", day=30))) == (ex.ecog(1, key="ecog-1", day=30),)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        pytest.param(ex.ecog(1), "ecog-0: the key is used already", id="a used key with other content"),
        pytest.param(ex.finding("pain", "pain"), "pain: the key was retracted", id="a retracted key is never reused"),
        pytest.param(ex.ecog(1, key="e", after="nowhere"), "no fact has the key nowhere", id="an unknown anchor"),
        pytest.param(ex.ecog(1, key="e", after="pain"), "pain, which was retracted", id="a retracted anchor"),
        pytest.param(ex.ecog(1, key="e", after="dxx"), "did you mean dx", id="an anchor one letter off"),
        pytest.param(ex.ecog(1, key="e", with_="dx.end"), "dx has no length", id="the end of what has no length"),
        pytest.param(ex.ecog(1, key="e", with_="e"), "hangs on itself", id="a time that hangs on itself"),
        pytest.param(ex.ecog(1, key="e", with_="gap"), "no event", id="a time that hangs on a stated interval"),
        pytest.param(ex.response("r", "PR", "scan-9", day=9), "no fact has the key scan-9", id="unknown evidence"),
        pytest.param(ex.interval("i", "dx", "l9", "2 mo"), "no fact has the key l9", id="an interval to nowhere"),
        pytest.param(ex.ambiguity("a", "unclear", "l9"), "no fact has the key l9", id="an ambiguity about nothing"),
        pytest.param(ex.cycle("l9", 1, day=3), "no regimen of this case is called l9", id="a cycle of no regimen"),
        pytest.param(ex.stopped("l9", day=3), "no regimen of this case is called l9", id="the end of no regimen"),
        pytest.param(
            ex.started("l2", day=3, concurrent_with="rt"),
            "rt is neither a regimen nor a fact",
            id="beside a course that is not",
        ),
        pytest.param(ex.registered(key="again"), "registered already", id="a second registration"),
        pytest.param(
            ex.reading("two-months", "R2"),
            "two-months: no ambiguous time has this name",
            id="a choice without a question",
        ),
    ],
)
def test_what_does_not_fit_the_record_is_refused_with_a_sentence(entry: Fact | ReadingSelected, sentence: str) -> None:
    record = ex.record(
        ex.registered(),
        ex.diagnosed(),
        ex.ecog(2),
        ex.started("l1", day=3),
        ex.interval("gap", "dx", "l1", "3 d"),
        ex.finding("pain", "pain"),
        ex.retracted("pain"),
    )
    with pytest.raises(Refused, match=sentence):
        record_facts(record, (entry,))


def test_what_was_known_some_time_after_an_event_may_hang_on_that_event() -> None:
    report = ex.scan("ct", after="dx", stated="1 mo", known=Timing(after="ct", stated="7 d"))
    assert record_facts(ex.record(ex.diagnosed()), (report,)) == (report,)


def test_a_stated_interval_may_run_from_the_origin() -> None:
    wait = ex.interval("wait", "time-zero", "l1", "3 d")
    assert record_facts(ex.record(ex.diagnosed(), ex.started("l1", day=3)), (wait,)) == (wait,)


def test_a_key_entered_twice_is_refused() -> None:
    with pytest.raises(Refused, match="entered twice"):
        record_facts(ex.record(), (ex.ecog(1), ex.ecog(2)))


def test_a_choice_must_be_one_of_the_readings_offered() -> None:
    record = ex.record(ex.diagnosed(), ex.finding("worse", "dyspnea", at=OPEN_QUESTION))
    with pytest.raises(Refused, match="no reading R3; expects one of R1, R2"):
        record_facts(record, (ex.reading("two-months", "R3"),))


def test_choosing_the_same_reading_for_the_same_reason_twice_records_nothing_new() -> None:
    worse = ex.finding("worse", "dyspnea", at=OPEN_QUESTION)
    chosen = ex.reading("two-months", "R2")
    assert record_facts(ex.record(ex.diagnosed(), worse), (chosen,)) == (chosen,)
    assert record_facts(ex.record(ex.diagnosed(), worse, chosen), (chosen,)) == ()


def test_what_needs_a_living_patient_is_refused_when_certainly_after_the_death() -> None:
    record = ex.record(ex.diagnosed(), ex.started("l1", day=3), ex.died(day=100))
    with pytest.raises(Refused, match="certainly after the death"):
        record_facts(record, (ex.cycle("l1", 1, day=120),))


def test_a_death_before_recorded_treatment_is_refused() -> None:
    record = ex.record(ex.diagnosed(), ex.started("l1", day=3), ex.cycle("l1", 1, day=120))
    with pytest.raises(Refused, match=r"l1-c1: is certainly after the death \(death\), by at least 20 d"):
        record_facts(record, (ex.died(day=100),))


def test_a_report_after_death_and_what_may_have_been_before_it_are_recorded() -> None:
    record = ex.record(ex.diagnosed(), ex.started("l1", day=3), ex.died(day=100))
    entered = (ex.pathology("at autopsy", key="autopsy", day=103), ex.cycle("l1", 1, day=(90, 120)))
    assert record_facts(record, entered) == entered


def test_nobody_dies_twice() -> None:
    record = ex.record(ex.diagnosed(), ex.died(day=100))
    with pytest.raises(Refused, match="dead already, by death"):
        record_facts(record, (ex.died(key="death-2", day=100),))


def test_an_erased_patient_takes_no_more_facts() -> None:
    with pytest.raises(Refused, match="erased"):
        record_facts(ex.record(ex.diagnosed(), ex.erased()), (ex.ecog(1),))
