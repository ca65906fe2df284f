"""Short phrases for the parts of a fact: numbers, units, sites, lesions, drugs, results. Refuses to complete a part.

Numbers keep the notation of the record, UCUM units lose their code signs, and what is open stays open: a question mark
stands behind a drug of which it is not stated whether it was given.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tracker.events.disease import TumorMarker
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.observation import Finding, ImagingStudy, LesionObserved
from tracker.events.person import HistoryItem
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import DrugGiven, RadiotherapyVolume, RegimenDrug
from tracker.values.units import shown_unit
from tracker.values.vocabularies import (
    Axis,
    Certainty,
    DrugStatus,
    Laterality,
    LesionStatus,
    Newness,
    OverallChange,
    Presence,
    Trend,
)

ELEMENT = "fhir:"
"""Before the path of an element of FHIR that a fact keeps in `extra`."""


def number_words(number: Decimal) -> str:
    """A number in the notation in which it was recorded.

    >>> number_words(Decimal("6.15e5")), number_words(Decimal("0.5"))
    ('6.15e5', '0.5')
    """
    text = str(number)
    return text.replace("E+", "e").replace("E", "e") if "E" in text else text


def listed(parts: Iterable[str], separator: str = ", ") -> str:
    """The parts that say something, joined."""
    return separator.join([part for part in parts if part])


def said(value: str, unsaid: str = "not-stated") -> str:
    """The value, or nothing where it only says that nothing is said."""
    return "" if value == unsaid else value


def bracketed(text: str) -> str:
    """In brackets, if there is anything to put in them."""
    return f"({text})" if text else ""


def site_words(site: Site) -> str:
    """A place in the body, with its side and with its certainty where it is not confirmed."""
    side = "" if site.laterality is Laterality.NOT_STATED else f"{site.laterality.value} "
    doubt = "" if site.certainty is Certainty.CONFIRMED else f" ({site.certainty.value})"
    return f"{side}{site.name}{doubt}"


def sites_words(sites: tuple[Site, ...]) -> str:
    """Places in the body, comma-separated."""
    return ", ".join(map(site_words, sites))


def drugs_words(drugs: tuple[RegimenDrug, ...]) -> str:
    """The drugs of a regimen; a question mark where it is not stated whether one was given."""
    return " + ".join(drug.drug if drug.status is DrugStatus.GIVEN else f"{drug.drug}?" for drug in drugs)


def lesion_words(lesion: LesionObserved) -> str:
    """A lesion at one look, such as `right level II node 12 mm short axis (was 6 mm)`."""
    axis = "" if lesion.axis is Axis.UNKNOWN else f" {lesion.axis.value} axis"
    across = "" if lesion.perpendicular_mm is None else f" × {number_words(lesion.perpendicular_mm)}"
    size = "" if lesion.mm is None else f"{number_words(lesion.mm)}{across} mm{axis}"
    before = "" if lesion.previously_mm is None else f"(was {number_words(lesion.previously_mm)} mm)"
    status = "" if lesion.status is LesionStatus.PRESENT else said(lesion.status.value)
    new = {Newness.YES: "new", Newness.UNCERTAIN: "perhaps new"}.get(lesion.new, "")
    return listed((new, site_words(lesion.site), size, before, status), " ")


def study_words(study: ImagingStudy) -> str:
    """One study of a report: how and where, the impression, else what it saw of lesions; SUVmax."""
    head = listed((study.modality.value, study.region), " ")
    overall = "" if study.overall is OverallChange.NOT_STATED else study.overall.value
    suv = "" if study.suv_max is None else f"SUVmax {number_words(study.suv_max)}"
    seen = study.impression or listed((overall, *map(lesion_words, study.lesions)))
    body = listed((seen, suv))
    return f"{head}: {body}" if body else head


def marker_words(marker: TumorMarker) -> str:
    """One marker of a specimen, such as `EBER ++`."""
    value = "" if marker.value is None else number_words(marker.value)
    return listed((marker.name, marker.result, value, shown_unit(marker.unit)), " ")


def presence_words(items: Iterable[Finding | HistoryItem]) -> str:
    """Names of what is there, then what was looked for and absent, relieved or left open."""
    named: dict[Presence, list[str]] = {}
    for item in items:
        named.setdefault(item.presence, []).append(item.name if isinstance(item, Finding) else item.item)
    return listed(
        (
            ", ".join(named.get(Presence.PRESENT, ())),
            *(
                f"{presence.value}: {', '.join(named[presence])}"
                for presence in (Presence.ABSENT, Presence.RELIEVED, Presence.NOT_STATED)
                if presence in named
            ),
        ),
        "; ",
    )


def dose_words(drug: DrugGiven | RegimenDrug) -> str:
    """A drug of a cycle or a regimen, such as `capecitabine 1.5 g ×2 D1-14`."""
    name = drug.drug if drug.status is DrugStatus.GIVEN else f"{drug.drug}?"
    dose = "" if drug.dose is None else number_words(drug.dose)
    most = "" if drug.dose_most is None else f"–{number_words(drug.dose_most)}"
    times = "" if drug.times_per_day == 1 else f"×{drug.times_per_day}"
    days = "" if drug.days is None else f"D{drug.days.replace(' ', '')}"
    return listed((name, dose + most, shown_unit(drug.unit) if dose else "", times, days), " ")


def volume_words(volume: RadiotherapyVolume) -> str:
    """One target volume with dose and fractions, and how the source puts it."""
    dose = "" if volume.dose_gy is None else f"{number_words(volume.dose_gy)} Gy"
    fractions = "" if volume.fractions is None else f"/ {volume.fractions}"
    words = f"“{volume.words}”" if volume.words else ""
    return listed((volume.name, bracketed(sites_words(volume.sites)), dose, fractions, words), " ")


def lab_words(lab: LabResulted) -> str:
    """Value with comparator and unit, or the source's word; `no value` where it gives neither."""
    if lab.value is None:
        return f"“{lab.word}”, no value" if lab.word else "no value"
    comparator = "" if lab.comparator is None else f"{lab.comparator.value} "
    word = f" (“{lab.word}”)" if lab.word else ""
    return f"{comparator}{number_words(lab.value)} {shown_unit(lab.unit)}".rstrip() + word


def extra_words(extra: Mapping[str, str]) -> str:
    """Columns of an import as people read them; what names the row's own type and days stands elsewhere.

    An element of a resource has a path and no name that anybody says: `particulars` has it, and a line leaves it out.

    >>> extra_words({"EVENT_TYPE": "Hospital stay", "WARD_NAME": "7 B", "fhir:method.coding[0].code": "787377000"})
    'ward name 7 B'
    """
    said = (
        f"{name.lower().replace('_', ' ')} {text}"
        for name, text in extra.items()
        if text and name not in _ROW and not name.startswith(ELEMENT)
    )
    return ", ".join(said)


_ROW = frozenset({"EVENT_TYPE", "START_DATE"})


def only_attributes(event: AdverseEventNoted) -> bool:
    """Whether a fact says what an adverse event is put down to, and nothing else of it."""
    silent = event.grade is None and event.trend is Trend.NOT_STATED and not (event.affected or event.words)
    return bool(event.attribution) and event.presence is Presence.PRESENT and silent


def grade_words(event: AdverseEventNoted) -> str:
    """The grade, a range where the source gives one; empty where it is not stated."""
    if event.grade is None:
        return ""
    most = "" if event.grade_most in (None, event.grade) else f"–{event.grade_most}"
    return f"grade {event.grade}{most}"
