"""One form of one case: what it asks, what it would change, and recording it. Refuses to record what was not decided anew.

What is foreseen is decided on the record as it stands then; what is recorded is decided again, in its transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from tracker.casebook import clock
from tracker.casebook.completing import Completer
from tracker.casebook.correcting import Route, Warrant, amend_fact, move_facts, retract_fact
from tracker.casebook.drafts import Draft, Drafts
from tracker.casebook.filling import filled_from, form_for, read_filled
from tracker.casebook.library import Library
from tracker.casebook.meanwhile import Meanwhile, bases_of, take_up, told_since
from tracker.casebook.outlook import Outlook, Recorded
from tracker.casebook.recording import choose_reading, record_entries
from tracker.casebook.second_looks import foreseen_looks
from tracker.casebook.synthetic import BECAUSE, DEPENDENTS, TO, correction_form, retraction_form
from tracker.decisions.ahead import ahead
from tracker.decisions.bases import CorrectedSince, minute
from tracker.decisions.correcting import amend, retract
from tracker.decisions.dependents import dependents_of
from tracker.decisions.form import (
    Aim,
    Complaint,
    Form,
    FormField,
    Option,
    Values,
    Verb,
    blank,
    differences_between,
)
from tracker.decisions.forms import YES
from tracker.decisions.merging import undecided
from tracker.decisions.moving import move
from tracker.decisions.recording import record_facts
from tracker.decisions.refused import Refused, listed
from tracker.events.catalogue import Entered, Event, Fact, wire_name
from tracker.events.deliberation import ReadingSelected
from tracker.projections.foresight import foresee, month_of
from tracker.projections.history import history_of
from tracker.projections.questions import questions_of
from tracker.projections.record import Record
from tracker.store.log import stream_head
from tracker.store.refusals import Busy, StoreRefused

_OF_THE_FILE = (StoreRefused, Busy)
"""It may be free again in a moment; the other kinds are about what was asked."""


@contextmanager
def _refusing() -> Iterator[None]:
    """What the store refuses of what was asked is a refusal like any other; of the file, the very same may be asked again."""
    try:
        yield
    except StoreRefused as refusal:
        if type(refusal) in _OF_THE_FILE:
            raise
        raise Refused(str(refusal)) from refusal


class Entering:
    """A form while it is filled in."""

    @_refusing()
    def __init__(  # noqa: PLR0913, PLR0917 - who, whose, what, and what they look at
        self, library: Library, patient: str, aim: Aim, by: str, drafts: Drafts, month: int | None = None
    ) -> None:
        self._library, self._by, self._drafts = library, by, drafts
        self.patient, self.aim = patient, aim
        record = self._record()
        self._completer = Completer(record, month)
        self._completer.prepare()
        self.form, self.values = self._asked(record)
        self.standing = self.values
        self.bases = bases_of(record, aim)
        self.kept_at = ""
        self.meanwhile = Meanwhile()
        draft = drafts.kept(aim.name)
        if draft is not None:
            self.kept_at = minute(draft.kept_at)
            self.values, self.meanwhile = take_up(record, aim, self.form, self.values, draft)
        # Looked at and left alone, the draft stays as it is, so that it says again what was corrected.
        self._left = self.values if self.meanwhile.says else None

    def _record(self) -> Record:
        return self._library.case(self.patient).record

    def _asked(self, record: Record) -> tuple[Form, Values]:
        """What the form asks, and what stands in it at first."""
        verb, subject = self.aim.verb, self.aim.subject
        match verb:
            case Verb.RECORD:
                form = form_for(subject)
                values = blank(form.fields)
                if "key" in values:
                    values["key"] = self._completer.new_key(subject, {})
                return form, values
            case Verb.CHOOSE:
                form = form_for(_CHOICE)
                return form, {**blank(form.fields), "question": subject}
            case Verb.AMEND:
                fact = _fact(record, subject)
                form = correction_form(form_for(wire_name(fact)))
                return form, {**blank(form.fields), **filled_from(fact, history_of(record).calendar)}
            case Verb.RETRACT | Verb.MOVE:
                form = retraction_form(verb, dependents_of(record, (subject,)))
                return form, blank(form.fields)

    def complete(self, field: FormField, beside: Mapping[str, object], typed: str) -> Sequence[Option]:
        """What may stand in a field, as its whole text, the likeliest first.

        Args:
            field: Which field.
            beside: What is filled in beside it, by name.
            typed: What stands in it.
        """
        if field.name == TO:
            others = (name for name in self._library.names() if name != self.patient)
            return tuple(Option(name) for name in others if typed in name)
        return self._completer.complete(self.form.type, field, beside, typed)

    def keep(self, values: Values) -> str:
        """Keep a draft, or say why there is none: as it was at first, nothing is kept, nor of who was erased meanwhile."""
        with self._library.database.reading() as connection:
            erased = stream_head(connection, self.patient).erased
        try:
            if erased or values == self.standing:
                self._drafts.discard(self.aim.name)
            elif values != self._left:
                self._drafts.keep(self._draft_of(values))
                self._left = None
        except OSError as error:
            return f"the draft cannot be kept ({error.strerror or error})"
        return f"{self.patient} was erased meanwhile; nothing typed here is kept" if erased else ""

    def _draft_of(self, values: Values) -> Draft:
        """What is typed now; of what a correction changed too, what nobody decided since the form was opened."""
        both = undecided(self.meanwhile.both, self.values, values)
        along = {key: base for key, base in self.bases.items() if key != self.aim.subject}
        base = self.bases.get(self.aim.subject, "")
        since = self.meanwhile.since if both else ""
        return Draft(form=self.aim.name, values=values, base=base, along=along, both=both, since=since)

    def discard(self) -> Values:
        """Let go of the draft; returns what stands in a form that is opened now."""
        with suppress(OSError):
            self._drafts.discard(self.aim.name)
        self.kept_at, self.meanwhile = "", Meanwhile()
        with suppress(Refused):
            record = self._record()
            self.form, self.standing = self._asked(record)
            self.bases = bases_of(record, self.aim)
        return self.standing

    @_refusing()
    def foresee(self, values: Values) -> Outlook:
        """What a filled form would do; nothing is recorded."""
        record = self._record()
        event, complaints = self._read(values, record)
        if complaints:
            return Outlook(complaints=complaints)
        try:
            events, keys = self._decided(record, values, event)
        except Refused as refusal:
            return Outlook(complaints=(Complaint((), _in_a_form(refusal)),))
        if not events:
            return Outlook(complaints=(Complaint((), _NOTHING_NEW),))
        differences = differences_between(self.form.fields, self.standing, {**values, BECAUSE: ""})
        return Outlook(
            says=self._says(keys, str(values.get("reading", ""))),
            notes=() if event is None else foreseen_looks(self._library.database, record, event),
            meanwhile=self.meanwhile.differences,
            differences=differences if self.aim.verb is Verb.AMEND else (),
            foresight=foresee(record, ahead(record, events, at=clock.now()), keys),
        )

    def _read(self, values: Values, record: Record) -> tuple[Entered | None, tuple[Complaint, ...]]:
        """The event that the form says, where it says one."""
        complaints: list[Complaint] = []
        if told := told_since(record, self.aim, self.bases):
            return None, (Complaint((), f"{told}; {_AGAIN}"),)
        if BECAUSE in values and not str(values[BECAUSE]).strip():
            complaints.append(Complaint((BECAUSE,), "a correction needs a reason; say why the record is corrected"))
        if TO in values and not str(values[TO]).strip():
            complaints.append(Complaint((TO,), "nothing is filled in; type the case that the fact belongs to"))
        event = None
        if self.aim.verb not in {Verb.RETRACT, Verb.MOVE}:
            calendar = history_of(record).calendar
            reading = read_filled(self.form.type, values, record, calendar)
            event = reading.event
            complaints.extend(reading.complaints)
        return event, tuple(complaints)

    def _decided(self, record: Record, values: Values, event: Entered | None) -> tuple[Sequence[Event], Sequence[str]]:
        """What would be recorded in this case, and about which facts."""
        reason, key = str(values.get(BECAUSE, "")), self.aim.subject
        along = values.get(DEPENDENTS) == YES
        match self.aim.verb:
            case Verb.RECORD | Verb.CHOOSE if event is not None:
                return record_facts(record, (event,)), _keys_of(record, event)
            case Verb.AMEND if event is not None and not isinstance(event, ReadingSelected):
                return amend(record, key, event, reason=reason), (key,)
            case Verb.MOVE:
                target = self._library.case(str(values[TO])).record
                moved = move(record, target, (key,), reason=reason, with_dependents=along)
                return moved.taken_back, (key, *dependents_of(record, (key,)))
            case _:
                return retract(record, key, reason=reason, with_dependents=along), (key, *dependents_of(record, (key,)))

    def _says(self, keys: Sequence[str], reading: str) -> str:
        what = listed(keys)
        match self.aim.verb:
            case Verb.RECORD:
                return f"{what} would be recorded"
            case Verb.CHOOSE:
                return f"{self.aim.subject} would be read as {reading}, in {what}"
            case Verb.AMEND:
                return f"{what} would be amended; what it said before stays in the log"
            case Verb.RETRACT:
                return f"{what} would be taken back; amending restores it"
            case Verb.MOVE:
                return f"{what} would be taken back here and recorded there"

    @_refusing()
    def confirm(self, values: Values) -> Recorded:
        """Record what the form says, as the commands of the same names do; the draft goes when it is recorded.

        Raises:
            Refused: what the decision refuses, which may have changed since it was foreseen.
        """
        record = self._record()
        event, complaints = self._read(values, record)
        if complaints:
            raise Refused(complaints[0].message)
        events, keys = self._decided(record, values, event)
        month = month_of(record, ahead(record, events), keys)
        try:
            self._carry_out(values, event)
        except CorrectedSince as since:
            raise Refused(f"{since.said}; {_AGAIN}") from None
        self.discard()
        return Recorded(f"{_DONE[self.aim.verb]} {listed(keys)}", month)

    def _carry_out(self, values: Values, event: Entered | None) -> None:
        database, key = self._library.database, self.aim.subject
        warrant = Warrant(by=self._by, reason=str(values.get(BECAUSE, "")), bases=self.bases)
        along = values.get(DEPENDENTS) == YES
        match self.aim.verb:
            case Verb.RECORD if event is not None:
                record_entries(database, self.patient, (event,), by=self._by)
            case Verb.CHOOSE if isinstance(event, ReadingSelected):
                choose_reading(database, self.patient, event, by=self._by, base=self.bases[key])
            case Verb.AMEND if event is not None:
                amend_fact(database, self.patient, key, (event,), warrant)
            case Verb.MOVE:
                route = Route(patient=self.patient, keys=(key,), to=str(values[TO]))
                move_facts(database, route, warrant, with_dependents=along)
            case _:
                retract_fact(database, self.patient, key, warrant, with_dependents=along)


_CHOICE = "reading-selected"
_NOTHING_NEW = "the record says so already; there is nothing to record"
_AGAIN = "close the form and open it again: it keeps what you typed, and says what was corrected"
_DONE = {
    Verb.RECORD: "recorded",
    Verb.AMEND: "amended",
    Verb.RETRACT: "retracted",
    Verb.MOVE: "moved",
    Verb.CHOOSE: "read anew:",
}


def _in_a_form(refusal: Refused) -> str:
    """A refusal in the words of the form: what the command line asks for by an option, the form asks for by a field."""
    return str(refusal).replace("--with-dependents", f"{DEPENDENTS.replace('_', ' ')}: {YES}")


def _keys_of(record: Record, event: Entered) -> tuple[str, ...]:
    """The facts that an entry is about: itself, or whatever asks the question that it answers."""
    if not isinstance(event, ReadingSelected):
        return (event.key,)
    return next((asked.asked_by for asked in questions_of(record) if asked.name == event.question), ())


def _fact(record: Record, key: str) -> Fact:
    """What stands under a key.

    Raises:
        Refused: when nothing does any more.
    """
    for standing in record.facts:
        if standing.key == key:
            return standing.fact
    raise Refused(f"{key} does not stand any more; nothing is corrected")
