"""Procedures and radiotherapy courses, as Procedure resources and facts. Refuses to sum volumes, or to call a plan delivered.

mCODE gives doses in cGy, a fact in Gy; both are exact decimals. What was not done is not recorded as done.
"""

from collections.abc import Iterator
from decimal import Decimal

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, body_site, common, part_id, resource, site_of
from tracker.adapters.mcode.elements import (
    Json,
    at,
    codes_of,
    concept,
    extension,
    extensions,
    list_at,
    number_at,
    profiles,
    text_at,
    words,
    words_of,
)
from tracker.adapters.mcode.terms import DOSE_TO_VOLUME, INTENT, MCODE, RADIOTHERAPY_COURSE, SNOMED, US_CORE
from tracker.adapters.mcode.times import read_length, read_moment, read_point, write_end, write_moment, write_point
from tracker.events.treatment import ProcedurePerformed, RadiotherapyGiven, RadiotherapyVolume
from tracker.values.vocabularies import Delivery
from tracker.values.when import UNKNOWN

_DONE = frozenset({"completed", "in-progress", "stopped", "unknown", "on-hold"})
_DELIVERY = {"completed": Delivery.DELIVERED, "preparation": Delivery.PLANNED}
_STATUS = {Delivery.DELIVERED: "completed", Delivery.PLANNED: "preparation", Delivery.NOT_STATED: "unknown"}
_MOST_FRACTIONS = 200


def is_radiotherapy(procedure: Json) -> bool:
    """Whether a Procedure is the summary of a course of radiotherapy."""
    return "mcode-radiotherapy-course-summary" in profiles(procedure) or RADIOTHERAPY_COURSE in codes_of(
        procedure.get("code")
    )


def read_procedure(name: str, procedure: Json, reading: Reading) -> Iterator[Draft]:
    """A procedure that was done, or a course of radiotherapy."""
    status = text_at(procedure, "status")
    if is_radiotherapy(procedure) and (status in _DONE or status in _DELIVERY):
        yield _radiotherapy(name, procedure, reading)
        return
    what = words_of(procedure.get("code"))
    if status not in _DONE or not what:
        reading.refuse(name, f"a procedure of the status {status}" if what else "a procedure that is not named")
        return
    said = common(name, read_moment(procedure, "performed", reading.places))
    site = site_of(at(procedure, "bodySite", 0))
    intent = words_of(extension(procedure, INTENT).get("valueCodeableConcept"))
    outcome = words_of(procedure.get("outcome"))
    yield Draft(ProcedurePerformed(**said, procedure=what, site=site, intent=intent, outcome=outcome), (name,))


def write_procedure(fact: ProcedurePerformed, writing: Writing) -> list[Json]:
    """A Procedure; whether it was surgery a fact does not say, so it claims the profile of US Core."""
    said = resource("Procedure", fact.key, f"{US_CORE}procedure")
    if fact.intent:
        said["extension"] = [{"url": INTENT, "valueCodeableConcept": concept(fact.intent)}]
    said |= {"status": "completed", "code": concept(fact.procedure), "subject": writing.subject()}
    write_moment(said, "performed", fact.occurred, fact.key, writing.places)
    if fact.site is not None:
        said["bodySite"] = [body_site(fact.site)]
    if fact.outcome and fact.outcome == words(fact.outcome):
        said["outcome"] = concept(fact.outcome)
    return [said]


def _radiotherapy(name: str, procedure: Json, reading: Reading) -> Draft:
    period = procedure.get("performedPeriod")
    start, end = (read_point(period, side, reading.places) for side in ("start", "end"))
    said = common(name, start if start != UNKNOWN else read_moment(procedure, "performed", reading.places))
    length = read_length(start, end)
    if length is not None:
        said["lasting"] = length
    intents = (words_of(item.get("valueCodeableConcept")) for item in extensions(procedure, INTENT))
    parts = [name]
    volumes: list[RadiotherapyVolume] = []
    for dose in extensions(procedure, DOSE_TO_VOLUME):
        other, structure = reading.follow(extension(dose, "volume").get("valueReference"))
        if structure:
            parts.append(other)
        volumes.append(_volume(dose, other, structure, len(volumes) + 1))
    if not volumes:
        sites = tuple(site for item in list_at(procedure, "bodySite") if (site := site_of(item)) is not None)
        volumes.append(RadiotherapyVolume(name=sites[0].name if sites else "not stated", sites=sites))
    delivery = _DELIVERY.get(text_at(procedure, "status"), Delivery.NOT_STATED)
    intents_said = tuple(intent for intent in intents if intent)
    return Draft(
        RadiotherapyGiven(**said, intents=intents_said, volumes=tuple(volumes), delivery=delivery),
        tuple(dict.fromkeys(parts)),
    )


