import json
from typing import Any

from msgspec.structs import replace

from tests import examples as ex
from tracker.events.catalogue import Fact
from tracker.projections.months import months_of
from tracker.projections.shown import show_of
from tracker.values.vocabularies import ChangeReason, Presence, WordMeaning

STATE_KEYS = [
    "disease",
    "stage",
    "ecog",
    "regimens",
    "line",
    "cycle",
    "response",
    "labs",
    "symptoms",
    "adverse_events",
    "vital_status",
]


def shown(month: int, *facts: Fact) -> dict[str, Any]:
    found = ex.history(ex.diagnosed("carcinoma", "liver", day=0), *facts)
    return next(show_of(found, frame) for frame in months_of(found) if frame.month == month)


CASE = (
    ex.registered(day=0),
    ex.staged("T4", "N3", "M1", "IVB", day=0),
    ex.ecog(2, day=0),
    ex.lab("LDH", 6029, "U/L", word="elevated", word_means=WordMeaning.HIGH, day=0),
    ex.finding("onset", "pain", day=0),
    replace(ex.adverse_event("Nausea", key="none", day=1), presence=Presence.ABSENT),
    ex.started("l1", "cisplatin", line=1, day=7),
    ex.cycle("l1", 1, day=7),
    ex.held("l1", ChangeReason.FINANCIAL, day=40),
    ex.scan("ct", ex.lesion("node", 24, where="axilla"), sites=("liver",), day=250),
    ex.progression(1, "axilla", day=250),
    ex.started("l2", "gemcitabine", line=2, day=260),
    ex.response("r", "PR", day=300),
    ex.died("infection", day=640),
)


def test_a_month_has_the_documented_keys_and_nothing_but_plain_values() -> None:
    found = shown(10, *CASE)
    assert list(found) == ["patient", "month", "state", "events", "possible"]
    assert list(found["state"]) == STATE_KEYS
    assert json.loads(json.dumps(found)) == found


def test_a_month_knows_its_regimens_and_progressions_and_nothing_of_the_outcome() -> None:
    found = shown(10, *CASE)
    assert [(r["regimen"], r["status"], r["line"]) for r in found["state"]["regimens"]] == [
        ("l1", "ended", 1),
        ("l2", "on", 2),
    ]
    assert [p["ordinal"] for p in found["state"]["disease"]["progressions"]] == [1]
    assert found["state"]["vital_status"]["status"] == "alive"
    assert "infection" not in json.dumps(found)


def test_months_are_rounded_to_two_decimals_and_every_value_has_its_age() -> None:
    found = shown(8, *CASE)["state"]
    assert found["line"] == {
        "number": 2,
        "rule_set": "asserted",
        "doubt": None,
        "key": "l2",
        "month": 8.54,
        "month_earliest": 8.54,
        "month_latest": 8.54,
        "age_months": 0.46,
        "certain": True,
        "contradictory": False,
        "progression_free": {
            "from": "l2",
            "to": None,
            "seen_until": None,
            "running": True,
            "months": 0.0,
            "months_earliest": 0.0,
            "months_latest": 0.0,
            "note": "start of the line: nothing was assessed after it",
        },
        "treatment_free": None,
    }


def test_an_open_side_is_null_and_an_event_without_a_date_has_none() -> None:
    event = shown(0, ex.finding("later", "pain", after="dx"))["events"][-1]
    assert (event["key"], event["month_latest"], event["date"], event["certain"]) == ("later", None, None, False)


def test_an_event_keeps_its_date_where_the_origin_has_none() -> None:
    event = shown(0, ex.scan("s", at="2023-05-10"))["events"][-1]
    assert (event["key"], event["month_earliest"], event["date"]) == ("s", None, "2023-05-10")


def test_a_site_that_was_not_looked_at_is_not_assessed() -> None:
    disease = shown(8, *CASE)["state"]["disease"]
    sites = {site["site"]: site["last_assessed"] for site in disease["sites"]}
    assert sites["liver"]["modality"] == "CT"
    assert shown(0, *CASE)["state"]["disease"]["sites"][0]["last_assessed"] is None


def test_a_value_says_what_its_flag_and_its_grade_rest_on() -> None:
    (found,) = shown(0, *CASE)["state"]["labs"]
    assert (found["value"], found["flag"], found["flag_basis"]) == (6029, "H", "elevated")
    assert (found["grade"], found["grade_basis"], found["ctcae_version"]) == (1, "word", "5.0")


def test_what_was_stated_absent_is_shown_absent() -> None:
    (found,) = shown(0, *CASE)["state"]["adverse_events"]
    assert found["presence"] == "absent"


def test_a_course_of_radiotherapy_does_not_tell_its_end_before_it_has_come() -> None:
    facts = (ex.radiotherapy("rt", 60, 30, day=20), ex.contact(day=70))
    assert shown(0, *facts)["state"]["disease"]["radiotherapy"][0]["stop_month"] is None
    assert shown(2, *facts)["state"]["disease"]["radiotherapy"][0]["stop_month"] == 2.04


def test_what_nobody_stated_is_null_or_an_empty_list() -> None:
    state = shown(0)["state"]
    assert {name for name in STATE_KEYS if state[name] is None} == {"stage", "ecog", "line", "cycle", "response"}
    assert {name for name in STATE_KEYS if state[name] == []} == {"regimens", "labs", "symptoms", "adverse_events"}


def test_a_possible_event_does_not_tell_when_it_will_have_happened() -> None:
    (event,) = shown(0, ex.ecog(1, day=(20, 200)), ex.contact(day=300))["possible"]
    assert (event["key"], event["month_earliest"]) == ("ecog-0", 0.65)
    assert not {"month", "month_latest"} & event.keys()
