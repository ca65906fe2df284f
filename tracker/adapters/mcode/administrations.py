"""Administrations of drugs and cycles, both ways. Refuses to count a dose that was not given.

What was not done is recorded as a decision with its reason.
"""

from collections.abc import Iterator

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, common, part_id, resource
from tracker.adapters.mcode.elements import Json, at, concept, number_at, text_at, words_of
from tracker.adapters.mcode.laboratory import unit_of
from tracker.adapters.mcode.medication import drug_of, regimen_of
from tracker.adapters.mcode.terms import MCODE
from tracker.adapters.mcode.times import absent, date_in, read_length, read_moment, read_point, write_end, write_point
from tracker.events.deliberation import DecisionRecorded
from tracker.events.treatment import CycleGiven, DrugGiven, RegimenDrug, RegimenStarted
from tracker.values.dates import days_named_by
from tracker.values.when import UNKNOWN, When

_GIVEN = frozenset({"completed", "in-progress", "on-hold", "stopped", "unknown"})


def read_administrations(reading: Reading) -> Iterator[Draft]:
    """Every cycle of a bundle; of a drug that no order names, the regimen as well."""
    cycles: dict[str, dict[object, list[str]]] = {}
    for name, given in reading.resources.items():
        if given["resourceType"] != "MedicationAdministration":
            continue
        status, drug = text_at(given, "status"), drug_of(given, reading)
        if status == "not-done" and drug:
            yield _not_done(name, given, drug, reading)
        elif status not in _GIVEN or not drug:
            reading.refuse(name, f"an administration of the status {status}" if drug else "no drug that is named")
        else:
            order, _ = reading.follow(given.get("request"))
            regimen = regimen_of(order, reading) if order in reading.resources else f"drug-{_slug(drug)}"
            cycles.setdefault(regimen, {}).setdefault(read_moment(given, "effective", reading.places), []).append(name)
    for regimen, times in cycles.items():
        in_order = sorted(times.items(), key=lambda item: _first_day(item[0]))
        if regimen.startswith("drug-"):
            yield _regimen(regimen, in_order[0][1], reading)
        for place, (_, names) in enumerate(in_order, 1):
            yield _cycle(regimen, place, names, reading)


def _slug(drug: str) -> str:
    return (
        "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in drug.lower()).split())[:60]
        or "unnamed"
    )


def _first_day(when: object) -> str:
    """A date to sort by; what has none comes last, in the order of the bundle."""
    text = when if isinstance(when, str) else ""
    first = date_in(text.partition("/")[0])
    return days_named_by(first)[0].isoformat() if first else "~"


def _not_done(name: str, given: Json, drug: str, reading: Reading) -> Draft:
    reason = words_of(at(given, "statusReason", 0))
    said = common(name, read_moment(given, "effective", reading.places))
    return Draft(
        DecisionRecorded(**said, question=f"administration of {drug}", choice="not given", reason=reason), (name,)
    )


def _regimen(regimen: str, names: list[str], reading: Reading) -> Draft:
    """A regimen that begins with its first administration, because no order says so."""
    given = [reading.resources[name] for name in names]
    said = common(names[0], read_moment(given[0], "effective", reading.places)) | {"key": regimen}
    drugs = tuple(RegimenDrug(drug=drug_of(item, reading)) for item in given)
    return Draft(RegimenStarted(**said, regimen=regimen, drugs=drugs), (names[0],), derived=True)


def _cycle(regimen: str, number: int, names: list[str], reading: Reading) -> Draft:
    given = [reading.resources[name] for name in names]
    period = given[0].get("effectivePeriod")
    start, end = (read_point(period, side, reading.places) for side in ("start", "end"))
    said = common(names[0], start if start != UNKNOWN else read_moment(given[0], "effective", reading.places))
    length = read_length(start, end)
    if length is not None:
        said["lasting"] = length
    drugs = tuple(_drug(item, reading) for item in given)
    return Draft(CycleGiven(**said, regimen=regimen, number=number, drugs=drugs), tuple(names))


def _drug(given: Json, reading: Reading) -> DrugGiven:
    amount = at(given, "dosage", "dose")
    value, unit = number_at(amount, "value"), unit_of(amount)
    if value is None or value < 0 or not unit:
        return DrugGiven(drug=drug_of(given, reading))
    return DrugGiven(drug=drug_of(given, reading), dose=value, unit=unit)


def write_cycle(fact: CycleGiven, writing: Writing) -> list[Json]:
    """An administration for each drug, one for a cycle of which no drug is named."""
    drugs = fact.drugs or (DrugGiven(drug=fact.regimen),)
    given = [_administration(fact, drug, writing) for drug in drugs]
    for place, item in enumerate(given[1:], 2):
        item["id"] = part_id(fact.key, f"{place}")
    return given


def _administration(fact: CycleGiven, drug: DrugGiven, writing: Writing) -> Json:
    said = resource("MedicationAdministration", fact.key, f"{MCODE}cancer-related-medication-administration") | {
        "status": "completed",
        "medicationCodeableConcept": concept(drug.drug),
        "subject": writing.subject(),
    }
    period = _period(fact.occurred, fact, writing)
    end = write_end(fact.occurred, fact.lasting)
    if isinstance(period.get("start"), str) and not end:
        said["effectiveDateTime"] = period["start"]
    else:
        said["effectivePeriod"] = period | ({"end": end} if end else {})
    order = writing.places.names.get(f"regimen:{fact.regimen}")
    if order:
        said["request"] = {"reference": order}
    if writing.reason():
        said["reasonReference"] = writing.reason()
    if drug.dose is not None:
        amount = {"value": drug.dose} | (
            {"unit": drug.unit, "system": "http://unitsofmeasure.org", "code": drug.unit} if drug.unit else {}
        )
        said["dosage"] = {"dose": amount}
    return said


def _period(when: When, fact: CycleGiven, writing: Writing) -> Json:
    period: Json = {}
    write_point(period, "start", when, fact.key, writing.places)
    return period or {"_start": absent()}
