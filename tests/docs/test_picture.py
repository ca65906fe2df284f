"""The picture in the README is what the export command writes, of Case 1 in the month of its first progression."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests import golden
from tests.faces.command_line import Clinic

PICTURE = golden.GOLDEN.parents[1] / "docs" / "replay.svg"


@pytest.mark.golden
def test_the_picture_of_the_readme_is_what_the_export_writes_now(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    clinic("demo")
    said = clinic("export", "npc-1", "--month", "8", "--to", "svg", tmp_path / "replay.svg")
    assert said.code == 0, said.err
    golden.agree(PICTURE, (tmp_path / "replay.svg").read_text(encoding="utf-8"))


def test_the_picture_of_the_readme_asks_for_nothing_from_elsewhere() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - written by the test above
    assert not re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?https?:", text)
