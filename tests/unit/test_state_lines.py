import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import line, lines, sheets
from tracker.events.disease import ProgressionDeclared, SiteResponse
from tracker.events.treatment import RegimenDrug
from tracker.values import vocabularies as words
from tracker.values.vocabularies import ChangeReason


def test_treatment_that_is_off_says_what_it_was_how_far_it_went_and_until_when_that_was_stated() -> None:
    found = sheets(
        ex.started("l1", "cisplatin", day=1),
        ex.cycle("l1", 1, day=1),
        ex.stopped("l1", day=40),
        replace(ex.contact(day=100), off_treatment=words.YesNo.YES),
        ex.contact(key="last", day=130),
    )
    off = line(found[1], "Treatment")
    assert (off.text, off.was) == ("off since M1.3 (after cycle 1 of l1)", "cisplatin")
    later = line(found[4], "Treatment")
    assert (later.text, later.age) == ("off since M1.3, stated to M3.3 (after cycle 1 of l1)", "52 d")


def test_a_regimen_in_full_keeps_its_doubts_and_says_that_it_is_held() -> None:
    drugs = (RegimenDrug(drug="cisplatin"), RegimenDrug(drug="tislelizumab", status=words.DrugStatus.NOT_STATED))
    found = sheets(
        replace(ex.started("l1", "cisplatin", day=1), drugs=drugs), ex.held("l1", ChangeReason.FINANCIAL, day=40)
    )
    regimen = line(found[0], "Regimen")
    assert (regimen.text, regimen.full) == ("cisplatin + tisle?", "cisplatin + tislelizumab?")
    assert line(found[1], "Regimen").text == "cisplatin + tisle? (held)"


def test_a_hold_that_a_new_start_ends_is_named_once_more() -> None:
    found = sheets(
        ex.started("l1", "cisplatin", day=1),
        ex.held("l1", ChangeReason.FINANCIAL, day=10),
        ex.started("l2", "gemcitabine", day=70),
        ex.contact(day=100),
    )
    told = [(each.text, each.was) for month in (0, 1, 2, 3) for each in lines(found[month], "Treatment")]
    assert told == [("held: financial since M0.3", "on"), ("held: financial since M0.3", ""), ("on", "held: financial")]


def test_a_regimen_that_death_ends_is_named_by_the_line_of_treatment() -> None:
    found = sheets(ex.started("l1", "cisplatin", day=1), ex.died(day=40))
    assert lines(found[1], "Regimen") == []
    assert [each.text for each in lines(found[1], "Treatment")] == ["on at death: cisplatin"]


def test_what_the_month_before_did_not_have_is_marked_except_in_the_first_month() -> None:
    found = sheets(ex.finding("f", "pain", day=1), ex.adverse_event("Rash", 2, day=40), ex.contact(day=70))
    assert line(found[0], "Symptoms").mark == ""
    assert [line(found[month], "AE").mark for month in (1, 2)] == ["+", ""]


def test_a_progression_overtakes_the_response_before_it_and_stands_beside_one_of_the_same_day() -> None:
    found = sheets(
        replace(ex.response("r", "CR", day=5), by_site=(SiteResponse(site=ex.site("liver"), words="disappeared"),)),
        ex.progression(1, day=40),
        ex.progression(2, day=70),
        ex.response("s", "SD", day=100),
        ex.progression(3, day=100),
    )
    assert [line(found[month], "Response").text for month in range(4)] == [
        "CR",
        "CR before PD1",
        "CR before PD2",
        "SD beside PD3",
    ]
    assert line(found[1], "By site").text == "liver: disappeared before PD1"


def test_the_response_of_a_site_is_overtaken_by_the_last_progression_there_or_in_a_part_of_it() -> None:
    by_site = tuple(SiteResponse(site=ex.site(name), words="disappeared") for name in ("bone", "liver", "lung"))
    biochemical = replace(ex.progression(4, day=130), extent=words.ProgressionExtent.BIOCHEMICAL_ONLY)
    found = sheets(
        replace(ex.response("r", "CR", day=5), by_site=by_site),
        replace(ex.progression(1, day=40), sites=(ex.site("bone"), ex.site("liver"))),
        replace(ex.progression(2, day=70), sites=(ex.site("bone (ribs)"), ex.site("bone marrow"))),
        biochemical,
    )
    assert [each.text for each in lines(found[4], "By site")] == [
        "bone: disappeared before PD2",
        "liver: disappeared before PD1",
        "lung: disappeared",
    ]
    assert line(found[4], "Response").text == "CR before PD4"


