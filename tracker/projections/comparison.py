"""A case phase by phase, as the table of a case report has it, so that two cases can stand side by side.

Refuses to compare: it lays out what each case states, with bounds and sources; what a case does not state has no cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.cell_words import best_words, early_words, exposure_words
from tracker.projections.cells import Cell, Cells
from tracker.projections.exposures import Exposure, derive_exposures
from tracker.projections.history import History, PlacedFact, events_of
from tracker.projections.intervals.catalogue import derive_intervals
from tracker.projections.intervals.course import Course, LineCourse
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.markers import EBV_DNA, derive_markers
from tracker.projections.phases import BEFORE_TREATMENT, facts_by_phase
from tracker.projections.recist.assessment import Rules
from tracker.projections.recist.best import best_response
from tracker.projections.recist.line_assessments import assess_line
from tracker.values.analytes import analyte_of

BASELINE = "baseline"
OUTCOME = "outcome"

_ITEMS: tuple[tuple[str, type[Any]], ...] = (
    ("patient", PatientRegistered),
    ("diagnosis", CancerDiagnosed),
    ("stage", StageAssigned),
    ("performance status", PerformanceAssessed),
    ("pathology", PathologyReported),
    ("symptoms and findings", FindingNoted),
    ("measurements", MeasurementTaken),
    ("imaging", ScanReported),
)
"""What is shown of every phase, before the laboratory."""
_LINE_INTERVALS = ("progression_free_survival", "time_on_treatment", "treatment_free", "time_to_next_treatment")
_NO_CLOSINGS: Mapping[str, str] = MappingProxyType({})
_UNTIMED = frozenset({"patient", "diagnosis", "pathology"})
_CASE_INTERVALS = ("overall_survival", "follow_up", "unaccounted")


def lay_out(history: History, conventions: Conventions = DEFAULT_CONVENTIONS) -> tuple[Cell, ...]:
    """Everything that a case states, by phase and item: the baseline, each line of therapy, the outcome.

    The baseline holds what came not after the first dose of the first line; a line what fell into it (`phases.py`); the
    outcome what is about the whole case.
    """
    return tuple(_Layout(history, conventions).cells())


class _Layout:
    def __init__(self, history: History, conventions: Conventions) -> None:
        self._history = history
        self._conventions = conventions
        self._course = Course(history, conventions)
        self._intervals = [each for each in derive_intervals(history, conventions) if each.reading is None]
        self._cells = Cells(self._course)
        self._phases = facts_by_phase(self._course)
        # One name per series through all phases, as first recorded: the rows of a table.
        self._series: dict[str, str] = {}
        for lab in events_of(history, LabResulted):
            self._series.setdefault(series_of(lab), series_name(lab))

    def cells(self) -> Iterator[Cell]:
        yield from self._baseline()
        lines = self._course.lines
        exposures = derive_exposures([line.line for line in lines])
        for place, line in enumerate(lines, 1):
            yield from self._line(place, line, [each for each in exposures if each.line == line.line.number])
        yield from self._outcome()

    def _baseline(self) -> Iterator[Cell]:
        facts = self._phases.get(BEFORE_TREATMENT, ())
        yield from self._seen(BASELINE, facts)
        yield from self._elsewhere(BASELINE, facts)
        yield from self._dated(BASELINE, "response", _of(facts, ResponseAssessed))
        yield from self._dated(BASELINE, "progression", _of(facts, ProgressionDeclared))
        yield from self._decided(BASELINE, facts)

    def _line(self, place: int, line: LineCourse, exposures: Sequence[Exposure]) -> Iterator[Cell]:
        phase = f"line {line.line.number}"
        facts = self._phases.get(place, ())
        yield from self._cells.told(phase, "regimen", [start.by for start in line.line.starts])
        yield from self._cells.since_diagnosis(phase, "first dose", line.start)
        if line.line.cycles:
            keys = [cycle.key for cycle in line.line.cycles]
            yield self._cells.cell(phase, "cycles", str(len(keys)), keys)
        if exposures:
            keys = [key for exposure in exposures for key in exposure.evidence]
            yield self._cells.cell(phase, "total doses", "; ".join(map(exposure_words, exposures)), keys)
        yield from self._elsewhere(phase, facts, [course.by for course in line.line.radiotherapy])
        yield from self._seen(phase, facts)
        if place == 1:
            yield from self._early_response(phase, line)
        yield from self._dated(phase, "response", [response.by for response in line.assessments])
        yield from self._best_response(phase, line)
        yield from self._cells.told(phase, "progression", [progression.by for progression in line.progressions])
        for number, progression in enumerate(line.progressions, 1):
            item = "time of progression" if len(line.progressions) == 1 else f"time of progression {number}"
            yield from self._cells.since_diagnosis(phase, item, progression.key)
        yield from self._cells.told(phase, "end of treatment", self._ends(line))
        yield from self._decided(phase, facts)
        yield from self._measured(phase, _LINE_INTERVALS, line.line.number)

    def _seen(self, phase: str, facts: Sequence[PlacedFact]) -> Iterator[Cell]:
        """What was found in a phase, each series with its results one after the other."""
        for item, kind in _ITEMS:
            yield from self._dated(phase, item, _of(facts, kind))
        series: dict[str, list[PlacedFact]] = {}
        for placed in facts:
            if isinstance(placed.event, LabResulted):
                series.setdefault(series_of(placed.event), []).append(placed)
        for key, name in self._series.items():
            yield from self._dated(phase, name, series.get(key, ()))

    def _dated(
        self, phase: str, item: str, facts: Sequence[PlacedFact], closings: Mapping[str, str] = _NO_CLOSINGS
    ) -> Iterator[Cell]:
        """Facts with their times; one alone at the baseline needs none, nor does anything without a diagnosis."""
        timed = self._course.diagnosis is not None and item not in _UNTIMED
        timed = timed and (phase != BASELINE or len(facts) > 1)
        yield from self._cells.told(phase, item, facts, timed=timed, closings=closings)

    def _elsewhere(self, phase: str, facts: Sequence[PlacedFact], own: Sequence[PlacedFact] = ()) -> Iterator[Cell]:
        """Radiotherapy and other treatment of a phase; what no line holds is said to be outside of any."""
        held = self._course.line_of
        stray = [placed for placed in _of(facts, RadiotherapyGiven) if placed.key not in held]
        outside = {placed.key: "; outside of any line" for placed in stray}
        yield from self._dated(phase, "radiotherapy", [*own, *stray], outside)
        starts = [placed for placed in _of(facts, RegimenStarted) if placed.key not in held]
        yield from self._dated(phase, "regimen outside of any line", starts)
        yield from self._dated(phase, "procedures", _of(facts, ProcedurePerformed))

    def _decided(self, phase: str, facts: Sequence[PlacedFact]) -> Iterator[Cell]:
        """Decisions and contacts of a phase; the last contact is the outcome."""
        yield from self._dated(phase, "decisions", _of(facts, DecisionRecorded))
        last = [placed.key for placed in self._of_kind(PatientContacted)[-1:]]
        contacts = [placed for placed in _of(facts, PatientContacted) if placed.key not in last]
        yield from self._dated(phase, "contacts", contacts)

    def _best_response(self, phase: str, line: LineCourse) -> Iterator[Cell]:
        chosen = self._conventions
        rules = Rules(confirmation_days=chosen.confirmation_days, stable_days=chosen.stable_days)
        assessed = assess_line(self._history, line.line, line.next_start, rules).assessments
        if assessed:
            course = [each.response for each in assessed]
            best, confirmed = (
                best_response(course, start_day=0.0, confirmed=asked, rules=rules) for asked in (False, True)
            )
            keys = [key for each in assessed for key in each.evidence]
            yield self._cells.cell(phase, "best response by RECIST", best_words(best, confirmed), keys)

    def _early_response(self, phase: str, line: LineCourse) -> Iterator[Cell]:
        for marker in derive_markers(self._history):
            early = marker.early_response
            if analyte_of(marker.analyte) == EBV_DNA and early is not None:
                keys = [each.key for each in (marker.baseline, early) if each is not None and each.key is not None]
                yield self._cells.cell(
                    phase, f"early {marker.analyte} response", early_words(early), keys or [line.start]
                )

    def _ends(self, line: LineCourse) -> list[PlacedFact]:
        regimens = set(line.line.regimens)
        return [
            placed
            for placed in self._history.facts
            if isinstance(placed.event, RegimenHeld | RegimenStopped) and placed.event.regimen in regimens
        ]

    def _outcome(self) -> Iterator[Cell]:
        yield from self._dated(OUTCOME, "adverse events", self._of_kind(AdverseEventNoted))
        yield from self._cells.told(OUTCOME, "last contact", self._of_kind(PatientContacted)[-1:])
        yield from self._cells.told(OUTCOME, "death", self._of_kind(PatientDied))
        yield from self._measured(OUTCOME, _CASE_INTERVALS, None)

    def _of_kind(self, kind: type[Any]) -> Sequence[PlacedFact]:
        return self._history.by_kind.get(kind, ())

    def _measured(self, phase: str, names: Iterable[str], line: int | None) -> Iterator[Cell]:
        for name in names:
            for interval in self._intervals:
                if interval.name == name and interval.line == line and interval.assessed_by in (None, "asserted"):
                    yield self._cells.interval(phase, interval)


def _of(facts: Iterable[PlacedFact], kind: type[Any]) -> list[PlacedFact]:
    return [placed for placed in facts if isinstance(placed.event, kind)]
