"""`tracker timeline`: every standing fact with its bounds. Refuses to place a fact by anything but the projections."""

from collections.abc import Iterable, Sequence

import click
from msgspec import structs

from tracker.cli.clocks import as_recorded_option, instant, month_options
from tracker.cli.rows import print_rows
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.cli.tables import Row
from tracker.cli.text import Layout
from tracker.values.rounding import outwards

TIMELINE = Layout(wrap=("what",), spare=("type", "month", "reading", "basis"), said=True)


@click.command("timeline")
@click.argument("case")
@month_options
@as_recorded_option
@shared
@takes_settings
def timeline_command(settings: Settings, *, case: str, month: int | None, known: bool, as_recorded: str | None) -> None:
    """List every standing fact with its bounds.

    In the order of living. Months and days count from the origin; ≈ marks a time that is not certain to the day, ! one
    that contradicts others.
    """
    from tracker.projections.rows.timeline import TimelineRow  # noqa: PLC0415 - a usage error needs no projection

    with settings.library() as library:
        rows = library.case(case, as_recorded=instant(as_recorded)).timeline(month=month, known=known)
        dicts = [structs.asdict(row) for row in rows]
        columns = TimelineRow.__struct_fields__
        print_rows(settings.format, dicts, columns=columns, shown=timeline_shown(dicts), layout=TIMELINE)


def timeline_shown(rows: Iterable[Row]) -> Sequence[Row]:
    """The rows of the view `timeline` as people read them."""
    return [
        {
            "month": row["month"],
            "when": _when(row),
            "key": row["key"],
            "type": row["type"],
            "what": row["text"],
            "basis": row["basis"],
            "reading": f"{row['question']}: {row['reading']}" if row["question"] else "",
        }
        for row in rows
    ]


def _when(row: Row) -> str:
    """A date where there is one; else days from the origin, exact or between bounds."""
    if row["day"] is None:
        return ""
    if row["date_earliest"] or row["date_latest"]:
        least, most = row["date_earliest"], row["date_latest"]
    else:
        least, most = (_day(bound) for bound in outwards(row["day_earliest"], row["day_latest"], 1))
    mark = " !" if row["contradictory"] else ""
    if least == most and least is not None:
        return f"{least}{mark}"
    if least is None or most is None:
        return f"{'≤ ' + most if most else '≥ ' + least if least else 'open'}{mark}"
    return f"≈{least} … {most}{mark}"


def _day(day: float | None) -> str | None:
    return None if day is None else f"d{day:g}"
