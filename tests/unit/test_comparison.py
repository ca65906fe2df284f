"""A case phase by phase: what each cell states, its bounds, and where it stands."""

import pytest

from tests.examples import (
    contact,
    cycle,
    diagnosed,
    history,
    lab,
    lesion,
    progression,
    radiotherapy,
    scan,
    started,
)
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.events.observation import ScanReported
from tracker.projections.cell_words import months_words
from tracker.projections.cells import Cell
from tracker.projections.comparison import lay_out
from tracker.projections.intervals.interval import Conventions
from tracker.values.durations import DAYS_PER_MONTH as MONTH
from tracker.values.vocabularies import Axis


def cells(case: str) -> dict[tuple[str, str], Cell]:
    return {(cell.phase, cell.item): cell for cell in lay_out(history(*events(case)))}


@pytest.mark.parametrize(
    ("case", "phase", "item", "said", "source"),
    [
        ("npc-1", "baseline", "performance status", "ECOG 2", "Table 1 row 1"),
        ("npc-1", "baseline", "EBV-DNA", "6.15e5 copies/mL", "§2 ¶1"),
        ("npc-1", "line 1", "cycles", "2", "§2 ¶1"),
        ("npc-1", "line 1", "progression", "PD1: distant, axillary node", "Table 1 row 3"),
        ("npc-1", "line 1", "progression free survival", "≈8.3 mo [7.8–8.7]", "Table 1 row 3"),
        ("npc-1", "line 2", "total doses", "cisplatin 150–300 mg", "§2 ¶2"),
        ("npc-1", "outcome", "overall survival", "≈28.0 mo [27.5–28.5] (censored", "Table 1 row 6"),
        ("npc-2", "line 1", "total doses", "gemcitabine 21.6–22.8 g", "§3 ¶2"),
        ("npc-2", "line 3", "radiotherapy", "60 Gy / 30", "§3 ¶2"),
        ("npc-2", "outcome", "overall survival", "≈21.0 mo [20.5–21.5] (death)", "Table 1 row 6"),
        # Table 1, phase by phase
        ("npc-1", "line 1", "symptoms and findings", "relieved: symptoms", "Table 1 row 2"),
        ("npc-1", "line 1", "symptoms and findings", "at work", "Table 1 row 2"),
        ("npc-1", "line 1", "EBV-DNA", "at ≈1.2 mo [0.5–2.0]: 131 copies/mL (“reduced”)", "Table 1 row 2"),
        ("npc-1", "line 1", "EBV-DNA", "at ≈8.3 mo [7.8–8.7]: 2.63e3 copies/mL (“rising”)", "§2 ¶2"),
        ("npc-1", "line 1", "LDH", "332 U/L (“dropped dramatically”)", "Table 1 row 2"),
        ("npc-1", "line 1", "early EBV-DNA response", "yes, -99.98 % on day 30", "§2 ¶1"),
        ("npc-1", "line 1", "imaging", "a new axillary node of 24 mm", "Table 1 row 3"),
        ("npc-1", "line 1", "best response by RECIST", "not evaluable", "§2 ¶2"),
        ("npc-1", "line 2", "imaging", "left cervical nodal progression", "Table 1 row 4"),
        ("npc-1", "line 3", "contacts", "at ≈22.7 mo [21.6–23.9]: alive, without treatment", "Table 1 row 5"),
        ("npc-1", "line 3", "decisions", "radiotherapy: none at any time", "Table 1 row 5"),
        ("npc-2", "line 1", "imaging", "PET-CT: primary, hepatic and bone lesions disappeared", "Table 1 row 2"),
        ("npc-2", "line 2", "imaging", "the right level II node stable at 12 mm", "§3 ¶2"),
        ("npc-2", "line 2", "decisions", "palliative radiotherapy", "§3 ¶2"),
        ("npc-2", "line 3", "symptoms and findings", "chest pain", "Table 1 row 5"),
        ("npc-2", "line 3", "imaging", "SPECT: new metastases of sternum and ribs", "Table 1 row 5"),
        ("npc-2", "line 3", "performance status", "deterioration", "§4 ¶13"),
        ("npc-2", "line 4", "radiotherapy", "PGTVm (bone (ribs)) 22.5 Gy / 5", "Table 1 row 5"),
        ("npc-2", "line 4", "radiotherapy", "outside of any line", "§3 ¶3"),
        ("npc-2", "line 5", "EBV-DNA", "2.40e3 copies/mL (“increased”); “peak”", "§3 ¶3"),
        ("npc-2", "outcome", "adverse events", "grade 2–3, worsening", "Table 1 row 5"),
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


@pytest.mark.parametrize("case", ["npc-1", "npc-2"])
def test_every_clinical_fact_stands_in_the_table(case: str) -> None:
    found = history(*events(case))
    shown = {key for cell in lay_out(found) for key in cell.events}
    assert {placed.key for placed in found.facts} == shown


@pytest.mark.parametrize("case", ["npc-1", "npc-2"])
def test_a_cell_without_a_length_of_its_own_has_the_times_of_its_facts(case: str) -> None:
    found = history(*events(case))
    for cell in lay_out(found):
        if cell.item in {"imaging", "radiotherapy", "decisions", "EBV-DNA"}:
            pairs = [found.chronology.between("dx", key) for key in cell.events]
            assert cell.earliest_months == pytest.approx(
                min(pair.least / MONTH for pair in pairs if pair.least is not None)
            )
            assert cell.latest_months == pytest.approx(
                max(pair.most / MONTH for pair in pairs if pair.most is not None)
            )


def test_what_falls_on_the_day_of_a_first_dose_belongs_to_the_phase_before_and_a_treatment_to_the_line() -> None:
    facts = (
        diagnosed(day=0),
        started("l1", "cisplatin", line=1, day=5),
        lab("LDH", 300, "U/L", day=50),
        scan("ct", lesion("n", 12), day=50),
        radiotherapy("rt", 30, 10, day=50),
        started("l2", "docetaxel", line=2, day=50),
        scan("mri", lesion("n", 14), day=80),
        contact("seen", day=80),
        contact("last", day=90),
    )
    found = {(cell.phase, cell.item): cell.events for cell in lay_out(history(*facts))}
    assert found["line 1", "LDH"] == ("labs-ldh",)
    assert found["line 1", "imaging"] == ("ct",)
    assert ("line 1", "radiotherapy") not in found
    assert found["line 2", "radiotherapy"] == ("rt",)
    assert found["line 2", "imaging"] == ("mri",)
    assert found["line 2", "contacts"] == ("seen",)
    assert found["outcome", "last contact"] == ("last",)


def test_a_regimen_that_no_line_holds_is_told_all_the_same() -> None:
    facts = diagnosed(day=0), started("l1", "cisplatin", line=1, day=5), started("x", "aspirin", day=9)
    found = {(cell.phase, cell.item): cell for cell in lay_out(history(*facts))}
    assert found["line 1", "regimen outside of any line"].text == "at 0.30 mo: aspirin"


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({60: 20, 100: 20}, "PR, confirmed"),
        ({60: 20, 80: 20}, "PR, not confirmed"),
        ({60: 28, 120: 28}, "SD"),
        ({60: 45}, "PD"),
        ({20: 28}, "not evaluable: seen only before day 42 of the line"),
    ],
)
def test_the_best_response_of_a_line_says_whether_it_was_confirmed(sizes: dict[int, int], said: str) -> None:
    def liver(mm: int, day: int) -> ScanReported:
        return scan(f"ct-{day}", lesion("m", mm, where="liver", axis=Axis.LONG), day=day)

    line = started("l1", "cisplatin", line=1, day=0), cycle("l1", 1, day=0)
    looks = [liver(30, 0), *(liver(mm, day) for day, mm in sizes.items())]
    case = history(diagnosed(day=0), *line, *looks)
    (best,) = [cell for cell in lay_out(case) if cell.item == "best response by RECIST"]
    assert best.text == said
    assert best.events == tuple(f"ct-{day}" for day in sizes)


def test_the_time_until_a_confirmation_is_the_one_that_is_chosen() -> None:
    line = started("l1", "cisplatin", line=1, day=0), cycle("l1", 1, day=0)
    looks = [
        scan(f"ct-{day}", lesion("m", mm, where="liver", axis=Axis.LONG), day=day)
        for day, mm in ((0, 30), (60, 20), (90, 20))
    ]
    case = history(diagnosed(day=0), *line, *looks)
    said = [
        [cell.text for cell in lay_out(case, Conventions(confirmation_days=days)) if cell.item.startswith("best")]
        for days in (28, 42)
    ]
    assert said == [["PR, confirmed"], ["PR, not confirmed"]]


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
    assert months_words(None, None, 2.0) == "2.0 mo or less"
    assert months_words(None, None, None) == "no bounds"
