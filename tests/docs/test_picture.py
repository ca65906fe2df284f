"""The pictures in the README are what the export and plot commands write now, of the bundled cases."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests import golden
from tests.faces.command_line import Clinic

ROOT = golden.GOLDEN.parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIGURES = {"case.svg": ("npc-2",), "cohort.svg": ("npc-1", "npc-2")}
"""What `tracker plot` draws, and of which cases."""
SHOWN = re.findall(r"!\[[^]]*]\((docs/[^)]+)\)", README)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
NAMED_BY_HASH = re.compile(r"(?<=[mph])[0-9a-f]{10}\b")
POINTS = 0.5
"""How far two figures may lie apart: other processors round otherwise, and no eye sees half a point."""


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    clinic = Clinic(tmp_path)
    assert clinic("demo").code == 0
    return clinic


@pytest.mark.golden
def test_the_picture_of_the_replay_is_what_the_export_writes_now(clinic: Clinic) -> None:
    said = clinic("export", "npc-1", "--month", "8", "--to", "svg", clinic.folder / "replay.svg")
    assert said.code == 0, said.err
    golden.agree(DOCS / "replay.svg", (clinic.folder / "replay.svg").read_text(encoding="utf-8"))


@pytest.mark.golden
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_the_readme_is_what_plotting_draws_now(clinic: Clinic, name: str) -> None:
    said = clinic("plot", *FIGURES[name], "--out", clinic.folder / name)
    assert said.code == 0, said.err
    now = (clinic.folder / name).read_text(encoding="utf-8")
    if golden.writing() or not alike(now, (DOCS / name).read_text(encoding="utf-8")):
        golden.agree(DOCS / name, now)


def test_a_figure_that_moved_or_says_something_else_is_another_one() -> None:
    drawn = '<use xlink:href="#m1b2c3d4e5f" x="60.1" y="7"/><!-- PD1 -->'
    assert alike(drawn, '<use xlink:href="#mffffffffff" x="60.4" y="7"/><!-- PD1 -->')
    assert not alike(drawn, drawn.replace("60.1", "61.1"))
    assert not alike(drawn, drawn.replace("PD1", "PD2"))
    assert not alike(drawn, drawn.replace("<!-- PD1 -->", ""))


def alike(one: str, other: str) -> bool:
    """Whether two figures have the same elements and letters in the same places; names that follow from hashes apart."""
    one, other = (NAMED_BY_HASH.sub("", text) for text in (one, other))
    letters = [re.sub(r"\s+", " ", NUMBER.sub("#", re.sub(r"<!--.*?-->", "", text))) for text in (one, other)]
    said = [re.findall(r"<!--.*?-->", text) for text in (one, other)]
    if letters[0] != letters[1] or said[0] != said[1]:
        return False
    places = [[float(found) for found in NUMBER.findall(text)] for text in (one, other)]
    return all(abs(here - there) <= POINTS for here, there in zip(*places, strict=True))


def test_the_readme_shows_every_picture_of_the_docs_and_says_in_words_what_is_on_it() -> None:
    assert sorted(SHOWN) == sorted(path.relative_to(ROOT).as_posix() for path in DOCS.glob("*.svg"))
    assert {Path(name).name for name in SHOWN} == {"replay.svg", *FIGURES}
    assert all(len(words) > 10 for words in re.findall(r"!\[([^]]*)]", README))


@pytest.mark.parametrize("picture", SHOWN)
def test_a_picture_of_the_readme_asks_for_nothing_from_elsewhere(picture: str) -> None:
    text = (ROOT / picture).read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - written by the tests above
    assert not re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?https?:", text)
