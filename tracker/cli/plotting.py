"""`tracker plot`: a case's figure or a cohort's swimmer plot, SVG or PNG. Refuses to draw over a file."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from tracker.cli.progress import bar
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.cli.tables import plain
from tracker.decisions.refused import Refused, resembling
from tracker.values.analytes import analyte_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tracker.casebook.case import Case
    from tracker.casebook.library import Library
    from tracker.projections.picture import MarkerCurve, Picture
    from tracker.tui.cut import Cut

ALIGNED = ("origin", "first-treatment", "first-progression")
MOST_LANES = 400
"""Lanes of a swimmer plot: more could not be told apart on any page."""


@click.command("plot")
@click.argument("cases", nargs=-1, required=True, metavar="CASE…")
@click.option("--out", required=True, metavar="FILE", help="Where to, .svg or .png; a file that is not there yet.")
@click.option("--month", type=int, metavar="N", help="Of one case: what there is after this month is left out.")
@click.option("--known", is_flag=True, help="Of one case with --month: only what the treating team could know then.")
@click.option(
    "--analyte", metavar="NAME", help="Of one case: the marker; the one that was measured first unless named."
)
@click.option(
    "--align", type=click.Choice(ALIGNED), default=ALIGNED[0], help="Of several: what their months are counted from."
)
@click.option("--longest-first", is_flag=True, help="Of several: by the length of their lanes, not as they are named.")
@shared
@takes_settings
def plot_command(
    settings: Settings,
    *,
    cases: tuple[str, ...],
    out: str,
    month: int | None,
    known: bool,
    analyte: str | None,
    align: str,
    longest_first: bool,
) -> int:
    """Draw one case as marker chart over treatment lanes, several as a swimmer plot, from the top as they are named.

    Needs the extra `plot`. Uncertain times have whiskers, doubtful treatments are hatched, and a figure says as of when it is.
    """
    from tracker.casebook.exports.writing import typed_path, write_new  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.tui.figures.drawing import drawn  # noqa: PLC0415 - the command line works without the screens
    from tracker.tui.figures.extra import ENDS, refuse_missing_extra  # noqa: PLC0415 - as above

    target = typed_path(out)
    end = target.suffix.lower()
    if end not in ENDS:
        raise click.UsageError(f"--out {out}: say by its end what to draw: {' or '.join(ENDS)}")
    patients = tuple(dict.fromkeys(cases))
    if len(patients) > 1 and (month is not None or known or analyte):
        raise click.UsageError("--month, --known and --analyte are for the figure of one case")
    refuse_missing_extra()
    with settings.library() as library:
        title = f"tracker plot {' '.join(patients)}"[:200]
        if len(patients) == 1:
            case = library.case(patients[0])
            pieces = drawn(lambda: _case_figure(case, month, analyte, known=known), target.name, title)
        else:
            pieces = drawn(
                lambda: _cohort_figure(library, patients, align, longest_first=longest_first), target.name, title
            )
        write_new(target, pieces)
    click.echo(plain(str(target)))
    return 0


def _case_figure(case: "Case", month: int | None, analyte: str | None, *, known: bool) -> "Figure":
    from tracker.tui.figures.case import draw_case  # noqa: PLC0415 - the extra is for this verb alone
    from tracker.tui.figures.scene import scene_of  # noqa: PLC0415 - as above
    from tracker.tui.loading import unchecked_reel_of  # noqa: PLC0415 - as above
    from tracker.tui.reel import Cursor  # noqa: PLC0415 - as above

    frame = case.frame(month, known=known)
    reel = unchecked_reel_of(case.patient, case)
    cursor = Cursor(index=reel.index_of(frame.month), known=known)
    return draw_case(scene_of(reel, cursor, _curve(case.picture, reel.cut(cursor), analyte)))


def _curve(picture: "Picture", cut: "Cut", analyte: str | None) -> "MarkerCurve | None":
    """The marker that was named, of those that have a number to draw by the month; None where none was named."""
    from tracker.tui.figures.scene import charted_curves  # noqa: PLC0415 - the extra is for this verb alone

    if analyte is None:
        return None
    names = {analyte_of(curve.analyte): curve for curve in charted_curves(picture.curves, cut)}
    if analyte_of(analyte) not in names:
        known = [curve.analyte for curve in names.values()]
        raise Refused(
            f"no number of {analyte!r} is on record by then; there are {', '.join(known) or 'none'}{resembling(analyte, known)}"
        )
    return names[analyte_of(analyte)]


def _cohort_figure(library: "Library", patients: Sequence[str], align: str, *, longest_first: bool = False) -> "Figure":
    from tracker.tui.figures.swimmers import draw_swimmers, swimmer_of  # noqa: PLC0415 - the extra is for this verb alone
    from tracker.tui.swimmer import SHOWN  # noqa: PLC0415 - as above

    if len(patients) > MOST_LANES:
        raise Refused(f"{len(patients)} lanes could not be told apart; name at most {MOST_LANES} cases")
    swimmers, left_out = [], []
    with bar("drawing") as told:
        for done, patient in enumerate(patients):
            told(done, len(patients))
            case = library.case(patient)
            picture = case.picture
            origin = _origin(picture, align)
            if origin is None:
                left_out.append(patient)
                continue
            swimmers.append(swimmer_of(patient, picture, case.chronicle, origin, SHOWN))
    if not swimmers:
        raise Refused(f"none of these cases has a {align.replace('-', ' ')} to be counted from")
    if longest_first:
        swimmers.sort(key=lambda its: -its.month(its.last))
    aside = f" · without {align.replace('-', ' ')}: {', '.join(left_out)}" if left_out else ""
    caption = f"{len(swimmers)} cases · lines: from the earliest to the latest day · tracker {version('oncology-tracker')}{aside}"
    return draw_swimmers(swimmers, f"the {align.replace('-', ' ')}", caption)


def _origin(picture: "Picture", align: str) -> float | None:
    """The day that a case's months are counted from; None where it has no such turn."""
    from tracker.projections.picture import MilestoneKind  # noqa: PLC0415 - as above

    match align:
        case "first-treatment":
            days = [band.start for band in picture.bands]
        case "first-progression":
            days = [stone.day for stone in picture.milestones if stone.kind is MilestoneKind.PROGRESSION]
        case _:
            days = [0.0]
    return min(days, default=None)
