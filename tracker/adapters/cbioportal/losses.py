"""What a case would lose if nobody carried its events beside its rows. Refuses to guess: every row is read back and compared."""

from collections import Counter
from collections.abc import Iterator

from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.patients import DAY_ZERO, read_patient, read_sample
from tracker.adapters.cbioportal.rows import CARRIED, Misfit, Row
from tracker.adapters.cbioportal.timeline import read_row
from tracker.adapters.cbioportal.writing import Written
from tracker.adapters.mcode.leaves import PREFIX as FHIR
from tracker.events.catalogue import Entered, wire_name
from tracker.events.fact import RecordedFact
from tracker.events.observation import FindingNoted
from tracker.events.person import PatientContacted
from tracker.values.counts import counted
from tracker.values.when import Timing

_RENAMED = frozenset(
    {"key", "regimen", "evidence", "concurrent_with", "concurrent_regimen", "sources", "extra", "asserted_by"}
)
"""What names other facts, or says where a fact stands: another record has names of its own."""

Losses = Counter[tuple[str, str]]
"""Wire name and what is lost, to how many facts lose it."""


def losses_of(written: Written) -> Losses:
    """What the facts of one row lose where the row is read without the events that it carries."""
    back = _read(written)
    found: Losses = Counter()
    for event in written.events:
        twins = [each for each in back if type(each) is type(event)]
        if not twins:
            as_finding = any(isinstance(each, FindingNoted) for each in back)
            found[wire_name(event), "come back as findings" if as_finding else "do not come back"] += 1
            continue
        back.remove(twins[0])
        if isinstance(event, RecordedFact) and any(name.startswith(FHIR) for name in event.extra):
            found[wire_name(event), "lose elements of FHIR that no field holds"] += 1
        for field in event.__struct_fields__:
            if field not in _RENAMED and getattr(event, field) != getattr(twins[0], field):
                found[wire_name(event), _WORDS.get(field, f"lose or change {field.rstrip('_')}")] += 1
    if written.kind is Kind.PATIENTS:
        found.update((wire_name(fact), MORE) for fact in back if isinstance(fact, PatientContacted))
    return found


MORE = "come back besides: the survival of the table of patients"
HANGS = "keep days and bounds, but not what their time hangs on"
_WORDS = {
    "occurred": HANGS,
    "known": "lose when they became known",
    "lasting": "keep the estimated length, but not its bounds",
}


def _read(written: Written) -> list[Entered]:
    row = Row(written.file, 0, {name: text for name, text in written.cells.items() if name != CARRIED})
    try:
        match written.kind:
            case Kind.PATIENTS:
                # The diagnosis of day 0 is no cell of any row: every import of a study knows it.
                diagnoses = [event for event in written.events if getattr(event, "key", "") == DAY_ZERO]
                return [*read_patient(row), *diagnoses]
            case Kind.SAMPLES:
                return list(read_sample(row, _specimen(written)))
            case Kind.TIMELINE:
                return list(read_row(row))
    except Misfit:
        return []


def _specimen(written: Written) -> str | None:
    """What a sample's time hangs on: the row of its specimen, which an import finds by the name of the sample."""
    times = (event.occurred for event in written.events if isinstance(event, RecordedFact))
    return next((when.with_ for when in times if isinstance(when, Timing)), None)


def told_losses(losses: Losses) -> Iterator[str]:
    """A sentence for the times of all facts together, then one for each kind of fact, the most frequent loss first."""
    hanging = sum(count for (_, what), count in losses.items() if what == HANGS)
    if hanging:
        yield f"{counted(hanging, 'fact')} {_agreeing(hanging, HANGS)}"
    for kind in sorted({kind for kind, _ in losses}):
        own = [(what, count) for (each, what), count in losses.items() if each == kind and what != HANGS]
        if own:
            parts = (
                f"{count} {_agreeing(count, what)}" for what, count in sorted(own, key=lambda item: (-item[1], item[0]))
            )
            yield f"{kind}: {', '.join(parts)}"


_OF_ONE = {
    "come back as findings": "comes back as a finding",
    "come back": "comes back",
    "do not": "does not",
    "keep days and bounds, but not what their": "keeps days and bounds, but not what its",
    "keep": "keeps",
    "lose or change": "loses or changes",
    "lose when they": "loses when it",
    "lose": "loses",
}
"""How the losses of several facts begin, the longer ones first, and how that of one fact does."""


def _agreeing(count: int, what: str) -> str:
    if count != 1:
        return what
    many = next(begins for begins in _OF_ONE if what.startswith(begins))
    return f"{_OF_ONE[many]}{what.removeprefix(many)}"
