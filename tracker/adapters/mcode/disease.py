"""Cancer conditions and the judgment of the disease, as resources and facts. Refuses to call an improvement a response.

Primary and secondary cancer conditions are diagnoses. mCODE's disease status is a trend: stable, worsened, remission and
undetermined have a category; an improvement has none and stays a word.
"""

from collections.abc import Iterator

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, body_site, common, resource, site_of
from tracker.adapters.mcode.elements import (
    Json,
    code_of,
    codes_of,
    concept,
    extension,
    list_at,
    profiles,
    text_at,
    words,
    words_of,
)
from tracker.adapters.mcode.terms import (
    ASSERTED_DATE,
    CATEGORY_OF_STATUS,
    DISEASE_STATUS,
    EVIDENCE_TYPE,
    HISTOLOGY,
    ICD_O_3,
    LOINC,
    MCODE,
    SNOMED,
    STATUS_OF_DISEASE,
    TERMINOLOGY,
)
from tracker.adapters.mcode.times import read_moment, read_point, write_moment, write_point
from tracker.events.disease import CancerDiagnosed, ProgressionDeclared, ResponseAssessed
from tracker.values.vocabularies import Certainty, DiagnosisRole, ResponseCategory
from tracker.values.when import UNKNOWN

_CERTAINTIES = {
    "confirmed": Certainty.CONFIRMED,
    "provisional": Certainty.PROBABLE,
    "differential": Certainty.POSSIBLE,
    "unconfirmed": Certainty.POSSIBLE,
}
_VERIFICATION = {
    Certainty.CONFIRMED: "confirmed",
    Certainty.PROBABLE: "provisional",
    Certainty.POSSIBLE: "unconfirmed",
}
_ROLES = {
    "mcode-primary-cancer-condition": DiagnosisRole.PRIMARY,
    "mcode-secondary-cancer-condition": DiagnosisRole.METASTASIS,
}
IMAGING = ("363679005", "Imaging (procedure)")


def is_cancer(condition: Json) -> bool:
    """Whether a Condition is one of mCODE's cancer conditions."""
    return bool(profiles(condition) & _ROLES.keys())


def read_condition(name: str, condition: Json, reading: Reading) -> Iterator[Draft]:
    """A diagnosis; its time is the date of assertion, else the onset."""
    status = next(codes_of(condition.get("verificationStatus")), "confirmed")
    diagnosis = words_of(condition.get("code"))
    if status not in _CERTAINTIES or not diagnosis:
        reading.refuse(name, f"verification status {status}" if diagnosis else "a condition that is not named")
        return
    asserted = read_point(extension(condition, ASSERTED_DATE), "valueDateTime", reading.places)
    occurred = asserted if asserted != UNKNOWN else read_moment(condition, "onset", reading.places)
    histology = extension(condition, HISTOLOGY).get("valueCodeableConcept")
    sites = list_at(condition, "bodySite")
    said = common(name, occurred) | {
        "role": next(role for profile, role in _ROLES.items() if profile in profiles(condition)),
        "diagnosis": diagnosis,
        "certainty": _CERTAINTIES[status],
        "histology": words_of(histology),
        "morphology": words(code_of(histology, ICD_O_3)),
        "topography": words(next((code for site in sites if (code := code_of(site, ICD_O_3))), "")),
        "sites": tuple(site for item in sites if (site := site_of(item)) is not None),
    }
    yield Draft(CancerDiagnosed(**said), (name,))


def write_condition(fact: CancerDiagnosed, writing: Writing) -> list[Json]:
    """A primary condition, also for a recurrence, or a secondary one.

    A date is the date of assertion, beside the age at onset; the models know no relative time in an extension, so that one
    is the onset, and then there is no age.
    """
    secondary = fact.role is DiagnosisRole.METASTASIS
    profile = "secondary-cancer-condition" if secondary else "primary-cancer-condition"
    said = resource("Condition", fact.key, f"{MCODE}{profile}")
    more: list[Json] = []
    if fact.histology or fact.morphology:
        more.append({"url": HISTOLOGY, "valueCodeableConcept": concept(fact.histology, ICD_O_3, fact.morphology)})
    when: Json = {}
    write_point(when, "onsetDateTime", fact.occurred, fact.key, writing.places)
    if "onsetDateTime" in when:
        more.append({"url": ASSERTED_DATE, "valueDateTime": when.pop("onsetDateTime")})
    if more:
        said["extension"] = more
    said |= {
        "verificationStatus": concept(system=f"{TERMINOLOGY}condition-ver-status", code=_VERIFICATION[fact.certainty]),
        "category": [concept(system=f"{TERMINOLOGY}condition-category", code="encounter-diagnosis")],
        "code": concept(fact.diagnosis),
        "subject": writing.subject(),
    }
    sites = [body_site(site) for site in fact.sites]
    if fact.topography:
        coding = {"system": ICD_O_3, "code": fact.topography}
        sites = [sites[0] | {"coding": [coding]}, *sites[1:]] if sites else [{"coding": [coding]}]
    if sites:
        said["bodySite"] = sites
    said |= when
    if not when and writing.age is not None and writing.primary == f"Condition/{said['id']}":
        said["onsetAge"] = {
            "value": writing.age, "unit": "a", "system": "http://unitsofmeasure.org", "code": "a",
        }  # fmt: skip
    return [said]


