"""How a patient stood before the first dose, in a few characters an item, so that two can be told apart at a glance.

Refuses what came after the first dose, and to complete what is not stated.
"""

from tracker.events.disease import CancerDiagnosed, PathologyReported, StageAssigned
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.person import PatientRegistered, PerformanceAssessed
from tracker.projections.history import History
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions
from tracker.projections.lab_readings import value_text
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.phases import BEFORE_TREATMENT, facts_by_phase
from tracker.projections.words import listed, number_words, site_words
from tracker.values.units import shown_unit
from tracker.values.vocabularies import Certainty


def baseline_of(history: History, conventions: Conventions = DEFAULT_CONVENTIONS) -> dict[str, str]:
    """Items by name: performance, markers of the tissue, results, sites, stage, age. Of several the last before treatment holds."""
    performance: dict[str, str] = {}
    tissue: dict[str, str] = {}
    results: dict[str, str] = {}
    names: dict[str, str] = {}
    sites: dict[str, str] = {}
    stage: dict[str, str] = {}
    person: dict[str, str] = {}
    for placed in facts_by_phase(Course(history, conventions)).get(BEFORE_TREATMENT, ()):
        match placed.event:
            case PerformanceAssessed(ecog=ecog) if ecog is not None:
                performance["ECOG"] = str(ecog)
            case PathologyReported(markers=markers):
                for marker in markers:
                    value = "" if marker.value is None else number_words(marker.value)
                    tissue[marker.name] = listed((marker.result, value, shown_unit(marker.unit)), " ") or "stated"
            case LabResulted() as lab:
                results[names.setdefault(series_of(lab), series_name(lab))] = value_text(lab)
            case CancerDiagnosed(sites=found):
                sites |= {_site(site): "" for site in found}
            case StageAssigned(t=t, n=n, m=m, group=group):
                stage["stage"] = listed((group, listed((t, n, m), " ")))
            case PatientRegistered(age_at_diagnosis=age) if age is not None:
                person["age"] = f"{age} y"
            case _:
                pass
    covered = {"sites": ", ".join(sites)} if sites else {}
    return {**performance, **tissue, **results, **covered, **stage, **person}


def _site(site: Site) -> str:
    """A place in the body, with a question mark where it is not certain."""
    return site_words(site) if site.certainty is Certainty.CONFIRMED else f"{site.name}?"
