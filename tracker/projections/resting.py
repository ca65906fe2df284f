"""What a judgment rests on, each fact in one line. Refuses to name a fact that is still to come.

Of a scan behind a progression or a response it tells what was seen at the sites that are judged, where they are named; else
all of it.
"""

from collections.abc import Iterator
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted
from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.observation import ImagingStudy, ScanReported
from tracker.projections.event_lines import study_text
from tracker.projections.history import History
from tracker.projections.moments import moment_text
from tracker.projections.summaries import kind_word, summary_of
from tracker.projections.time_words import Hidden
from tracker.values.vocabularies import OverallChange

LATER = "a later fact"


class Resting(Struct, frozen=True):
    """One fact that another rests on."""

    key: str
    """Empty for a fact that is not told yet."""
    text: str
    """When, kind and what: `≈M8.3 SCAN CT: axillary node 24 mm NEW`."""


def rests_on(fact: Fact) -> tuple[str, ...]:
    """The keys that a fact names as what it rests on, or speaks of."""
    match fact:
        case ResponseAssessed(evidence=keys) | ProgressionDeclared(evidence=keys) | AmbiguityNoted(keys=keys):
            return keys
        case _:
            return ()


def resting_of(history: History, fact: Fact, hidden: Hidden, end_day: float = inf) -> Iterator[Resting]:
    """Every fact that one rests on.

    Args:
        history: Whose.
        fact: What rests on them.
        hidden: Keys of facts that are not told yet.
        end_day: The end of the month that tells it, in days from the origin.
    """
    for key in rests_on(fact):
        if key in hidden:
            yield Resting("", LATER)
            continue
        placed = history.by_key.get(key)
        if placed is None:
            said = next((each.fact for each in history.record.facts if each.key == key), None)
            yield Resting(
                key, "no fact of this name stands" if said is None else f"{kind_word(said)} {summary_of(said)}"
            )
            continue
        when = moment_text(history.calendar, placed.start, end_day)
        yield Resting(key, f"{when} {kind_word(placed.event)} {_seen(placed.event, _sites(fact))}")


def _sites(fact: Fact) -> frozenset[str]:
    """The names of the sites that are judged."""
    match fact:
        case ProgressionDeclared(sites=sites):
            return frozenset(site.name for site in sites)
        case ResponseAssessed(by_site=by_site):
            return frozenset(each.site.name for each in by_site)
        case _:
            return frozenset()


def _seen(event: Fact, sites: frozenset[str]) -> str:
    if not isinstance(event, ScanReported):
        return summary_of(event)
    there = [narrowed for study in event.studies if (narrowed := _at(study, sites)).lesions]
    return "; ".join(map(study_text, there or event.studies))


def _at(study: ImagingStudy, sites: frozenset[str]) -> ImagingStudy:
    """A study with its lesions at some sites alone, and without what it says of all it saw."""
    seen = tuple(lesion for lesion in study.lesions if lesion.site.name in sites)
    return replace(study, lesions=seen, impression="", overall=OverallChange.NOT_STATED, suv_max=None)
