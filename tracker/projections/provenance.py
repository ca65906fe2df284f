"""Where a fact comes from: everything the record holds about it, in finished words. Refuses to tell a month its future.

What the fact says, when it was and how we know, which reading holds, what does not fit, where it stands in which document,
when it could be known, who recorded it, and what every correction changed. Where a month tells it, a bound after that month
is `later`, and a time that hangs on a fact still to come does not name it. A correction or a choice that was recorded after the month
is there, but why and of what is not: reasons are written by those who know how it went on.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.catalogue import Fact, FactAmended, FactRetracted, wire_name
from tracker.events.deliberation import AmbiguityNoted, IntervalStated
from tracker.events.fact import Entry, LastingFact, RecordedFact, Source
from tracker.events.recorded import Recorded
from tracker.projections.chronology import Placement
from tracker.projections.history import History
from tracker.projections.moments import OPEN, bound_text, month_text
from tracker.projections.particulars import Particular, particulars_of
from tracker.projections.passages import Document, Passage, passage_of
from tracker.projections.questions import asked_by, holding
from tracker.projections.record import Record, StandingFact, said_by
from tracker.projections.resting import Resting, resting_of
from tracker.projections.time_words import Hidden, anchor_words, lasting_words, reading_words, when_words
from tracker.projections.times import dates_of
from tracker.projections.told import told_particulars, told_summary
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least, at_most, half_up

LATER = "later than this month"
CHOSEN_LATER = "chosen later than this month; why is told as corrected now, with the future"


class Place(Struct, frozen=True, kw_only=True):
    """Where in which document something stands."""

    document: str | None
    """SHA-256; None where no document is named."""
    locator: str
    span: tuple[int, int] | None
    citation: str = ""
    passage: Passage | None = None
    """None where the document's text is not there."""
    trouble: str = ""
    """Why it is not there, as a phrase."""


class Correction(Struct, frozen=True, kw_only=True):
    """One correction, and what it changed."""

    what: str
    """`amended`, `retracted` or `restored`."""
    when: str
    """The instant, and by whom."""
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    """Field, before, after; an empty side was not there."""
    later: bool = False
    """Made after the month that it is told in: neither why nor what it changed is told."""


class Provenance(Struct, frozen=True, kw_only=True):
    """One fact with everything behind it."""

    key: str
    kind: str
    """Such as `scan reported`."""
    summary: str
    particulars: tuple[Particular, ...]
    resting: tuple[Resting, ...] = ()
    """What it rests on, each fact in one line."""
    times: tuple[Particular, ...]
    """As stated, basis in brackets; bounds and estimate; the reading that holds and the others; when it could be known."""
    sources: tuple[Place, ...]
    recorded: tuple[Particular, ...]
    corrections: tuple[Correction, ...]


class Horizon(Struct, frozen=True):
    """What a month may tell."""

    end_day: float
    told: frozenset[str]
    """Keys of the facts that are told by its end."""
    until: str = ""
    """The date of its end: what the log has from then on is told only in outline. Empty, and so before every line of the
    log, where the case has no calendar: then nothing says that the ledger was there in that month."""

    def holds(self, line: Recorded) -> bool:
        """Whether a line was in the log before the month was over."""
        return line.recorded_at < self.until


def provenance_of(
    history: History, key: str, documents: Mapping[str, Document], horizon: Horizon | None = None
) -> Provenance:
    """Everything behind a fact that stands.

    Args:
        history: Whose.
        key: Of the fact.
        documents: What there is of the documents that facts name, by digest.
        horizon: What the month may tell; None tells everything.

    Raises:
        KeyError: for a key that does not stand.
    """
    standing = next((each for each in history.record.facts if each.key == key), None)
    if standing is None:
        raise KeyError(key)
    fact = standing.fact
    end_day = inf if horizon is None else horizon.end_day
    clinical = {each.key for each in history.facts}
    hidden: Hidden = () if horizon is None else clinical - horizon.told - {key}
    return Provenance(
        key=key,
        kind=wire_name(fact).replace("-", " "),
        summary=told_summary(history, fact, end_day),
        particulars=tuple(told_particulars(history, fact, end_day)),
        resting=tuple(resting_of(history, fact, hidden, end_day)),
        times=tuple(_times(history, fact, hidden, horizon)),
        sources=tuple(_place(source, documents) for source in _sources(fact)),
        recorded=tuple(_recorded(standing.origin)),
        corrections=tuple(_corrections(standing, hidden, horizon)),
    )


