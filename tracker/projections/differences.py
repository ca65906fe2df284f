"""A month against a reference: what every line that differs was the month before, at baseline, or at its lowest.

The baseline is the case at the first dose: what was stated of it until then, by estimate. The nadir is the smallest number
of a marker, the smallest size of a lesion, before the current one and from the baseline on; a resolved lesion is smaller
than any other. Line of therapy and running times differ from themselves every month and compare with the month before only.
Refuses a change between two units, and a baseline before anything was given.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec.structs import replace

from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.projections.current_line import first_dose_at
from tracker.projections.evolve import evolve
from tracker.projections.first_doses import is_baseline
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_readings import are_comparable, change_text, fold_text, is_number, value_text
from tracker.projections.lesion_state import Lesions, LesionState, after_looks, after_scan
from tracker.projections.moments import moment_text
from tracker.projections.months import Frame
from tracker.projections.progression_lines import progression_lines
from tracker.projections.sheet import APPEARED, LabLine, Sheet, StateLine
from tracker.projections.sheets import with_progression
from tracker.projections.state import INITIAL, CaseState, LabSeries
from tracker.projections.state_draft import StateDraft
from tracker.projections.state_drafts import drafts_of
from tracker.projections.state_lines import state_lines
from tracker.projections.stated import Stated
from tracker.projections.stretches import pairing_of
from tracker.projections.words import listed, number_words
from tracker.values.units import shown_unit


class Reference(StrEnum):
    """What the values of a month are compared with."""

    MONTH = "month before"
    BASELINE = "baseline"
    NADIR = "nadir"
    OFF = "nothing"

    @property
    def following(self) -> "Reference":
        """The next one, round and round."""
        every = list(Reference)
        return every[(every.index(self) + 1) % len(every)]


NO_BASELINE = "no baseline yet"
OF_LINES = frozenset({"Line", "PFS", "Treatment-free"})
"""Labels of the lines about the line of therapy, which no draft stands behind."""
_NOT_MEASURED = "not measured"
_RESOLVED = "resolved"


def sheet_against(history: History, frame: Frame, sheet: Sheet, reference: Reference) -> Sheet:
    """The sheet of a month with everything that differs from a reference.

    Args:
        history: Whose month it is.
        frame: The month, with or without hindsight.
        sheet: Of the same frame, as it compares with the month before.
        reference: What to compare with.
    """
    if reference is Reference.MONTH:
        return sheet
    dose = first_dose_at(history, frame)
    drafts = drafts_of(history, frame.state, frame.end_day, dose)
    lines = state_lines(history.calendar, frame, drafts, {})
    plain = [_alone(draft, line) for draft, line in zip(drafts, lines, strict=True)]
    labs = sheet.labs
    name = reference.value
    if reference is Reference.BASELINE and dose is not None:
        first = baseline_of(history, frame, dose)
        before = {draft.slot: draft for draft in drafts_of(history, first, dose.start.estimate, dose)}
        plain = [_against(draft, line, before.get(draft.slot)) for draft, line in zip(drafts, plain, strict=True)]
        plain += _vanished(plain, {draft.slot for draft in drafts}, before)
        name = listed((name, moment_text(history.calendar, dose.start, frame.end_day)), " ")
    elif reference is Reference.NADIR:
        lowest = _lowest_sizes(history, frame, dose)
        plain = [_above(draft, line, frame, lowest) for draft, line in zip(drafts, plain, strict=True)]
    elif reference is Reference.BASELINE:
        name = NO_BASELINE
    series = {found[-1].key: found for found in frame.state.labs.values()}
    labs = tuple(_lab(history, frame, line, series[line.key], reference) for line in sheet.labs)
    told = with_progression(_with_lines(plain, sheet), progression_lines(history, frame))
    return replace(sheet, state=told, labs=labs, reference=name)


def baseline_of(history: History, frame: Frame, dose: PlacedFact) -> CaseState:
    """The case at its first dose, as far as a month knows it."""
    facts = [placed for placed in frame.folded if is_baseline(history, dose, placed)]
    pairing = pairing_of(history.chronology, facts)
    state = INITIAL
    for placed in facts:
        state = evolve(state, placed, pairing)
    return state


def _with_lines(plain: list[StateLine], sheet: Sheet) -> tuple[StateLine, ...]:
    """The lines about the line of therapy where the sheet has them."""
    place = next((at for at, line in enumerate(sheet.state) if line.label in OF_LINES), 0)
    of_lines = [replace(line, was="") for line in sheet.state if line.label in OF_LINES]
    return (*plain[:place], *of_lines, *plain[place:])


def _alone(draft: StateDraft, line: StateLine) -> StateLine:
    """A line that compares with nothing: what a report says of a lesion's growth is about the look before it."""
    compared = draft.slot.startswith("lesion:") and line.mark in {"▲", "▼"}
    return replace(line, was="", mark="" if compared else line.mark)


