"""A row of a timeline to facts. Refuses to lose a cell: what no field holds is in `extra`, and what no type fits is a finding.

Days are exact offsets from time zero. The first fact of a row holds its `extra`; a second one, such as the stop of a
regimen, holds nothing that the first does not say.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec
from msgspec import structs

from tracker.adapters.cbioportal import assessments, tissue, treatments
from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.carried import carried_by
from tracker.adapters.cbioportal.describing import described
from tracker.adapters.cbioportal.keys import day_in, day_text, key_of
from tracker.adapters.cbioportal.rows import (
    EVENT_TYPE,
    OWN_COLUMNS,
    PATIENT_ID,
    START_DATE,
    STOP_DATE,
    Misfit,
    Row,
)
from tracker.adapters.cbioportal.times import SOURCE, needed_day, on_day
from tracker.events.catalogue import ClinicalEvent, Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import Source
from tracker.events.observation import Finding, FindingNoted
from tracker.events.soundness import faults_of
from tracker.events.treatment import ProcedurePerformed, RadiotherapyGiven, RegimenStarted
from tracker.values.counts import counted
from tracker.values.vocabularies import FindingKind, Presence

_READERS: Mapping[str, Callable[[Row], tuple[ClinicalEvent, ...]]] = MappingProxyType(
    {
        words.TREATMENT: treatments.read_treatment,
        words.LAB_TEST: assessments.read_lab,
        words.IMAGING: assessments.read_scan,
        words.STATUS: assessments.read_status,
        words.SPECIMEN: tissue.read_specimen,
        words.SURGERY: tissue.read_procedure,
        words.PROCEDURE: tissue.read_procedure,
        words.PATHOLOGY: tissue.read_pathology,
        words.DIAGNOSIS: assessments.read_diagnosis,
        words.STAGE: assessments.read_stage,
        words.PERFORMANCE: assessments.read_performance,
        words.ADVERSE_EVENT: assessments.read_adverse_event,
        words.MEASUREMENT: assessments.read_measurement,
    }
)
"""Event type to the function that reads its rows; every other type is a finding."""

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder: msgspec.json.Decoder[Entered] = msgspec.json.Decoder(Entered)

_LONGEST_LOCATOR = 400
_TOO_LONG = re.compile(r"length <= ([0-9]+) - at `\$\.?([^`]+)`")


def read_row(row: Row) -> tuple[Entered, ...]:
    """The facts of a timeline row: those that it carries, else those that its cells state.

    Raises:
        Misfit: for a row that cannot be recorded, with the reason.
    """
    carried = carried_by(row)
    if carried is not None:
        return sound(carried)
    kind = row.said(EVENT_TYPE)
    if not kind:
        raise Misfit(f"{EVENT_TYPE} is blank; what happened is not said")
    needed_day(row)
    reader = _READERS.get(words.type_of(kind))
    facts = (reader(row) if reader is not None else ()) or (_finding(row, kind),)
    return sound((_with_rest(facts[0], row), *(structs.replace(fact, sources=sources_of(row)) for fact in facts[1:])))


def _finding(row: Row, kind: str) -> FindingNoted:
    """A row of a type that nobody has seen before; of findings, where an export of the tracker names them."""
    day, named, presence = needed_day(row), row.said("FINDING"), row.said("PRESENCE")
    subtype = row.said("SUBTYPE")
    findings: tuple[Finding, ...] = (
        Finding(name=f"{kind}: {subtype}" if subtype else kind, kind=FindingKind.EXAMINATION),
    )
    if words.type_of(kind) == words.FINDING and named:
        there = next((known for known in Presence if known == presence), Presence.PRESENT)
        findings = tuple(Finding(name=name, presence=there) for name in named.split("; ") if name)
    return FindingNoted(key=key_of(kind, row, day), occurred=on_day(row, START_DATE, day), findings=findings)


def _with_rest(fact: ClinicalEvent, row: Row) -> ClinicalEvent:
    """The fact with the cells of its row that no field holds, and where it stands."""
    if isinstance(fact, FindingNoted | ProcedurePerformed):
        # What has no lane of its own is drawn under the type that the study gave it.
        fact = structs.replace(fact, extra={EVENT_TYPE: row.cells[EVENT_TYPE]})
    return structs.replace(fact, extra=_rest(fact, row), sources=sources_of(row))


def _rest(fact: ClinicalEvent, row: Row) -> dict[str, str]:
    cells = described(fact)
    rest = {
        column: text
        for column, text in row.cells.items()
        if column not in OWN_COLUMNS and column not in _KEPT_ELSEWHERE and cells.get(column, "") != text
    }
    rest |= {column: "" for column, text in cells.items() if text and column not in row.cells}
    rest |= fact.extra
    for column in (START_DATE, STOP_DATE):
        held = column == START_DATE or isinstance(fact, RegimenStarted | RadiotherapyGiven)
        day = day_in(row, column)
        # The format wants integers: what is none, or is written otherwise, goes out as it came.
        if day is not None and (not held or day != int(day) or day_text(day) != row.cells[column]):
            rest[column] = row.cells[column]
    return rest


_KEPT_ELSEWHERE = frozenset({PATIENT_ID, START_DATE, STOP_DATE})


def sources_of(row: Row) -> tuple[Source, ...]:
    """Where a row stands; of a row that an export wrote, where that says the fact stood."""
    return (Source(locator=(row.said(SOURCE) or row.place)[:_LONGEST_LOCATOR]),)


def sound(facts: tuple[Entered, ...]) -> tuple[Entered, ...]:
    """The facts, as the log would hold them.

    Raises:
        Misfit: naming what is wrong with the first one that the log would not take.
    """
    for fact in facts:
        try:
            _decoder.decode(_encoder.encode(fact))
        except (msgspec.MsgspecError, UnicodeEncodeError) as error:
            raise Misfit(f"cannot be recorded: {_plainly(str(error))}") from None
        faults = faults_of(fact)
        if faults:
            where = ".".join(map(str, faults[0].path))
            raise Misfit(f"{name_of(fact)}{f' {where}' if where else ''}: {faults[0].message}")
    return facts


def _plainly(error: str) -> str:
    """A text that is too long in words; any other error as the decoder says it."""
    found = _TOO_LONG.search(error)
    return error if found is None else f"{found[2]} has more than {counted(int(found[1]), 'character')}; shorten it"


def name_of(entry: Entered) -> str:
    """The key of a fact, the question of a choice."""
    return entry.question if isinstance(entry, ReadingSelected) else entry.key
