"""Rows of treatment: what is radiotherapy, what are drugs, and what of it ran beside the other."""

import pytest

from tests.studies import as_row, timeline_row
from tracker.adapters.cbioportal.timeline import read_row
from tracker.events.treatment import RadiotherapyGiven, RegimenStarted
from tracker.values.vocabularies import Phase


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("CRT", [RadiotherapyGiven, RegimenStarted]),
        ("ccrt (weekly)", [RadiotherapyGiven, RegimenStarted]),
        ("Chemo-radio", [RadiotherapyGiven, RegimenStarted]),
        ("Radio-chemotherapy", [RadiotherapyGiven, RegimenStarted]),
        ("3D-CRT", [RadiotherapyGiven]),
        ("3D CRT", [RadiotherapyGiven]),
        ("3DCRT", [RadiotherapyGiven]),
        ("Radical surgery after neoadjuvant chemotherapy", [RegimenStarted]),
        ("Chemotherapy after radiological progression", [RegimenStarted]),
        ("Chemotherapy (no radiation)", [RegimenStarted]),
        ("Radiation without concurrent chemotherapy", [RadiotherapyGiven]),
        ("Radiation after chemotherapy", [RadiotherapyGiven]),
        ("Radiotherapy following induction chemotherapy", [RadiotherapyGiven]),
        ("Post-chemotherapy radiation", [RadiotherapyGiven]),
        ("Chemotherapy before radiotherapy", [RegimenStarted]),
        ("Chemotherapy after chemoradiation", [RegimenStarted]),
        ("Post-operative chemoradiation", [RadiotherapyGiven, RegimenStarted]),
        ("Pre-op radiation", [RadiotherapyGiven]),
        ("Pre-transplant chemoradiation", [RadiotherapyGiven, RegimenStarted]),
        ("Post-induction chemotherapy radiation", [RadiotherapyGiven]),
    ],
)
def test_chemoradiation_is_read_from_words_that_say_it(kind: str, expected: list[type]) -> None:
    facts = read_row(as_row(timeline_row("Treatment", TREATMENT_TYPE=kind)))
    assert [type(fact) for fact in facts] == expected


@pytest.mark.parametrize(
    ("kind", "agent"),
    [
        ("Radiation after chemotherapy", "Cisplatin"),
        ("Chemotherapy followed by radiation", ""),
        ("Chemo, then radiotherapy", ""),
        ("Induction chemotherapy and radiation", ""),
        ("Chemotherapy -> radiation", ""),
        ("Induction chemotherapy followed by concurrent chemoradiation", "Cisplatin"),
        ("Radiation followed by cisplatin", "Cisplatin"),
        ("Cisplatin, then radiation", "Cisplatin"),
        ("Adjuvant chemotherapy and radiation", "Cisplatin"),
        ("Non-concurrent chemoradiation", "Cisplatin"),
    ],
)
def test_one_treatment_after_the_other_is_never_read_as_beside_it(kind: str, agent: str) -> None:
    course, started = read_row(as_row(timeline_row("Treatment", "30", TREATMENT_TYPE=kind, AGENT=agent)))
    assert isinstance(course, RadiotherapyGiven)
    assert isinstance(started, RegimenStarted)
    assert (course.concurrent_regimen, started.concurrent_with, started.phase) == (None, None, Phase.NOT_STATED)


@pytest.mark.parametrize(
    "kind",
    [
        "Neoadjuvant chemoradiation",
        "Adjuvant chemo-radiation",
        "Chemoradiation after surgery",
        "Chemoradiation before surgery",
        "Chemoradiation followed by surgery",
        "Surgery followed by chemoradiation",
        "Chemoradiation then brachytherapy boost",
        "Concurrent chemoradiation followed by adjuvant chemotherapy",
        "Concurrent chemoradiation with adjuvant chemotherapy",
        "Chemoradiation after induction chemotherapy",
        "Radiation with concurrent cisplatin, then chemotherapy",
        "Post-operative chemoradiation",
    ],
)
def test_chemoradiation_before_or_after_another_treatment_is_one_beside_the_other(kind: str) -> None:
    course, started = read_row(as_row(timeline_row("Treatment", "30", TREATMENT_TYPE=kind)))
    assert isinstance(course, RadiotherapyGiven)
    assert isinstance(started, RegimenStarted)
    assert started.concurrent_with == course.key


@pytest.mark.parametrize(
    "kind", ["Radiation", "Radiation then brachytherapy boost", "Radiotherapy followed by surgery"]
)
def test_a_drug_in_a_row_of_radiation_is_beside_it_unless_the_row_names_chemotherapy_elsewhen(kind: str) -> None:
    course, started = read_row(as_row(timeline_row("Treatment", "30", TREATMENT_TYPE=kind, AGENT="Cisplatin")))
    assert isinstance(course, RadiotherapyGiven)
    assert isinstance(started, RegimenStarted)
    assert (course.concurrent_regimen, started.phase) == (started.regimen, Phase.CONCURRENT)


def test_drugs_before_or_after_a_course_are_not_beside_it() -> None:
    course, started = read_row(as_row(timeline_row("Treatment", "30", TREATMENT_TYPE="Sequential chemoradiation")))
    assert isinstance(course, RadiotherapyGiven)
    assert isinstance(started, RegimenStarted)
    assert (course.concurrent_regimen, started.concurrent_with, started.name) == (
        None,
        None,
        "Sequential chemoradiation",
    )
