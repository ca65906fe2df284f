"""Who records from the screens: what can be done to a case, and the form for it. Refuses to be handed out for reading alone."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from tracker.casebook.drafts import Drafts
from tracker.casebook.entering import Entering
from tracker.casebook.filling import forms
from tracker.casebook.library import Library
from tracker.decisions.bases import minute
from tracker.decisions.form import Aim, Offer, Verb
from tracker.decisions.forms import SOUGHT_BY
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Fact, wire_name
from tracker.projections.questions import asked_by, holding
from tracker.projections.summaries import summary_of
from tracker.store.streams import birth_of


class Clerk:
    """Recording in the name of one person."""

    def __init__(self, library: Library, by: str) -> None:
        self._library = library
        self._by = by

    def types(self, patient: str) -> tuple[Offer, ...]:
        """Everything that can be recorded of a patient, what has a draft first."""
        offers = (
            Offer(Aim(Verb.RECORD, form.type), form.type, form.says, also=SOUGHT_BY[form.type]) for form in forms()
        )
        return tuple(sorted(self._offered(patient, offers), key=lambda offer: not offer.kept_at))

    def corrections(self, patient: str, key: str) -> tuple[Offer, ...]:
        """Everything that can be done to a fact.

        Raises:
            Refused: when it does not stand.
        """
        record = self._library.case(patient).record
        standing = next((fact.fact for fact in record.facts if fact.key == key), None)
        if standing is None:
            raise Refused(f"{key} does not stand any more; nothing is corrected")
        readings = {str(asked.question): holding(asked, record.selections) for asked in asked_by(standing)}
        return tuple(self._offered(patient, _corrections(key, standing, readings)))

    def open(self, patient: str, aim: Aim, month: int | None = None) -> Entering:
        """The form for it, as a draft left it; a month that is looked at is offered first as a time.

        Raises:
            Refused: when there is nothing to correct any more.
        """
        return Entering(self._library, patient, aim, self._by, self._drafts(patient), month)

    def _drafts(self, patient: str) -> Drafts:
        with self._library.database.reading() as connection:
            return Drafts(birth_of(connection, patient))

    def _offered(self, patient: str, offers: Iterable[Offer]) -> Iterator[Offer]:
        """Offers with the drafts that were kept of them."""
        kept = {draft.form: minute(draft.kept_at) for draft in self._drafts(patient).all()}
        for offer in offers:
            yield replace(offer, kept_at=kept.get(offer.aim.name, ""))


def _corrections(key: str, fact: Fact, readings: dict[str, str]) -> Iterator[Offer]:
    what = f"{wire_name(fact)}: {summary_of(fact)}"
    yield Offer(Aim(Verb.AMEND, key), f"amend {key}", f"say it otherwise. {what}")
    for question, reading in readings.items():
        yield Offer(Aim(Verb.CHOOSE, question), f"choose a reading of {question}", f"it is read as {reading} now")
    yield Offer(Aim(Verb.RETRACT, key), f"retract {key}", "take it back; it stays in the log")
    yield Offer(Aim(Verb.MOVE, key), f"move {key}", "to the case of the patient it belongs to")
