"""What a comparison may not cut: in what two cases differ at baseline, that a patient died, treatment and response."""

import pytest

from tests.faces.screens import bundled_library, on_screen, settled, text_of
from tracker.tui.command import Place

SIZES = ((160, 50), (120, 36), (100, 30), (80, 24))


async def compared(size: tuple[int, int], *keys: str) -> list[str]:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        return text_of(pilot.app).splitlines()


@pytest.mark.parametrize("keys", ["g", "G", "ff", "wG"])
@pytest.mark.parametrize("size", [size for size in SIZES if size[1] > 24])
async def test_in_what_two_cases_differ_at_baseline_is_never_cut(size: tuple[int, int], keys: str) -> None:
    rows = await compared(size, *keys)
    begin = next(y for y, row in enumerate(rows) if row.startswith(" Two cases allow"))
    said = " ".join(" ".join(rows[begin:-1]).split())
    assert "sites bilateral cervical node, lymph nodes, lung? | right cervical node, liver" in said
    assert said.endswith("stated for one only: Hb, kidney function, liver function, platelets, PD-L1 TPS")


@pytest.mark.parametrize("size", [(60, 16), (40, 12), (50, 20), (80, 24), (100, 26)])
async def test_where_values_have_no_room_the_items_are_named_or_counted_and_where_they_stand(
    size: tuple[int, int],
) -> None:
    rows = await compared(size)
    begin = next(y for y, row in enumerate(rows) if row.startswith(" Two cases allow"))
    said = " ".join(" ".join(rows[begin:-1]).split())
    where = "(its rows above; j ↓ reads on)"
    assert f"ECOG, EBER, PD-L1 CPS, EBV-DNA, LDH, sites, stage, age {where}" in said or (
        said.endswith((f"8 differences at baseline {where}", "the effect of a treatment."))
    )
    assert "…" not in said


async def test_in_a_terminal_of_24_rows_the_table_has_more_of_them_than_what_stands_below() -> None:
    rows = await compared((80, 24))
    begin = next(y for y, row in enumerate(rows) if "phase by phase" in row)
    end = next(y for y, row in enumerate(rows) if row.startswith(" Two cases allow"))
    assert (end - begin - 1, len(rows) - 1 - end) == (12, 2)
    assert "8 differences at baseline (its rows above; j ↓ reads on)" in " ".join(" ".join(rows[end:]).split())


async def test_the_name_of_a_phase_stays_in_sight_while_its_rows_are_scrolled() -> None:
    rows = await compared((80, 24), "G", "j")
    at = next(y for y, row in enumerate(rows) if " npc-1 ───" in row)
    assert rows[at].startswith("─ baseline ─")
    assert not rows[at + 1].startswith(" baseline")
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", (80, 24)) as pilot:
        await pilot.press("G")
        heads = set()
        for _ in range(40):
            await pilot.press("pagedown")
            await settled(pilot)
            heads.add(text_of(pilot.app).splitlines()[at][:12].strip("─ "))
        assert {"line 1", "line 2"} <= heads


@pytest.mark.parametrize("size", SIZES)
async def test_the_lanes_end_with_the_death_of_a_patient(size: tuple[int, int]) -> None:
    rows = await compared(size, "G")
    lanes = [row for row in rows if row.startswith(" Resp")]
    assert ["✝" in lane for lane in lanes] == [False, True]
    assert lanes[1].index("PD") < lanes[1].index("✝")
    assert not any("✝" in row for row in await compared(size, "g"))


async def test_two_lanes_are_treatment_and_response() -> None:
    rows = await compared((80, 24), "G")
    assert [row.split()[0] for row in rows if row.startswith((" Therapy", " Resp"))] == ["Therapy", "Resp"] * 2
