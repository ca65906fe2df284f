"""`cycles`: one row each, with line and phase of their regimen."""

from tests.examples import cycle, diagnosed, drug, history, started
from tracker.projections.rows.cycles import derive_cycles
from tracker.values.vocabularies import DrugStatus, Phase


def test_a_cycle_ends_when_its_length_is_over() -> None:
    case = history(
        diagnosed(),
        started("m1", "tislelizumab", line=1, phase=Phase.MAINTENANCE, day=10),
        cycle("m1", 1, drug("tislelizumab", 200), drug("capecitabine", status=DrugStatus.NOT_STATED), day=10),
    )
    (row,) = derive_cycles(case)
    assert (row.start_day, row.stop_day, row.stop_day_earliest, row.stop_day_latest) == (10.0, 31.0, 31.0, 31.0)
    assert (row.start_month, row.stop_month) == (0, 1)
    assert (row.line, row.phase, row.drugs, row.drugs_not_stated) == (1, "maintenance", "tislelizumab", "capecitabine")


def test_a_cycle_without_a_length_has_no_stop() -> None:
    (row,) = derive_cycles(history(diagnosed(), cycle("l1", 1, day=10, lasting=None)))
    assert (row.stop_day, row.stop_month) == (None, None)
    assert (row.line, row.phase) == (None, None)
