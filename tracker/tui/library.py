"""What the screens need of the casebook, as protocols: they neither know a database nor how a case is folded.

Refuses anything that writes.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from tracker.projections.differences import Reference
from tracker.projections.picture import Picture
from tracker.projections.sheet import Sheet


class Finding(Protocol):
    """A discrepancy of the record, as far as the screens count it."""

    @property
    def severity(self) -> str:
        """`error`, `warning` or `note`."""

    @property
    def rule(self) -> str:
        """What it breaks."""

    @property
    def events(self) -> Sequence[str]:
        """The keys of the facts it rests on."""


class Case(Protocol):
    """One case, finished."""

    def sheets(self, *, known: bool = False) -> Sequence[Sheet]:
        """A sheet per month, from the first to the last; with `known` as the treating team knew it then."""

    def against(self, sheet: Sheet, reference: Reference, *, known: bool = False) -> Sheet:
        """One of the sheets with what differs from a reference, `known` as that sheet is."""

    @property
    def as_recorded(self) -> str | None:
        """The instant, as the log writes it, after which nothing is told; None tells everything."""

    @property
    def picture(self) -> Picture:
        """The whole case, to be drawn."""

    @property
    def discrepancies(self) -> Sequence[Finding]:
        """What `check` says about the case."""


class Library(Protocol):
    """The cases there are."""

    def patients(self) -> Sequence[Mapping[str, Any]]:
        """The rows of the view `patients`, in the order to show."""

    def case(self, patient: str) -> Case:
        """One of them."""
