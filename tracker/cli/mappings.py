"""`tracker mapping check` and `tracker import --mapping`: tables by a declared mapping. Refuses to reject a row in silence."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from tracker.cli.guard import DONE, REFUSED
from tracker.cli.nouns import Nouns
from tracker.cli.progress import bar
from tracker.cli.receipts import file_for_rejected, print_imports, warn_each
from tracker.cli.settings import Format, Settings, shared, takes_settings, warn
from tracker.cli.tables import as_json, plain, print_lines
from tracker.decisions.refused import every
from tracker.values.counts import counted

if TYPE_CHECKING:
    from tracker.adapters.tables.mapping import Mapping
    from tracker.casebook.adding import Added, Foreseen
    from tracker.casebook.tables import Looked, Tables

MOST_SAID = 20
"""Rejected rows that are said on the screen; a file holds all of them."""
REJECTION = ("file", "line", "column", "reason", "patient")


@click.group("mapping", cls=Nouns, no_args_is_help=False)
@shared
def mapping_command() -> None:
    """Look after mappings, by which tables become events."""


@mapping_command.command("check")
@click.argument("mapping", metavar="MAPPING")
@click.argument("tables", nargs=-1, required=True, metavar="TABLE…")
@click.option(
    "--rows",
    default=5,
    type=click.IntRange(min=1, max=1000),
    metavar="N",
    help="How many rows of each table; 5 is the default.",
)
@shared
@takes_settings
def mapping_check(settings: Settings, mapping: str, tables: tuple[str, ...], rows: int) -> int:
    """Explain what a mapping would do with the first rows of tables.

    It says how each table is read, which columns nothing is made of, and which events each row gives or why it gives none.
    Nothing is recorded; whether a fact stands already, `tracker import --mapping MAPPING --dry-run` says.
    """
    from tracker.casebook.tables import look_at, mapping_of  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.unknown import Unsound  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    made = mapping_of(mapping)
    looked = [look_at(made, table, rows) for table in tables]
    if form is Format.JSON:
        print_lines((as_json([_looked_object(made, each) for each in looked], indent=2),))
    else:
        for each in looked:
            print_lines(plain(line) for line in _looked_lines(made, each))
    problems = [problem for each in looked for problem in each.problems]
    if problems:
        raise Unsound(problems)
    return DONE


def _looked_object(mapping: "Mapping", looked: "Looked") -> dict[str, Any]:
    head = looked.head
    return {
        "table": looked.file,
        "encoding": to_builtins(looked.encoding),
        "delimiter": to_builtins(head.delimiter) if head else None,
        "columns": list(head.columns) if head else [],
        "unmapped": list(head.unmapped(mapping)) if head else [],
        "rows": [
            {
                "line": row.line,
                "patient": row.says.patient,
                "events": [to_builtins(fact) for fact in row.says.facts],
                "rejected": [f"{fault.column}: {fault.message}".removeprefix(": ") for fault in row.says.faults],
            }
            for row in looked.rows
        ],
    }


def _looked_lines(mapping: "Mapping", looked: "Looked") -> Iterator[str]:
    from tracker.adapters.casefile.writing import event_text  # noqa: PLC0415 - only where events are shown
    from tracker.adapters.tables.layout import WORDS  # noqa: PLC0415 - as above

    yield f"{looked.file}"
    yield f"  encoding: {looked.encoding.value} ({looked.encoding.how})"
    if looked.head is not None:
        delimiter = looked.head.delimiter
        yield f"  delimiter: {WORDS.get(delimiter.value, delimiter.value)} ({delimiter.how})"
        layout = mapping.layout
        yield f"  dates: {' or '.join(layout.dates) or 'not declared; only what can mean one day is read'}"
        yield f"  decimal sign: {layout.numbers.decimal or 'not declared; only what can mean one number is read'}"
        unmapped = looked.head.unmapped(mapping)
        yield f"  columns: {len(looked.head.columns)}, {len(unmapped)} of which nothing is made"
        if unmapped:
            yield f"  nothing is made of: {', '.join(unmapped)}; map them, keep them under extra, or list them under unused"
    for row in looked.rows:
        if row.says.faults:
            yield f"  line {row.line}: rejected"
            yield from (f"    {fault.column}: {fault.message}".replace("    : ", "    ") for fault in row.says.faults)
            continue
        yield f"  line {row.line}: {len(row.says.facts)} of {row.says.patient}"
        for fact in row.says.facts:
            yield from (f"    {line}" for line in event_text(fact))
    if looked.more:
        yield "  … and more rows"


def import_tables(
    settings: Settings,
    mapping: str,
    files: Sequence[str],
    *,
    dry_run: bool,
    amend: bool,
    reason: str,
    rejected: str | None,
) -> int:
    """Record the rows of tables, and say what became of each."""
    from tracker.casebook.adding import add_tables  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.on_entry import counts_of, found_on_entry  # noqa: PLC0415 - as above
    from tracker.casebook.tables import mapping_of, read_tables  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    target = None if rejected is None else file_for_rejected(rejected)
    made = mapping_of(mapping)
    with bar("reading") as told:
        tables = read_tables(made, files, told)
    if tables.unmapped:
        warn(f"nothing is made of {every(tables.unmapped)}; map these columns, or list them under unused")
    if dry_run:
        foreseen = _foreseen(settings, tables, amend=amend, reason=reason)
        return _say_foreseen(form, foreseen, target)
    with settings.library(create=True) as library:
        with bar("recording") as told:
            added = add_tables(library.database, tables, by=settings.recorder(), amend=amend, reason=reason, told=told)
        touched = {each.plan.patient: (*each.plan.new, *each.plan.amended) for each in added.imports}
        warn_each(
            {said: None for case, keys in touched.items() for said in found_on_entry(library.database, case, keys)}
        )
        print_imports(form, added.imports, counts_of(library.database, touched))
    return _say_account(added, target)


def _foreseen(settings: Settings, tables: "Tables", *, amend: bool, reason: str) -> "Foreseen":
    from tracker.casebook.adding import preview_tables  # noqa: PLC0415 - only a dry run looks ahead

    if settings.place().missing:
        return preview_tables(None, tables, amend=amend, reason=reason)
    with settings.library() as library:
        return preview_tables(library.database, tables, amend=amend, reason=reason)


def _say_foreseen(form: Format, foreseen: "Foreseen", target: Path | None) -> int:
    from tracker.casebook.unknown import Unsound  # noqa: PLC0415 - only a dry run comes here
    from tracker.cli.files import show_previews  # noqa: PLC0415 - as above

    try:
        show_previews(form, foreseen.previews)
    except Unsound:
        _say_account(foreseen.added, target)
        raise
    return _say_account(foreseen.added, target)


def _say_account(added: "Added", target: Path | None) -> int:
    """Say what became of the rows, on stderr, so that rows on stdout stay alone. Exit 1 where one is rejected.

    A row that the mapping leaves out is no reason.
    """
    warn_each(added.second_looks)
    for rejection in added.rejected[:MOST_SAID]:
        click.echo(f"rejected: {plain(' '.join(str(rejection).split()))}", err=True)
    if len(added.rejected) > MOST_SAID:
        more = "; --rejected FILE keeps all of them" if target is None else f"; {target} has all of them"
        click.echo(f"rejected: and {len(added.rejected) - MOST_SAID} more{more}", err=True)
    click.echo(
        f"rows: {added.rows} in = {added.recorded} recorded + {added.already} already recorded "
        f"+ {len(added.rejected)} rejected",
        err=True,
    )
    if target is not None:
        _write(target, added)
    return DONE if all(rejection.left_out for rejection in added.rejected) else REFUSED


def _write(target: Path, added: "Added") -> None:
    from tracker.adapters.spreadsheet import csv_rows  # noqa: PLC0415 - only where a file is asked for
    from tracker.casebook.exports.writing import write_new  # noqa: PLC0415 - as above
    from tracker.decisions.refused import Refused  # noqa: PLC0415 - as above

    rows = ({name: getattr(rejection, name) for name in REJECTION} for rejection in added.rejected)
    try:
        write_new(target, (f"{line}\r\n".encode(errors="backslashreplace") for line in csv_rows(REJECTION, rows)))
    except Refused as refusal:
        raise Refused(
            f"{refusal}; the import itself is done: {counted(added.recorded, 'row was', 'rows were')} recorded"
        ) from refusal
