"""The worked example of a table: a synthetic REDCap export of Case 1 gives the expected events and the same intervals."""

from pathlib import Path
from typing import Any

import pytest

from tests import golden
from tests.faces.command_line import Clinic, Said

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "redcap"
MAPPING, TABLE = EXAMPLE / "npc-1.mapping.yaml", EXAMPLE / "npc-1.csv"
INTERVALS = """
SELECT interval, line, regimen, assessed_by, from_key, to_key, earliest_days, estimate_days, latest_days, censored
FROM intervals
WHERE patient = 'npc-1' AND reading IS NULL AND interval <> 'unaccounted'
  AND COALESCE(assessed_by, '') NOT IN ('recist', 'irecist', 'imaging', 'either', 'both')
ORDER BY interval, item
"""
"""What does not rest on sizes of lesions, overall words of a scan or stated intervals, which the table does not hold."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    clinic = Clinic(tmp_path_factory.mktemp("redcap"))
    assert imported(clinic).code == 0
    return clinic


def imported(clinic: Clinic) -> Said:
    return clinic("import", "--mapping", MAPPING, TABLE)


def intervals(clinic: Clinic) -> list[dict[str, Any]]:
    return list(clinic("sql", INTERVALS, "--format", "json").json)


@pytest.mark.golden
def test_the_export_gives_the_expected_events(clinic: Clinic) -> None:
    golden.agree(EXAMPLE / "npc-1.expected.yaml", clinic("export", "npc-1").out)


def test_every_row_is_accounted_for_and_a_second_import_records_nothing(clinic: Clinic) -> None:
    said = imported(clinic)
    assert said.err.splitlines()[-1] == "rows: 23 in = 0 recorded + 22 already recorded + 1 rejected"
    assert "npc-1.csv:24: left out by the mapping: questionnaires are not part of the record" in said.err


def test_the_same_intervals_follow_as_from_the_case_file(clinic: Clinic, tmp_path: Path) -> None:
    bundled = Clinic(tmp_path)
    assert bundled("demo").code == 0
    assert intervals(clinic) == intervals(bundled)
    assert len(intervals(clinic)) > 30


def test_the_expected_events_read_back_to_what_the_table_gave(tmp_path: Path) -> None:
    again = Clinic(tmp_path)
    assert again("import", EXAMPLE / "npc-1.expected.yaml").code == 0
    assert imported(again).err.splitlines()[-1] == "rows: 23 in = 0 recorded + 22 already recorded + 1 rejected"


def test_the_check_of_the_mapping_explains_every_row(clinic: Clinic) -> None:
    (table,) = clinic("mapping", "check", MAPPING, TABLE, "--rows", "100", "--format", "json").json
    assert sum(len(row["events"]) for row in table["rows"]) == 30
    assert table["unmapped"] == []