def _against(draft: StateDraft, line: StateLine, before: StateDraft | None) -> StateLine:
    if before is None:
        return replace(line, mark=line.mark or (APPEARED if draft.alone else ""))
    if before.value == draft.value:
        return line
    mark = line.mark
    if before.rank is not None and draft.rank is not None and before.rank != draft.rank:
        mark = "▲" if draft.rank > before.rank else "▼"
    return replace(line, was=before.short or before.value, mark=mark)


def _vanished(lines: list[StateLine], slots: set[str], before: Mapping[str, StateDraft]) -> list[StateLine]:
    """What stood at the reference and has no line any more."""
    labels = {line.label for line in lines}
    return [
        StateLine(label=draft.label, text="none", was=draft.value, keys=(draft.by.event.key,), slot=slot)
        for slot, draft in before.items()
        if slot not in slots and draft.label not in labels
    ]


def _looks(frame: Frame) -> Iterator[tuple[PlacedFact, Lesions]]:
    """The lesions after every fact of a month's past that looked at some."""
    lesions: Lesions = {}
    for placed in frame.folded:
        before = lesions
        match placed.event:
            case ScanReported() as scan:
                lesions = after_scan(lesions, scan, placed)
            case FindingNoted(lesions=observed):
                lesions = after_looks(lesions, observed, None, placed)
            case _:
                continue
        if lesions is not before:
            yield placed, lesions


def _size(lesion: LesionState) -> Decimal | None:
    """The size that the last look gave, 0 of a resolved one; None where it gave none."""
    return Decimal(0) if lesion.gone else lesion.seen.value.mm


def _lowest_sizes(history: History, frame: Frame, dose: PlacedFact | None) -> dict[str, Decimal]:
    """Per lesion the smallest size from the baseline on, before the last look at it."""
    sizes: dict[str, list[Decimal]] = {}
    for placed, lesions in _looks(frame):
        baseline = dose is not None and is_baseline(history, dose, placed)
        for name, lesion in lesions.items():
            size = _size(lesion)
            if lesion.seen.by is not placed or size is None or frame.state.lesions[name].seen.by is placed:
                continue
            if baseline:
                sizes[name] = []
            sizes.setdefault(name, []).append(size)
    return {name: min(found) for name, found in sizes.items() if found}


def _above(draft: StateDraft, line: StateLine, frame: Frame, lowest: Mapping[str, Decimal]) -> StateLine:
    """A lesion beside its smallest size; any other line has no order in which one could be lowest."""
    kind, _, name = draft.slot.partition(":")
    if kind != "lesion" or name not in lowest:
        return line
    size = _size(frame.state.lesions[name])
    least = lowest[name]
    if size == least:
        return line
    mark = line.mark if size is None else "▲" if size > least else "▼"
    return replace(line, was=f"{number_words(least)} mm" if least else _RESOLVED, mark=mark)


def _lab(history: History, frame: Frame, line: LabLine, series: LabSeries, reference: Reference) -> LabLine:
    line = replace(line, change="", fold="")
    dose, last = first_dose_at(history, frame), series[-1]
    if reference is Reference.OFF or (reference is Reference.BASELINE and dose is None):
        return line
    found = _baseline(history, series, dose)
    if reference is Reference.NADIR:
        found = _lowest(series, found)
    elif found is None:
        return replace(line, was=_NOT_MEASURED)
    if found is None or found is last:
        return line
    before, after = found.value, last.value
    if value_text(before) == value_text(after) and before.unit == after.unit:
        return line
    unit = shown_unit(before.unit) if before.unit != after.unit else ""
    when = moment_text(history.calendar, found.by.start, frame.end_day)
    line = replace(line, was=f"{listed((value_text(before), unit), ' ')} ({when})")
    if not are_comparable(before, after) or before.value is None or after.value is None:
        return line
    return replace(line, change=change_text(before.value, after.value), fold=fold_text(before.value, after.value))


def _baseline(history: History, series: LabSeries, dose: PlacedFact | None) -> Stated[LabResulted] | None:
    """The last number not after the first dose, else the last result; None without either."""
    if dose is None:
        return None
    early = [stated for stated in series if is_baseline(history, dose, stated.by)]
    numbers = [stated for stated in early if is_number(stated.value)]
    return numbers[-1] if numbers else early[-1] if early else None


def _lowest(series: LabSeries, baseline: Stated[LabResulted] | None) -> Stated[LabResulted] | None:
    """The smallest number before the last result and from the baseline on, in the unit of the last one if that has any."""
    last = series[-1]
    since = series if baseline is None else series[series.index(baseline) :]
    numbers = [stated for stated in since if is_number(stated.value) and stated is not last]
    if is_number(last.value):
        numbers = [stated for stated in numbers if stated.value.unit == last.value.unit]
    return min(numbers, key=lambda stated: stated.value.value or Decimal(0)) if numbers else None
