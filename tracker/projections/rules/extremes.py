"""Rules about results that the source calls a peak or a nadir. Refuses to compare units or values that only bound."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from tracker.events.laboratory import LabResulted
from tracker.projections.history import History
from tracker.projections.lab_readings import is_number, is_word_of
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.precedence import precedes
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.stated import stated_by
from tracker.projections.words import number_words
from tracker.values.identifiers import Anchor
from tracker.values.units import shown_unit
from tracker.values.vocabularies import Severity
from tracker.values.when import Timing, When

_PEAK = re.compile(r"\b(peak|highest|maxim)", re.IGNORECASE)
_NADIR = re.compile(r"\b(nadir|lowest|minim)", re.IGNORECASE)


def peak_not_peak(evidence: Evidence) -> Iterator[Discrepancy]:
    """A result called a peak is below another: of the period it speaks of (warning), or only of the whole case (note).

    The word may stand in a fact of its own, for the number of the same time. The period is the one that the result is timed
    between. Only numbers of the same series and unit are compared.
    """
    yield from _beyond(evidence, "peak-not-peak", "a peak", _PEAK, Decimal.__gt__)


def nadir_not_nadir(evidence: Evidence) -> Iterator[Discrepancy]:
    """A result called a nadir is above another: of the period it speaks of (warning), or only of the whole case (note).

    As for a peak.
    """
    yield from _beyond(evidence, "nadir-not-nadir", "a nadir", _NADIR, Decimal.__lt__)


def _beyond(
    evidence: Evidence, rule: str, called: str, word: re.Pattern[str], beyond: Callable[[Decimal, Decimal], bool]
) -> Iterator[Discrepancy]:
    labs = stated_by(evidence.history, LabResulted)
    for lab, saying in _called(evidence.history, [stated.value for stated in labs], word):
        if lab.value is None or not is_number(lab):
            continue
        others = [
            (other.key, other.value.value)
            for other in labs
            if series_of(other.value) == series_of(lab)
            and other.value.unit == lab.unit
            and is_number(other.value)
            and other.value.value is not None
            and beyond(other.value.value, lab.value)
        ]
        if not others:
            continue
        period = _period(lab.occurred)
        within = [other for other in others if period is not None and _lies_in(evidence.history, other[0], period)]
        where = f"between {period[0]} and {period[1]}" if period is not None else "in the whole case"
        if not within and period is not None:
            where = f"in the whole case, though not {where}"
        values = ", ".join(f"{number_words(value)} ({key})" for key, value in within or others)
        said = f"{series_name(lab)} {number_words(lab.value)} {shown_unit(lab.unit)}".rstrip()
        summary = f"{said} ({lab.key}) is called {called}, but there is {values} {where}"
        severity = Severity.WARNING if within else Severity.NOTE
        named = dict.fromkeys((lab.key, saying.key, *(key for key, _ in within or others)))
        yield evidence.found(rule, severity, summary, tuple(named))


def _called(
    history: History, labs: list[LabResulted], word: re.Pattern[str]
) -> Iterator[tuple[LabResulted, LabResulted]]:
    """Results that a word speaks of, each with the fact that says it."""
    for saying in labs:
        if word.search(saying.word):
            spoken_of = (lab for lab in labs if is_word_of(history, saying, lab))
            yield (saying if saying.value is not None else next(spoken_of, saying)), saying


def _period(when: When) -> tuple[Anchor, Anchor] | None:
    """The two anchors that a result is timed between."""
    forms = when if isinstance(when, tuple) else (when,)
    return next((form.between for form in forms if isinstance(form, Timing) and form.between is not None), None)


def _lies_in(history: History, key: str, period: tuple[Anchor, Anchor]) -> bool:
    try:
        return not precedes(history, key, period[0]) and not precedes(history, period[1], key)
    except KeyError:  # the period hangs on a lost key, which is another rule's matter
        return False
