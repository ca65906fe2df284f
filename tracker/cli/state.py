"""`tracker show`: one month, as the screen shows it. Refuses to compute: it prints the sheet of the month."""

from collections.abc import Iterable, Iterator, Sequence

import click

from tracker.cli.clocks import as_recorded_option, instant
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import as_json, one_line, plain, print_lines
from tracker.cli.text import GAP, terminal_width, width_of, wrapped
from tracker.projections.moments import YET, month_days_text
from tracker.projections.sheet import EventLine, LabLine, Sheet, StateLine

WIDEST = 120
"""Lines for reading are not longer than this."""


@click.command("show")
@click.argument("case")
@click.option(
    "--month",
    type=int,
    metavar="N",
    help="The month, from M0 on: M8 ends 9 months after day 0. The last one unless given.",
)
@click.option("--known", is_flag=True, help="What the treating team could know at the end of that month.")
@as_recorded_option
@shared
@takes_settings
def show_command(settings: Settings, *, case: str, month: int | None, known: bool, as_recorded: str | None) -> None:
    """Show the state at the end of a month.

    And what happened in it. ≈ marks a time that is not certain to the day, yet? what may not have happened by the end of
    the month, ! what contradicts another time, + what the month before did not have.
    """
    form = settings.only(Format.TEXT, Format.JSON)
    with settings.library() as library:
        found = library.case(case, as_recorded=instant(as_recorded))
        frame = found.frame(month, known=known)
        if form is Format.JSON:
            click.echo(as_json(found.shown(frame), indent=2))
            return
        notes = [
            "as the team could know it then" if known else "",
            f"as recorded at {instant(as_recorded)}" if as_recorded else "",
        ]
        last = found.frames(known=known)[-1].month
        print_lines(sheet_lines(found.sheet(frame), last, "; ".join(note for note in notes if note)))


def sheet_lines(sheet: Sheet, last_month: int, note: str = "", width: int | None = None) -> Iterator[str]:
    """A month as text, for pipes and screen readers.

    Args:
        sheet: The month.
        last_month: The last month of the case.
        note: Which clock was moved, if one was.
        width: Columns to fill; the terminal's unless given.
    """
    room = min(width or terminal_width(), WIDEST)
    month, point, until = sheet.label.partition(" · ")
    label = f"{month} of M{last_month}{point}{until}"
    head = GAP.join(part for part in (sheet.patient, sheet.identity, label, sheet.badge) if part)
    yield from _hanging("", plain(head), room)
    if note:
        yield note
    days = month_days_text(sheet.start_day, sheet.end_day)
    yield from _section(f"State at the end of month {sheet.month} ({days})", _labeled(_state(sheet.state), room))
    yield from _section("Laboratory", _labeled(_labs(sheet.labs), room))
    yield from _section(f"In month {sheet.month}", _events(sheet.events, room), nothing="nothing recorded")
    if sheet.possible:
        yield from _section("Possible by then, not counted", _events(sheet.possible, room))


def _section(title: str, lines: Iterable[str], nothing: str = "none recorded") -> Iterator[str]:
    yield ""
    yield title
    empty = True
    for line in lines:
        empty = False
        yield f"  {line}"
    if empty:
        yield f"  {nothing}"


def _state(lines: Sequence[StateLine]) -> Iterator[tuple[str, str]]:
    for line in lines:
        words = [
            line.text,
            YET if line.approximate else "",
            f"({line.full})" if line.full else "",
            line.mark,
            _aged(line),
            f"was {line.was}" if line.was else "",
            "!" if line.contradictory else "",
        ]
        yield line.label, _joined(words)


def _labs(lines: Sequence[LabLine]) -> Iterator[tuple[str, str]]:
    for line in lines:
        flag = f"{line.flag} ({line.flag_basis})" if line.flag and line.flag_basis else line.flag
        words = [
            line.value,
            line.unit,
            YET if line.approximate else "",
            flag,
            f"{line.grade} (CTCAE {line.grade_version}: {line.grade_basis})" if line.grade else "",
            f"{line.change} ({line.fold})" if line.fold else line.change,
            f"“{line.word}”" if line.word and line.word not in f"{line.value} {flag}" else "",
            _aged(line),
            f"last number {line.last_number}" if line.last_number else "",
        ]
        yield line.analyte, _joined(words)


def _aged(line: StateLine | LabLine) -> str:
    return f"{line.age} old" if line.age else line.span


def _events(lines: Sequence[EventLine], room: int) -> Iterator[str]:
    whens = max((width_of(line.when) for line in lines), default=0)
    kinds = max((width_of(line.kind) for line in lines), default=0)
    for line in lines:
        marks = _joined(
            [
                "known later" if line.late else "",
                "corrected" if line.corrected else "",
                "!" if line.contradictory else "",
            ]
        )
        start = f"{_padded(line.when, whens)}{GAP}{_padded(line.kind, kinds)}{GAP}"
        doubt = "" if line.certain or line.possible else YET
        yield from _hanging(start, _joined([line.text, doubt, f"({marks})" if marks else ""]), room - 2)


def _labeled(pairs: Iterable[tuple[str, str]], room: int) -> Iterator[str]:
    found = list(pairs)
    widest = max((width_of(label) for label, _ in found), default=0)
    before = None
    for label, text in found:
        yield from _hanging(f"{_padded('' if label == before else label, widest)}{GAP}", text, room - 2)
        before = label


def _hanging(start: str, text: str, room: int) -> Iterator[str]:
    indent = width_of(start)
    for place, part in enumerate(wrapped(text, max(room - indent, 16))):
        yield (start if place == 0 else " " * indent) + part


def _joined(words: Iterable[str]) -> str:
    return GAP.join(one_line(word) for word in words if word)


def _padded(text: str, width: int) -> str:
    text = one_line(text)
    return text + " " * (width - width_of(text))
