"""What is kept of a case between two sessions, and what keeps it, as a protocol.

Refuses anything that the case says: numbers, and words of ours.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import Struct

from tracker.projections.differences import Reference


class Memory(Protocol):
    """Keeps it; it never fails, at worst it has forgotten."""

    def recall(self, patient: str) -> Mapping[str, Any]:
        """What was kept last; empty where nothing was."""

    def keep(self, patient: str, kept: Mapping[str, Any]) -> None:
        """Keep it."""


class Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a case was left."""

    month: int | None = None
    known: bool = False
    span: int | None = None
    marker: int | None = None
    """A digest of its name and unit: neither its place, which others' results change, nor its name is kept."""
    reference: Reference = Reference.MONTH
    bookmarks: tuple[int, ...] = ()

    def unusual(self) -> list[str]:
        """In what a case is looked at otherwise than one that was never left, besides its month."""
        told = {
            "known then": self.known,
            "zoomed": self.span is not None,
            "another marker": self.marker is not None,
            f"vs {self.reference.value}": self.reference is not Reference.MONTH,
        }
        return [words for words, holds in told.items() if holds]