def _volume(dose: Json, name: str, structure: Json, number: int) -> RadiotherapyVolume:
    total = extension(dose, "totalDoseDelivered").get("valueQuantity")
    value, unit = number_at(total, "value"), text_at(total, "code") or text_at(total, "unit")
    gray = None
    if value is not None and value >= 0 and unit in {"cGy", "Gy"}:
        gray = value if unit == "Gy" else value.scaleb(-2)
        gray = Decimal(int(gray)) if gray == int(gray) else gray.normalize()
    fractions = number_at(extension(dose, "fractionsDelivered"), "valueUnsignedInt")
    site = site_of(structure.get("location"), structure.get("locationQualifier"))
    described = words(text_at(structure, "description")) or (site.name if site else "")
    return RadiotherapyVolume(
        name=described or words(name.partition("/")[2]) or f"volume {number}",
        sites=(site,) if site else (),
        dose_gy=gray,
        fractions=int(fractions) if fractions is not None and 1 <= fractions <= _MOST_FRACTIONS else None,
    )


def write_radiotherapy(fact: RadiotherapyGiven, writing: Writing) -> list[Json]:
    """MCODE's summary of a course with a BodyStructure for each volume, doses in cGy."""
    said = resource("Procedure", fact.key, f"{MCODE}radiotherapy-course-summary")
    structures = [_structure(fact.key, place + 1, volume, writing) for place, volume in enumerate(fact.volumes)]
    more: list[Json] = [{"url": INTENT, "valueCodeableConcept": concept(intent)} for intent in fact.intents]
    for volume, structure in zip(fact.volumes, structures, strict=True):
        dose: list[Json] = [{"url": "volume", "valueReference": {"reference": f"BodyStructure/{structure['id']}"}}]
        if volume.dose_gy is not None:
            centigray = volume.dose_gy.scaleb(2)
            centigray = Decimal(int(centigray)) if centigray == int(centigray) else centigray
            exact = {"value": centigray, "system": "http://unitsofmeasure.org", "code": "cGy"}
            dose.append({"url": "totalDoseDelivered", "valueQuantity": exact})
        if volume.fractions is not None:
            dose.append({"url": "fractionsDelivered", "valueUnsignedInt": volume.fractions})
        more.append({"url": DOSE_TO_VOLUME, "extension": dose})
    said |= {
        "extension": more,
        "status": _STATUS[fact.delivery],
        "code": concept(system=SNOMED, code=RADIOTHERAPY_COURSE),
        "subject": writing.subject(),
    }
    period: Json = {}
    write_point(period, "start", fact.occurred, fact.key, writing.places)
    end = write_end(fact.occurred, fact.lasting)
    if end:
        period["end"] = end
    if period:
        said["performedPeriod"] = period
    if writing.reason():
        said["reasonReference"] = writing.reason()
    return [said, *structures]


def _structure(key: str, number: int, volume: RadiotherapyVolume, writing: Writing) -> Json:
    said = resource("BodyStructure", "", f"{MCODE}radiotherapy-volume") | {
        "id": part_id(key, f"v{number}"),
        "description": volume.name,
        "patient": writing.subject(),
    }
    if volume.sites:
        site = volume.sites[0]
        said["location"] = concept(site.name)
        qualifier = body_site(site).get("extension")
        if qualifier:
            said["locationQualifier"] = [qualifier[0]["valueCodeableConcept"]]
    return said
