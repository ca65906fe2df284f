import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.events.catalogue import CLINICAL_CLASSES, Fact
from tracker.projections.current_line import first_dose_at
from tracker.projections.evolve import fold
from tracker.projections.first_doses import first_dose_of
from tracker.projections.months import months_of
from tracker.projections.regimen_state import RegimenStatus
from tracker.projections.state import CaseState
from tracker.projections.states import MOVES
from tracker.values import vocabularies as words
from tracker.values.vocabularies import ChangeReason, DiseaseStatus, LesionStatus, Phase, Presence, VitalStatus


def state_of(*facts: Fact) -> CaseState:
    return fold(ex.history(ex.diagnosed(day=0), *facts))


def running(state: CaseState) -> list[str]:
    return [name for name, regimen in state.regimens.items() if regimen.status is RegimenStatus.ON]


def test_a_stop_pairs_with_its_regimen_even_where_it_is_placed_before_the_start() -> None:
    state = state_of(ex.stopped("l1", day=(0, 30)), ex.started("l1", "cisplatin", day=25))
    assert state.regimens["l1"].status is RegimenStatus.STOPPED
    assert state.regimen is None


def test_a_regimen_with_a_later_stop_of_its_own_goes_on_beside_the_next_start() -> None:
    facts = (ex.started("l1", day=0), ex.started("l2", day=30), ex.stopped("l1", day=60))
    history = ex.history(*facts)
    assert running(fold(history, history.facts[:2])) == ["l1", "l2"]
    assert running(fold(history)) == ["l2"]


def test_without_a_recorded_stop_the_next_start_that_is_not_concurrent_ends_a_regimen() -> None:
    state = state_of(
        ex.started("l1", day=1), ex.started("rt-cis", phase=Phase.CONCURRENT, day=20), ex.started("l2", day=40)
    )
    ended = state.regimens["l1"].ended_by
    assert ended is not None
    assert ended.key == "l2"
    assert running(state) == ["l2"]


def test_a_concurrent_start_ends_nothing_and_is_not_the_main_regimen() -> None:
    state = state_of(ex.started("l1", day=1), ex.started("rt-cis", concurrent_with="rt", day=20))
    assert running(state) == ["l1", "rt-cis"]
    assert state.regimen is not None
    assert state.regimen.regimen == "l1"


def test_a_hold_ends_the_treatment_and_keeps_the_regimen() -> None:
    state = state_of(ex.started("l1", day=1), ex.held("l1", ChangeReason.FINANCIAL, day=20))
    regimen = state.regimen
    assert regimen is not None
    assert (regimen.status, regimen.reason) == (RegimenStatus.HELD, ChangeReason.FINANCIAL)


def test_a_resumption_lets_a_held_regimen_go_on() -> None:
    state = state_of(ex.started("l1", day=1), ex.held("l1", day=20), ex.resumed("l1", day=30))
    assert running(state) == ["l1"]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param(30, RegimenStatus.ON, id="a cycle certainly after the hold shows that the regimen went on"),
        pytest.param((5, 40), RegimenStatus.HELD, id="a cycle that may be before the hold shows nothing"),
    ],
)
def test_a_cycle_after_a_hold_says_what_it_can(day: float | tuple[float, float], status: RegimenStatus) -> None:
    state = state_of(ex.started("l1", day=1), ex.held("l1", day=20), ex.cycle("l1", 2, day=day))
    assert state.regimens["l1"].status is status


def test_a_regimen_started_again_after_its_stop_is_on() -> None:
    state = state_of(ex.started("l1", day=1), ex.stopped("l1", day=20), ex.started("l1", key="again", day=90))
    assert running(state) == ["l1"]


def test_a_regimen_started_again_is_ended_by_a_later_start_although_an_earlier_stop_is_on_record() -> None:
    state = state_of(
        ex.started("l1", day=1),
        ex.stopped("l1", day=20),
        ex.started("l1", key="again", day=90),
        ex.started("l2", day=120),
    )
    assert running(state) == ["l2"]


