"""Orders, administrations, radiotherapy and procedures of mCODE, and the facts that they are."""

from decimal import Decimal
from typing import Any

import pytest

from tests.bundles import (
    MCODE,
    coded,
    facts,
    given,
    order,
    procedure,
    quantity,
    result,
    text,
)
from tracker.events.deliberation import DecisionRecorded
from tracker.events.fact import Site
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenHeld, RegimenStarted, RegimenStopped
from tracker.values import vocabularies as words
from tracker.values.when import Lasting, Timing


def test_an_order_starts_a_regimen_of_which_it_is_not_stated_that_it_was_given() -> None:
    found = facts(
        order(dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"start": "2023-02"}, "frequency": 1, "period": 3, "periodUnit": "wk"}}, "doseAndRate": [{"doseQuantity": quantity(75, "mg/m2")}]}])
    )["order"]  # fmt: skip
    assert isinstance(found, RegimenStarted)
    assert (found.occurred, found.every, found.regimen) == ("2023-02", "3 wk", "order")
    (drug,) = found.drugs
    assert (drug.drug, drug.dose, drug.unit, drug.status) == (
        "cisplatin",
        Decimal(75),
        "mg/m2",
        words.DrugStatus.NOT_STATED,
    )


@pytest.mark.parametrize(
    ("status", "reason", "kind", "why"),
    [
        ("completed", None, RegimenStopped, words.ChangeReason.COMPLETED),
        ("stopped", "407563006", RegimenStopped, words.ChangeReason.TOXICITY),
        ("stopped", "160932005", RegimenStopped, words.ChangeReason.FINANCIAL),
        ("on-hold", "105480006", RegimenHeld, words.ChangeReason.REFUSAL),
    ],
)
def test_the_status_of_an_order_says_what_became_of_it_and_why(
    status: str, reason: str | None, kind: type[object], why: object
) -> None:
    more: dict[str, Any] = {} if reason is None else {"statusReason": coded(reason)}
    found = facts(order(status=status, **more))
    (fate,) = (fact for key, fact in found.items() if key.startswith("order-"))
    assert isinstance(fate, kind)
    assert (fate.regimen, fate.reason, fate.occurred) == ("order", why, Timing(after="order"))  # type: ignore[attr-defined]  # both have them


def test_orders_that_begin_on_one_day_stand_beside_each_other_and_a_proposal_is_no_treatment() -> None:
    found = facts(order(authoredOn="2023-01-01"), order("second", "gemcitabine", authoredOn="2023-01-01"))
    assert (found["order"].concurrent_with, found["second"].concurrent_with) == (None, "order")
    said = result(order(intent="proposal"))
    assert said.left_out == (
        "not recorded: MedicationRequest/order: a medication request of the intent proposal and the status active is no treatment",
    )


def test_administrations_of_a_regimen_at_one_time_are_a_cycle_numbered_in_order() -> None:
    request: dict[str, Any] = {
        "request": {"reference": "MedicationRequest/order"},
        "dosage": {"dose": quantity(75, "mg")},
    }
    found = facts(
        order(),
        given("b", effectiveDateTime="2023-02-01", **request),
        given("a", **request),
        given("a2", "gemcitabine", **request),
    )
    first, second = found["a"], found["b"]
    assert isinstance(first, CycleGiven)
    assert (first.regimen, first.number, [drug.drug for drug in first.drugs]) == (
        "order",
        1,
        ["cisplatin", "gemcitabine"],
    )
    assert (second.number, second.drugs[0].dose, "a2" in found) == (2, Decimal(75), False)


def test_an_administration_without_an_order_begins_a_regimen_and_one_not_done_is_a_decision() -> None:
    found = facts(
        given(), given("no", effectiveDateTime="2023-02", status="not-done", statusReason=[text("neutropenia")])
    )
    assert (found["drug-cisplatin"].occurred, found["given"].regimen) == ("2023-01-10", "drug-cisplatin")
    assert isinstance(found["no"], DecisionRecorded)
    assert (found["no"].choice, found["no"].reason) == ("not given", "neutropenia")


def test_a_course_of_radiotherapy_has_its_volumes_in_gray_and_its_length() -> None:
    volume = {
        "resourceType": "BodyStructure",
        "id": "ptv",
        "patient": {"reference": "Patient/pat"},
        "description": "PTV",
        "location": text("neck"),
    }
    dose = [
        {"url": "volume", "valueReference": {"reference": "BodyStructure/ptv"}},
        {"url": "totalDoseDelivered", "valueQuantity": {"value": 6996, "code": "cGy"}},
        {"url": "fractionsDelivered", "valueUnsignedInt": 33},
    ]
    course = procedure(
        "rt", code=coded("1217123003"), performedPeriod={"start": "2023-03-01", "end": "2023-04-20"},
        extension=[{"url": f"{MCODE}radiotherapy-dose-delivered-to-volume", "extension": dose}],
    )  # fmt: skip
    found = facts(course, volume)["rt"]
    assert isinstance(found, RadiotherapyGiven)
    assert (found.lasting, found.delivery) == (Lasting(stated="50 d"), words.Delivery.DELIVERED)
    (said,) = found.volumes
    assert (said.name, said.dose_gy, said.fractions, said.sites) == ("PTV", Decimal("69.96"), 33, (Site(name="neck"),))
    assert result(course, volume).left_out == ()


def test_a_procedure_is_recorded_if_it_was_done() -> None:
    found = facts(procedure(performedDateTime="2023-01", bodySite=[text("neck")]))["op"]
    assert (found.procedure, found.site, found.occurred) == ("biopsy", Site(name="neck"), "2023-01")
    assert result(procedure(status="not-done")).left_out == (
        "not recorded: Procedure/op: a procedure of the status not-done",
    )


def test_a_drug_that_stands_in_another_resource_is_named() -> None:
    drug = {"resourceType": "Medication", "id": "m", "code": text("carboplatin")}
    plain = {name: value for name, value in order().items() if name != "medicationCodeableConcept"}
    inside = plain | {"contained": [drug], "medicationReference": {"reference": "#m"}}
    beside = plain | {"id": "beside", "medicationReference": {"reference": "Medication/m"}}
    found = facts(inside, beside, drug)
    assert [found[key].drugs[0].drug for key in ("order", "beside")] == ["carboplatin", "carboplatin"]
