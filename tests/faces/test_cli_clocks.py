"""True, known and recorded at any month and instant, in every command that shows a case."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import examples as ex
from tests.faces.command_line import Clinic
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.casebook import clock
from tracker.casebook.case import Case
from tracker.decisions.refused import Refused
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS

IN_APRIL, IN_MAY = "2026-04-12T09:00:00.000000Z", "2026-05-12T09:00:00.000000Z"
THEN = "2026-04-30"


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """A case recorded in April and corrected in May: the ECOG of month 0 was 1, not 2, and the scan came earlier."""
    clinic = Clinic(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: IN_APRIL)
    clinic.holds_mini()
    assert (
        clinic("import", clinic.file(ex.diagnosed(), ex.scan("late", day=250), name="other.yaml", patient="other")).code
        == 0
    )
    monkeypatch.setattr(clock, "now", lambda: IN_MAY)
    assert clinic("amend", "mini", "ecog-0", clinic.file(ex.ecog(1), name="ecog.yaml"), "--reason", "chart").code == 0
    assert clinic("choose", "mini", "seven-months", "T", "--reason", "the table").code == 0
    return clinic


def asked(clinic: Clinic, *arguments: object) -> Any:
    said = clinic(*arguments, "--format", "json")
    assert said.code == 0, said.err
    return said.json


Shown = Callable[[Clinic, tuple[object, ...]], object]


def ct_in_timeline(clinic: Clinic, clocks: tuple[object, ...]) -> object:
    return next(row["day"] for row in asked(clinic, "timeline", "mini", *clocks) if row["key"] == "ct")


def survival(clinic: Clinic, clocks: tuple[object, ...]) -> object:
    rows = asked(clinic, "intervals", "mini", "--chosen-readings", *clocks)
    return [row["estimate_months"] for row in rows if row["interval"] == "progression_free_survival"]


def ecog(clinic: Clinic, clocks: tuple[object, ...]) -> object:
    return asked(clinic, "show", "mini", "--month", 0, *clocks)["state"]["ecog"]


def performance_compared(clinic: Clinic, clocks: tuple[object, ...]) -> object:
    rows = asked(clinic, "compare", "mini", "other", *clocks)
    return [row["text"] for row in rows if (row["patient"], row["item"]) == ("mini", "performance status")]


@pytest.mark.parametrize(
    "shown", [ct_in_timeline, survival, ecog, performance_compared], ids=lambda each: each.__name__
)
def test_what_was_corrected_since_stands_as_it_was_recorded_then(clinic: Clinic, shown: Shown) -> None:
    assert shown(clinic, ("--as-recorded", THEN)) != shown(clinic, ())
    assert shown(clinic, ("--as-recorded", "2026-05-12")) == shown(clinic, ())


def test_check_says_what_it_would_have_said_then(clinic: Clinic) -> None:
    assert clinic("retract", "mini", "seven", "--reason", "answered").code == 0
    found = [
        {row["rule"] for row in asked(clinic, "check", "mini", *clocks)} for clocks in ((), ("--as-recorded", THEN))
    ]
    assert ["reader-noted" in rules for rules in found] == [False, True]
    assert "needs a CASE" in clinic("check", "--as-recorded", THEN).complaint


def test_sql_says_what_the_timeline_says_as_recorded(clinic: Clinic) -> None:
    end = clock.read_instant(THEN)
    query = (
        "SELECT key, text, round(day, 4) AS day FROM fact_versions"
        f" WHERE patient = 'mini' AND recorded_at <= '{end}' AND (superseded_at IS NULL OR superseded_at > '{end}') ORDER BY key"
    )
    rows = asked(clinic, "timeline", "mini", "--as-recorded", THEN)
    in_sql = [(row["key"], row["text"]) for row in asked(clinic, "sql", query)]
    assert in_sql == sorted((row["key"], row["text"]) for row in rows)


def test_the_timeline_of_a_month_ends_with_it_and_hides_what_was_not_known(clinic: Clinic) -> None:
    keys = {row["key"] for row in asked(clinic, "timeline", "mini", "--month", 7)}
    assert {"ct", "response-1"} <= keys
    assert not {"last-follow-up", "seven"} & keys
    assert keys - {row["key"] for row in asked(clinic, "timeline", "mini", "--month", 7, "--known")} == {"response-1"}
    assert "ct" not in {row["key"] for row in asked(clinic, "timeline", "mini", "--month", 6)}
    assert "runs from M0 to M28; there is no month 40" in clinic("timeline", "mini", "--month", 40).complaint


def test_data_cut_off_before_the_progression_leave_it_out_of_every_interval(clinic: Clinic) -> None:
    def ends(*clocks: object) -> set[object]:
        return {row["to"] for row in asked(clinic, "intervals", "mini", "--chosen-readings", *clocks)}

    assert "pd-1" in ends("--month", 8)
    assert "pd-1" not in ends("--month", 6)
    cells = asked(clinic, "compare", "mini", "other", "--month", 6)
    assert "progression" not in {cell["item"] for cell in cells if cell["patient"] == "mini"}


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
@pytest.mark.parametrize("known", [False, True], ids=["true", "known"])
def test_every_month_of_the_two_cases_can_be_cut_off(name: str, known: bool) -> None:
    case = Case(ex.record(*events(name), patient=name))
    frames = case.frames(known=known)
    folded: set[str] = set()
    for frame in frames:
        folded |= {placed.key for placed in frame.events}
        rows = case.timeline(month=frame.month, known=known)
        assert {row.key for row in rows if row.type != "interval-stated"} == folded
    for frame in frames[:: len(frames) // 6]:
        assert case.intervals(DEFAULT_CONVENTIONS, month=frame.month, known=known, all_readings=False)
        assert case.laid_out(DEFAULT_CONVENTIONS, month=frame.month, known=known)
    whole = case.intervals(DEFAULT_CONVENTIONS, known=known)
    assert case.intervals(DEFAULT_CONVENTIONS, month=frames[-1].month, known=known) == whole
    with pytest.raises(Refused, match="there is no month 400"):
        case.laid_out(DEFAULT_CONVENTIONS, month=400)


def test_the_replay_of_an_instant_needs_a_case_that_was_recorded_then(clinic: Clinic) -> None:
    assert "--as-recorded needs a CASE" in clinic("replay", "--as-recorded", THEN).complaint
    assert "had no record yet" in clinic("replay", "mini", "--as-recorded", "2026-01-01").complaint
    assert "needs a terminal" in clinic("replay", "mini", "--as-recorded", THEN).complaint
