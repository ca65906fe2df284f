"""Every time in the table of the page about recording is read as the page says."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from tracker.values.said_times import said_when
from tracker.values.when import When

PAGE = (Path(__file__).parents[2] / "docs" / "recording.md").read_text(encoding="utf-8")
ROWS = re.findall(r'^\| `(.+?)` \| `(["{\[].+)` \|$', PAGE, re.MULTILINE)


def test_the_page_shows_times() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize(("said", "wire"), ROWS)
def test_a_time_is_read_as_the_page_says(said: str, wire: str) -> None:
    expected: When = msgspec.convert(json.loads(wire), When)
    assert said_when(said.replace("\\|", "|")) == expected
