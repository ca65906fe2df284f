"""Every resource of mCODE that is read, as a table of what it says and the fact that it is."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.bundles import (
    LOINC,
    MCODE,
    bundle,
    coded,
    condition,
    facts,
    given,
    observation,
    order,
    patient,
    quantity,
    result,
    text,
)
from tracker.adapters.mcode.reading import read_bundle
from tracker.events.disease import CancerDiagnosed, ProgressionDeclared, ResponseAssessed
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.person import PatientContacted, PatientDied
from tracker.values import vocabularies as words

INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
ICD_O_3 = "http://terminology.hl7.org/CodeSystem/icd-o-3"


def test_names_addresses_numbers_and_birth_dates_are_left_out_and_said() -> None:
    secret = patient(
        name=[{"family": "Muster"}],
        address=[{"city": "Bern"}],
        telecom=[{"value": "555"}],
        identifier=[{"value": "MRN1"}],
        birthDate="1970-05-01",
    )
    read = read_bundle("b", bundle(secret, condition(onsetDateTime="2020-06-01", note=[{"text": "Mrs. Muster"}])))
    (case,) = read.cases
    said = repr(case)
    assert not [word for word in ("Muster", "Bern", "555", "MRN1", "1970") if word in said]
    assert "Patient.address (1), Patient.birthDate (1), Patient.identifier (1), Patient.name (1)" in read.left_out[0]
    assert "Condition.note (1)" in read.left_out[0]


def test_a_name_in_an_extension_or_in_a_reference_without_a_target_is_left_out_as_well() -> None:
    place = {"url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace", "valueAddress": {"city": "Bern"}}
    maiden = {"url": "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName", "valueString": "Muster"}
    named = {"url": "http://x.org/by", "valueHumanName": {"family": "Muster"}}
    read = read_bundle(
        "b",
        bundle(
            patient(extension=[place, maiden], active=True),
            condition(
                extension=[named], encounter={"display": "Dr. Muster"}, evidence=[{"detail": [{"display": "Muster"}]}]
            ),
        ),
    )
    assert not [word for word in ("Muster", "Bern") if word in repr(read.cases)]
    assert (
        "Condition.evidence (1), Condition.extension (1), Patient.active (1), Patient.extension (2)" in read.left_out[0]
    )


def test_what_a_bundle_says_about_itself_is_said_to_be_left_out() -> None:
    whole = json.loads(bundle(patient(), condition())) | {"timestamp": "2026-01-01T00:00:00Z"}
    assert "Bundle.timestamp (1)" in read_bundle("b", json.dumps(whole).encode()).left_out[0]


@pytest.mark.parametrize(
    ("born", "onset", "age"),
    [
        pytest.param("1970-05-01", "2020-06-01", 50, id="a birthday that is over"),
        pytest.param("1970-05-01", "2020-04-30", 49, id="the day before a birthday"),
        pytest.param("1970", "2020-06", None, id="a year leaves two ages open"),
        pytest.param("1970-05", "2020-06", 50, id="months can be enough"),
    ],
)
def test_an_age_is_made_of_a_birth_date_only_where_it_is_sure(born: str, onset: str, age: int | None) -> None:
    assert facts(patient(birthDate=born), condition(onsetDateTime=onset))["patient"].age_at_diagnosis == age


def test_the_vital_status_of_a_patient_is_a_death_or_a_contact() -> None:
    assert isinstance(facts(patient(deceasedDateTime="2021-03"))["patient-death"], PatientDied)
    assert facts(patient(deceasedDateTime="2021-03"))["patient-death"].occurred == "2021-03"
    assert facts(patient(deceasedBoolean=True))["patient-death"].occurred == "unknown"
    alive = facts(patient(deceasedBoolean=False))["patient-alive"]
    assert isinstance(alive, PatientContacted)
    assert alive.vital_status is words.VitalStatus.ALIVE
    assert set(facts()) == {"patient"}


def test_a_cancer_condition_is_a_diagnosis_with_its_codes_sites_and_certainty() -> None:
    side = {"url": f"{MCODE}laterality-qualifier", "valueCodeableConcept": coded("7771000")}
    primary = condition(
        verificationStatus=coded("provisional", "http://terminology.hl7.org/CodeSystem/condition-ver-status"),
        extension=[
            {
                "url": f"{MCODE}histology-morphology-behavior",
                "valueCodeableConcept": coded("8020/3", ICD_O_3, "Undifferentiated"),
            },
            {"url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate", "valueDateTime": "2023-02"},
        ],
        bodySite=[coded("C11.9", ICD_O_3, "Nasopharynx") | {"extension": [side]}],
        onsetDateTime="2022",
    )
    found = facts(
        primary,
        condition(
            id="met",
            meta={"profile": [f"{MCODE}secondary-cancer-condition"]},
            code=coded("94222008", display="Metastasis to bone (disorder)"),
        ),
    )
    dx, met = found["dx"], found["met"]
    assert isinstance(dx, CancerDiagnosed)
    assert (dx.occurred, dx.certainty, dx.topography) == ("2023-02", words.Certainty.PROBABLE, "C11.9")
    assert (dx.histology, dx.morphology) == ("Undifferentiated", "8020/3")
    assert dx.sites == (Site(name="Nasopharynx", laterality=words.Laterality.LEFT),)
    assert (met.role, met.diagnosis) == (words.DiagnosisRole.METASTASIS, "Metastasis to bone")


def test_a_refuted_condition_and_one_that_is_no_cancer_are_said_and_not_recorded() -> None:
    refuted = condition(
        verificationStatus=coded("refuted", "http://terminology.hl7.org/CodeSystem/condition-ver-status")
    )
    other = condition(id="htn", meta={"profile": []} | {}, code=text("hypertension")) | {
        "meta": {"profile": ["http://x.org/y"]}
    }
    said = result(refuted, other)
    assert [len(case.events) for case in said.cases] == [1]
    assert "not recorded: Condition/dx: verification status refuted" in said.left_out
    assert "not recorded: Condition/htn: no fact holds it" in said.left_out


def test_ecog_is_a_score_or_words_and_nothing_else() -> None:
    assert facts(observation("e", "ecog-performance-status", valueInteger=2))["e"].ecog == 2
    decline = observation("e", "ecog-performance-status", interpretation=[text("decline")])
    assert (facts(decline)["e"].ecog, facts(decline)["e"].words) == (None, "decline")
    assert "Observation/e" in result(observation("e", "ecog-performance-status", valueInteger=9)).left_out[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            {"code": coded("718-7", LOINC, "Hemoglobin"), "valueQuantity": quantity(11.2, "g/dL")},
            {"analyte": "Hb", "value": Decimal("11.2"), "unit": "g/dL", "loinc": "718-7"},
            id="a known analyte has its name here",
        ),
        pytest.param(
            {"code": text("EBV-DNA"), "valueQuantity": quantity(500, "{copies}/mL") | {"comparator": "<"}},
            {"value": Decimal(500), "comparator": words.Comparator.BELOW, "unit": "{copies}/mL"},
            id="a bound is a bound",
        ),
        pytest.param(
            {"code": text("CA 15-3"), "valueQuantity": quantity(30, "U/mL"), "interpretation": [coded("H", INTERPRETATION, "High")]},
            {"word": "High", "word_means": words.WordMeaning.HIGH},
            id="an interpretation is the word and what it means",
        ),
        pytest.param(
            {"code": text("CEA"), "valueQuantity": quantity(4, "furlong")},
            {"value": None, "unit": "", "word": "4 furlong"},
            id="a unit that is not known makes the value a word",
        ),
        pytest.param(
            {"code": text("LDH"), "valueQuantity": quantity(300, "U/L"), "referenceRange": [{"low": quantity(100, "U/L"), "high": quantity(250, "U/L")}]},
            {"reference_low": Decimal(100), "reference_high": Decimal(250)},
            id="limits in the unit of the value",
        ),
        pytest.param(
            {"code": text("LDH"), "valueQuantity": quantity(300, "U/L"), "referenceRange": [{"high": quantity(4, "ukat/L")}]},
            {"reference_high": None},
            id="limits in another unit are not converted",
        ),
        pytest.param(
            {"code": coded("85337-4", LOINC, "Estrogen receptor"), "valueCodeableConcept": coded("LA6576-8", LOINC, "Positive")},
            {"word": "Positive", "value": None, "loinc": "85337-4"},
            id="a marker without a number",
        ),
        pytest.param({"code": text("CRP"), "effectiveDateTime": "2023-01-01", "issued": "2023-01-03T08:00:00Z"}, {"known": "2023-01-03"}, id="issued is when it was known"),
    ],
)  # fmt: skip
def test_a_laboratory_result_keeps_loinc_ucum_and_what_it_says(said: dict[str, Any], expected: dict[str, Any]) -> None:
    found = facts(observation("lab", category="laboratory", **said))["lab"]
    assert isinstance(found, LabResulted)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("code", "kind", "category"),
    [
        ("359746009", ResponseAssessed, words.ResponseCategory.STABLE_DISEASE),
        ("550991000124107", ResponseAssessed, words.ResponseCategory.COMPLETE_RESPONSE),
        ("268910001", ResponseAssessed, words.ResponseCategory.NOT_STATED),
        ("271299001", ProgressionDeclared, None),
    ],
)
def test_a_disease_status_is_a_response_or_a_progression_and_an_improvement_stays_a_word(
    code: str, kind: type[ResponseAssessed | ProgressionDeclared], category: object
) -> None:
    status = observation(
        "s", "cancer-disease-status", valueCodeableConcept=coded(code, display="as said"), derivedFrom=[{"reference": "Observation/lab"}],
    )  # fmt: skip
    found = facts(status, observation("lab", category="laboratory", valueInteger=1))["s"]
    assert isinstance(found, kind)
    assert getattr(found, "category", None) == category
    assert (found.words, found.evidence) == ("as said", ("lab",))


def test_weights_and_vital_signs_are_measurements_in_units_that_are_known() -> None:
    found = facts(observation("w", code=coded("29463-7", LOINC), valueQuantity=quantity(155, "[lb_av]")))["w"]
    assert (found.what, found.value, found.unit) == ("weight", Decimal(155), "[lb_av]")
    assert (
        "Observation/w"
        in result(observation("w", code=coded("29463-7", LOINC), valueQuantity=quantity(1, "mg"))).left_out[0]
    )


def test_findings_and_adverse_events_are_read() -> None:
    absent = observation(
        "f", category="exam", code=text("neck node"), valueCodeableConcept=coded("2667000", display="Absent")
    )
    event = {
        "resourceType": "AdverseEvent",
        "id": "ae",
        "actuality": "actual",
        "event": text("Nausea"),
        "subject": {"reference": "Patient/pat"},
        "date": "2023-03",
        "extension": [
            {
                "url": "http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade",
                "valueCodeableConcept": text("Grade 2"),
            }
        ],
    }
    found = facts(absent, event)
    assert (found["f"].findings[0].name, found["f"].findings[0].presence) == ("neck node", words.Presence.ABSENT)
    assert (found["ae"].term, found["ae"].grade, found["ae"].occurred) == ("Nausea", 2, "2023-03")


def test_what_is_entered_in_error_is_never_a_fact() -> None:
    wrong = observation(
        "lab",
        category="laboratory",
        status="entered-in-error",
        code=coded("718-7", LOINC),
        valueQuantity=quantity(1, "g/L"),
    )
    assert result(wrong, order(status="entered-in-error"), given(status="entered-in-error")).cases[0].facts[1:] == ()
