"""What is sound and recorded as written, but worth a second look by whoever wrote it. Refuses to refuse it, or to mend it."""

from tracker.decisions.refused import resembling
from tracker.events.catalogue import Event
from tracker.events.treatment import DrugGiven, RegimenDrug
from tracker.projections.record import said_by
from tracker.values.drugs import NAMES, is_known


def oddities_of(event: Event) -> tuple[str, ...]:
    """A sentence for each drug that the tables do not know: it may be a new one, or a slip of the pen."""
    drugs = getattr(said_by(event), "drugs", ())
    named = dict.fromkeys(each.drug for each in drugs if isinstance(each, DrugGiven | RegimenDrug))
    return tuple(
        f"{drug} is no drug we know: it is recorded as written{resembling(drug, NAMES)}"
        for drug in named
        if not is_known(drug)
    )
