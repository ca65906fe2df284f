"""What a writing command says when it is done. Refuses to be silent about having recorded nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from tracker.cli.bundles import left_out_of
from tracker.cli.settings import Format, warn
from tracker.cli.tables import close_quietly, json_rows, plain, print_lines
from tracker.decisions.refused import MOST_NAMES, Refused, every
from tracker.events.catalogue import FactAmended, FactRetracted
from tracker.events.recorded import Recorded
from tracker.values.counts import counted

if TYPE_CHECKING:
    from tracker.casebook.bundles import Bundles
    from tracker.casebook.importing import Imported
    from tracker.casebook.on_entry import Count
    from tracker.store.database import Database

Receipt = dict[str, object]


@contextmanager
def _said() -> Iterator[None]:
    """What is said after a transaction: where that fails, whoever asked must know that it was recorded all the same.

    Raises:
        Refused: when the output cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        close_quietly()
    except OSError as error:
        raise Refused(
            f"everything was recorded, but the output could not be written ({error.strerror}); `tracker events CASE` shows it"
        ) from error


@_said()
def print_lines_recorded(
    form: Format, patient: str, lines: Sequence[Recorded], counts: "Mapping[str, Count] | None" = None
) -> None:
    """Say what a command recorded for one patient.

    Args:
        form: Text or JSON; JSON has one object for each line of the log.
        patient: Whose record it is; empty for several.
        lines: The lines of the log.
        counts: What `tracker check` finds in the case now; left out where nothing was recorded that could be asked about.
    """
    if form is Format.JSON:
        print_lines(json_rows(_receipt(line) for line in lines))
        return
    for line in lines:
        receipt = _receipt(line)
        click.echo(f"{line.patient}: {receipt['done']} {plain(str(receipt['key']))} (version {line.version})")
    if not lines:
        click.echo(f"{patient + ': ' if patient else ''}nothing new; the record says so already")
    elif counts is not None:
        say_counts(counts)


def _receipt(line: Recorded) -> Receipt:
    match line.event:
        case FactAmended(target=key):
            done = "amended"
        case FactRetracted(target=key):
            done = "retracted"
        case event:
            key, done = str(getattr(event, "key", None) or getattr(event, "question", "")), "recorded"
    return {
        "patient": line.patient,
        "done": done,
        "key": key,
        "seq": line.seq,
        "version": line.version,
        "event_id": line.event_id,
        "recorded_at": line.recorded_at,
        "recorded_by": line.recorded_by,
        "correlation_id": line.correlation_id,
    }


def warn_of(database: "Database", recorded: Mapping[str, Iterable[str]]) -> None:
    """Say on stderr what of what was recorded is worth a second look; the first dozen sentences, and how many more.

    Args:
        database: Where it is.
        recorded: Patients, each with the keys of the facts.
    """
    from tracker.casebook.on_entry import found_on_entry  # noqa: PLC0415 - only what writes looks twice
    from tracker.casebook.second_looks import second_looks  # noqa: PLC0415 - as above

    found: dict[str, None] = {}
    for patient, each in recorded.items():
        keys = tuple(each)
        found |= dict.fromkeys((*found_on_entry(database, patient, keys), *second_looks(database, patient, keys)))
    warn_each(found)


def say_counts(counts: "Mapping[str, Count]") -> None:
    """Say how much `tracker check` finds in the cases that were touched, and how to see it."""
    from tracker.casebook.on_entry import counts_words  # noqa: PLC0415 - as above

    if said := counts_words(counts):
        click.echo(said)


def warn_each(sentences: Iterable[str]) -> None:
    """Warn of the first dozen, and of how many more there are."""
    each = tuple(sentences)
    for sentence in each[:MOST_NAMES]:
        warn(sentence)
    if len(each) > MOST_NAMES:
        warn(f"and {len(each) - MOST_NAMES} more like these; nothing of it is refused")


@_said()
def print_imports(
    form: Format,
    imports: Sequence["Imported"],
    counts: "Mapping[str, Count]",
    bundles: "Bundles | None" = None,
) -> None:
    """Say what an import recorded, patient by patient; its id is what takes it back.

    Args:
        form: Text or JSON; JSON also has what bundles held and no fact does, which text has on stderr.
        imports: Patient by patient.
        counts: What `tracker check` finds in each case now.
        bundles: Where the cases come from, if they do not from case files or tables.
    """
    rows = [
        {
            "patient": imported.plan.patient,
            "recorded": imported.recorded,
            "new": list(imported.plan.new),
            "amended": list(imported.plan.amended),
            "restored": list(imported.plan.restored),
            "retracted": list(imported.plan.gone),
            "selected": [*imported.plan.selected, *imported.plan.reselected],
            "unchanged": len(imported.plan.unchanged),
            "import": imported.correlation_id,
            "check": structs.asdict(counts[imported.plan.patient]),
            "left_out": left_out_of(bundles, imported.plan.patient),
        }
        for imported in imports
    ]
    if form is Format.JSON:
        print_lines(json_rows(rows))
        return
    for imported in imports:
        click.echo(f"{imported.plan.patient}: {_counted(imported)}")
    identifiers = dict.fromkeys(row["import"] for row in rows if row["import"])
    for identifier in identifiers:
        click.echo(f"import {identifier}; take it back with `tracker retract --import {identifier} --reason …`")
    say_counts({imported.plan.patient: counts[imported.plan.patient] for imported in imports if imported.recorded})


def _counted(imported: "Imported") -> str:
    plan = imported.plan
    parts = [
        f"{len(plan.new)} new" if plan.new else "",
        f"amended {every(plan.amended)}" if plan.amended else "",
        f"restored {every(plan.restored)}" if plan.restored else "",
        f"retracted {every(plan.gone)}" if plan.gone else "",
        f"{counted(len(plan.selected) + len(plan.reselected), 'reading')} selected"
        if plan.selected or plan.reselected
        else "",
        f"{len(plan.unchanged)} unchanged" if plan.unchanged else "",
    ]
    said = ", ".join(part for part in parts if part)
    return said if imported.recorded else f"nothing new; {said or 'the file holds no facts'}"


def file_for_rejected(path: str) -> Path:
    """Where rejected rows go, looked at before anything is recorded.

    Raises:
        Refused: where something is there already, or no folder to put it in.
    """
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - only where a file is asked for

    target = typed_path(path)
    if target.exists():
        raise Refused(f"{target} is there already: name a file that is not; nothing was recorded")
    if not target.parent.is_dir():
        raise Refused(f"{target.parent} is no folder; name a file in one that is there; nothing was recorded")
    return target
