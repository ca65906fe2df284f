"""The rows of one patient as facts. Refuses to record half a row: a row with a fault states nothing."""

from collections.abc import Iterable, Sequence

from msgspec import Struct, ValidationError, convert, structs

from tracker.adapters.cbioportal import patients
from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.keys import DATES, day_text, is_day
from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.rows import CARRIED, EVENT_TYPE, SAMPLE_ID, START_DATE, Misfit, Row
from tracker.adapters.cbioportal.timeline import name_of, read_row
from tracker.casebook.studies.folder import Study
from tracker.casebook.studies.index import Found, Unread
from tracker.casebook.studies.rejected import Rejected
from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.disease import CancerDiagnosed
from tracker.events.fact import RecordedFact
from tracker.values.identifiers import Patient
from tracker.values.vocabularies import DiagnosisRole


class Stated(Struct):
    """A row and what became of it."""

    file: str
    line: int
    raw: bytes
    facts: tuple[Entered, ...] = ()
    reason: str = ""
    """Why it is rejected; empty where it is not."""
    new: bool = False
    """Whether it is recorded now; a row that is neither new nor rejected was recorded already."""
    carried: bool = False
    """Whether the facts travelled with the row, as those of an export of a tracker do."""

    @property
    def rejected(self) -> Rejected:
        """The row among those that were not recorded."""
        return Rejected(self.file, self.line, self.reason)


def pseudonym_of(raw: bytes) -> str:
    """The patient that a cell names.

    Raises:
        Misfit: for a blank cell, and for signs that no pseudonym has.
    """
    if not raw:
        raise Misfit("PATIENT_ID is blank; whose row it is is not said")
    try:
        return convert(raw.decode(), Patient)
    except (ValidationError, UnicodeDecodeError):
        shown = raw.decode(errors="replace")[:80]
        raise Misfit(
            f"PATIENT_ID {shown!r} is no pseudonym; use letters, digits, - . and _, at most 80 of them"
        ) from None


def read_rows(study: Study, rows: Iterable[Found | Unread]) -> list[Stated]:
    """Read every row of one patient; a row that says what an earlier one says states the same facts again.

    A row whose fact has the key of an earlier row's and other content is rejected.
    """
    stated: list[Stated] = []
    samples: list[tuple[Stated, Row]] = []
    specimens: dict[str, list[tuple[bool, str]]] = {}
    for found in rows:
        if isinstance(found, Unread):
            stated.append(Stated(found.file, found.line, found.raw, reason=found.reason))
            continue
        entry = Stated(found.row.file, found.row.line, found.raw, carried=CARRIED in found.row.cells)
        stated.append(entry)
        kind = study.files[found.place].kind
        if kind is Kind.SAMPLES:
            samples.append((entry, found.row))
            continue
        _state(entry, found.row, kind)
        sample = found.row.said(SAMPLE_ID)
        if sample and entry.facts and words.type_of(found.row.said(EVENT_TYPE)) == words.SPECIMEN:
            sequenced = words.plain(found.row.said(EVENT_TYPE)) == "sequencing"
            specimens.setdefault(sample, []).append((sequenced, name_of(entry.facts[0])))
    for entry, row in samples:
        try:
            entry.facts = patients.read_sample(row, _taken(specimens.get(row.said(SAMPLE_ID), ())))
        except Misfit as misfit:
            entry.reason = str(misfit)
    _refuse_second_content(stated)
    return stated


def _state(entry: Stated, row: Row, kind: Kind) -> None:
    try:
        entry.facts = patients.read_patient(row) if kind is Kind.PATIENTS else read_row(row)
    except Misfit as misfit:
        entry.reason = str(misfit)


def _taken(told: Iterable[tuple[bool, str]]) -> str | None:
    """The one fact that a sample was taken; of one that was sequenced as well, not the sequencing. None of several."""
    found = {key for sequenced, key in told if not sequenced} or {key for _, key in told}
    return found.pop() if len(found) == 1 else None


def _refuse_second_content(stated: Sequence[Stated]) -> None:
    first: dict[str, tuple[Stated, Entered]] = {}
    for entry in stated:
        for fact in entry.facts:
            name = _claim(fact)
            earlier = first.get(name)
            if earlier is not None and without_source(earlier[1]) != without_source(fact):
                entry.reason = (
                    f"states {name_of(fact)} otherwise than {earlier[0].file} line {earlier[0].line}; keep one of them"
                )
                entry.facts = ()
                break
        for fact in entry.facts:
            first.setdefault(_claim(fact), (entry, fact))


def _claim(fact: Entered) -> str:
    """What two rows may not say otherwise: a key, or the reading of a question."""
    return f"?{fact.question}" if isinstance(fact, ReadingSelected) else fact.key


def without_source(fact: Entered) -> Entered:
    """The fact without where it stands, and days as numbers: a row's line and spelling change with a release of a study."""
    if isinstance(fact, ReadingSelected):
        return fact
    days = {column: day_text(float(text)) for column, text in fact.extra.items() if column in DATES and is_day(text)}
    if START_DATE in days and isinstance(fact, RecordedFact):
        # Only a spelling of what the fact's time says.
        del days[START_DATE]
    extra = {name: text for name, text in fact.extra.items() if name not in DATES or not is_day(text)}
    return structs.replace(fact, sources=(), extra={**extra, **days})


def is_primary(fact: Entered) -> bool:
    """Whether a fact is the diagnosis of a primary cancer."""
    return isinstance(fact, CancerDiagnosed) and fact.role is DiagnosisRole.PRIMARY


def disease_of(study: Study, stated: Iterable[Stated]) -> str:
    """What the study calls the disease of a patient: the one cancer type of all samples, else the study's own."""
    types = {
        extra["CANCER_TYPE"]
        for entry in stated
        for fact in entry.facts
        if not isinstance(fact, ReadingSelected) and (extra := fact.extra).get("CANCER_TYPE")
    }
    return types.pop() if len(types) == 1 else f"{study.cancer} (type of cancer of the study)" if study.cancer else ""