def _sources(fact: Fact) -> tuple[Source, ...]:
    return (*fact.sources, *fact.statements) if isinstance(fact, AmbiguityNoted) else fact.sources


def _place(source: Source, documents: Mapping[str, Document]) -> Place:
    place = Place(document=source.document, locator=source.locator, span=source.span)
    document = documents.get(source.document or "")
    if document is None:
        return place
    passage = None if document.text is None else passage_of(document.text, source.locator, source.span)
    return replace(place, citation=document.citation, passage=passage, trouble=document.trouble)


def documents_named(record: Record) -> tuple[str, ...]:
    """The digests of the documents that standing facts name, in the order of recording."""
    sources = (source for standing in record.facts for source in _sources(standing.fact))
    return tuple(dict.fromkeys(source.document for source in sources if source.document is not None))


def _times(history: History, fact: Fact, hidden: Hidden, horizon: Horizon | None) -> Iterator[Particular]:
    if isinstance(fact, IntervalStated):
        ends = f"from {anchor_words(fact.from_, hidden)} to {anchor_words(fact.to, hidden)}"
        yield Particular(label="as stated", text=f"{fact.stated} {ends} ({fact.basis.value})")
    if not isinstance(fact, RecordedFact):
        return
    for text in when_words(fact.occurred, hidden):
        yield Particular(label="as stated", text=text)
    if isinstance(fact, LastingFact) and fact.lasting is not None:
        yield Particular(label="lasting", text=lasting_words(fact.lasting))
    yield from _readings(history, fact, hidden, horizon)
    yield from _bounds(history, "", history.chronology.start(fact.key), horizon)
    stop = history.chronology.stop(fact.key)
    if stop is not None:
        yield from _bounds(history, "end, ", stop, horizon)
    yield from _known(history, fact, hidden, horizon)
    for contradiction in history.chronology.contradictions:
        if fact.key in contradiction.joined and not _touches(contradiction.keys, hidden):
            chain = "; ".join(link.text for link in contradiction.chain)
            yield Particular(label="contradicts", text=chain)


def _touches(keys: tuple[str, ...], hidden: Hidden) -> bool:
    """Whether any of the facts is not told yet."""
    return any(key in hidden for key in keys)


def _readings(history: History, fact: RecordedFact, hidden: Hidden, horizon: Horizon | None) -> Iterator[Particular]:
    record = history.record
    for timing in asked_by(fact):
        question, chosen = timing.question or "", holding(timing, record.selections)
        yield Particular(label="reading", text=f"{chosen} of “{question}”: {reading_words(timing, chosen, hidden)}")
        for name in timing.readings or {}:
            if name != chosen:
                yield Particular(label="not chosen", text=f"{name}: {reading_words(timing, name, hidden)}", depth=1)
        for line in record.choices.get(question, ()):
            choice = line.event
            why = getattr(choice, "why", "") if horizon is None or horizon.holds(line) else CHOSEN_LATER
            text = f"{getattr(choice, 'reading', '')}, {_instant(line)}: {why}"
            yield Particular(label="selected", text=text, depth=1)


def _bounds(history: History, prefix: str, place: Placement, horizon: Horizon | None) -> Iterator[Particular]:
    """Earliest, estimate and latest on one line; an exact day once."""
    first, last = dates_of(history.calendar, place)
    exact = place.earliest is not None and place.latest is not None and place.latest - place.earliest <= PRECISION_DAYS
    if exact:
        yield Particular(label=f"{prefix}day", text=_day(history, place.earliest, first, horizon))
        return
    yield Particular(label=f"{prefix}earliest", text=_day(history, place.earliest, first, horizon, at_least))
    yield Particular(label=f"{prefix}estimate", text=_day(history, place.estimate, None, horizon))
    yield Particular(label=f"{prefix}latest", text=_day(history, place.latest, last, horizon, at_most))


