"""The picture in the README is one of the real screen, of Case 1 in the month of its first progression."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests import golden
from tests.faces.screens import bundled_library, on_replay

PICTURE = golden.GOLDEN.parents[1] / "docs" / "replay.svg"
FONTS = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)
"""The links by which a browser would fetch fonts from elsewhere."""


@pytest.mark.golden
async def test_the_picture_of_the_readme_is_the_screen_of_now() -> None:
    async with on_replay(bundled_library(), "npc-1", 8, (120, 36)) as pilot:
        drawn = pilot.app.export_screenshot(title="tracker replay npc-1 --month 8")
    golden.agree(PICTURE, FONTS.sub("", drawn))


def test_the_picture_of_the_readme_asks_for_nothing_from_elsewhere() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - written by the test above
    assert not re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?https?:", text)
