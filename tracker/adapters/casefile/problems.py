"""What is wrong with a case file, as data. Refuses to stop at the first problem: whoever finds one goes on."""

from msgspec import Struct

from tracker.events.fault import Path

SHOWN_TEXT = 60


class Problem(Struct, frozen=True):
    """One thing that keeps a file from being recorded: where it stands and what is expected there."""

    file: str
    line: int
    """From 1; 0 where it is about the file as a whole."""
    key: str
    """Key of the fact it is in; empty outside of a fact."""
    message: str

    def __str__(self) -> str:
        place = self.file if self.line == 0 else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.message) if part)


class Flaw(Struct, frozen=True):
    """A problem inside of one node, before its file and key are known."""

    line: int
    path: Path
    message: str
    found: str = ""
    """The text that does not fit, in quotation marks; empty where something is missing."""
    hint: str = ""
    """What it may have meant, as `decisions.refused.resembling` says it."""

    def within(self, file: str, key: str) -> Problem:
        """The problem that this flaw is in a file and a fact."""
        where = shown_path(self.path)
        return Problem(file, self.line, key, f"{where}: {self.message}" if where else self.message)


def shown_path(path: Path) -> str:
    """The path as a curator reads it.

    >>> shown_path(("drugs", 0, "dose"))
    'drugs[1].dose'
    """
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part}" if shown else part
    return shown


def quoted(text: str) -> str:
    """The text in quotation marks, shortened to what fits a line."""
    return repr(text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}…")
