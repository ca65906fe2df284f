"""Adverse events as resources and facts. Refuses a grade by another system than CTCAE.

The grade is in the extension that CTCAE's profile gives it; an event that was explicitly absent has no resource.
"""

from collections.abc import Iterator

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, common, resource
from tracker.adapters.mcode.elements import Json, concept, extension, text_at, words, words_of
from tracker.adapters.mcode.times import read_point, write_point
from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.words import only_attributes
from tracker.values.vocabularies import Presence

GRADE = "http://hl7.org/fhir/us/ctcae/StructureDefinition/ctcae-grade"
_GRADES = frozenset("12345")


def read_adverse(name: str, event: Json, reading: Reading) -> Iterator[Draft]:
    """An adverse event that happened, with its grade if it is one of CTCAE."""
    term = words_of(event.get("event"))
    if text_at(event, "actuality") != "actual" or not term:
        reading.refuse(name, "an adverse event that did not happen" if term else "an adverse event that is not named")
        return
    said = common(name, read_point(event, "date", reading.places))
    grade = words_of(extension(event, GRADE).get("valueCodeableConcept")).removeprefix("Grade ")[:1]
    yield Draft(AdverseEventNoted(**said, term=term, grade=int(grade) if grade in _GRADES else None), (name,))


def write_adverse(fact: AdverseEventNoted, writing: Writing) -> list[Json]:
    """An AdverseEvent of one that was there; what one is put down to is no second one."""
    if fact.presence is not Presence.PRESENT or only_attributes(fact):
        return []
    said = resource("AdverseEvent", fact.key)
    if fact.grade is not None and fact.grade_most is None and str(fact.grade) in _GRADES:
        said["extension"] = [{"url": GRADE, "valueCodeableConcept": concept(f"Grade {fact.grade}")}]
    said |= {"actuality": "actual", "event": concept(words(fact.term)), "subject": writing.subject()}
    write_point(said, "date", fact.occurred, fact.key, writing.places)
    return [said]
