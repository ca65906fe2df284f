"""A case phase by phase: what each cell states, its bounds, and where it stands."""

import pytest

from tests.examples import contact, diagnosed, history, lab, progression, started
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.projections.comparison import Cell, lay_out, months_words


def cells(case: str) -> dict[tuple[str, str], Cell]:
    return {(cell.phase, cell.item): cell for cell in lay_out(history(*events(case)))}


@pytest.mark.parametrize(
    ("case", "phase", "item", "said", "source"),
    [
        ("npc-1", "baseline", "performance status", "ECOG 2", "Table 1 row 1"),
        ("npc-1", "baseline", "EBV-DNA", "6.15e5 copies/mL", "§2 ¶1"),
        ("npc-1", "line 1", "cycles", "2", "§2 ¶1"),
        ("npc-1", "line 1", "progression", "PD1: distant, axillary node", "Table 1 row 3"),
        ("npc-1", "line 1", "progression free survival", "8.25 mo [7.88–8.62]", "Table 1 row 3"),
        ("npc-1", "line 2", "total doses", "cisplatin 150–300 mg", "§2 ¶2"),
        ("npc-1", "outcome", "overall survival", "28.00 mo [27.50–28.50] (censored", "Table 1 row 6"),
        ("npc-2", "line 1", "total doses", "gemcitabine 21.6–22.8 g", "§3 ¶2"),
        ("npc-2", "line 3", "radiotherapy", "60 Gy / 30", "§3 ¶2"),
        ("npc-2", "outcome", "overall survival", "21.00 mo [20.50–21.50] (death)", "Table 1 row 6"),
    ],
)
def test_the_table_of_the_paper_follows_from_the_events(
    case: str, phase: str, item: str, said: str, source: str
) -> None:
    cell = cells(case)[phase, item]
    assert said in cell.text
    assert source in cell.sources


@pytest.mark.parametrize("case", ["npc-1", "npc-2"])
def test_every_cell_names_facts_of_the_case_and_bounds_its_time(case: str) -> None:
    keys = {event.key for event in events(case) if hasattr(event, "key")}
    for cell in lay_out(history(*events(case))):
        assert cell.events, cell
        assert keys.issuperset(cell.events)
        if cell.estimate_months is not None:
            assert cell.earliest_months is not None
            assert cell.latest_months is not None
            assert cell.earliest_months <= cell.estimate_months <= cell.latest_months


def test_only_what_came_not_after_the_first_dose_is_baseline() -> None:
    facts = (
        diagnosed(day=0),
        lab("LDH", 300, "U/L", key="before", day=5),
        started("l1", "cisplatin", line=1, day=5),
        lab("LDH", 200, "U/L", key="after", day=6),
    )
    found = {(cell.phase, cell.item): cell for cell in lay_out(history(*facts))}
    assert found["baseline", "LDH"].events == ("before",)


def test_a_case_without_treatment_is_baseline_and_outcome() -> None:
    found = lay_out(history(diagnosed(day=0), progression(1, "node", day=10), contact(day=20)))
    assert {cell.phase for cell in found} == {"baseline", "outcome"}


def test_an_open_side_is_said() -> None:
    assert months_words(None, None, 2.0) == "2.00 mo or less"
    assert months_words(None, None, None) == "no bounds"
