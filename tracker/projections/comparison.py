"""A case phase by phase, as the table of a case report has it, so that two cases can stand side by side.

Refuses to compare: it lays out what each case states, with bounds and sources; what a case does not state has no cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from tracker.events.disease import CancerDiagnosed, PathologyReported, StageAssigned
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import PatientContacted, PatientDied, PatientRegistered, PerformanceAssessed
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import RegimenHeld, RegimenStopped
from tracker.projections.exposures import Exposure, derive_exposures
from tracker.projections.history import History, PlacedFact
from tracker.projections.intervals.catalogue import derive_intervals
from tracker.projections.intervals.course import Course, LineCourse
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions, Interval
from tracker.projections.summaries import summary_of
from tracker.projections.words import lab_words, number_words, unit_words
from tracker.values.identifiers import Anchor
from tracker.values.when import fact_of

BASELINE = "baseline"
OUTCOME = "outcome"

_BASELINE_ITEMS = (
    ("patient", PatientRegistered),
    ("diagnosis", CancerDiagnosed),
    ("stage", StageAssigned),
    ("performance status", PerformanceAssessed),
    ("pathology", PathologyReported),
    ("symptoms and findings", FindingNoted),
    ("imaging", ScanReported),
)
_LINE_INTERVALS = ("progression_free_survival", "time_on_treatment", "treatment_free", "time_to_next_treatment")
_CASE_INTERVALS = ("overall_survival", "follow_up", "unaccounted")


class Cell(Struct, frozen=True, kw_only=True):
    """What a case states about one item of one phase; months of `Conventions.days_per_month`."""

    phase: str
    """`baseline`, `line 1` …, `outcome`."""
    item: str
    text: str
    events: tuple[str, ...]
    """Keys of the facts it rests on."""
    sources: tuple[str, ...]
    """Where these facts stand in their documents, each place once."""
    earliest_months: float | None = None
    """Bounds and estimate, where the cell is a time; None: open, or no time."""
    estimate_months: float | None = None
    latest_months: float | None = None


def lay_out(history: History, conventions: Conventions = DEFAULT_CONVENTIONS) -> tuple[Cell, ...]:
    """Everything that a case states, by phase and item: the baseline, each line of therapy, the outcome.

    The baseline holds what came not after the first dose of the first line; a line what fell into it, up to the day on
    which the next one starts; the outcome what is about the whole case.
    """
    return tuple(_Layout(history, conventions).cells())


class _Layout:
    def __init__(self, history: History, conventions: Conventions) -> None:
        self._history = history
        self._conventions = conventions
        self._course = Course(history, conventions)
        self._intervals = [each for each in derive_intervals(history, conventions) if each.reading is None]

    def cells(self) -> Iterator[Cell]:
        yield from self._baseline()
        lines = self._course.lines
        exposures = derive_exposures([line.line for line in lines])
        for line in lines:
            yield from self._line(line, [each for each in exposures if each.line == line.line.number])
        yield from self._outcome()

    def _baseline(self) -> Iterator[Cell]:
        facts = self._until_first_dose()
        for item, kind in _BASELINE_ITEMS:
            yield from self._told(BASELINE, item, [placed for placed in facts if isinstance(placed.event, kind)])
        analytes: dict[str, PlacedFact] = {}
        for placed in facts:
            if isinstance(placed.event, LabResulted):
                analytes[placed.event.analyte] = placed
        for analyte, placed in analytes.items():
            if isinstance(placed.event, LabResulted):
                yield self._cell(BASELINE, analyte, lab_words(placed.event), [placed.key])

    def _until_first_dose(self) -> list[PlacedFact]:
        lines = self._course.lines
        if not lines:
            return list(self._history.facts)
        first = lines[0].start
        return [placed for placed in self._history.facts if not self._course.precedes(first, placed.key)]

    def _line(self, line: LineCourse, exposures: Sequence[Exposure]) -> Iterator[Cell]:
        phase = f"line {line.line.number}"
        starts = [start.by for start in line.line.starts]
        yield from self._told(phase, "regimen", starts)
        if self._course.diagnosis is not None:
            yield self._since_diagnosis(phase, "first dose", line.start)
        if line.line.cycles:
            keys = [cycle.key for cycle in line.line.cycles]
            yield self._cell(phase, "cycles", str(len(keys)), keys)
        if exposures:
            keys = [key for exposure in exposures for key in exposure.evidence]
            yield self._cell(phase, "total doses", "; ".join(map(_exposure_words, exposures)), keys)
        yield from self._told(phase, "radiotherapy", [course.by for course in line.line.radiotherapy])
        yield from self._told(phase, "response", [response.by for response in line.assessments])
        yield from self._told(phase, "progression", [progression.by for progression in line.progressions])
        for number, progression in enumerate(line.progressions, 1):
            item = "time of progression" if len(line.progressions) == 1 else f"time of progression {number}"
            if self._course.diagnosis is not None:
                yield self._since_diagnosis(phase, item, progression.key)
        yield from self._told(phase, "end of treatment", self._ends(line))
        yield from self._measured(phase, _LINE_INTERVALS, line.line.number)

    def _ends(self, line: LineCourse) -> list[PlacedFact]:
        regimens = set(line.line.regimens)
        return [
            placed
            for placed in self._history.facts
            if isinstance(placed.event, RegimenHeld | RegimenStopped) and placed.event.regimen in regimens
        ]

    def _outcome(self) -> Iterator[Cell]:
        yield from self._told(OUTCOME, "adverse events", self._of_kind(AdverseEventNoted))
        yield from self._told(OUTCOME, "last contact", self._of_kind(PatientContacted)[-1:])
        yield from self._told(OUTCOME, "death", self._of_kind(PatientDied))
        yield from self._measured(OUTCOME, _CASE_INTERVALS, None)

    def _of_kind(self, kind: type[Any]) -> Sequence[PlacedFact]:
        return self._history.by_kind.get(kind, ())

    def _measured(self, phase: str, names: Iterable[str], line: int | None) -> Iterator[Cell]:
        for name in names:
            for interval in self._intervals:
                if interval.name == name and interval.line == line and interval.assessed_by in (None, "asserted"):
                    yield self._interval(phase, interval)

    def _interval(self, phase: str, interval: Interval) -> Cell:
        keys = [fact_of(anchor) for anchor in (interval.start, interval.stop) if anchor is not None]
        item = interval.name.replace("_", " ")
        if not interval.evaluable:
            return self._cell(phase, item, f"not evaluable: {interval.note}", keys)
        said = "; ".join(part for part in ("censored" if interval.censored else "", interval.note) if part)
        days = interval.earliest_days, interval.estimate_days, interval.latest_days
        return self._timed(phase, item, keys, days, f" ({said})" if said else "")

    def _since_diagnosis(self, phase: str, item: str, anchor: Anchor) -> Cell:
        diagnosis = self._course.diagnosis or anchor
        least, most = self._course.bounds(diagnosis, anchor)
        middle = None if least is None or most is None else (least + most) / 2
        return self._timed(phase, item, [diagnosis, fact_of(anchor)], (least, middle, most), " after diagnosis")

    def _timed(self, phase: str, item: str, keys: Sequence[str], days: tuple[float | None, ...], closing: str) -> Cell:
        earliest, estimate, latest = (None if day is None else day / self._conventions.days_per_month for day in days)
        return self._cell(
            phase,
            item,
            f"{months_words(earliest, estimate, latest)}{closing}",
            keys,
            earliest_months=earliest,
            estimate_months=estimate,
            latest_months=latest,
        )

    def _told(self, phase: str, item: str, facts: Sequence[PlacedFact]) -> Iterator[Cell]:
        if facts:
            text = "; ".join(summary_of(placed.event) for placed in facts)
            yield self._cell(phase, item, text, [placed.key for placed in facts])

    def _cell(self, phase: str, item: str, text: str, keys: Sequence[str], **months: float | None) -> Cell:
        events = tuple(dict.fromkeys(keys))
        facts = [self._history.by_key[key].event for key in events if key in self._history.by_key]
        sources = tuple(dict.fromkeys(source.locator for fact in facts for source in fact.sources))
        return Cell(phase=phase, item=item, text=text, events=events, sources=sources, **months)


def months_words(earliest: float | None, estimate: float | None, latest: float | None) -> str:
    """A length in months with its bounds; an open side is a question mark.

    >>> months_words(7.88, 8.25, 8.62), months_words(28.0, 28.0, 28.0), months_words(1.0, None, None)
    ('8.25 mo [7.88–8.62]', '28.00 mo', '1.00 mo or more')
    """
    if earliest is None and latest is None:
        return "no bounds"
    if latest is None:
        return f"{earliest:.2f} mo or more"
    if earliest is None:
        return f"{latest:.2f} mo or less"
    if latest - earliest < 0.005:  # noqa: PLR2004 - half of what two decimals show
        return f"{latest:.2f} mo"
    return f"{estimate:.2f} mo [{earliest:.2f}–{latest:.2f}]"


def _exposure_words(exposure: Exposure) -> str:
    """A total as a range; a drug without a recorded dose says so."""
    if exposure.least is None:
        return f"{exposure.drug}: no dose stated" if exposure.cycles else f"{exposure.drug}: no cycle recorded"
    unit = unit_words(exposure.unit)
    least = number_words(exposure.least)
    if exposure.most is None:
        return f"{exposure.drug} {least} {unit} or more"
    if exposure.least == exposure.most:
        return f"{exposure.drug} {least} {unit}"
    return f"{exposure.drug} {least}–{number_words(exposure.most)} {unit}"
