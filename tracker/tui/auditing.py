"""What the audit screen needs of the casebook, as protocols. Refuses anything that writes."""

from collections.abc import Callable, Sequence
from typing import Protocol


class LogLine(Protocol):
    """A line of the log."""

    @property
    def seq(self) -> int:
        """Place in the whole log."""

    @property
    def patient(self) -> str:
        """Whose."""

    @property
    def version(self) -> int:
        """Place in the patient's stream."""

    @property
    def type(self) -> str:
        """Wire name of the event."""

    @property
    def recorded_at(self) -> str:
        """UTC."""

    @property
    def recorded_by(self) -> str:
        """Who."""

    @property
    def corrects(self) -> int | None:
        """The version that it corrects."""

    @property
    def what(self) -> str:
        """Key and reason."""

    @property
    def details(self) -> Sequence[tuple[str, str]]:
        """Everything that is stored, by name."""


class LogPage(Protocol):
    """Some lines, the latest first."""

    @property
    def lines(self) -> Sequence[LogLine]:
        """At most a page."""

    @property
    def total(self) -> int:
        """How many there are in the log."""


class Auditor(Protocol):
    """Looks at the log."""

    def page(self, words: str = "", before: int | None = None) -> LogPage:
        """The latest lines with every one of some words, before a line of the log."""

    def verify(self, told: Callable[[int, int], None]) -> Sequence[str]:
        """Everything that is wrong with the database."""
