"""Rows of treatment: drugs with their first and last day, radiotherapy with its dose. Refuses to guess what ran beside what."""

import re
from decimal import Decimal

from msgspec import structs

from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.describing import RADIATION
from tracker.adapters.cbioportal.keys import day_in, day_text, key_of
from tracker.adapters.cbioportal.rows import START_DATE, STOP_DATE, Row
from tracker.adapters.cbioportal.times import needed_day, on_day
from tracker.events.catalogue import ClinicalEvent
from tracker.events.fact import Site
from tracker.events.treatment import RadiotherapyGiven, RadiotherapyVolume, RegimenDrug, RegimenStarted, RegimenStopped
from tracker.projections.words import drugs_words
from tracker.values.drugs import is_known
from tracker.values.vocabularies import Delivery, Phase
from tracker.values.when import Lasting

_RADIATION = re.compile(r"radi(ation|otherapy)|\bxrt\b|\b3d[ -]?crt\b|brachytherapy", re.IGNORECASE)
_RADIO = r"radi(?:ation|otherapy|o\b)"
_CHEMORADIATION = re.compile(
    # In "3D-CRT" the letters mean conformal radiotherapy; "radical" and "radiological" are no radiation.
    rf"chemo.*{_RADIO}|{_RADIO}.*chemo|radiochemo|(?<![\w-])(?<!\b3d )c?crt\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|without)\s+(?:\w+\s+)?(?:chemo|radi(?:ation|o)|xrt\b|c?crt\b)\w*", re.IGNORECASE)
_NAMED = r"(?:chemo|radi(?:ation|o)|xrt\b|c?crt\b)\w*"
_THERAPY = rf"(?:\w+\s+)??{_NAMED}"
_ELSEWHEN = re.compile(
    # The row says when its own treatment was by another one, which it does not date. A word between says which one, but in
    # "post-operative chemoradiation" it belongs to the word before.
    rf"\b(?:(?:after|following|before|prior to|preceding)\s+{_THERAPY}|(?:post|pre)\b[\s-]*(?:induction\s+)?{_NAMED})"
    rf"(?:\s*(?:and|\+|&|/)\s*{_THERAPY})?",
    re.IGNORECASE,
)
_THEN = re.compile(r"\bfollowed by\b|\bthen\b|->|→", re.IGNORECASE)
_SURGERY = re.compile(r"surg|operat|resect|ectomy|dissection|biops", re.IGNORECASE)
_OTHER_CHEMOTHERAPY = re.compile(
    r"\b(?:induction|consolidation|maintenance|sequential|(?:neo-?)?adjuvant)\s+chemo(?!\w*[\s-]?radi)\w*",
    re.IGNORECASE,
)
_APART = re.compile(r"sequential|\bnon[\s-]?(?:concurrent|concomitant|simultaneous)", re.IGNORECASE)
_TOGETHER = re.compile(r"concurrent|concomitant|simultaneous", re.IGNORECASE)
_CHEMOTHERAPY = re.compile(r"chemo", re.IGNORECASE)
_DOSE = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?)\s*(c?)Gy", re.IGNORECASE)
_LINE = re.compile(r"[1-9][0-9]?")


def read_treatment(row: Row) -> tuple[ClinicalEvent, ...]:
    """A regimen from its start to its stop, a course of radiotherapy, or both; none for a treatment that is neither.

    Both are a row of chemoradiation, and one of radiation whose `AGENT` names a drug that the tables know. Without a
    `STOP_DATE` a regimen has no recorded stop, and a course no length. A treatment by which the row only says when, as in
    "radiation after chemotherapy", is none of its own.
    """
    kind = row.said("TREATMENT_TYPE", "SUBTYPE")
    given = _ELSEWHEN.sub("", _DENIED.sub("", kind))
    if _CHEMORADIATION.search(given) or (_RADIATION.search(given) and any(map(is_known, _drugs_beside(row)))):
        return _chemoradiation(row, kind)
    if _RADIATION.search(given):
        return (_radiotherapy(row, row.said("AGENT")),)
    name = row.said("AGENT", "REGIMEN", "SUBTYPE", "TREATMENT_TYPE")
    if not name or words.plain(kind) in {"surgery", "procedure"}:
        return ()
    return _regimen(row, name)


