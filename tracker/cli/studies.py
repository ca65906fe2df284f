"""`tracker import STUDY`: a cBioPortal study folder. Refuses to pass a row over in silence: every one is counted."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from tracker.cli.progress import bar
from tracker.cli.receipts import file_for_rejected, say_counts, warn_each
from tracker.cli.settings import Format, Settings, warn
from tracker.cli.tables import as_json, plain
from tracker.decisions.refused import every
from tracker.values.counts import agreeing, counted

if TYPE_CHECKING:
    from tracker.casebook.studies.importing import StudyImported
    from tracker.casebook.studies.index import Index
    from tracker.casebook.studies.rejected import RejectedRows

SOME_REJECTED = 1


def import_study_folder(  # noqa: PLR0917 - the options of the command
    settings: Settings, files: Sequence[str], dry_run: bool, amend: bool, reason: str, rejected: str | None
) -> int:
    """Import one study folder, or show what that would do; the exit code is 1 where rows were rejected."""
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.on_entry import counts_of  # noqa: PLC0415 - as above
    from tracker.casebook.studies.folder import open_study  # noqa: PLC0415 - as above
    from tracker.casebook.studies.importing import import_study, index_of, preview_study  # noqa: PLC0415 - as above
    from tracker.casebook.studies.rejected import RejectedRows, free_name  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    if len(files) > 1:
        raise click.UsageError("a study folder is imported by itself; name one folder, or files")
    study = open_study(typed_path(files[0]))
    with bar("looking through") as told:
        index = index_of(study, told)
    if dry_run:
        with RejectedRows(None) as rows, bar("comparing") as told:
            if settings.place().missing:
                said = preview_study(None, index, rows, told=told, amend=amend, reason=reason)
            else:
                with settings.library() as library:
                    said = preview_study(library.database, index, rows, told=told, amend=amend, reason=reason)
        return _say(form, said, index, rows, dry_run=True)
    target = free_name(Path.cwd(), study.name) if rejected is None else file_for_rejected(rejected)
    with settings.library(create=True) as library, RejectedRows(target) as rows:
        with bar("recording") as told:
            by = settings.recorder()
            said = import_study(library.database, index, rows, by=by, told=told, amend=amend, reason=reason)
        code = _say(form, said, index, rows)
        if form is Format.TEXT:
            say_counts(counts_of(library.database, said.grown))
        return code


def _say(
    form: Format, said: "StudyImported", index: "Index", rejected: "RejectedRows", *, dry_run: bool = False
) -> int:
    warn_each(said.second_looks)
    if form is Format.JSON:
        click.echo(as_json(_object(said, index, rejected, dry_run=dry_run), indent=2))
    else:
        _print(said, index, rejected, dry_run=dry_run)
    return SOME_REJECTED if rejected.count else 0


def _object(said: "StudyImported", index: "Index", rejected: "RejectedRows", *, dry_run: bool) -> dict[str, Any]:
    return {
        "study": said.study,
        "dry_run": dry_run,
        "patients": said.patients,
        "rows": index.total,
        "recorded": sum(file.recorded for file in said.files),
        "already_recorded": sum(file.already for file in said.files),
        "rejected": rejected.count,
        "rejected_rows": [structs.asdict(row) for row in rejected.rows],
        "rejected_file": None if rejected.written is None else str(rejected.written),
        "facts": said.facts,
        "amended": said.amended,
        "retracted": said.retracted,
        "gone": said.gone,
        "gone_facts": {patient: list(keys) for patient, keys in said.gone_facts.items()},
        "files": [structs.asdict(file) for file in said.files],
        "not_read": list(said.not_read),
        "import": said.correlation_id,
    }


def _print(said: "StudyImported", index: "Index", rejected: "RejectedRows", *, dry_run: bool) -> None:
    for file in said.files:
        click.echo(f"{file.file}: {_rows(file.rows, file.recorded, file.already, file.rejected)}")
    totals = (sum(file.recorded for file in said.files), sum(file.already for file in said.files), rejected.count)
    click.echo(f"{said.study}: {counted(said.patients, 'patient')}; {_rows(index.total, *totals)}; {_facts(said)}")
    for row in rejected.rows:
        click.echo(plain(str(row)))
    if rejected.count > len(rejected.rows):
        click.echo(f"… and {counted(rejected.count - len(rejected.rows), 'more rejected row')}")
    if rejected.written is not None:
        click.echo(
            f"the rejected rows are in {rejected.written}; mend them, put them back into the study, and import it again"
        )
    if said.gone:
        warn(
            f"{counted(said.gone, 'fact')} of an earlier import {agreeing(said.gone, 'is', 'are')} not in the study any more; "
            f"{agreeing(said.gone, 'it stands', 'they stand')} until --amend takes {agreeing(said.gone, 'it', 'them')} back: "
            f"{_named(said)}"
        )
    elif said.retracted:
        click.echo(
            f"retracted, as the study does not state {agreeing(said.retracted, 'it', 'them')} any more: {_named(said)}"
        )
    if said.not_read:
        warn(f"not read: {every(said.not_read)}")
    if dry_run:
        click.echo("nothing was recorded")
    elif said.correlation_id is not None:
        identifier = said.correlation_id
        click.echo(f"import {identifier}; take it back with `tracker retract --import {identifier} --reason …`")


def _named(said: "StudyImported") -> str:
    """Every fact that is gone, patient by patient."""
    named = "; ".join(f"{patient}: {every(keys)}" for patient, keys in said.gone_facts.items())
    more = said.gone + said.retracted - sum(map(len, said.gone_facts.values()))
    return f"{named}; and {counted(more, 'more fact')}" if more else named


def _rows(rows: int, recorded: int, already: int, rejected: int) -> str:
    return f"{counted(rows, 'row')} = {recorded} recorded + {already} already recorded + {rejected} rejected"


def _facts(said: "StudyImported") -> str:
    parts = (
        counted(said.facts, "new fact") if said.facts else "no new fact",
        f"{said.amended} amended" if said.amended else "",
        f"{said.retracted} retracted" if said.retracted else "",
    )
    return ", ".join(part for part in parts if part)
