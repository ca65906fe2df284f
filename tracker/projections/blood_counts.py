"""Whether blood counts were taken under treatment, where nobody would miss them. Refuses to take no result for a normal one."""

from collections.abc import Iterator

from tracker.projections.first_doses import is_baseline
from tracker.projections.history import History, PlacedFact
from tracker.projections.state import CaseState
from tracker.projections.state_draft import StateDraft
from tracker.values.ctcae_table import ANEMIA, LYMPHOCYTES, NEUTROPHILS, PLATELETS, WHITE_CELLS

COUNTS = frozenset(row.term for row in (ANEMIA, LYMPHOCYTES, NEUTROPHILS, PLATELETS, WHITE_CELLS))
"""What a blood count measures, by what makes analytes one."""


def blood_count_drafts(history: History, state: CaseState, first_dose: PlacedFact | None) -> Iterator[StateDraft]:
    """That none was taken since the first dose, or none at all; nothing before the first dose, and after a death."""
    if first_dose is None or state.death is not None:
        return
    counts = [series[-1] for name, series in state.labs.items() if name in COUNTS]
    last = max(counts, key=lambda stated: stated.day, default=None)
    if last is None:
        yield StateDraft(
            slot="counts",
            label="Counts",
            value="no blood count since treatment began",
            by=first_dose,
            alone=False,
        )
    elif is_baseline(history, first_dose, last.by):
        yield StateDraft(
            slot="counts",
            label="Counts",
            value="no blood count since baseline",
            by=last.by,
            also=(first_dose.event.key,),
            alone=False,
            rests=(first_dose,),
        )
