"""Tumors and their sizes in mCODE, and the lesions that they are."""

from decimal import Decimal

from tests.bundles import (
    LOINC,
    MCODE,
    coded,
    facts,
    observation,
    quantity,
    result,
    text,
)
from tracker.adapters.mcode.reading import read_bundle
from tracker.adapters.mcode.writing import write_bundle
from tracker.events.fact import Site
from tracker.values import vocabularies as words


def test_a_tumor_is_a_lesion_and_its_size_is_in_millimeters() -> None:
    tumor = {
        "resourceType": "BodyStructure",
        "id": "tum",
        "patient": {"reference": "Patient/pat"},
        "location": text("liver"),
        "locationQualifier": [coded("24028007")],
    }
    size = observation(
        "size", "tumor-size", focus=[{"reference": "BodyStructure/tum"}],
        component=[{"code": coded("33728-7", LOINC), "valueQuantity": quantity(2.5, "cm")}, {"code": coded("33729-5", LOINC), "valueQuantity": quantity(11, "mm")}],
    )  # fmt: skip
    (lesion,) = facts(size, tumor)["size"].lesions
    assert (lesion.lesion, lesion.site) == ("tum", Site(name="liver", laterality=words.Laterality.RIGHT))
    assert (lesion.mm, lesion.axis, lesion.perpendicular_mm) == (Decimal(25), words.Axis.LONG, Decimal(11))
    report = {
        "resourceType": "DiagnosticReport",
        "id": "ct",
        "status": "final",
        "subject": {"reference": "Patient/pat"},
        "category": [coded("RAD", "x:y")],
        "code": text("CT abdomen"),
        "result": [{"reference": "Observation/size"}],
        "conclusion": "A sentence of the report.",
    }
    found = facts(report, size, tumor)
    assert set(found) == {"patient", "ct"}
    assert (found["ct"].studies[0].modality, found["ct"].studies[0].lesions) == (words.Modality.CT, (lesion,))
    assert "sentence" not in repr(found["ct"])
    assert "DiagnosticReport.conclusion (1)" in result(report, size, tumor).left_out[0]


def test_a_tumor_without_a_size_is_a_lesion_since_nobody_knows_when_and_goes_out_as_it_came() -> None:
    tumor = {
        "resourceType": "BodyStructure",
        "id": "tum",
        "patient": {"reference": "Patient/pat"},
        "location": coded("10200004", display="Liver structure"),
    }
    found = facts(tumor | {"meta": {"profile": [f"{MCODE}tumor"]}})
    assert found["tum"].occurred == "unknown"
    assert found["tum"].lesions[0].site.name == "Liver structure"
    again = read_bundle("-", write_bundle("p", found.values()).data)
    assert again.cases[0].facts == tuple(found.values())
    assert b"10200004" in write_bundle("p", found.values()).data
    assert "BodyStructure/tum: a body structure that is neither" in result(tumor).left_out[0]
