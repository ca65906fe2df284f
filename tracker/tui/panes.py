"""The panels of a month as rows: which rows, from which one on, and which line a row belongs to.

Refuses to paint; a board draws the rows into its grids.
"""

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.days import Reached
from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.event_panel import Telling, event_rows, line_rows
from tracker.tui.focus import selected_in
from tracker.tui.glyphs import Glyphs
from tracker.tui.lab_panel import numbered_lab_rows
from tracker.tui.panels import flow, numbered_state_rows
from tracker.tui.reel import Cursor, Panel
from tracker.tui.room import Numbered, Room, Row

Spot = tuple[Panel, int]
"""A line of a panel."""
Spotted = tuple[Spot | None, Row]
"""A row with the line it belongs to."""

_HINT = 9
"""Cells at the end of a row of events for how many rows are above and below it."""
PLAIN_LEFT = 1
"""Columns before the rows of a month as text, for the sign of the selected one."""


class Panes(Struct, frozen=True, kw_only=True):
    """The panels of one month."""

    sheet: Sheet
    cursor: Cursor
    glyphs: Glyphs
    telling: Telling
    reached: tuple[Reached, ...] = ()
    """How every event stands to the day of the cursor; empty where there is none."""
    head: tuple[Row, ...] = ()
    """What stands above the month as text."""

    def rows(self, panel: Panel, width: int, room: int | None = None) -> list[Numbered]:
        """All rows of a panel; of `room` rows that are shown at once, long lines but the selected one are cut to fit."""
        sheet = self.sheet
        fit = None if room is None else Room(rows=room, selected=self._selected(panel), ellipsis=self.glyphs.ellipsis)
        match panel:
            case Panel.STATE:
                return numbered_state_rows(sheet.state, width, fit, self._fresh)
            case Panel.LABS:
                return numbered_lab_rows(sheet.labs, width, self.glyphs, fit)
            case Panel.EVENTS:
                return event_rows(sheet, width, self.glyphs, self.telling, self.reached, fit)

    @property
    def _fresh(self) -> float:
        # In the first month everything is new, and a regimen is to be read before its cycle.
        return self.sheet.end_day - self.sheet.start_day if self.cursor.index else -1

    def _selected(self, panel: Panel) -> int | None:
        return selected_in(self.cursor, self.sheet, panel)

    def order(self, panel: Panel, width: int, room: int) -> tuple[int, ...]:
        """The numbers of the lines of a panel, as they follow each other in it."""
        return tuple(dict.fromkeys(number for number, _ in self.rows(panel, width, room) if number is not None))

    def offset(self, panel: Panel, rows: list[Numbered], room: int) -> int:
        """The row to begin with, so that the selected line is in sight."""
        selected = self._selected(panel)
        if selected is not None:
            return beginning_of([number for number, _ in rows], selected, room) + self.cursor.read
        return self.cursor.read if panel is Panel.EVENTS else self.cursor.scroll

    def line(self, width: int) -> list[Row]:
        """The events of the month as running text, the selected one first."""
        selected = selected_in(self.cursor, self.sheet, Panel.EVENTS)
        return line_rows(self.sheet, width - _HINT, self.glyphs, selected, self.telling, self.reached)

    def plain(self, width: int) -> list[Spotted]:
        """The whole month as text."""
        width -= PLAIN_LEFT
        rows: list[Spotted] = [(None, row) for row in self.head]
        for panel, title in ((Panel.STATE, "State"), (Panel.LABS, "Laboratory"), (Panel.EVENTS, "This month")):
            rows.append((None, ((0, title, palette.TITLE),)))
            its = self._changed_first(width) if panel is Panel.STATE else self.rows(panel, width)
            rows.extend((None if number is None else (panel, number), row) for number, row in its)
        return rows

    def _changed_first(self, width: int) -> list[Numbered]:
        return numbered_state_rows(self.sheet.state, width, fresh=self._fresh, changed_first=True)

    def plain_selected(self) -> Spot | None:
        """The line that is selected in the month as text."""
        panel = self.cursor.panel
        number = None if panel is None else self._selected(panel)
        return None if panel is None or number is None else (panel, number)

    def plain_base(self, rows: list[Spotted], room: int) -> int:
        """The row with which the month as text begins where a line is selected."""
        return beginning_of([spot for spot, _ in rows], self.plain_selected(), room)

    def spot_at(self, panel: Panel, y: int, width: int, room: int) -> int | None:
        """The line in a row of a panel, None where there is none."""
        rows = self.rows(panel, width, room)
        row = max(min(self.offset(panel, rows, room), len(rows) - room), 0) + y
        return rows[row][0] if 0 <= row < len(rows) and 0 <= y < room else None

    def scrolled(self, rooms: dict[str, tuple[int, int]], rows: int) -> Cursor:
        """The cursor after scrolling the shown parts, given by name with the cells inside of them, up to their ends."""
        scrolls, least, most = [0], [0], [0]
        for name, (width, room) in rooms.items():
            if name == "line":
                most.append(len(self.line(width)) - 1)
                continue
            if name == "plain":
                plain = self.plain(width)
                count, base = len(plain), self.plain_base(plain, room)
                scrolls.append(count - room)
            else:
                its = self.rows(Panel(name), width, room)
                selected = self._selected(Panel(name))
                count, base = len(its), beginning_of([number for number, _ in its], selected, room)
                if selected is None and name != Panel.EVENTS:
                    scrolls.append(count - room)
                    continue
            least.append(-base)
            most.append(max(count - room, 0) - base)
        return replace(
            self.cursor,
            scroll=min(max(self.cursor.scroll + rows, 0), max(scrolls)),
            read=min(max(self.cursor.read + rows, min(least)), max(most)),
        )


def beginning_of(rows: list[int | None] | list[Spot | None], selected: int | Spot | None, room: int) -> int:
    """The row to begin with so that the selected line is in sight, from its head on where it is longer than the room."""
    mine = [y for y, number in enumerate(rows) if selected is not None and number == selected]
    return min(max(mine[-1] - room + 1, 0), mine[0]) if mine else 0


def head_of(sheet: Sheet, patient: str, said: list[tuple[str, palette.Paint]], width: int) -> tuple[Row, ...]:
    """Who it is, the latest turn, and what is said besides."""
    head: list[tuple[str, palette.Paint]] = [(sheet.identity.removeprefix(patient).strip(), palette.TEXT)]
    head += [(sheet.badge, palette.WORSE)] if sheet.badge else []
    return tuple(flow([*head, *said], width - PLAIN_LEFT))
