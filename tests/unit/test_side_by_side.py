"""Two cases beside each other: rows in one order, baselines told apart, the day that stands at 0."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.events.treatment import RegimenDrug
from tracker.projections.alignment import Alignment, Zero, zero_of
from tracker.projections.baseline import baseline_of
from tracker.projections.cells import Cell
from tracker.projections.pictures import picture_of
from tracker.projections.side_by_side import NO_EFFECT, alone, beside, closing, differences
from tracker.values.vocabularies import DrugStatus


def cell(phase: str, item: str, text: str = "x") -> Cell:
    return Cell(phase=phase, item=item, text=text, events=(), sources=())


def test_rows_stand_in_the_order_of_the_case_that_has_them_first() -> None:
    rows = beside(
        [
            [cell("baseline", "stage"), cell("line 1", "response")],
            [cell("baseline", "stage"), cell("baseline", "Hb"), cell("line 2", "response")],
        ]
    )
    assert [(row.phase, row.item, [its is not None for its in row.cells]) for row in rows] == [
        ("baseline", "stage", [True, True]),
        ("baseline", "Hb", [False, True]),
        ("line 2", "response", [False, True]),
        ("line 1", "response", [True, False]),
    ]


def test_what_only_one_case_states_is_no_difference() -> None:
    one = [cell("baseline", "stage", "III"), cell("baseline", "Hb", "61")]
    two = [cell("baseline", "stage", "IV"), cell("line 1", "Hb", "90")]
    said = closing([one, two])
    assert said == f"They differ at baseline in stage. Stated for one of them only: Hb. {NO_EFFECT}"
    assert alone({"stage": "III", "Hb": "61"}, {"stage": "IV"}) == ("Hb",)


def test_the_two_cases_differ_at_baseline_in_what_their_report_says() -> None:
    one, two = (baseline_of(ex.history(*events(case))) for case in ("npc-1", "npc-2"))
    found = {each.item: (each.first, each.second) for each in differences(one, two)}
    assert found["ECOG"] == ("2", "0")
    assert found["PD-L1 CPS"] == ("40", "5")
    assert found["LDH"] == ("6029", "“normal”")
    assert found["EBV-DNA"] == ("6.15e5", "2.62e3")
    assert "lung?" in found["sites"][0]
    assert "liver" in found["sites"][1]
    assert set(alone(one, two)) >= {"Hb", "platelets", "PD-L1 TPS"}


def test_a_baseline_holds_the_last_result_before_the_first_dose_and_none_after_it() -> None:
    history = ex.history(
        ex.diagnosed(day=0),
        ex.lab("LDH", 300, "U/L", key="a", day=1),
        ex.lab("ldh", 400, "U/L", key="b", day=3),
        ex.started("l1", "cisplatin", day=5),
        ex.cycle("l1", 1, day=5),
        ex.lab("LDH", 200, "U/L", key="c", day=20),
    )
    assert baseline_of(history)["LDH"] == "400"


@pytest.mark.parametrize(
    ("alignment", "zero"),
    [
        pytest.param(Alignment.DIAGNOSIS, 0, id="diagnosis"),
        pytest.param(Alignment.TREATMENT, 20, id="the first treatment that is stated to have been given"),
        pytest.param(Alignment.PROGRESSION, 90, id="the first progression"),
        pytest.param(Alignment.CALENDAR, None, id="no calendar date, no calendar"),
        pytest.param(Alignment.ORIGIN, 0, id="where days count from"),
    ],
)
def test_a_case_is_counted_from(alignment: Alignment, zero: float | None) -> None:
    doubtful = RegimenDrug(drug="capecitabine", status=DrugStatus.NOT_STATED)
    history = ex.history(
        ex.diagnosed(day=0),
        replace(ex.started("l0", day=5), drugs=(doubtful,)),
        ex.started("l1", "cisplatin", day=20),
        ex.progression(2, key="late", day=200),
        ex.progression(1, key="early", day=90),
    )
    found = zero_of(picture_of(history), alignment, None, None)
    assert (None if found is None else found.day) == zero


def test_a_treatment_of_a_stated_length_is_told_by_no_month_before_its_end() -> None:
    picture = picture_of(ex.history(ex.diagnosed(day=0), ex.started("l1", "cisplatin", day=20), ex.contact(day=300)))
    (band,) = picture.bands
    whole = replace(picture, bands=(replace(band, whole=True, stop=80.0),))
    assert zero_of(whole, Alignment.TREATMENT, None, None) == Zero(day=20, told=80, known=band.known)


def test_on_a_calendar_the_earlier_origin_is_day_0_of_both() -> None:
    picture = picture_of(ex.history(ex.diagnosed(day=0)))
    assert zero_of(picture, Alignment.CALENDAR, "2023-01-11", "2023-01-01") == Zero(day=-10)
    assert zero_of(picture, Alignment.CALENDAR, "2023-01-01", "2023-01-01") == Zero(day=0)
    assert zero_of(picture, Alignment.PROGRESSION, "2023-01-01", "2023-01-01") is None


def test_alignments_go_round() -> None:
    asked = [each for each in Alignment if each is not Alignment.ORIGIN]
    assert [each.others[0] for each in asked] == [*asked[1:], Alignment.DIAGNOSIS]
    assert Alignment.ORIGIN.others == tuple(asked)
    assert all(set(each.others) == {*asked} - {each} for each in asked)
