"""What reading a case file gives: cases whose every event is sound, or problems. Refuses to hold half a case."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.adapters.casefile.problems import Problem
from tracker.events.catalogue import Entered
from tracker.events.fact import Text

Sha256 = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="the SHA-256 of the document, 64 hexadecimal digits")
]


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A document that sources point into."""

    sha256: Sha256
    citation: Text = ""


class FileEvent(Struct, frozen=True):
    """An event and the line it begins in."""

    event: Entered
    line: int


class CaseFile(Struct, frozen=True):
    """One case of a file."""

    patient: str
    events: tuple[FileEvent, ...]
    documents: tuple[tuple[str, Document], ...] = ()
    """Short name and document, in the order of the file; the first is meant where a source names none."""

    @property
    def facts(self) -> tuple[Entered, ...]:
        """The events without their lines."""
        return tuple(entry.event for entry in self.events)


class CaseFileResult(Struct, frozen=True):
    """The cases of a file, or its problems: with a problem there is no case."""

    cases: tuple[CaseFile, ...] = ()
    problems: tuple[Problem, ...] = ()
