"""What may come only after the month says so on every screen that draws it."""

from tests.faces.screens import bundled_library, on_screen, settled, text_of
from tracker.tui.command import Place


def words_of(text: str) -> str:
    return " ".join(text.replace("┈", " ").split())


async def test_a_regimen_beside_a_doubtful_progression_is_as_doubtful() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-2", (160, 40)) as pilot:
        await pilot.press(*"llllllll")
        await settled(pilot)
        assert "▲ PD1 yet? nab-P + tisle? + cape? yet?" in words_of(text_of(pilot.app))
        await pilot.press(*"ll")
        await settled(pilot)
        assert "▲ PD1 tisle + cape (maintenance) male" in words_of(text_of(pilot.app))
