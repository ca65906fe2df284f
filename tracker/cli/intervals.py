"""`tracker intervals`: every derived interval and endpoint. Refuses to show a length without its bounds.

Sure lengths are one number; ≈ marks an estimate between its bounds, + one that is censored.
"""

from collections.abc import Iterator, Sequence

import click

from tracker.cli.clocks import as_recorded_option, instant, month_options
from tracker.cli.conventions import conventions_options
from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import Row, print_lines
from tracker.cli.text import Layout, terminal_width, wrapped
from tracker.values.rounding import half_up, outwards
from tracker.values.rule_sets import RuleSet

APPROXIMATELY = "≈"
OF_ONE_FACT = {"regimen", "cycle", "radiotherapy", "hold"}
INTERVALS = Layout(wrap=("note",), spare=("from", "to"))
SHORTER = {
    "progression_free_survival": "PFS",
    "second_progression": "PFS2",
    "time_to_next_treatment": "time to next line",
    "duration_of_response": "response duration",
}
"""Names that would leave no room for the note in 80 columns."""


@click.command("intervals")
@click.argument("case")
@month_options
@as_recorded_option
@conventions_options
@click.option(
    "--all-readings/--chosen-readings",
    default=True,
    show_default=True,
    help="Whether to add what differs under another reading of an ambiguous time.",
)
@shared
@takes_settings
def intervals_command(  # noqa: PLR0917 - as many conventions may be chosen, each named by its option
    settings: Settings,
    case: str,
    month: int | None,
    known: bool,
    as_recorded: str | None,
    rule_set: RuleSet | None,
    tolerance: float,
    days_per_month: float,
    all_readings: bool,
) -> None:
    """List every interval and endpoint.

    In months, with the earliest and latest that the record allows; NE is not evaluable, with the reason. + marks what is
    censored, ≈ the middle of its bounds, which follow from what is said of both its ends together: two months of the
    timeline subtract to another length within them. --month cuts the data off, as if the case had been told then.
    """
    from tracker.projections.intervals.interval import Conventions  # noqa: PLC0415 - a usage error needs no projection
    from tracker.projections.intervals.shown import COLUMNS, MIDDLE  # noqa: PLC0415 - as above

    chosen = Conventions(rule_set=rule_set, days_per_month=days_per_month)
    with settings.library() as library:
        found = library.case(case, tolerance=tolerance, as_recorded=instant(as_recorded))
        rows = found.intervals(chosen, month=month, known=known, all_readings=all_readings)
    told = tuple(shown(rows))
    print_rows(settings.format, rows, columns=COLUMNS, shown=told, layout=INTERVALS)
    if settings.format is Format.TEXT and any(APPROXIMATELY in row["months"] for row in told):
        print_lines(["", *wrapped(MIDDLE, terminal_width())])


def shown(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows as people read them: flavor and line beside the name, a counted line with its rule set, else the fact that it runs from."""
    before = ""
    for row in rows:
        name = SHORTER.get(row["interval"], row["interval"].replace("_", " "))
        flavor = f", {row['assessed_by']}" if row["interval"] == "progression_free_survival" else ""
        by_line = row["line"] is not None and row["interval"] not in OF_ONE_FACT
        reading = f"[{row['reading']}] " if row["reading"] else ""
        counted = "" if row["rule_set"] in {None, RuleSet.ASSERTED} else f" ({row['rule_set']})"
        said = "as above" if row["note"] == before and not row["evaluable"] else row["note"]
        before = row["note"]
        yield {
            "interval": f"{name}{flavor}",
            "of": f"line {row['line']}{counted}" if by_line else row["from"],
            "months": _length(row),
            "from": row["from"],
            "to": row["to"],
            "note": f"{reading}{said}",
        }


def _length(row: Row) -> str:
    if not row["evaluable"]:
        return "NE"
    least, most = outwards(row["earliest_months"], row["latest_months"], 2)
    estimate, mark = row["estimate_months"], "+" if row["censored"] else ""
    if estimate is None or least is None or most is None:
        open_side = "open" if most is None else f"≤ {most:.2f}"
        return f"{open_side if least is None else f'≥ {least:.2f}'}{mark}"
    length = f"{half_up(estimate, 2):.2f}{mark}"
    return length if least == most else f"{APPROXIMATELY}{length} [{least:.2f}, {most:.2f}]"
