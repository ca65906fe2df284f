"""A log that somebody changed: every command names the line, and none calls it a fault of the tracker."""

from pathlib import Path

import pytest

from tests import examples as ex
from tests.faces.command_line import Clinic
from tests.ledger import shell
from tracker.store.guards import expected

SAID = "tracker: event 2 of the log (patient mini) cannot be read: what it says cannot be placed (ValueError: "


@pytest.fixture
def tampered(tmp_path: Path) -> Clinic:
    """The second event of the case says a month that no calendar has."""
    clinic = Clinic(tmp_path)
    facts = (ex.diagnosed(day=0), ex.scan("ct", after="dx", stated="4 mo"), ex.ecog(1, day=300))
    assert clinic("import", clinic.file(*facts)).code == 0
    with shell(clinic.db) as connection:
        for guard in expected():
            connection.execute(f"DROP TRIGGER {guard}")
        changed = connection.execute(
            """UPDATE events SET payload = replace(payload, '"4 mo"', '"4 mo","at":"2023-99"') WHERE seq = 2"""
        )
        assert changed.rowcount == 1
        for text in expected().values():
            connection.execute(text)
    return clinic


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("show", "mini"), id="show"),
        pytest.param(("timeline", "mini", "--known"), id="timeline"),
        pytest.param(("check", "mini"), id="check"),
        pytest.param(("retract", "mini", "ecog-0", "--reason", "mixed up"), id="a correction"),
        pytest.param(("rebuild",), id="rebuild"),
    ],
)
def test_the_line_is_named_that_cannot_be_placed(tampered: Clinic, arguments: tuple[str, ...]) -> None:
    said = tampered(*arguments)
    assert (said.code, said.out) == (1, "")
    assert said.complaint.startswith(SAID)


def test_recording_into_such_a_log_names_it_and_records_nothing(tampered: Clinic) -> None:
    said = tampered("record", "mini", tampered.file(ex.ecog(2, "ecog-1", day=400), name="more.yaml"))
    assert said.code == 1
    assert said.complaint.startswith(SAID)
    with shell(tampered.db) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (3,)
