"""Orders and administrations of drugs, as resources and facts. Refuses to call an order given.

An order starts a regimen of which it is not stated that its drug was given, unless it is completed; orders of one group are one
regimen. What became of it follows from its status: completed and stopped end it, on-hold interrupts it, each with its reason.
Administrations of one regimen at one time are a cycle, numbered by their order in time: FHIR has no number of a cycle.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct, structs

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, common, part_id, resource
from tracker.adapters.mcode.elements import (
    Json,
    at,
    codes_of,
    concept,
    number_at,
    quantity,
    text_at,
    words,
    words_of,
)
from tracker.adapters.mcode.laboratory import unit_of
from tracker.adapters.mcode.names import as_key
from tracker.adapters.mcode.terms import MCODE, OWN, REASON_OF_CODE, REASONS, SNOMED
from tracker.adapters.mcode.times import date_in, duration_of, read_point, write_point
from tracker.events.treatment import RegimenDrug, RegimenHeld, RegimenStarted, RegimenStopped
from tracker.values.durations import parse_duration
from tracker.values.vocabularies import ChangeReason, DrugStatus
from tracker.values.when import UNKNOWN, Timing, When

REGIMENS = f"{OWN}regimen"
"""System of the identifier that groups the orders of a regimen."""

_ORDERS = frozenset({"order", "original-order", "reflex-order", "filler-order", "instance-order"})
_PERIOD = ("dosageInstruction", 0, "timing", "repeat", "boundsPeriod")
_ENDED = {"completed": ChangeReason.COMPLETED, "stopped": ChangeReason.NOT_STATED}


class Fate(Struct, frozen=True):
    """What became of a regimen, for the status of its orders."""

    ended: RegimenStopped | None = None
    held: bool = False
    reason: ChangeReason = ChangeReason.NOT_STATED


def drug_of(resource_: Json, reading: Reading) -> str:
    """The drug of an order or an administration, also from a Medication that it refers to."""
    _, medication = reading.follow(resource_.get("medicationReference"))
    return words_of(resource_.get("medicationCodeableConcept")) or words_of(medication.get("code"))


def regimen_of(name: str, reading: Reading) -> str:
    """The regimen that an order belongs to: that of its group, else one of its own."""
    group = text_at(reading.resources.get(name, {}), "groupIdentifier", "value")
    return as_key(group, "regimen") if group else name.partition("/")[2]


def read_orders(reading: Reading) -> Iterator[Draft]:
    """Every regimen that is ordered, and what became of it."""
    groups: dict[str, list[str]] = {}
    for name, order in reading.resources.items():
        if order["resourceType"] != "MedicationRequest":
            continue
        status, intent = text_at(order, "status"), text_at(order, "intent")
        if (
            intent not in _ORDERS
            or status in {"draft", "cancelled", "entered-in-error"}
            or order.get("doNotPerform") is True
        ):
            reading.refuse(name, f"a medication request of the intent {intent} and the status {status} is no treatment")
        elif not drug_of(order, reading):
            reading.refuse(name, "a medication request without a drug that is named")
        else:
            groups.setdefault(regimen_of(name, reading), []).append(name)
    started: dict[str, str] = {}
    for regimen, names in groups.items():
        draft = _start(regimen, names, reading)
        fact = draft.fact
        if isinstance(fact, RegimenStarted) and isinstance(fact.occurred, str) and fact.occurred != UNKNOWN:
            first = started.setdefault(fact.occurred, fact.key)
            if first != fact.key:
                draft = Draft(_beside(fact, first), draft.parts)
        yield draft
        yield from _fate(regimen, names[0], reading)


def _beside(fact: RegimenStarted, first: str) -> RegimenStarted:
    return structs.replace(fact, concurrent_with=first)


def _start(regimen: str, names: list[str], reading: Reading) -> Draft:
    first = reading.resources[names[0]]
    occurred = read_point(at(first, *_PERIOD), "start", reading.places)
    said = common(names[0], occurred if occurred != UNKNOWN else read_point(first, "authoredOn", reading.places))
    drugs = tuple(_drug(reading.resources[name], reading) for name in names)
    every = _every(at(first, "dosageInstruction", 0, "timing", "repeat"))
    return Draft(RegimenStarted(**said, regimen=regimen, drugs=drugs, every=every or None), tuple(names))


def _every(repeat: object) -> str:
    """The length of a cycle: once in so many days, weeks or months."""
    period, unit = number_at(repeat, "period"), text_at(repeat, "periodUnit")
    once = number_at(repeat, "frequency") == 1 and at(repeat, "periodMax") is None
    return duration_of({"value": period, "code": unit}) if once and period is not None and period > 0 else ""


def _drug(order: Json, reading: Reading) -> RegimenDrug:
    amount = at(order, "dosageInstruction", 0, "doseAndRate", 0)
    given = text_at(order, "status") == "completed"
    said: dict[str, Any] = _dose(amount)
    return RegimenDrug(
        drug=drug_of(order, reading), status=DrugStatus.GIVEN if given else DrugStatus.NOT_STATED, **said
    )


def _dose(amount: object) -> dict[str, Any]:
    """A dose or a range of doses in a unit that is known here; nothing otherwise."""
    one, low, high = at(amount, "doseQuantity"), at(amount, "doseRange", "low"), at(amount, "doseRange", "high")
    least, most = number_at(one or low, "value"), number_at(high, "value")
    unit = unit_of(one or low)
    if least is None or not unit or least < 0 or (most is not None and (most < least or unit_of(high) != unit)):
        return {}
    return {"dose": least, "unit": unit} | ({"dose_most": most} if most is not None else {})


def reason_of(said: object) -> tuple[ChangeReason, str]:
    """The reason that a CodeableConcept states, by its code, and its words where it has no such code."""
    code = next((code for code in codes_of(said) if code in REASON_OF_CODE), "")
    text = words_of(said)
    if code:
        return REASON_OF_CODE[code], "" if text == words(REASONS[REASON_OF_CODE[code]][1]) else text
    if text in set(ChangeReason):
        return ChangeReason(text), ""
    return (ChangeReason.OTHER, text) if text else (ChangeReason.NOT_STATED, "")


def _fate(regimen: str, name: str, reading: Reading) -> Iterator[Draft]:
    order = reading.resources[name]
    status = text_at(order, "status")
    reason, text = reason_of(order.get("statusReason"))
    end = read_point(at(order, *_PERIOD), "end", reading.places)
    key = name.partition("/")[2]
    if end == UNKNOWN:
        end = Timing(after=key)
    said = common(name, end) | {"regimen": regimen, "words": text}
    if status in _ENDED:
        why = reason if reason is not ChangeReason.NOT_STATED else _ENDED[status]
        yield Draft(RegimenStopped(**said | {"key": f"{key}-stop"}, reason=why), (name,), derived=True)
    elif status == "on-hold":
        yield Draft(
            RegimenHeld(**said | {"key": f"{key}-hold", "occurred": Timing(after=key)}, reason=reason),
            (name,),
            derived=True,
        )


def write_start(fact: RegimenStarted, writing: Writing) -> list[Json]:
    """An order for each drug, one for a regimen of which no drug is named; orders of several are a group."""
    drugs = fact.drugs or (RegimenDrug(drug=fact.name or fact.referred_to_as or fact.regimen),)
    orders = [_order(fact, drug, writing) for drug in drugs]
    for place, order in enumerate(orders[1:], 2):
        order["id"] = part_id(fact.key, f"{place}")
    if len(orders) > 1 or fact.regimen != orders[0]["id"]:
        for order in orders:
            order["groupIdentifier"] = {"system": REGIMENS, "value": fact.regimen}
    return orders


def _order(fact: RegimenStarted, drug: RegimenDrug, writing: Writing) -> Json:
    fate: Fate = writing.orders.get(fact.regimen, Fate())
    said = resource("MedicationRequest", fact.key, f"{MCODE}cancer-related-medication-request") | {
        "status": "unknown",
        "intent": "order",
        "medicationCodeableConcept": concept(drug.drug),
        "subject": writing.subject(),
    }
    if fate.ended is not None:
        said["status"] = "completed" if fate.reason is ChangeReason.COMPLETED else "stopped"
    elif fate.held:
        said["status"] = "on-hold"
    if said["status"] in {"stopped", "on-hold"} and fate.reason is not ChangeReason.NOT_STATED:
        code, display = REASONS.get(fate.reason, ("", ""))
        said["statusReason"] = concept("" if code else str(fate.reason), SNOMED, code, display)
    if writing.reason():
        said["reasonReference"] = writing.reason()
    instruction = _instruction(fact, drug, fate, writing)
    return said | ({"dosageInstruction": [instruction]} if instruction else {})


def _instruction(fact: RegimenStarted, drug: RegimenDrug, fate: Fate, writing: Writing) -> Json:
    period: Json = {}
    write_point(period, "start", fact.occurred, fact.key, writing.places)
    end: When = fate.ended.occurred if fate.ended is not None else UNKNOWN
    if isinstance(end, str) and date_in(end) == end and "start" in period:
        period["end"] = end
    repeat: Json = {"boundsPeriod": period} if period else {}
    if fact.every:
        length = parse_duration(fact.every)
        repeat |= {
            "frequency": 1,
            "period": Decimal(fact.every.removesuffix(length.unit).strip()),
            "periodUnit": length.unit,
        }
    said: Json = {"timing": {"repeat": repeat}} if repeat else {}
    amount = dose_said(drug.dose, drug.dose_most, drug.unit)
    return said | ({"doseAndRate": [amount]} if amount else {})


def dose_said(dose: Decimal | None, most: Decimal | None, unit: str) -> Json:
    """A dose as FHIR's quantity, a range as its range."""
    if dose is None:
        return {}
    if most is None:
        return {"doseQuantity": quantity(dose, unit)}
    return {"doseRange": {"low": quantity(dose, unit), "high": quantity(most, unit)}}