def test_nobody_is_off_treatment_while_a_course_of_radiotherapy_runs() -> None:
    stopped = replace(ex.stopped("cis", ChangeReason.COMPLETED, day=25))
    found = sheets(ex.started("cis", "cisplatin", day=1), ex.radiotherapy("rt", 60, 30, day=1, lasting="42 d"), stopped)
    assert line(found[0], "Treatment").text == "radiotherapy goes on; cisplatin completed since M0.8"


def test_treatment_is_off_from_the_month_in_which_radiotherapy_ends() -> None:
    found = sheets(
        ex.started("cis", "cisplatin", day=1),
        ex.radiotherapy("rt", 60, 30, day=1, lasting="80 d"),
        ex.stopped("cis", ChangeReason.COMPLETED, day=25),
        ex.contact(day=130),
    )
    told = [(line(found[month], "Treatment").text, line(found[month], "Treatment").was) for month in (1, 2, 3)]
    assert told == [
        ("radiotherapy goes on; cisplatin completed since M0.8", ""),
        ("off: completed since M0.8", "radiotherapy goes on; cisplatin completed"),
        ("off: completed since M0.8", ""),
    ]


def test_a_response_that_says_progression_is_not_overtaken_by_the_declaration_of_that_day() -> None:
    found = sheets(ex.response("r", "PD", day=5), ex.progression(1, day=5))
    assert line(found[0], "Response").text == "PD"


def test_a_response_of_a_single_site_names_the_site_and_is_told_once() -> None:
    node = SiteResponse(site=ex.site("node"), category=words.ResponseCategory.STABLE_DISEASE)
    found = sheets(replace(ex.response("r", "not-stated", day=5), words="remained stable", by_site=(node,)))
    assert line(found[0], "Response").text == "node: SD"
    assert not lines(found[0], "By site")


def test_after_a_death_line_and_response_are_the_last_ones() -> None:
    found = sheets(ex.started("l1", line=1, day=1), ex.response("r", "SD", day=5), ex.died(day=40))
    assert line(found[1], "Line").text == "1 since M0.0 (asserted, last before death)"
    assert line(found[1], "Response").text == "SD last before death"


@pytest.mark.parametrize(
    ("progression", "badge"),
    [
        pytest.param(ex.progression(1, day=5), "▲ PD1", id="certain"),
        pytest.param(ex.progression(1, day=(5, 50)), "▲ PD1 yet?", id="may come only after the month"),
        pytest.param(
            replace(
                ex.progression(4, day=5),
                extent=words.ProgressionExtent.BIOCHEMICAL_ONLY,
                certainty=words.Certainty.POSSIBLE,
            ),
            "△ PD4?",
            id="biochemical only, and only possible",
        ),
    ],
)
def test_the_badge_does_not_overstate_a_progression(progression: ProgressionDeclared, badge: str) -> None:
    assert sheets(progression)[0].badge == badge


def test_a_dead_patient_heads_the_sheet_and_has_the_badge() -> None:
    found = sheets(ex.progression(1, day=5), ex.died("infection", day=40))
    assert found[0].badge == "▲ PD1"
    assert found[1].badge == "✝"
    assert (found[1].state[0].text, found[1].state[0].was) == ("dead M1.3 of infection", "alive")


def test_an_adverse_event_has_its_onset_its_end_and_what_it_is_put_down_to() -> None:
    noted = replace(ex.adverse_event("Rash", 2, day=3), attribution="tislelizumab")
    worse = replace(ex.adverse_event("Rash", 3, key="rash-2", day=40), attribution="tislelizumab")
    over = replace(ex.adverse_event("Rash", key="rash-3", day=70), presence=words.Presence.RELIEVED)
    found = sheets(noted, worse, over)
    assert [each.text for each in lines(found[0], "AE")] == [
        "G2 Rash (no CTCAE version)",
        "Rash put down to: “tislelizumab”",
    ]
    assert lines(found[1], "AE")[0].text == "G3 Rash since M0.1 (no CTCAE version)"
    assert lines(found[2], "AE")[0].text == "Rash, relieved M0.1–M2.3"
    assert lines(found[2], "AE")[0].keys == ("rash-3", "rash")


def test_an_adverse_event_that_was_only_stated_absent_has_no_onset() -> None:
    absent = replace(ex.adverse_event("Rash", 3, 4, day=3), presence=words.Presence.ABSENT, attribution="radiotherapy")
    assert [each.text for each in lines(sheets(absent)[0], "AE")] == ["no G3–4 Rash (no CTCAE version)"]
