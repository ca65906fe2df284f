import pytest
from wcwidth import wcwidth

from tests import golden
from tests.faces.cases import MadeUpLibrary
from tests.faces.screens import bundled_library, on_replay, text_of

SIZES = ((80, 24), (100, 30), (120, 36), (160, 50))
MONTHS = {"made-up": (0, 8, 24), "npc-1": (0, 8, 28), "npc-2": (0, 8, 21)}
"""The first month, a month of a progression, the last."""


@pytest.mark.parametrize("patient", MONTHS)
async def test_every_sign_on_the_screen_is_one_cell_wide(patient: str) -> None:
    library = MadeUpLibrary() if patient == "made-up" else bundled_library()
    async with on_replay(library, patient, MONTHS[patient][1]) as pilot:
        for key in ("f", "f", "w"):
            await pilot.press(key)
            await pilot.pause()
            assert {sign for sign in text_of(pilot.app) if sign != "\n" and wcwidth(sign) != 1} == set()


@pytest.mark.golden
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("patient", MONTHS)
async def test_a_month_looks_as_it_did(patient: str, size: tuple[int, int]) -> None:
    library = MadeUpLibrary() if patient == "made-up" else bundled_library()
    for month in MONTHS[patient]:
        async with on_replay(library, patient, month, size) as pilot:
            name = f"{patient}-m{month}-{size[0]}x{size[1]}.txt"
            golden.agree(golden.GOLDEN / "screens" / name, text_of(pilot.app) + "\n")
