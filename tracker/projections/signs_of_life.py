"""Which facts show life and which are quiet about the disease: what follow-up and censoring rest on.

Each fact is judged by itself, so that the parts of a history read it off the whole. Refuses to take silence for a sign.
"""

from math import inf

from tracker.events.disease import ResponseAssessed
from tracker.events.observation import ScanReported
from tracker.events.person import PatientContacted, PerformanceAssessed
from tracker.projections.evolve import DEAD, SHOWS_LIFE
from tracker.projections.history import History, PlacedFact
from tracker.values.vocabularies import DiseaseStatus, OverallChange, ResponseCategory, VitalStatus

_JUDGING = frozenset({PatientContacted, ResponseAssessed, ScanReported})
"""Kinds of facts that may state how the disease is."""
_NOT_PROGRESSING = frozenset(
    {ResponseCategory.COMPLETE_RESPONSE, ResponseCategory.PARTIAL_RESPONSE, ResponseCategory.STABLE_DISEASE}
)
_QUIET_STATUS = frozenset({DiseaseStatus.NO_EVIDENCE, DiseaseStatus.CONTROLLED, DiseaseStatus.STABLE})
_QUIET_SCAN = frozenset({OverallChange.BETTER, OverallChange.SAME})


def shows_life(placed: PlacedFact) -> bool:
    """Whether the patient must have been alive for the fact; judgments may be passed later and do not count."""
    if type(placed.event) in SHOWS_LIFE:
        return True
    match placed.event:
        case PatientContacted(vital_status=status):
            return status is VitalStatus.ALIVE
        case PerformanceAssessed(ecog=score):
            return score != DEAD
        case _:
            return False


def alive_until(history: History) -> dict[int, float]:
    """By month, the latest day of all facts before its end, and of the month after, that show life; infinite where open.

    Facts of one day may stand on either side of the end of a month, hence the month after.
    """
    own: dict[int, float] = {}
    for placed in filter(shows_life, history.facts):
        latest = placed.start.latest
        own[placed.month] = max(own.get(placed.month, -inf), inf if latest is None else latest)
    before, until = -inf, {}
    for month in sorted(own):
        before = max(before, own[month])
        until[month] = max(before, own.get(month + 1, -inf))
    return until


def quiet_facts(history: History) -> tuple[PlacedFact, ...]:
    """Contacts and assessments whose stated status is not progression, in the order of living."""
    return tuple([placed for placed in history.facts if type(placed.event) in _JUDGING and _is_quiet(placed)])


def _is_quiet(placed: PlacedFact) -> bool:
    match placed.event:
        case PatientContacted(disease_status=status, vital_status=vital):
            return status in _QUIET_STATUS and vital is not VitalStatus.DECEASED
        case ResponseAssessed(category=category):
            return category in _NOT_PROGRESSING
        case ScanReported(overall=overall):
            return overall in _QUIET_SCAN
        case _:
            return False
