"""Lines of the state panel about adverse events, findings and measurements. Refuses to drop what was found absent."""

from collections.abc import Iterator

from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.finding_state import FindingState
from tracker.projections.first_doses import is_baseline
from tracker.projections.history import History, PlacedFact
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.projections.words import bracketed, grade_words, listed, number_words, said
from tracker.values.units import shown_unit
from tracker.values.vocabularies import (
    FindingKind,
    Presence,
    Trend,
)

_FINDING_LABELS = {
    FindingKind.SYMPTOM: "Symptoms",
    FindingKind.SIGN: "Signs",
    FindingKind.EXAMINATION: "Exam",
    FindingKind.FUNCTION: "Function",
}
_TREND_MARKS = {Trend.WORSENING: "▲", Trend.IMPROVING: "▼", Trend.STABLE: "="}


def adverse_event_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Adverse events, open ones first; one that was stated absent says so."""
    for name, noted in sorted(state.adverse_events.items(), key=lambda item: not item[1].open):
        event = noted.event
        grade = grade_words(event).replace("grade ", "G")
        affected = f"({', '.join(event.affected)})" if event.affected else ""
        text = listed((grade, event.term, affected), " ")
        value = f"no {text}" if event.presence is Presence.ABSENT else text if noted.open else f"{text}, relieved"
        mark = _TREND_MARKS.get(event.trend, "") if noted.open else ""
        # An event that was noted once began where its age says.
        since = None if noted.open and noted.onset is noted.by else noted.onset
        yield StateDraft(
            slot=f"ae:{name}",
            label="AE",
            value=value,
            by=noted.by,
            mark=mark,
            tail=bracketed(_version_text(event)),
            since=since,
            until=None if noted.open or since is None else noted.since.start,
        )
        if event.attribution and event.presence is not Presence.ABSENT:
            yield StateDraft(
                slot=f"cause:{name}",
                label="AE",
                value=f"{event.term} put down to: “{event.attribution}”",
                by=noted.by if noted.cause is None else noted.cause,
                alone=False,
                ages=False,
            )


def _version_text(event: AdverseEventNoted) -> str:
    """By which version of CTCAE an adverse event was graded, as stated."""
    if event.grade is None:
        return ""
    version = said(event.ctcae_version)
    return f"CTCAE {version}" if version else "no CTCAE version"


def finding_drafts(history: History, state: CaseState, first_dose: PlacedFact | None) -> Iterator[StateDraft]:
    """Symptoms, signs and findings of an examination, those of one fact and one presence on one line.

    What nobody said again since treatment began was so before it: whether it still is, is not known.

    Args:
        history: Whose state it is; its times and nothing else are read.
        state: What stands.
        first_dose: That of line 1; None while nothing was given.
    """
    groups: dict[tuple[str, Presence, str], list[FindingState]] = {}
    for found in state.findings.values():
        if found.finding.kind is not FindingKind.FUNCTION or not found.open:
            kind = _FINDING_LABELS[found.finding.kind]
            groups.setdefault((kind, found.presence, found.by.key), []).append(found)
    labels = list(_FINDING_LABELS.values())
    for (label, presence, key), group in sorted(
        groups.items(), key=lambda item: (labels.index(item[0][0]), list(Presence).index(item[0][1]))
    ):
        absent = "no " if presence is Presence.ABSENT else ""
        value = names = ", ".join(absent + _finding_text(found) for found in group)
        if presence is Presence.RELIEVED:
            value = f"{names}: relieved"
        before = first_dose is not None and is_baseline(history, first_dose, group[0].by)
        yield StateDraft(
            slot=f"{label}:{presence}:{key}",
            label=label,
            value=value,
            by=group[0].by,
            tail="(before treatment)" if before else "",
            also=(first_dose.key,) if before and first_dose is not None else (),
            rests=(first_dose,) if before and first_dose is not None else (),
        )


def _finding_text(found: FindingState) -> str:
    """The name; of an examination also the words that describe what was found."""
    words = found.finding.words if found.finding.kind is FindingKind.EXAMINATION else ""
    return f"{found.finding.name} ({words})" if words else found.finding.name


def measurement_drafts(state: CaseState) -> Iterator[StateDraft]:
    """Weight and the like, with the change since the first value in the same unit."""
    for what, series in state.measurements.items():
        first, last = series[0].value, series[-1].value
        value = f"{number_words(last.value)} {shown_unit(last.unit)}"
        tail = ""
        if len(series) > 1 and first.unit == last.unit and first.value > 0:
            tail = f"({(last.value - first.value) / first.value * 100:+.1f} % from the first)"
        yield StateDraft(
            slot=f"measured:{what}",
            label=what.capitalize(),
            value=value,
            by=series[-1].by,
            tail=tail,
            rank=float(last.value),
            also=(series[0].by.event.key,) if tail else (),
        )
