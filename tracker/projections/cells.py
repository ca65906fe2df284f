"""Cells of a comparison: what a case states about one item of one phase, with its bounds and where it stands. Refuses a cell without a fact."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from tracker.events.catalogue import ClinicalEvent
from tracker.events.laboratory import LabResulted
from tracker.projections.cell_words import months_words, time_words
from tracker.projections.history import PlacedFact
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.interval import Interval
from tracker.projections.summaries import summary_of
from tracker.projections.words import lab_words
from tracker.values.identifiers import Anchor
from tracker.values.when import fact_of

_NO_CLOSINGS: Mapping[str, str] = MappingProxyType({})


class Cell(Struct, frozen=True, kw_only=True):
    """What a case states about one item of one phase; months of `Conventions.days_per_month`.

    Its times are those of the length where it is one; else those of its facts after the diagnosis, from the first to the
    last.
    """

    phase: str
    """`baseline`, `line 1` …, `outcome`."""
    item: str
    text: str
    events: tuple[str, ...]
    """Keys of the facts it rests on."""
    sources: tuple[str, ...]
    """Where these facts stand in their documents, each place once."""
    earliest_months: float | None = None
    """None: open, not evaluable, or without a diagnosis to count from."""
    estimate_months: float | None = None
    """None also where its facts are of several times."""
    latest_months: float | None = None


class Span(Struct, frozen=True, gc=False):
    """Bounds and estimate in months."""

    earliest: float | None = None
    estimate: float | None = None
    latest: float | None = None

    @property
    def months(self) -> tuple[float | None, float | None, float | None]:
        """All three, in the order in which they are worded."""
        return self.earliest, self.estimate, self.latest


class Cells:
    """Makes the cells of one case."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._by_key = course.history.by_key
        self._days_per_month = course.conventions.days_per_month

    def cell(self, phase: str, item: str, text: str, keys: Sequence[str], span: Span | None = None) -> Cell:
        """A cell that rests on some facts; without a span of its own it has the one of their times."""
        events = tuple(dict.fromkeys(keys))
        facts = [self._by_key[key].event for key in events if key in self._by_key]
        times = self._span_of(events) if span is None else span
        return Cell(
            phase=phase,
            item=item,
            text=text,
            events=events,
            sources=tuple(dict.fromkeys(source.locator for fact in facts for source in fact.sources)),
            earliest_months=times.earliest,
            estimate_months=times.estimate,
            latest_months=times.latest,
        )

    def told(
        self,
        phase: str,
        item: str,
        facts: Sequence[PlacedFact],
        *,
        timed: bool = False,
        closings: Mapping[str, str] = _NO_CLOSINGS,
    ) -> Iterator[Cell]:
        """What some facts say; none where there is none.

        Args:
            phase: The phase they fell into.
            item: What they are about.
            facts: In the order of living.
            timed: Whether to say of each when it was; facts of one time share it.
            closings: What to add to a fact, by its key.
        """
        if not facts:
            return
        said: dict[str, list[str]] = {}
        for placed in facts:
            text = _words_of(placed.event) + closings.get(placed.key, "")
            said.setdefault(time_words(*self._time_of(placed.key).months) if timed else "", []).append(text)
        parts = [f"{time}: {'; '.join(texts)}" if time else "; ".join(texts) for time, texts in said.items()]
        yield self.cell(phase, item, "; ".join(parts), [placed.key for placed in facts])

    def since_diagnosis(self, phase: str, item: str, anchor: Anchor) -> Iterator[Cell]:
        """How long after the diagnosis something was; none without a diagnosis."""
        if self._course.diagnosis is not None:
            time = self._time_of(anchor)
            keys = self._course.diagnosis, fact_of(anchor)
            yield self.cell(phase, item, f"{months_words(*time.months)} after diagnosis", keys, time)

    def interval(self, phase: str, interval: Interval) -> Cell:
        """An interval or endpoint, with how it ended."""
        keys = [fact_of(anchor) for anchor in (interval.start, interval.stop) if anchor is not None]
        item = interval.name.replace("_", " ")
        if not interval.evaluable:
            return self.cell(phase, item, f"not evaluable: {interval.note}", keys, Span())
        said = "; ".join(part for part in ("censored" if interval.censored else "", interval.note) if part)
        span = self._months(interval.earliest_days, interval.estimate_days, interval.latest_days)
        return self.cell(phase, item, months_words(*span.months) + (f" ({said})" if said else ""), keys, span)

    def _months(self, *days: float | None) -> Span:
        return Span(*[None if day is None else day / self._days_per_month for day in days])

    def _time_of(self, anchor: Anchor) -> Span:
        """Bounds and estimate of an anchor after the diagnosis, read off their pair."""
        if self._course.diagnosis is None:
            return Span()
        least, most = self._course.bounds(self._course.diagnosis, anchor)
        return self._months(least, None if least is None or most is None else (least + most) / 2, most)

    def _span_of(self, keys: Sequence[str]) -> Span:
        times = list(dict.fromkeys(self._time_of(key).months for key in keys if key in self._by_key))
        if len(times) == 1:
            return Span(*times[0])
        firsts = [first for first, _, _ in times if first is not None]
        lasts = [last for _, _, last in times if last is not None]
        return Span(
            min(firsts) if firsts and len(firsts) == len(times) else None,
            None,
            max(lasts) if lasts and len(lasts) == len(times) else None,
        )


def _words_of(event: ClinicalEvent) -> str:
    """What a fact says; the name of an analyte stands beside its results already."""
    return lab_words(event) if isinstance(event, LabResulted) else summary_of(event)
