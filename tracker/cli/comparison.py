"""`tracker compare`: two cases side by side, phase by phase. Refuses to call a difference an effect of treatment."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click
from msgspec import structs

from tracker.cli.clocks import as_recorded_option, instant, month_options
from tracker.cli.conventions import conventions_options
from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import Row, print_lines
from tracker.cli.text import Layout, terminal_width, wrapped
from tracker.decisions.refused import Refused
from tracker.projections.intervals.shown import MIDDLE
from tracker.projections.moments import APPROXIMATELY
from tracker.projections.side_by_side import beside, closing
from tracker.values.rule_sets import RuleSet

if TYPE_CHECKING:
    from tracker.projections.cells import Cell

COLUMNS = (
    "patient",
    "phase",
    "item",
    "text",
    "earliest_months",
    "estimate_months",
    "latest_months",
    "events",
    "sources",
)
NOT_STATED = "–"


@click.command("compare")
@click.argument("case")
@click.argument("other")
@click.option("--sources", is_flag=True, help="Name behind each cell where its facts stand; JSON and CSV always do.")
@month_options
@as_recorded_option
@conventions_options
@shared
@takes_settings
def compare_command(
    settings: Settings,
    *,
    case: str,
    other: str,
    sources: bool,
    month: int | None,
    known: bool,
    as_recorded: str | None,
    tolerance: float,
    rule_set: RuleSet | None,
    days_per_month: float,
) -> None:
    """Lay two cases side by side.

    Phase by phase: the baseline, each line of therapy, the outcome; every time with its bounds. ≈ is the middle of them: two
    times subtract to another length than the one between them, within the same bounds.
    """
    from tracker.projections.intervals.interval import Conventions  # noqa: PLC0415 - a usage error needs no projection

    chosen = Conventions(rule_set=rule_set, days_per_month=days_per_month)
    if case == other:
        raise Refused(
            f"{case} beside itself shows no difference: name another case, or `tracker show {case}` for this one"
        )
    then = instant(as_recorded)
    with settings.library() as library:
        found = {name: library.case(name, tolerance=tolerance, as_recorded=then) for name in (case, other)}
        cells = {name: each.laid_out(chosen, month=month, known=known) for name, each in found.items()}
    rows = [_row(name, cell) for name, laid_out in cells.items() for cell in laid_out]
    side_by_side = list(_side_by_side(cells, sources=sources))
    print_rows(settings.format, rows, columns=COLUMNS, shown=side_by_side, layout=Layout(wrap=tuple(cells)))
    if settings.format is Format.TEXT:
        said = [closing(list(cells.values()))]
        if any(APPROXIMATELY in cell.text for laid_out in cells.values() for cell in laid_out):
            said.insert(0, MIDDLE)
        print_lines(line for each in said for line in ("", *wrapped(each, terminal_width())))


def _row(name: str, cell: "Cell") -> Row:
    fields = {"patient": name, **structs.asdict(cell)}
    return {column: list(value) if isinstance(value := fields[column], tuple) else value for column in COLUMNS}


def _side_by_side(cells: "Mapping[str, Sequence[Cell]]", *, sources: bool) -> Iterator[Row]:
    """The rows of both, with the name of a phase where it begins."""
    phase = ""
    for each in beside(list(cells.values())):
        row: dict[str, object] = {"phase": "" if each.phase == phase else each.phase, "item": each.item}
        row |= {name: _text(cell, sources=sources) for name, cell in zip(cells, each.cells, strict=True)}
        phase = each.phase
        yield row


def _text(cell: "Cell | None", *, sources: bool) -> str:
    if cell is None:
        return NOT_STATED
    return f"{cell.text} [{', '.join(cell.sources)}]" if sources and cell.sources else cell.text
