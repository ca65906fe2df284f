"""What the screens need of the casebook, as protocols: they neither know a database nor how a case is folded.

Refuses anything that writes.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from tracker.projections.differences import Reference
from tracker.projections.passages import Document
from tracker.projections.picture import Picture
from tracker.projections.sheet import Sheet

if TYPE_CHECKING:  # what a case makes when it is asked for, a replay does not import before
    from tracker.projections.cells import Cell
    from tracker.projections.chronicle import Chronicle
    from tracker.projections.provenance import Provenance


class Finding(Protocol):
    """A discrepancy of the record, as far as the screens count it."""

    @property
    def severity(self) -> str:
        """`error`, `warning` or `note`."""

    @property
    def rule(self) -> str:
        """What it breaks."""

    @property
    def summary(self) -> str:
        """What does not fit, in a sentence."""

    @property
    def events(self) -> Sequence[str]:
        """The keys of the facts it rests on."""


class News(Protocol):
    """Something that was recorded while a case was shown."""

    @property
    def by(self) -> str:
        """Who recorded it."""

    @property
    def subject(self) -> str:
        """The key of the fact, or the question."""

    @property
    def done(self) -> str:
        """What was done to it, such as `corrected`."""


class Case(Protocol):
    """One case, finished."""

    @property
    def version(self) -> int:
        """How far its log was read."""

    def sheets(self, *, known: bool = False) -> Sequence[Sheet]:
        """A sheet per month, from the first to the last; with `known` as the treating team knew it then."""

    def against(self, sheet: Sheet, reference: Reference, *, known: bool = False) -> Sheet:
        """One of the sheets with what differs from a reference, `known` as that sheet is."""

    @property
    def as_recorded(self) -> str | None:
        """The instant, as the log writes it, after which nothing is told; None tells everything."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """What there is of the documents that facts name, read anew each time: one may be attached meanwhile."""

    def provenance(self, key: str, *, month: int | None = None, known: bool = False) -> "Provenance":
        """Everything behind a fact, as far as a month may tell.

        Raises:
            KeyError: for a key that does not stand.
        """

    @property
    def picture(self) -> Picture:
        """The whole case, to be drawn."""

    @property
    def chronicle(self) -> "Chronicle":
        """Everything in the record, in lanes."""

    def laid_out(self, *, month: int | None = None, known: bool = False) -> "Sequence[Cell]":
        """The case phase by phase, up to a month or whole; with `known` as the treating team knew it then."""

    def baseline(self, *, month: int | None = None, known: bool = False) -> Mapping[str, str]:
        """How the patient stood before the first dose, in a few characters an item; up to a month or whole."""

    @property
    def discrepancies(self) -> Sequence[Finding]:
        """What `check` says about the case."""

    @property
    def untimed(self) -> Mapping[str, Sequence[str]]:
        """The facts without a time of their own, remarks and stated lengths, each with the facts that it is about."""


class Library(Protocol):
    """The cases there are. Whatever it is asked, it may raise `Unavailable`: the file is locked, damaged, or of a newer tracker."""

    def patients(self) -> Sequence[Mapping[str, Any]]:
        """The rows of the view `patients`, in the order to show."""

    def strips(self, patients: Sequence[str]) -> Mapping[str, Picture]:
        """A picture each of some patients, for one row of a list: without lanes and curves, and folded from no log."""

    def head(self) -> int:
        """How far the log goes, whoever's: another number once anything was recorded."""

    def case(self, patient: str) -> Case:
        """One of them."""

    def since(self, patient: str, version: int) -> Sequence[News]:
        """What was recorded about one of them after a version."""
