"""What is sound and recorded as written, but worth a second look by whoever wrote it. Refuses to refuse it, or to mend it."""

from tracker.decisions.odd_drugs import drug_oddity, misnamed
from tracker.decisions.odd_results import Elsewhere, Seen, result_oddities
from tracker.events.catalogue import Event
from tracker.events.treatment import DrugGiven, RegimenDrug
from tracker.projections.record import said_by

NOTHING = Elsewhere()


def misnamed_drugs(event: Event) -> tuple[str, ...]:
    """A sentence for each drug whose name is none, or holds more than a name."""
    return tuple(filter(None, map(misnamed, _drugs(event))))


def _drugs(event: Event) -> tuple[str, ...]:
    drugs = getattr(said_by(event), "drugs", ())
    return tuple(dict.fromkeys(each.drug for each in drugs if isinstance(each, DrugGiven | RegimenDrug)))


def oddities_of(event: Event, seen: Seen, elsewhere: Elsewhere = NOTHING, *, telling: bool = True) -> tuple[str, ...]:
    """A sentence for each thing that is worth a second look.

    Args:
        event: What is recorded, or about to be.
        seen: What stands beside it.
        elsewhere: The results of other cases.
        telling: Whether values of this case may be said.
    """
    fact = said_by(event)
    results = () if fact is None else tuple(result_oddities(fact, seen, elsewhere, telling=telling))
    return (*filter(None, map(drug_oddity, _drugs(event))), *results)
