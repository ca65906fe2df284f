"""What a change of a record would change in its case, told part by part."""

from tests import examples as ex
from tracker.decisions.ahead import ahead
from tracker.events.catalogue import Event
from tracker.projections.foresight import Change, Foresight, foresee

CASE: tuple[Event, ...] = (
    ex.registered(),
    ex.diagnosed(),
    ex.ecog(2),
    ex.started("l1", "cisplatin", with_="dx", line=1),
    ex.scan("ct", ex.lesion("node-1", 24), after="dx", stated="4 mo"),
    ex.contact(after="dx", stated="12 mo"),
)


def foreseen(*events: Event, keys: tuple[str, ...] = ()) -> Foresight:
    record = ex.record(*CASE)
    return foresee(record, ahead(record, events), keys or tuple(str(getattr(event, "key", "")) for event in events))


def part(found: Foresight, title: str) -> tuple[Change, ...]:
    return next(part.changes for part in found.parts if part.title.startswith(title))


def test_a_new_fact_is_placed_in_time() -> None:
    found = foreseen(ex.ecog(1, key="ecog-1", after="ct", stated="21 d"))
    assert part(found, "When") == (Change("ecog-1", "", "≈4.69 mo [4.18–5.19]  ECOG 1"),)
    assert found.month == 4


def test_the_state_is_compared_in_the_month_of_the_fact_and_in_the_last() -> None:
    found = foreseen(ex.ecog(1, key="ecog-1", after="ct", stated="21 d"))
    assert [each.title for each in found.parts[2:4]] == [
        "State at the end of M4",
        "State at the end of M12 (the last)",
    ]
    assert part(found, "State at the end of M4") == (Change("ECOG", "2", "1"),)
    assert part(found, "State at the end of M12") == (Change("ECOG", "2", "1"),)
    assert part(found, "Intervals") == ()


def test_a_fact_after_the_last_month_is_compared_with_the_last_month_there_was() -> None:
    found = foreseen(ex.died("infection", after="dx", stated="30 mo"))
    (state,) = (each for each in found.parts if each.title.startswith("State"))
    assert state.title == "State at the end of M30 (the last)"
    assert Change("Status", "alive", "") in state.changes or any("dead" in change.after for change in state.changes)
    survival = next(change for change in part(found, "Intervals") if change.what == "overall survival")
    assert survival.before == "≈12.00 mo [11.50–12.50], censored"
    assert survival.after == "≈30.00 mo [29.50–30.50]"


def test_what_no_longer_fits_is_told() -> None:
    found = foreseen(ex.interval("gap", "dx", "ct", "9 mo"))
    told = [change for change in part(found, "What does not fit") if change.after]
    assert told
    assert any("gap" in change.after for change in told)


def test_a_retraction_is_told_where_the_fact_stood() -> None:
    found = foreseen(ex.retracted("ct"), keys=("ct",))
    assert part(found, "When")[0].after == ""
    assert found.month == 4


def test_a_death_taken_back_is_told_in_the_month_of_the_death() -> None:
    record = ex.record(*CASE, ex.died("infection", after="dx", stated="30 mo"))
    found = foresee(record, ahead(record, (ex.retracted("death"),)), ("death",))
    (state,) = (each for each in found.parts if each.title.startswith("State"))
    assert state.title == "State at the end of M30 (the last; it would be M12)"
    (status,) = (change for change in state.changes if change.what == "Status")
    assert (status.before.startswith("dead"), status.after.startswith("alive")) == (True, True)


def test_what_decides_is_told_first() -> None:
    found = foreseen(ex.ecog(1, key="ecog-1", after="ct", stated="21 d"))
    assert [each.title.partition(" at ")[0] for each in found.parts] == [
        "What does not fit",
        "When",
        "State",
        "State",
        "Intervals",
    ]


def test_lines_that_share_a_label_are_told_apart() -> None:
    second = ex.scan("ct-2", ex.lesion("node-2", 12, where="liver"), with_="ct")
    changes = part(foreseen(second), "State at the end of M4")
    assert [(change.before, "liver" in change.after) for change in changes if change.what == "Lesions"] == [("", True)]


def test_a_day_that_moves_the_origin_of_a_dated_case_is_told() -> None:
    record = ex.record(ex.diagnosed(at="2023-04-12"), ex.ecog(2, at="2023-05-01"))
    moved = foresee(record, ahead(record, (ex.ecog(1, key="ecog-1", day=300),)), ("ecog-1",))
    assert Change("the origin of all days", "2023-04-12", "without a date") in part(moved, "When")
    dated = foresee(record, ahead(record, (ex.ecog(1, key="ecog-1", at="2023-12-12/2024-01-11"),)), ("ecog-1",))
    assert [change.what for change in part(dated, "When")] == ["ecog-1"]


def test_without_a_change_nothing_is_told() -> None:
    record = ex.record(*CASE)
    assert [each.changes for each in foresee(record, record, ("ct",)).parts] == [()] * 5