def _day(
    history: History,
    day: float | None,
    date: date | None,
    horizon: Horizon | None,
    rounds: Callable[[float, int], float] | None = None,
) -> str:
    """A day in months and in days; `rounds` of a bound."""
    if day is None:
        return f"{OPEN}: nothing bounds it"
    if horizon is not None and day >= horizon.end_day:
        return LATER
    month = month_text(history.calendar, day) if rounds is None else bound_text(history.calendar, day, rounds)
    number = f"{(rounds or half_up)(day, 1):.1f}".removesuffix(".0")
    text = f"{month}, day {number} from the origin"
    return text if date is None else f"{date.isoformat()}, {text}"


def _known(history: History, fact: RecordedFact, hidden: Hidden, horizon: Horizon | None) -> Iterator[Particular]:
    if fact.known is None:
        yield Particular(label="known when", text="as it happened: nothing else is stated")
        return
    for text in when_words(fact.known, hidden):
        yield Particular(label="known when", text=text)
    known = history.chronology.known(fact.key)
    if known is not None:
        yield from _bounds(history, "known, ", known, horizon)


def _recorded(line: Recorded) -> Iterator[Particular]:
    yield Particular(label="recorded", text=_instant(line))
    yield Particular(label="log", text=f"line {line.seq}, event {line.version} of the case, {line.event_id}")


def _instant(line: Recorded) -> str:
    return f"{line.recorded_at[:19].replace('T', ' ')} UTC by {line.recorded_by}"


def _corrections(standing: StandingFact, hidden: Hidden, horizon: Horizon | None) -> Iterator[Correction]:
    before = said_by(standing.origin.event)
    last = before
    for line in standing.corrections:
        event = line.event
        after = said_by(event)
        restored = before is None and after is not None
        later = horizon is not None and not horizon.holds(line)
        yield Correction(
            what="retracted" if isinstance(event, FactRetracted) else "restored" if restored else "amended",
            when=_instant(line),
            reason=event.reason if isinstance(event, (FactAmended, FactRetracted)) and not later else "",
            changes=() if after is None or last is None or later else tuple(_changes(last, after, hidden)),
            later=later,
        )
        before = after
        last = after or last


def _changes(before: Entry, after: Entry, hidden: Hidden) -> Iterator[tuple[str, str, str]]:
    """What differs, field by field; times and sources included. A time names no fact still to come, on either side."""
    mine, its, said = _spelled(before, ()), _spelled(after, ()), (_spelled(before, hidden), _spelled(after, hidden))
    for label in dict.fromkeys((*mine, *its)):
        differ = zip_longest(mine.get(label, ()), its.get(label, ()), fillvalue="")
        shown = zip_longest(*(side.get(label, ()) for side in said), fillvalue="")
        for (old, new), (was, becomes) in zip(differ, shown, strict=True):
            if old != new:
                yield label, was, becomes


def _spelled(fact: Entry, hidden: Hidden) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in particulars_of(fact, usual=True):
        if each.label != "not stated":
            found.setdefault(each.label, []).append(each.text)
    if isinstance(fact, RecordedFact):
        found["as stated"] = [*when_words(fact.occurred, hidden)]
        for timing in asked_by(fact):
            names = timing.readings or {}
            found[f"readings of {timing.question}"] = [
                f"{name}: {reading_words(timing, name, hidden)}" for name in names
            ]
            found[f"preferred of {timing.question}"] = [timing.preferred or ""]
        if fact.known is not None:
            found["known when"] = [*when_words(fact.known, hidden)]
    if isinstance(fact, LastingFact) and fact.lasting is not None:
        found["lasting"] = [lasting_words(fact.lasting)]
    found["source"] = [_source_text(source) for source in fact.sources]
    return found


def _source_text(source: Source) -> str:
    span = "" if source.span is None else f", characters {source.span[0]} to {source.span[1]}"
    document = "" if source.document is None else f" of {source.document[:12]}"
    return f"{source.locator}{document}{span}"
