"""The forms of corrections: the reason that each needs, and where a fact goes. Refuses a correction without a reason field."""

from collections.abc import Sequence

from tracker.decisions.form import FieldKind, Form, FormField, Verb
from tracker.decisions.forms import NO, YES
from tracker.decisions.refused import listed

BECAUSE = "corrected_because"
DEPENDENTS = "with_what_hangs_on_it"
TO = "to_the_case"

_REASON = FormField(
    name=BECAUSE,
    kind=FieldKind.LONG,
    required=True,
    expects="a sentence",
    help="Why the record is corrected. It stays in the log.",
)
_TARGET = FormField(
    name=TO,
    kind=FieldKind.TEXT,
    required=True,
    expects="the name of another case",
    help="Whose fact it is. Key and times go there as written: days count from the origin of that case.",
)


def correction_form(form: Form) -> Form:
    """A form of a fact that stands, with the reason for changing it."""
    return Form(type=form.type, says=form.says, fields=(_REASON, *form.fields))


def retraction_form(verb: Verb, hanging: Sequence[str]) -> Form:
    """The form that takes a fact away, from the record or to another one.

    Args:
        verb: Retracting or moving.
        hanging: Facts whose times hang on it.
    """
    fields = (_TARGET, _REASON) if verb is Verb.MOVE else (_REASON,)
    if hanging:
        along = FormField(
            name=DEPENDENTS,
            kind=FieldKind.CHOICE,
            choices=(YES, NO),
            default=NO,
            expects=f"{YES} or {NO}",
            help=f"The times of these facts hang on it: {listed(hanging)}. Without it they cannot stay as they are.",
        )
        fields = (*fields, along)
    says = "A fact is moved to the patient whose it is." if verb is Verb.MOVE else "A fact is taken back."
    return Form(type=verb.value, says=says, fields=fields)
