"""What the forms need of the casebook, as protocols: who offers forms, and a form that is being filled in.

Refuses to record anything that was not shown before.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from tracker.decisions.form import Aim, Complaint, Difference, Form, FormField, Offer, Option, Path, Values

if TYPE_CHECKING:
    from tracker.projections.foresight import Foresight  # derives everything, which a replay for reading never does


class Outlook(Protocol):
    """What a filled form would do."""

    @property
    def complaints(self) -> Sequence[Complaint]:
        """What is wrong; nothing else is said then."""

    @property
    def says(self) -> str:
        """What would be recorded."""

    @property
    def notes(self) -> Sequence[str]:
        """What is worth a second look, a sentence each."""

    @property
    def meanwhile(self) -> Sequence[Difference]:
        """What somebody else corrected since the draft was begun, field by field."""

    @property
    def differences(self) -> Sequence[Difference]:
        """Of a correction, field by field."""

    @property
    def foresight(self) -> "Foresight | None":
        """What would change in the case."""


class Recorded(Protocol):
    """What was recorded."""

    @property
    def says(self) -> str:
        """In a few words."""

    @property
    def month(self) -> int | None:
        """Where the case shows it."""


class Meanwhile(Protocol):
    """What was corrected between keeping a draft and taking it up."""

    @property
    def says(self) -> str:
        """Who corrected it, when, and what the form does about it; empty where nobody did."""

    @property
    def both(self) -> Sequence[Path]:
        """Fields that the draft and the correction both changed."""


class Entering(Protocol):
    """A form while it is filled in."""

    @property
    def form(self) -> Form:
        """What it asks."""

    @property
    def values(self) -> Values:
        """What stands in it when it is opened."""

    @property
    def standing(self) -> Values:
        """What would stand in it without a draft."""

    @property
    def kept_at(self) -> str:
        """When the draft was kept that stands in it; empty without one."""

    @property
    def meanwhile(self) -> Meanwhile:
        """What was corrected since that draft was begun."""

    def complete(self, field: FormField, beside: Mapping[str, object], typed: str) -> Sequence[Option]:
        """What may stand in a field."""

    def keep(self, values: Values) -> str:
        """Keep a draft; says why where it cannot."""

    def discard(self) -> Values:
        """Let go of the draft; what stood in the form at first."""

    def foresee(self, values: Values) -> Outlook:
        """What it would do."""

    def confirm(self, values: Values) -> Recorded:
        """Do it."""


class Clerk(Protocol):
    """Who records in the name of a person."""

    def types(self, patient: str) -> Sequence[Offer]:
        """Everything that can be recorded of a patient."""

    def corrections(self, patient: str, key: str) -> Sequence[Offer]:
        """Everything that can be done to a fact."""

    def open(self, patient: str, aim: Aim, month: int | None = None) -> Entering:
        """The form for it, which offers the month that is looked at."""
