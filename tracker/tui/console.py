"""What the SQL screen needs of the casebook, as protocols. Refuses anything that writes to the record."""

from collections.abc import Sequence
from typing import Any, Protocol


class Column(Protocol):
    """A column of a view."""

    @property
    def name(self) -> str:
        """As SQL knows it."""

    @property
    def sql_type(self) -> str:
        """With `NOT NULL` where it always has a value."""

    @property
    def unit(self) -> str:
        """Empty where it has none."""

    @property
    def meaning(self) -> str:
        """What it says, in one sentence."""


class View(Protocol):
    """A public relation."""

    @property
    def name(self) -> str:
        """As SQL knows it."""

    @property
    def columns(self) -> Sequence[Column]:
        """In order."""


class Result(Protocol):
    """What a query answered."""

    @property
    def columns(self) -> Sequence[str]:
        """Names, each once."""

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """As many as a screen holds."""

    @property
    def more(self) -> bool:
        """Whether there are more."""

    @property
    def seconds(self) -> float:
        """How long it took."""


class Question(Protocol):
    """One statement, to be run in a thread."""

    def ask(self) -> Result:
        """Run it; refuses in a sentence."""

    def export(self, path: str) -> int:
        """Write every row of it to a file that is not there, by its name CSV or JSON; how many rows."""

    def stop(self) -> None:
        """Stop it, where it runs or before it has begun; from any thread."""


class Example(Protocol):
    """A question to begin with."""

    @property
    def task(self) -> str:
        """What it answers, in words."""

    @property
    def statement(self) -> str:
        """The query."""


class Console(Protocol):
    """Read-only questions to the database in use."""

    @property
    def examples(self) -> Sequence[Example]:
        """What a newcomer may ask."""

    asked: list[str]
    """What was asked, the latest last."""

    @property
    def views(self) -> Sequence[View]:
        """What there is to ask for."""

    def question(self, statement: str) -> Question:
        """A question, remembered, that can be stopped from now on."""
