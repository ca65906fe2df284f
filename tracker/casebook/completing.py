"""What a field may say: keys, regimens and lesions of the case, vocabularies, units, and what the case says elsewhere.

Refuses to offer a word of another case.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

from tracker.casebook.filling import filled_from, form_for
from tracker.decisions.counting import counts_in_days
from tracker.decisions.form import PLACE, Completion, FieldKind, FormField, Option, field_at, flat
from tracker.decisions.likeness import offered_for
from tracker.events.catalogue import Fact, wire_name
from tracker.events.fact import LastingFact, RecordedFact
from tracker.events.observation import ScanReported
from tracker.events.treatment import RadiotherapyGiven, RegimenStarted
from tracker.projections.chronology import chronology_of
from tracker.projections.history import history_of
from tracker.projections.questions import asked_by, holding
from tracker.projections.record import Record
from tracker.projections.summaries import summary_of
from tracker.projections.time_words import reading_words
from tracker.values.ctcae import term_of
from tracker.values.ctcae_table import ROWS
from tracker.values.drugs import DRUGS, class_of, other_names
from tracker.values.units import (
    ANALYTES,
    MEASUREMENTS,
    NO_UNIT_WORDS,
    UCUM_UNITS,
    shown_unit,
    units_of_analyte,
    units_of_measurement,
)
from tracker.values.when import TIME_ZERO, UNKNOWN

_DATE = Option("2023-04-12", "a date; or 2023-04, 2023", pattern=True)
_DAY = Option("day 213", "from the origin; or day 198 to 228", pattern=True)
_TIMES = (
    Option("7 mo after KEY", "or before it; KEY.end is its end", pattern=True),
    Option("within 14 d after KEY", "or 7 to 14 d, at least 7 d", pattern=True),
    Option("with KEY", "the same time as a fact", pattern=True),
    Option("between KEY and KEY", "some time in between", pattern=True),
)
_MONTH = Option("M8", "some day in month 8, as the screens count", pattern=True)
_BASES = "or (derived), after every form"
_FEW = (Option(TIME_ZERO, "the origin"), Option(UNKNOWN, "nothing is known"))
_MOST_SEEN = 200
"""Texts of a field that are offered again, the latest first."""


_HANGING = re.compile(r"(.*\b(?:after|before|with|as|between|and)\s+)(\S*)", re.IGNORECASE | re.DOTALL)
"""Words of a time that a fact follows."""


class Completer:
    """What the fields of a form may say in one case."""

    def __init__(self, record: Record, month: int | None = None) -> None:
        """Take what the case says.

        Args:
            record: Of the case.
            month: That is looked at, which is likely the one that is written about.
        """
        self._record, self._month = record, month

    def prepare(self) -> None:
        """Look through the case now, so that no field has to wait for it."""
        self._seen("")
        _ = self._times

    def complete(self, form: str, field: FormField, beside: Mapping[str, object], typed: str) -> tuple[Option, ...]:
        """What may stand in a field where something is typed already, as the whole text of the field.

        Args:
            form: The type of event that is entered.
            field: Which field.
            beside: What is filled in beside it, by name.
            typed: What is typed; a text that is offered itself narrows nothing down.
        """
        if field.kind is FieldKind.TIME and (hanging := _HANGING.fullmatch(typed)):
            head, word = hanging.groups()
            found = offered_for("" if word == PLACE else word, self._anchors, whole=False)
            return tuple(Option(head + option.text, option.says) for option in found)
        return offered_for(typed, self.options(form, field, beside))

    def options(self, form: str, field: FormField, beside: Mapping[str, object]) -> tuple[Option, ...]:
        """What a field may say, the likeliest first.

        Args:
            form: The type of event that is entered.
            field: Which field.
            beside: What is filled in beside it, by name.
        """
        if field.kind is FieldKind.CHOICE:
            return tuple(Option(word, "if left out" if word == field.default else "") for word in field.choices)
        match field.completion:
            case Completion.KEY:
                return (Option(self.new_key(form, beside), "the next one that is free"),)
            case Completion.FACTS:
                return self._evidence if field.name == "evidence" else self._facts
            case Completion.ANCHORS:
                return (Option(TIME_ZERO, "the origin"), *self._anchors)
            case Completion.TIMES:
                return self._times
            case Completion.REGIMENS:
                return self._regimens
            case Completion.COURSES:
                return (*self._regimens, *self._radiotherapy)
            case Completion.LESIONS:
                return self._seen("lesion")
            case Completion.QUESTIONS:
                return tuple(
                    Option(name, f"readings {', '.join(readings)}") for name, readings in self._questions.items()
                )
            case Completion.READINGS:
                question = str(beside.get("question", ""))
                holds = self._holding.get(question)
                return tuple(
                    Option(name, f"{'holds now: ' * (name == holds)}{says}")
                    for name, says in self._readings.get(question, {}).items()
                )
            case Completion.UNITS:
                return self._units(beside)
            case Completion.BEFORE:
                analyte = str(beside.get("analyte", "")) if field.name == "loinc" else None
                offered = (*self._seen(field.name, analyte, field.help), *_KNOWN.get(field.name, ()))
                return _unique(offered)
            case _:
                return ()

    def new_key(self, form: str, beside: Mapping[str, object]) -> str:
        """A key that no fact has: `l1-c3` of a cycle, else a word and the next number."""
        regimen, number = str(beside.get("regimen", "")), str(beside.get("number", ""))
        taken = {fact.key for fact in self._all}
        if form == "cycle-given" and regimen and number and f"{regimen}-c{number}" not in taken:
            return f"{regimen}-c{number}"
        stem = form.rpartition("-")[0]
        return next(f"{stem}-{n}" for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)

    @cached_property
    def _standing(self) -> tuple[Fact, ...]:
        """The latest first: it is what is written about."""
        return tuple(standing.fact for standing in reversed(self._record.facts))

    @cached_property
    def _all(self) -> tuple[Fact, ...]:
        return (*self._standing, *(standing.fact for standing in self._record.retracted))

    @cached_property
    def _facts(self) -> tuple[Option, ...]:
        return tuple(Option(fact.key, _says(fact)) for fact in self._standing)

    @cached_property
    def _evidence(self) -> tuple[Option, ...]:
        """Facts that a judgment may rest on: imaging first, the nearest first; what is said about the record last."""
        history = history_of(self._record)
        last = max((placed.month for placed in history.facts), default=0)
        month = last if self._month is None else self._month

        def rank(fact: Fact) -> tuple[int, int]:
            placed = history.by_key.get(fact.key)
            if placed is None:
                return 2, 0
            return int(not isinstance(fact, ScanReported)), abs(placed.month - month)

        return tuple(Option(fact.key, _says(fact)) for fact in sorted(self._standing, key=rank))

    @cached_property
    def _times(self) -> tuple[Option, ...]:
        """How a time is written, as the case says its own: a first day would move its origin, a first date place nothing."""
        dated = chronology_of(self._record).calendar.origin is not None
        begun = any(fact.occurred != UNKNOWN for fact in self._standing if isinstance(fact, RecordedFact))
        dates = (_DATE,) if dated or not begun else ()
        days = (_DAY,) if not dated or counts_in_days(self._record) else ()
        assumed = Option("2023-04 (assumed)" if dates else "7 mo after KEY (assumed)", _BASES, pattern=True)
        looked_at = () if self._month is None else (Option(f"M{self._month}", "some day in the month on the screen"),)
        return (*looked_at, *dates, *_TIMES, *days, *(() if looked_at else (_MONTH,)), assumed, *_FEW)

    @cached_property
    def _anchors(self) -> tuple[Option, ...]:
        return tuple(
            option
            for fact in self._standing
            if isinstance(fact, RecordedFact)
            for option in (
                Option(fact.key, _says(fact)),
                *((Option(f"{fact.key}.end", "its end"),) if isinstance(fact, LastingFact) else ()),
            )
        )

    @cached_property
    def _regimens(self) -> tuple[Option, ...]:
        started = (fact for fact in self._standing if isinstance(fact, RegimenStarted))
        return tuple(Option(fact.regimen, summary_of(fact)) for fact in started)

    @cached_property
    def _radiotherapy(self) -> tuple[Option, ...]:
        return tuple(Option(fact.key, _says(fact)) for fact in self._standing if isinstance(fact, RadiotherapyGiven))

    @cached_property
    def _questions(self) -> Mapping[str, tuple[str, ...]]:
        return {str(asked.question): tuple(asked.readings or ()) for fact in self._standing for asked in asked_by(fact)}

    @cached_property
    def _readings(self) -> Mapping[str, Mapping[str, str]]:
        """Question to its readings, each with what it says."""
        asked = (timing for fact in self._standing for timing in asked_by(fact))
        return {str(t.question): {name: reading_words(t, name) for name in t.readings or {}} for t in asked}

    @cached_property
    def _holding(self) -> Mapping[str, str]:
        """Question to the reading that holds."""
        asked = (timing for fact in self._standing for timing in asked_by(fact))
        return {str(timing.question): holding(timing, self._record.selections) for timing in asked}

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, frozenset[tuple[str, str]]]]:
        """Field to text to what the field means where it stands, with the analyte beside it; the latest texts first."""
        words: dict[str, dict[str, frozenset[tuple[str, str]]]] = {}
        for fact in self._standing:
            fields = form_for(wire_name(fact)).fields
            texts = flat(fields, filled_from(fact))
            analyte = texts.get(("analyte",), "")
            for path, text in texts.items():
                field = field_at(fields, path)
                seen = words.setdefault(field.name, {})
                seen[text] = seen.get(text, frozenset()) | {(field.help, analyte)}
        return words

    def _seen(self, name: str, analyte: str | None = None, help: str | None = None) -> tuple[Option, ...]:  # noqa: A002 - as the field names it
        """Texts that the case has in a field; with an analyte only those that it has beside it.

        Two fields may share a name and differ in meaning, such as the name of a site and that of a symptom: with a help
        only the texts of the field that means this.
        """
        found = (
            text
            for text, stands in self._words.get(name, {}).items()
            if any(help in {None, meant} and analyte in {None, beside} for meant, beside in stands)
        )
        return tuple(Option(text, _named(text, name)) for text in islice(found, _MOST_SEEN))

    def _units(self, beside: Mapping[str, object]) -> tuple[Option, ...]:
        """Units that what stands beside can have, those that the case gives it already first; else every unit."""
        analyte = str(beside.get("analyte", ""))
        measured = units_of_measurement(str(beside.get("what", "")))
        names = [each for each in ANALYTES if term_of(each) is not None and term_of(each) == term_of(analyte)]
        known = frozenset[str]().union(measured, *map(units_of_analyte, (analyte, *names)))
        # Units of doses are no units that the case gives a weight.
        seen = () if measured else self._seen("unit", analyte or None)
        if not known:
            return _unique((*seen, *map(_unit, sorted(UCUM_UNITS))))
        return _unique((*(option for option in seen if option.text in known), *map(_unit, sorted(known))))


def _unit(unit: str) -> Option:
    shown = shown_unit(unit) or f"{NO_UNIT_WORDS}: a mere number"
    return Option(unit, shown if shown != unit else "")


def _unique(options: Iterable[Option]) -> tuple[Option, ...]:
    """Every text once, as it is offered first."""
    found: dict[str, Option] = {}
    for option in options:
        found.setdefault(option.text, option)
    return tuple(found.values())


def _names_of(analyte: str) -> tuple[str, ...]:
    """What else an analyte is called, as far as the grades of CTCAE know it."""
    term = term_of(analyte)
    if term is None:
        return ()
    return tuple(name for name, row in ROWS.items() if row.term == term and name != analyte.casefold())


def _named(text: str, field: str) -> str:
    """What a text that this case has in a field is called besides."""
    names = _names_of(text) if field == "analyte" else other_names(text) if field == "drug" else ()
    return ", ".join(("in this case", *names))


def _says(fact: Fact) -> str:
    return f"{wire_name(fact)}: {summary_of(fact)}"


_KNOWN: Mapping[str, tuple[Option, ...]] = {
    "analyte": tuple(Option(analyte, ", ".join(_names_of(analyte))) for analyte in ANALYTES),
    "what": tuple(map(Option, MEASUREMENTS)),
    "drug": tuple(Option(drug, ", ".join((class_of(drug).value, *other_names(drug)))) for drug in DRUGS),
    "term": tuple(Option(term, "graded by CTCAE") for term in sorted({row.term for row in ROWS.values()})),
    "ctcae_version": tuple(map(Option, ("5.0", "4.03", "3.0"))),
    "edition": tuple(map(Option, ("9", "8", "7"))),
    "rule": tuple(map(Option, ("reader-noted", "sources-disagree", "lost-superscript"))),
}
"""Words of the field, by the name of what asks for them."""