def test_death_ends_every_regimen_that_is_running_or_held() -> None:
    state = state_of(ex.started("l1", day=1), ex.held("l1", day=9), ex.died("infection", day=30))
    assert state.regimens["l1"].status is RegimenStatus.ENDED
    assert state.vital_status is VitalStatus.DECEASED


def test_nothing_recorded_after_a_death_brings_the_patient_back() -> None:
    state = state_of(ex.died(day=30), ex.contact(day=60))
    assert state.vital_status is VitalStatus.DECEASED


def test_the_cycle_shown_is_that_of_the_main_regimen() -> None:
    state = state_of(ex.started("l1", day=1), ex.cycle("l1", 4, day=2), ex.started("l2", day=90))
    assert state.regimen is not None
    assert state.regimen.cycle is None


def test_a_line_keeps_the_fact_that_asserted_it_first() -> None:
    state = state_of(ex.started("l1", line=1, day=1), ex.started("m1", line=1, day=90))
    assert state.line is not None
    assert (state.line.value, state.line.key) == (1, "l1")


def test_an_overall_relief_turns_open_symptoms_into_relieved_ones_and_leaves_absences_alone() -> None:
    state = state_of(
        ex.finding("onset", "dyspnea", "weakness", day=0),
        ex.finding("none", "fever", presence=Presence.ABSENT, day=0),
        ex.finding("relief", "symptoms", presence=Presence.RELIEVED, day=5),
    )
    presence = {found.finding.name: found.presence for found in state.findings.values()}
    assert presence["dyspnea"] == presence["weakness"] == Presence.RELIEVED
    assert presence["fever"] is Presence.ABSENT


def test_a_symptom_noted_after_an_overall_relief_is_open() -> None:
    state = state_of(
        ex.finding("relief", "symptoms", presence=Presence.RELIEVED, day=5), ex.finding("later", "pain", day=9)
    )
    assert state.findings["symptom:pain"].open


def test_a_decline_without_a_score_stands_beside_the_last_score_until_the_next() -> None:
    state = state_of(ex.ecog(1, day=0), ex.ecog(None, key="decline", day=50))
    assert state.ecog is not None
    assert state.decline is not None
    assert (state.ecog.value, state.decline.key) == (1, "decline")
    assert state_of(ex.ecog(None, day=50), ex.ecog(3, key="e", day=60)).decline is None


def test_a_look_without_a_size_keeps_the_last_measured_size_apart() -> None:
    state = state_of(
        ex.scan("a", ex.lesion("node", 12), day=0),
        ex.scan("b", ex.lesion("node", None, status=LesionStatus.STABLE), day=90),
    )
    lesion = state.lesions["node"]
    assert lesion.seen.key == "b"
    assert lesion.seen.value.mm is None
    assert lesion.measured is not None
    assert (lesion.measured.key, lesion.first.key) == ("a", "a")


def test_of_two_studies_of_one_report_the_one_that_still_sees_a_lesion_holds() -> None:
    gone = ex.lesion("primary", None, status=LesionStatus.RESOLVED)
    seen = ex.lesion("primary", None, status=LesionStatus.DECREASED)
    for order in ((gone, seen), (seen, gone)):
        lesion = state_of(ex.scan("a", *order, day=90)).lesions["primary"]
        assert lesion.seen.value.status is LesionStatus.DECREASED


def test_of_two_studies_of_one_report_the_one_that_gives_a_size_holds() -> None:
    lesion = state_of(ex.scan("a", ex.lesion("node", 12), ex.lesion("node"), day=9)).lesions["node"]
    assert lesion.seen.value.mm == 12


