"""What is likely a slip is said as soon as it is recorded, in the words of `tracker check`, and how much that finds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import examples as ex
from tests.faces.command_line import Clinic
from tests.studies import timeline_row, write_study
from tracker.adapters.casefile import CaseFile, FileEvent, to_yaml
from tracker.events.catalogue import Entered

SIX = tuple(ex.cycle("l1", number, ex.drug("tislelizumab", 200), day=21 * number) for number in range(1, 7))
BEFORE: tuple[Entered, ...] = (
    ex.diagnosed(at="2023-01-02"),
    ex.started("l1", day=21),
    *SIX,
    ex.progression(2, key="pd", day=200),
    ex.lab("EBV-DNA", 1200, "{copies}/mL", key="ebv", day=0),
)


def entered(*events: Entered) -> str:
    return to_yaml(CaseFile("mini", tuple(FileEvent(event, 0) for event in events)))


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        pytest.param(
            ex.cycle("l1", 7, ex.drug("tislelizumab", 2000), day=150), "2000 mg (l1-c7) is 10 times", id="a dose"
        ),
        pytest.param(ex.cycle("l1", 9, day=170), "not cycles 7–8", id="cycles that are missing"),
        pytest.param(ex.lab("ebv", 3100, key="z", day=9), "write EBV-DNA with its unit", id="a name cut short"),
        pytest.param(ex.progression(2, key="z", day=300), "both called progression 2", id="a second progression"),
        pytest.param(ex.radiotherapy("rt", 5000, 25, day=300), "is that cGy?", id="cGy for Gy"),
        pytest.param(ex.scan("z", at="2062-01-04"), "after the day on which it was recorded", id="a day to come"),
    ],
)
def test_a_slip_is_recorded_and_said_in_the_words_of_check(tmp_path: Path, slip: Entered, said: str) -> None:
    clinic = Clinic(tmp_path)
    assert clinic("import", clinic.file(*BEFORE)).code == 0
    written = clinic("record", "mini", "-", stdin=entered(slip))
    assert written.code == 0
    (warning,) = (line for line in written.err.splitlines() if said in line)
    summaries = [row["summary"] for row in clinic("check", "mini", "--format", "json").json]
    assert warning.removeprefix("tracker: warning: ") in summaries


def test_what_stood_before_is_not_said_again(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    slip = ex.cycle("l1", 7, ex.drug("tislelizumab", 2000), day=150)
    assert "is 10 times" in clinic("import", clinic.file(*BEFORE, slip)).err
    again = ex.cycle("l1", 8, ex.drug("tislelizumab", 200), day=171)
    assert "is 10 times" not in clinic("record", "mini", "-", stdin=entered(again)).err


def test_an_import_says_how_much_does_not_fit_and_which_command_shows_it(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    late, early = ex.started("l1", day=90), ex.stopped("l1", day=30)
    one = clinic.file(ex.diagnosed(day=0), late, early, name="one.yaml", patient="one")
    said = clinic("import", one)
    checked = clinic("check", "one", "--format", "json").json
    errors = sum(row["severity"] == "error" for row in checked)
    assert errors
    assert said.out.splitlines()[-1].startswith(f"check finds {errors} error")
    assert said.out.splitlines()[-1].endswith("in one; see `tracker check one`")
    assert "check finds" not in clinic("import", one).out, "nothing was recorded"
    two = [
        clinic.file(ex.diagnosed(day=0), late, early, name=f"{name}.yaml", patient=name) for name in ("two", "three")
    ]
    assert clinic("import", *two).out.splitlines()[-1].endswith("in 2 cases; see `tracker check`")


def test_a_case_that_fits_is_not_counted(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    said = clinic("import", clinic.file(ex.diagnosed(day=0), patient="well"), "--format", "json")
    assert said.json[0]["check"] == {"errors": 0, "warnings": 0}
    assert "check finds" not in clinic("record", "well", "-", stdin=entered(ex.contact(day=9))).out


def test_today_is_no_day_to_come(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    today = datetime.now(UTC).date()  # noqa: TID251 - the ledger takes the day from its own clock
    clinic("import", clinic.file(ex.diagnosed(at=today.isoformat()), patient="now"))
    assert "after-recording" not in [row["rule"] for row in clinic("check", "now", "--format", "json").json]
    ahead = ex.died(at=(today + timedelta(days=3)).isoformat())
    said = clinic("record", "now", "-", stdin=entered(ahead).replace("mini", "now"))
    assert "after the day on which it was recorded" in said.err


def test_a_dry_run_says_what_is_odd_with_file_line_and_key_and_what_would_not_fit(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    slip = ex.cycle("l1", 7, ex.drug("tislelizumap", 2000), ex.drug("tislelizumab", 2000), day=150)
    file = clinic.file(*BEFORE, slip, ex.scan("z", at="2062-01-04"))
    line = file.read_text(encoding="utf-8").splitlines().index("- key: l1-c7") + 1
    said = clinic("import", "--dry-run", file)
    assert f"tracker: warning: {file}:{line}: l1-c7: tislelizumap is no drug we know" in said.err
    assert "warning: tislelizumab 2000 mg (l1-c7) is 10 times" in said.out
    assert "error: z (scan reported) is 2062-01-04 or later" in said.out
    assert not clinic.db.exists()
    looks = clinic("import", "--dry-run", file, "--format", "json").json[0]["second_looks"]
    assert [look.startswith(f"{file}:{line}: l1-c7: ") for look in looks] == [True]
    assert clinic("import", file).code == 0
    assert "tislelizumap" not in clinic("import", "--dry-run", file).err, "it stands already"


def test_a_study_says_how_much_does_not_fit_in_the_patients_it_recorded(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    folder = write_study(tmp_path / "s", [timeline_row("LAB_TEST", "90", TEST="HGB", RESULT="1120", UNIT="g/L")])
    assert clinic("import", folder).out.splitlines()[-1] == "check finds 1 error in P1; see `tracker check P1`"
    assert "check finds" not in clinic("import", folder).out
