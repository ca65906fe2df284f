"""Rules about ends before their beginnings and times that hang on nothing or stand nowhere. Refuses to move a fact out of sight."""

from collections.abc import Iterator

from tracker.events.fact import LastingFact
from tracker.events.treatment import RegimenHeld, RegimenStarted, RegimenStopped
from tracker.projections.conditions import end_point
from tracker.projections.history import PlacedFact
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.summaries import name_of
from tracker.projections.words import listed
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least
from tracker.values.vocabularies import Severity
from tracker.values.when import UNKNOWN, read_lasting


def negative_interval(evidence: Evidence) -> Iterator[Discrepancy]:
    """An end that had to be moved to its beginning: of a fact with a length, or of a regimen that stops before it starts."""
    yield from _no_length_left(evidence)
    yield from _stopped_before_start(evidence)


def _no_length_left(evidence: Evidence) -> Iterator[Discrepancy]:
    chronology = evidence.history.chronology
    joined = chronology.contradictory()
    for placed in evidence.history.facts:
        event = placed.event
        if placed.key not in joined or not isinstance(event, LastingFact) or event.lasting is None:
            continue
        length = chronology.between(event.key, end_point(event.key)).most
        if length is not None and length <= PRECISION_DAYS and read_lasting(event.lasting)[1] != 0:
            summary = f"{name_of(event)} would end before it begins; its end was moved to its beginning"
            yield evidence.found("negative-interval", Severity.ERROR, summary, (event.key,))


def _stopped_before_start(evidence: Evidence) -> Iterator[Discrepancy]:
    chronology = evidence.history.chronology
    starts: dict[str, list[RegimenStarted]] = {}
    ends: list[RegimenStopped | RegimenHeld] = []
    for placed in evidence.history.facts:
        match placed.event:
            case RegimenStarted() as start:
                starts.setdefault(start.regimen, []).append(start)
            case RegimenStopped() | RegimenHeld() as end:
                ends.append(end)
            case _:
                pass
    for end in ends:
        own = starts.get(end.regimen, [])
        gaps = [chronology.between(start.key, end.key).most for start in own]
        if own and all(most is not None and most < -PRECISION_DAYS for most in gaps):
            least = min(-most for most in gaps if most is not None)
            summary = f"{name_of(end)} is at least {at_least(least):.0f} d before the start it ends ({name_of(own[0])})"
            yield evidence.found("negative-interval", Severity.ERROR, summary, (own[0].key, end.key))


def anchor_missing(evidence: Evidence) -> Iterator[Discrepancy]:
    """A time that hangs on a retracted or unknown key: the condition falls, its side is open."""
    retracted = {standing.key for standing in evidence.record.retracted}
    for missing in evidence.history.chronology.missing_anchors:
        lost = missing.anchor.removesuffix(".end")
        why = "which was retracted" if lost in retracted else "which is not in the record"
        summary = f"The time of {missing.key} hangs on {missing.anchor}, {why}; that condition says nothing now"
        yield evidence.found("anchor-missing", Severity.ERROR, summary, (missing.key,))


def date_apart(evidence: Evidence) -> Iterator[Discrepancy]:
    """Calendar dates in a record whose origin has none: they place nothing among what is counted from the origin."""
    keys = evidence.history.chronology.dated_apart
    if keys:
        summary = (
            f"{listed(keys)} {'states' if len(keys) == 1 else 'state'} a calendar date, and nothing says on which date the "
            "months of this record begin: the date places nothing; date the diagnosis, or say how long after a fact it was"
        )
        yield evidence.found("date-apart", Severity.WARNING, summary, keys)


def untied_days(evidence: Evidence) -> Iterator[Discrepancy]:
    """Stated lengths in a dated record that hang on no date: what is tied to each other, and to nothing on the calendar."""
    history = evidence.history
    if history.calendar.origin is None:
        return
    open_ones = [placed for placed in history.facts if placed.start.earliest is None and placed.start.latest is None]
    groups: dict[int, list[PlacedFact]] = {}
    for placed in open_ones:
        group = history.chronology.group_of(placed.key)
        if group is not None:
            groups.setdefault(group, []).append(placed)
    for tied in groups.values():
        if any(placed.event.occurred != UNKNOWN for placed in tied):
            keys = tuple(sorted(placed.key for placed in tied))
            one = len(keys) == 1
            summary = (
                f"Nothing ties {listed(keys)} to a date of this record, so {'it' if one else 'they'} cannot be placed on the "
                f"calendar; say on which date {'it' if one else 'one of them'} was, or how long before or after a dated fact"
            )
            yield evidence.found("untied-days", Severity.NOTE, summary, keys)