def test_a_site_is_assessed_only_by_a_study_that_covers_it() -> None:
    state = state_of(ex.scan("a", ex.lesion("node", 12, where="axilla"), sites=("Liver",), day=0))
    assert set(state.looks) == {"liver", "axilla"}


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        pytest.param((ex.progression(1, day=9),), "progressing", id="a declared progression"),
        pytest.param(
            (ex.progression(1, certainty=words.Certainty.POSSIBLE, day=9),),
            "progressing (possible)",
            id="a possible progression says so",
        ),
        pytest.param((ex.progression(1, day=9), ex.response("r", "SD", day=99)), "stable", id="a later response"),
        pytest.param(
            (ex.progression(1, day=9), ex.response("r", "NE", day=99)), "progressing", id="not evaluable says nothing"
        ),
        pytest.param(
            (ex.progression(1, day=9), ex.contact(status=DiseaseStatus.CONTROLLED, day=99)),
            "controlled",
            id="a contact that says it",
        ),
    ],
)
def test_the_status_of_the_disease_is_what_was_said_last(facts: tuple[Fact, ...], status: str) -> None:
    state = state_of(*facts)
    assert state.disease_status is not None
    assert state.disease_status.value == status


def test_progressions_count_as_the_source_numbers_them() -> None:
    assert state_of(ex.progression(2, day=9)).progression_number == 2
    assert state_of(ex.progression(None, day=9), ex.progression(None, key="x", day=99)).progression_number == 2


def test_an_analyte_has_one_current_value_however_it_is_spelled() -> None:
    state = state_of(ex.lab("Hb", 61, "g/L", day=1), ex.lab("HB", 65, "g/L", key="later", day=9))
    (series,) = state.labs.values()
    assert [result.value.value for result in series] == [61, 65]


def test_an_adverse_event_stated_absent_is_kept_as_absent() -> None:
    absent = replace(ex.adverse_event("Nausea", key="none", day=5), presence=Presence.ABSENT)
    assert not state_of(absent).adverse_events["nausea"].open


def test_every_clinical_event_says_which_attributes_it_moves() -> None:
    assert set(MOVES) == set(CLINICAL_CLASSES)


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        pytest.param((ex.started("l1", day=0),), "l1", id="a start without a cycle"),
        pytest.param((ex.started("l1", day=0), ex.cycle("l1", 1, day=9)), "l1-c1", id="the first cycle of the regimen"),
        pytest.param(
            (ex.started("l1", day=0), ex.cycle("l1", 1, day=9), ex.cycle("l1", 2, day=30)),
            "l1-c1",
            id="and no later one",
        ),
        pytest.param(
            (ex.started("l1", day=0), ex.started("l2", day=0), ex.cycle("l2", 1, day=5), ex.cycle("l1", 1, day=9)),
            "l2-c1",
            id="of two regimens the one given first",
        ),
        pytest.param(
            (ex.started("l1", day=0), ex.cycle("l1", 1, day=9), ex.started("l1", key="again", day=90)),
            "l1-c1",
            id="a regimen that was started again",
        ),
        pytest.param(
            (
                ex.started("l1", day=0),
                ex.stopped("l1", day=5),
                ex.started("l1", key="again", day=9),
                ex.cycle("l1", 1, day=9),
            ),
            "l1",
            id="a regimen that was first given without a recorded cycle",
        ),
        pytest.param(
            (ex.radiotherapy("rt", 60, 30, day=2), ex.started("l1", "cisplatin", concurrent_with="rt", day=9)),
            "rt",
            id="a course of radiotherapy with drugs that come later",
        ),
        pytest.param(
            (ex.started("l0", "aspirin", day=0), ex.started("l1", "cisplatin", line=1, day=9)),
            "l1",
            id="the line that the record calls the first",
        ),
    ],
)
def test_the_first_dose_is_that_of_the_first_line(facts: tuple[Fact, ...], first: str) -> None:
    history = ex.history(ex.diagnosed(day=0), ex.lab("LDH", 200, "U/L", day=3), *facts)
    dose = first_dose_at(history, months_of(history)[-1])
    assert dose is not None
    assert dose.event.key == first
    assert first_dose_of(history) == dose
