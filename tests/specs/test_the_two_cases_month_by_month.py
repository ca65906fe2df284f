"""The two published cases, month by month: what a reader must see, and what a month must not tell yet."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.examples import history
from tracker.adapters.casefile import read_case_file
from tracker.projections.history import History
from tracker.projections.months import Frame, months_of
from tracker.projections.particulars import particulars_of
from tracker.projections.picture import MilestoneKind
from tracker.projections.pictures import picture_of
from tracker.projections.provenance import Horizon, provenance_of
from tracker.projections.rows.radiotherapy_courses import derive_radiotherapy_courses
from tracker.projections.sheet import LabLine, Sheet
from tracker.projections.sheets import sheets_of
from tracker.projections.shown import show_of
from tracker.projections.states import derive_states, standing_values

SEEDS = Path(__file__).parents[2] / "seeds"
CASES = ("npc-1", "npc-2")


@cache
def case(name: str) -> History:
    path = SEEDS / f"{name}.yaml"
    result = read_case_file(path.name, path.read_bytes())
    assert result.problems == ()
    return history(*result.cases[0].facts, patient=name)


@cache
def frames(name: str, *, known: bool = False) -> dict[int, Frame]:
    return {frame.month: frame for frame in months_of(case(name), known=known)}


@cache
def sheet(name: str, month: int, *, known: bool = False) -> Sheet:
    return sheets_of(case(name), (frames(name, known=known)[month],))[0]


def shown(name: str, month: int) -> dict[str, Any]:
    return show_of(case(name), frames(name)[month])


def texts(name: str, month: int, label: str) -> list[str]:
    return [line.text for line in sheet(name, month).state if line.label == label]


def ebv(month: int, *, known: bool = False) -> LabLine:
    return next(line for line in sheet("npc-1", month, known=known).labs if line.analyte == "EBV-DNA")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("known", [False, True])
def test_every_month_of_a_case_agrees_with_the_cut_through_its_states(name: str, known: bool) -> None:
    for month, frame in frames(name, known=known).items():
        found = case(name).known_by(month) if known else case(name)
        cut = {(s.attribute, s.subject): s.value for s in derive_states(found) if s.holds_at_end_of(month)}
        assert cut == standing_values(frame), month


@pytest.mark.parametrize("name", CASES)
def test_no_month_of_a_case_shows_a_date_or_a_fact_of_a_later_month(name: str) -> None:
    for month, frame in frames(name).items():
        found = shown(name, month)
        assert all(event["date"] is None for event in found["events"])
        later = {placed.key for placed in case(name).facts if placed.month > frame.month}
        text = json.dumps(found["state"])
        assert not [key for key in later if f'"{key}"' in text]


def test_case_1_runs_from_diagnosis_to_the_last_follow_up_alive() -> None:
    assert sorted(frames("npc-1")) == list(range(29))
    assert sheet("npc-1", 0).identity == "male, 51 y  nasopharyngeal carcinoma, de novo metastatic"
    assert texts("npc-1", 28, "Status") == ["alive", "disease controlled"]


def test_case_1_shows_the_fall_and_the_rise_of_ebv_dna() -> None:
    assert [(ebv(month).value, ebv(month).change) for month in (0, 1, 8)] == [
        ("6.15e5", ""),
        ("131", "▼ 99 %"),
        ("2.63e3", "▲ ×20"),
    ]
    assert ebv(28).value == "“relatively low”"


def test_case_1_shows_the_gap_for_financial_reasons() -> None:
    assert [texts("npc-1", month, "Treatment") for month in (1, 7, 10)] == [
        ["held: financial since ≈M1.6"],
        ["held: financial since ≈M1.6"],
        ["held: financial since ≈M9.6"],
    ]


def test_case_1_shows_the_axillary_progression_the_second_regimen_and_the_cervical_progression() -> None:
    assert sheet("npc-1", 7).badge == ""
    assert (sheet("npc-1", 8).badge, texts("npc-1", 8, "Regimen")) == ("▲ PD1", ["nab-P + cisplatin + tisle"])
    assert next(line for line in sheet("npc-1", 8).state if line.mark == "NEW").text == "axillary node 24 mm (CT)"
    assert sheet("npc-1", 14).badge == "▲ PD2"
    assert texts("npc-1", 14, "Progress") == [
        "PD2: left cervical node, regional",
        "left cervical node: after ≈M8.3 (MRI: decreased), by ≈M14.1",
    ]


def test_month_10_of_case_1_knows_two_regimens_and_the_first_progression_and_nothing_later() -> None:
    found = shown("npc-1", 10)
    state = found["state"]
    assert [(r["regimen"], r["status"], r["reason"]) for r in state["regimens"]] == [
        ("l1", "ended", "financial"),
        ("l2", "held", "financial"),
    ]
    assert [p["ordinal"] for p in state["disease"]["progressions"]] == [1]
    text = json.dumps(found)
    assert "left cervical" not in text
    assert '"left"' not in text
    assert "controlled" not in text
    assert '"l3"' not in text


def test_function_stands_beside_the_stale_performance_status_of_case_1() -> None:
    ecog = next(line for line in sheet("npc-1", 8).state if line.label == "ECOG")
    assert ecog.text == "2 (not scored since)"
    assert ecog.age_days == pytest.approx(9 * 30.4375)
    assert texts("npc-1", 8, "Function") == ["at work since ≈M5.0", "feeling well since ≈M1.2"]


def test_symptoms_of_case_1_are_relieved_and_stay_visible() -> None:
    assert texts("npc-1", 0, "Symptoms") == ["dyspnea, general weakness, weight loss: relieved"]


def test_what_only_the_authors_knew_in_hindsight_was_not_known_then() -> None:
    assert texts("npc-1", 1, "Response") == ["significant tumor reduction"]
    assert not [line for line in sheet("npc-1", 1, known=True).state if line.label == "Response"]
    assert ebv(8, known=True).value == "2.63e3"


def test_month_4_of_case_2_shows_both_what_pet_ct_and_what_mri_found_of_the_primary() -> None:
    assert "nasopharynx decreased (MRI, PET-CT: resolved)" in texts("npc-2", 4, "Lesions")


def test_case_2_shows_remission_maintenance_and_every_combination_after_it() -> None:
    assert texts("npc-2", 5, "Response") == ["CR"]
    assert {month: texts("npc-2", month, "Regimen") for month in (1, 5, 8, 12, 14, 15, 16, 18, 19)} == {
        1: ["gem + cisplatin + tisle"],
        5: ["tisle + cape (maintenance)"],
        8: ["nab-P + tisle? + cape?"],
        12: ["tisle + cape (maintenance)"],
        14: ["cisplatin (concurrent)"],
        15: [],
        16: ["tisle + cape (maintenance)"],
        18: ["toripa + cape (maintenance)"],
        19: ["camre + anlotinib"],
    }


def test_case_2_shows_four_progressions_the_last_only_possible_and_the_death() -> None:
    drawn = picture_of(case("npc-2"))
    stones = [stone for stone in drawn.milestones if stone.kind is MilestoneKind.PROGRESSION]
    assert [stone.label for stone in stones] == ["PD1", "PD2", "PD3", "PD4"]
    assert [stone.doubtful for stone in stones] == [False, False, False, True]
    responses = next(lane for lane in drawn.lanes if lane.name == "Resp")
    assert [mark.label for mark in responses.marks if mark.label.startswith("PD")] == ["PD", "PD", "PD", "PD?"]
    assert texts("npc-2", 20, "Progress") == [
        "PD4: biochemical only, possible",
        "PD3: bone (sternum), bone (ribs), distant",
        "bone (sternum): after ≈M4.3 (PET-CT: clear), by ≈M18.6",
        "bone (ribs): after ≈M4.3 (PET-CT: clear), by ≈M18.6",
    ]
    assert max(frames("npc-2")) == 21
    assert sheet("npc-2", 21).badge == "✝"
    assert sheet("npc-2", 21).state[0].text == "dead ≈M21.0 of infection, multi-organ failure"


def test_radiotherapy_of_case_2_was_delivered_and_the_dose_of_the_vertebrae_only_planned() -> None:
    doses = "PGTVnx/nd nasopharynx + cervical node 60 Gy/30, PGTVm bone (cervical vertebrae) 45 Gy/25"
    assert texts("npc-2", 15, "RT") == [f"{doses} since ≈M14.8 (in course, doses as planned)"]
    assert texts("npc-2", 16, "RT") == [f"{doses} ≈M14.8–≈M16.1"]
    rows = [(row.volume, row.delivery, row.words) for row in derive_radiotherapy_courses(case("npc-2"))]
    assert rows[1:] == [("PGTVm", "delivered", "planned"), ("PGTVm", "delivered", None)]


@pytest.mark.parametrize("name", CASES)
def test_no_month_knows_then_what_was_said_in_hindsight(name: str) -> None:
    said = ("excessive", "abscopal", "too large", "peak", "relatively", "tumor reduction", "publication")
    for month in frames(name):
        told = sheet(name, month, known=True)
        behind = [particulars_of(case(name).by_key[line.key].event) for line in told.events]
        text = repr((told.state, told.labs, told.events, behind))
        assert [word for word in said if re.search(rf"\b{word}\b", text)] == []


def test_the_number_of_a_peak_stands_then_and_the_word_afterwards() -> None:
    (then,) = (line for line in sheet("npc-2", 20, known=True).labs if line.analyte == "EBV-DNA")
    (now,) = (line for line in sheet("npc-2", 20).labs if line.analyte == "EBV-DNA")
    assert (then.value, then.word, then.keys[0]) == ("2.40e3", "increased", "labs-4-ebv")
    assert (now.value, now.word, now.keys[:2]) == ("2.40e3", "increased, peak", ("labs-4-ebv", "labs-4-peak"))
    assert now.last_number == ""


def test_what_an_adverse_event_is_put_down_to_in_hindsight_leaves_its_grade_as_it_was_noted() -> None:
    grade = "G2–3 myelosuppression (leukocytes, platelets, red blood cells) (no CTCAE version)"
    cause = "myelosuppression put down to: “might be related to the excessive irradiation”"
    then = [line for line in sheet("npc-2", 19, known=True).state if line.label == "AE"]
    now = [line for line in sheet("npc-2", 19).state if line.label == "AE"]
    assert [line.text for line in then] == [grade]
    assert [(line.text, line.keys[0]) for line in now] == [(grade, "marrow"), (cause, "marrow-cause")]
    toxicity = next(lane for lane in picture_of(case("npc-2")).lanes if lane.name == "AE")
    assert [(mark.label, mark.key) for mark in toxicity.marks if mark.day > 500] == [("2–3", "marrow")]


@pytest.mark.parametrize("known", [False, True])
def test_a_course_is_delivered_in_no_month_before_its_end(known: bool) -> None:
    for month in range(14, 22):
        its = [line.text for line in sheet("npc-2", month, known=known).events if line.kind == "RT"]
        assert ["delivered" in text for text in its] == ["in course" not in text for text in its]
        assert its == [] or month != 14 or "in course, doses as planned" in its[0]
    (rt,) = show_of(case("npc-2"), frames("npc-2", known=known)[15])["state"]["disease"]["radiotherapy"]
    assert rt["delivery"] == "in-course"
    then = provenance_of(case("npc-2"), "rt-1", {}, Horizon(frames("npc-2")[14].end_day, frozenset({"restaging-4"})))
    assert "delivered" not in repr((then.summary, then.particulars))
    assert "delivered" in provenance_of(case("npc-2"), "rt-1", {}).summary


def test_a_toxicity_stated_absent_stands_until_it_is_noted() -> None:
    assert texts("npc-2", 15, "AE") == ["no G3–4 myelosuppression (no CTCAE version)"]
    assert texts("npc-2", 19, "AE") == [
        "G2–3 myelosuppression (leukocytes, platelets, red blood cells) (no CTCAE version)",
        "myelosuppression put down to: “might be related to the excessive irradiation”",
    ]


def test_what_was_not_looked_at_again_says_so_with_its_last_look() -> None:
    assert texts("npc-1", 8, "Assessed") == [
        "nasopharynx, bilateral cervical node, clivus: MRI",
        "bone: SPECT, PET-CT before",
        "axillary node: CT",
        "lymph nodes, lung: PET-CT (not covered since)",
    ]
    assert "liver: PET-CT (not covered since)" in texts("npc-2", 20, "Assessed")


def test_exposure_says_the_last_platinum_and_a_checkpoint_inhibitor_beyond_progression() -> None:
    assert texts("npc-2", 8, "Platinum") == ["last cisplatin, cycle 6 of l1"]
    assert texts("npc-2", 14, "ICI") == ["tisle beyond PD1, start of m2, no cycle recorded"]
    assert texts("npc-1", 8, "ICI") == ["tisle beyond PD1, cycle 2 of l2"]
    assert texts("npc-2", 21, "Platinum") == ["last cisplatin, cycle 3 of rt-1-cis (≈6 mo [6 mo–7 mo] before death)"]


def test_progressions_stand_between_the_looks_that_bound_them_and_beside_the_marker() -> None:
    assert texts("npc-2", 18, "Progress")[1:] == [
        "bone (sternum): after ≈M4.3 (PET-CT: clear), by ≈M18.6",
        "bone (ribs): after ≈M4.3 (PET-CT: clear), by ≈M18.6",
    ]
    assert texts("npc-1", 8, "Marker") == ["EBV-DNA rose with PD1"]
    assert texts("npc-2", 14, "Marker") == ["EBV-DNA “relatively high” before PD2"]
    assert texts("npc-2", 20, "Marker") == ["EBV-DNA: PD4 is biochemical only, no imaging behind it"]


def test_no_blood_count_is_told_from_a_normal_one() -> None:
    assert texts("npc-1", 0, "Counts") == ["no blood count since baseline"]
    assert texts("npc-2", 18, "Counts") == ["no blood count since treatment began"]
