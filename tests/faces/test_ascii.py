import pytest

from tests.faces.cases import MadeUpLibrary
from tests.faces.screens import bundled_library, text_of
from tracker.projections.sheet import StateLine
from tracker.tui.app import TrackerApp
from tracker.tui.ascii_words import cell, in_ascii, spelled
from tracker.tui.desk import Look
from tracker.tui.glyphs import GlyphSet
from tracker.tui.library import Library


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("≈M8.3", "~M8.3"),
        ("≤M0.0 – ≥M8", "<=M0.0 - >=M8"),
        ("“rising” ▲ ×20 · ÷18", '"rising" ^ x20 | /18'),
        ("10⁹/L", "10^9/L"),
        ("§2 ¶1", "sec. 2 par. 1"),
        ("Müller", "Muller"),
        ("鼻", "?"),
        ("plain", "plain"),
    ],
)
def test_every_sign_has_a_spelling(text: str, ascii_text: str) -> None:
    assert spelled(text) == ascii_text


def test_a_finished_line_is_spelled_and_keeps_the_names_of_its_facts() -> None:
    line = StateLine(label="Lesions", text="node ≈24 mm", was="“small”", keys=("ct-1",), age_days=3.0)
    assert in_ascii((line,)) == (
        StateLine(label="Lesions", text="node ~24 mm", was='"small"', keys=("ct-1",), age_days=3.0),
    )
    plain = StateLine(label="ECOG", text="2")
    assert in_ascii(plain) is plain


def test_a_cell_takes_one_sign() -> None:
    assert all(len(cell(sign)) == 1 and cell(sign).isascii() for sign in "≈≤≥–×÷·…“”▲▼△✝✎→←↑↓é鼻█a")


@pytest.mark.parametrize("patient", ["made-up", "npc-1", "npc-2"])
async def test_a_terminal_of_ascii_is_shown_nothing_else(patient: str) -> None:
    library: Library = MadeUpLibrary() if patient == "made-up" else bundled_library()
    app = TrackerApp(library, patient, 8, look=Look(glyphs=GlyphSet.ASCII))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        for keys in (
            "",
            "f",
            "f",
            "w",
            "G",
            ("tab", "enter"),
            ("escape", "exclamation_mark"),
            ("escape", "question_mark"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert text_of(app).isascii(), keys
            if keys == "f":
                assert "future" in text_of(app)