def _regimen(row: Row, name: str) -> tuple[ClinicalEvent, ...]:
    start, stop = needed_day(row), day_in(row, STOP_DATE)
    key = key_of(name, row, start)
    drugs = tuple(RegimenDrug(drug=drug) for drug in words.drugs_in(row.said("AGENT")))
    named = row.said("REGIMEN") or ("" if drugs_words(drugs) == name else name)
    line = row.said("LINE_OF_TREATMENT")
    started = RegimenStarted(
        key=key,
        occurred=on_day(row, START_DATE, start),
        regimen=key,
        name=named,
        drugs=drugs,
        line=int(line) if _LINE.fullmatch(line) else None,
    )
    if stop is None:
        return (started,)
    return started, RegimenStopped(key=f"{key}-stop", occurred=on_day(row, STOP_DATE, stop), regimen=key)


def _chemoradiation(row: Row, kind: str) -> tuple[ClinicalEvent, ...]:
    """The course, and the drugs from its first to its last day: beside it, where the row says so of them."""
    doses = [part for part in words.drugs_in(row.said("AGENT")) if _DOSE.fullmatch(part)]
    course = _radiotherapy(row, doses[0] if doses else "")
    key = drugs_key(course.key)
    line = row.said("LINE_OF_TREATMENT")
    together = _are_together(kind)
    started = RegimenStarted(
        key=key,
        occurred=course.occurred,
        regimen=key,
        name=row.said("REGIMEN") or kind,
        drugs=tuple(RegimenDrug(drug=drug) for drug in _drugs_beside(row)),
        line=int(line) if _LINE.fullmatch(line) else None,
        phase=Phase.CONCURRENT if together else Phase.NOT_STATED,
        concurrent_with=course.key if together else None,
    )
    if together:
        course = structs.replace(course, concurrent_regimen=key, line=started.line)
    stop = day_in(row, STOP_DATE)
    if stop is None:
        return course, started
    return course, started, RegimenStopped(key=f"{key}-stop", occurred=on_day(row, STOP_DATE, stop), regimen=key)


def _are_together(kind: str) -> bool:
    """Whether a row of radiation and drugs says that they ran beside each other, whatever else it names came before or after.

    What is said of another treatment (`followed by`, `then`, `after`, `induction chemotherapy`) is set aside first. Radiation
    alone has the drugs of its row beside it where what was set aside explains none.
    """
    parts = _THEN.split(_DENIED.sub("", kind))
    first = next((number for number, part in enumerate(parts) if not _is_surgery(part)), 0)
    aside = [*parts[:first], *parts[first + 1 :]]
    own = parts[first]
    for clause in (_ELSEWHEN, _OTHER_CHEMOTHERAPY):
        aside += [found[0] for found in clause.finditer(own)]
        own = clause.sub("", own)
    if _APART.search(own):
        return False
    if _CHEMORADIATION.search(own) or _TOGETHER.search(own):
        return True
    return _RADIATION.search(own) is not None and all(map(_names_no_drugs, aside))


def _is_surgery(part: str) -> bool:
    return not (_CHEMOTHERAPY.search(part) or _CHEMORADIATION.search(part) or _RADIATION.search(part)) and (
        _SURGERY.search(part) is not None
    )


def _names_no_drugs(clause: str) -> bool:
    return _is_surgery(clause) or (_RADIATION.search(clause) is not None and _CHEMOTHERAPY.search(clause) is None)


def drugs_key(course: str) -> str:
    """The key of the regimen that one row states beside a course of radiotherapy."""
    return f"{course}-drugs"


def _drugs_beside(row: Row) -> list[str]:
    return [part for part in words.drugs_in(row.said("AGENT")) if not _DOSE.fullmatch(part)]


def _radiotherapy(row: Row, agent: str) -> RadiotherapyGiven:
    """A course; `agent` is its dose, else words of it."""
    start, stop = needed_day(row), day_in(row, STOP_DATE)
    technique = row.said("SUBTYPE")
    dose = _DOSE.fullmatch(agent)
    anatomy = row.said("ANATOMY")
    gray = None if dose is None else Decimal(dose[1]) / (100 if dose[2] else 1)
    return RadiotherapyGiven(
        key=key_of("rt", row, start),
        occurred=on_day(row, START_DATE, start),
        lasting=None if stop is None else Lasting(stated=f"{day_text(stop - start)} d"),
        volumes=(
            RadiotherapyVolume(
                name=technique or RADIATION.lower(),
                sites=(Site(name=anatomy),) if anatomy else (),
                dose_gy=gray,
                words="" if dose else agent,
            ),
        ),
        delivery=Delivery.DELIVERED,
    )