def is_status(observation: Json) -> bool:
    """Whether an Observation is mCODE's disease status."""
    found = "mcode-cancer-disease-status" in profiles(observation)
    return found or code_of(observation.get("code"), LOINC) == DISEASE_STATUS


def read_status(name: str, observation: Json, reading: Reading) -> Iterator[Draft]:
    """A response, or a progression where the trend is `worsened`; the evidence by reference."""
    value = observation.get("valueCodeableConcept")
    codes = frozenset(codes_of(value))
    text = words_of(value)
    if not text:
        reading.refuse(name, "a disease status without a value")
        return
    said = common(name, read_moment(observation, "effective", reading.places))
    evidence = (reading.places.names.get(text_at(item, "reference")) for item in list_at(observation, "derivedFrom"))
    said["evidence"] = tuple(dict.fromkeys(key for key in evidence if key and key != said["key"]))
    stated = text_at(value, "text")
    trend = next((CATEGORY_OF_STATUS[code] for code in sorted(codes) if code in CATEGORY_OF_STATUS), None)
    if trend is not None and text == words(STATUS_OF_DISEASE[trend][1]):
        text = ""
    if stated in set(ResponseCategory):
        yield Draft(ResponseAssessed(**said, category=ResponseCategory(stated)), (name,))
    elif trend is ResponseCategory.PROGRESSIVE_DISEASE:
        yield Draft(ProgressionDeclared(**said, words=text), (name,))
    else:
        yield Draft(ResponseAssessed(**said, category=trend or ResponseCategory.NOT_STATED, words=text), (name,))


def write_response(fact: ResponseAssessed, writing: Writing) -> list[Json]:
    """A disease status, its category as text beside the trend."""
    by_trend = fact.category
    if by_trend in {ResponseCategory.UNCONFIRMED_PROGRESSION, ResponseCategory.CONFIRMED_PROGRESSION}:
        by_trend = ResponseCategory.PROGRESSIVE_DISEASE
    code, display = STATUS_OF_DISEASE.get(by_trend, ("", ""))
    stated = fact.words if fact.category is ResponseCategory.NOT_STATED and fact.words else str(fact.category)
    return _status(fact, concept(stated, SNOMED, code, display), writing)


def write_progression(fact: ProgressionDeclared, writing: Writing) -> list[Json]:
    """A disease status `worsened`, with the words of the source beside the code."""
    code, display = STATUS_OF_DISEASE[ResponseCategory.PROGRESSIVE_DISEASE]
    said = _status(fact, concept(words(fact.words), SNOMED, code, display), writing)
    if len(fact.sites) == 1:
        said[0]["bodySite"] = body_site(fact.sites[0])
    return said


def _status(fact: ResponseAssessed | ProgressionDeclared, value: Json, writing: Writing) -> list[Json]:
    said = resource("Observation", fact.key, f"{MCODE}cancer-disease-status")
    if not writing.scans.isdisjoint(fact.evidence):
        code, display = IMAGING
        said["extension"] = [
            {"url": EVIDENCE_TYPE, "valueCodeableConcept": concept(system=SNOMED, code=code, display=display)}
        ]
    said |= {
        "status": "final",
        "code": concept(system=LOINC, code=DISEASE_STATUS, display="Cancer Disease Progression"),
        "subject": writing.subject(),
    }
    if writing.reason():
        said["focus"] = writing.reason()
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    said["valueCodeableConcept"] = value
    seen = (writing.places.names.get(key, "") for key in fact.evidence)
    observed = [{"reference": name} for name in seen if name.startswith("Observation/")]
    return [said | ({"derivedFrom": observed} if observed else {})]
