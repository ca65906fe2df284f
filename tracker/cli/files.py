"""`tracker import`: case files, and folders by way of `studies`. Refuses to record half a command: every file lands, or none."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from tracker.cli.bundles import left_out_of, read_bundles
from tracker.cli.progress import bar
from tracker.cli.receipts import print_imports, warn_each, warn_of
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import json_rows, plain, print_lines, rounded_row
from tracker.cli.text import text_rows
from tracker.cli.timeline import TIMELINE, timeline_shown
from tracker.decisions.refused import every

if TYPE_CHECKING:
    from tracker.casebook.bundles import Bundles
    from tracker.casebook.files import FileCase
    from tracker.casebook.importing import Preview


_TABLES = frozenset({".csv", ".tsv"})
"""Endings of what only a mapping can make facts of."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…|STUDY")
@click.option(
    "--dry-run", is_flag=True, help="Show what would be recorded, with bounds and contradictions; record nothing."
)
@click.option("--amend", is_flag=True, help="Record what differs from the record as amendments and retractions.")
@click.option("--reason", default="", metavar="TEXT", help="Why, with --amend.")
@click.option("--mapping", metavar="MAPPING", help="Read tables (CSV) by this mapping of columns to events.")
@click.option(
    "--rejected",
    metavar="FILE",
    help="Where rejected rows of tables or a study go; of a study STUDY-rejected.tsv here by default.",
)
@click.option("--case", metavar="NAME", help="Pseudonym of the patient of a FHIR bundle; left out, its id there.")
@shared
@takes_settings
def import_command(
    settings: Settings,
    *,
    files: tuple[str, ...],
    dry_run: bool,
    amend: bool,
    reason: str,
    mapping: str | None,
    rejected: str | None,
    case: str | None,
) -> int:
    """Record case files, YAML or JSON Lines, tables by a mapping, FHIR bundles of mCODE, or a cBioPortal study folder.

    The same file again records nothing; - is stdin. What a bundle holds and no fact does is named, every part of it.

    A case file is the whole of its case: facts of an earlier import that it no longer has count as gone. All files of one
    command land, or none. A table adds rows: what it does not hold is not gone; `tracker mapping check` explains a mapping.

    A study folder lands patient by patient, and may be imported again when that was interrupted. Rows of tables and studies are
    recorded, recorded already, or rejected with file, line and reason; the exit code is 1 where some are rejected.
    """
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.files import incoming, read_cases  # noqa: PLC0415 - as above
    from tracker.casebook.importing import import_cases  # noqa: PLC0415 - as above
    from tracker.casebook.on_entry import counts_of  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    if reason and not amend:
        raise click.UsageError("--reason goes with --amend")
    if amend and not reason.strip() and not dry_run:
        raise click.UsageError("--amend needs --reason: why the record is corrected")
    if mapping is not None:
        from tracker.cli.mappings import import_tables  # noqa: PLC0415 - case files need no mapping

        if case is not None:
            raise click.UsageError("--case goes with a FHIR bundle; a mapping says whose rows a table has")
        return import_tables(settings, mapping, files, dry_run=dry_run, amend=amend, reason=reason, rejected=rejected)
    if any(typed_path(file).is_dir() for file in files):
        from tracker.cli.studies import import_study_folder  # noqa: PLC0415 - only for folders

        if case is not None:
            raise click.UsageError("--case goes with a FHIR bundle; a study names its patients itself")
        return import_study_folder(settings, files, dry_run, amend, reason, rejected)
    if rejected is not None:
        raise click.UsageError(
            "--rejected goes with --mapping or a study folder: a case file lands whole or not at all"
        )
    table = next((file for file in files if PurePath(file).suffix.lower() in _TABLES), None)
    if table is not None:
        raise click.UsageError(
            f"{table} is a table, and no mapping says which of its columns are what: `tracker import --mapping MAPPING {table}`; "
            "docs/exchange.md has an example, `tracker mapping check` explains a mapping"
        )
    named = [incoming(file) for file in files]
    with bar("reading") as told:
        found = read_bundles(named, case, told)
        cases = read_cases(named, told) if found is None else found.cases
    if dry_run:
        return show_previews(form, _previews(settings, cases, amend=amend, reason=reason), found)
    with settings.library(create=True) as library:
        with bar("recording") as told:
            imported = import_cases(
                library.database, cases, by=settings.recorder(), amend=amend, reason=reason, told=told
            )
        warn_of(library.database, {each.plan.patient: (*each.plan.new, *each.plan.amended) for each in imported})
        counts = counts_of(library.database, (each.plan.patient for each in imported))
        print_imports(form, imported, counts, found)
    return 0


def _previews(settings: Settings, cases: Iterable["FileCase"], *, amend: bool, reason: str) -> Sequence["Preview"]:
    from tracker.casebook.importing import preview_cases  # noqa: PLC0415 - only a dry run looks ahead

    if settings.place().missing:
        return list(preview_cases(None, cases, amend=amend, reason=reason))
    with settings.library() as library:
        return list(preview_cases(library.database, cases, amend=amend, reason=reason))


def show_previews(form: Format, previews: Sequence["Preview"], bundles: "Bundles | None" = None) -> int:
    """Show what would be recorded.

    Args:
        form: Text or JSON; JSON also has what bundles held and no fact does, which text has on stderr.
        previews: Patient by patient.
        bundles: Where the cases come from, if they do not from case files or tables.

    Raises:
        Unsound: where it would be refused.
    """
    from tracker.casebook.unknown import Unsound  # noqa: PLC0415 - only a dry run comes here

    objects = [_object(preview, bundles) for preview in previews]
    if form is Format.JSON:
        print_lines(json_rows(objects))
    else:
        for found in objects:
            _print_object(found)
    warn_each(look for preview in previews for look in preview.second_looks)
    refusals = [refusal for preview in previews for refusal in preview.refusals]
    if refusals:
        raise Unsound(refusals)
    return 0


def _object(preview: "Preview", bundles: "Bundles | None") -> dict[str, Any]:
    plan = preview.plan
    rows, fits = preview.foreseen()
    return {
        "patient": plan.patient,
        "new": list(plan.new),
        "amended": list(plan.amended),
        "restored": list(plan.restored),
        "retracted": list(plan.gone),
        "selected": [*plan.selected, *plan.reselected],
        "unchanged": len(plan.unchanged),
        "events": [rounded_row(structs.asdict(row)) for row in rows],
        "check": list(fits),
        "second_looks": list(preview.second_looks),
        "left_out": left_out_of(bundles, plan.patient),
    }


def _print_object(found: dict[str, Any]) -> None:
    counts = [
        f"{len(found['new'])} new",
        f"would amend {every(found['amended'])}" if found["amended"] else "",
        f"would restore {every(found['restored'])}" if found["restored"] else "",
        f"would retract {every(found['retracted'])}" if found["retracted"] else "",
        f"would select readings of {every(found['selected'])}" if found["selected"] else "",
        f"{found['unchanged']} unchanged",
    ]
    click.echo(f"{found['patient']}: {', '.join(part for part in counts if part)}")
    if found["events"]:
        shown = timeline_shown(found["events"])
        print_lines(text_rows(tuple(shown[0]), shown, TIMELINE))
    for row in found["check"]:
        click.echo(plain(f"{row['severity']}: {row['summary']}"))
    click.echo("nothing was recorded")
