"""A draft taken up again after what it corrects was corrected by somebody else.

Refuses to undo a correction that the draft never saw, and to choose where both changed one field: it says so.
"""

from msgspec import Struct

from tracker.casebook.drafts import Draft
from tracker.casebook.filling import filled_from, form_for
from tracker.decisions.bases import choice_of, told_of, version_of, versions_of
from tracker.decisions.filled import taken_up
from tracker.decisions.form import Aim, Difference, Form, Path, Values, Verb, differences_between, fitted, shown_path
from tracker.decisions.refused import listed
from tracker.events.catalogue import Fact, wire_name
from tracker.projections.record import Record, said_by

NO_BASE = ""
"""What is recorded first rests on nothing."""


class Meanwhile(Struct, frozen=True):
    """What was corrected between keeping a draft and taking it up."""

    says: str = ""
    """Who corrected it and when, and what the form does about it; empty where nobody did."""
    differences: tuple[Difference, ...] = ()
    """What the correction changed."""
    both: tuple[Path, ...] = ()
    """Fields that both changed; what was typed stands in them."""


def base_of(record: Record, aim: Aim) -> str:
    """The version that a form corrects which is opened now."""
    match aim.verb:
        case Verb.RECORD:
            return NO_BASE
        case Verb.CHOOSE:
            return choice_of(record, aim.subject)
        case Verb.AMEND | Verb.RETRACT | Verb.MOVE:
            return version_of(record, aim.subject) or NO_BASE


def told_since(record: Record, aim: Aim, base: str) -> str:
    """Who corrected what a form corrects since it was opened, and when; empty where nobody did."""
    if aim.verb is Verb.RECORD or base_of(record, aim) == base:
        return ""
    lines = record.choices.get(aim.subject, ()) if aim.verb is Verb.CHOOSE else versions_of(record, aim.subject)
    return told_of(lines[-1], aim.subject) if lines else ""


def take_up(record: Record, aim: Aim, form: Form, standing: Values, draft: Draft) -> tuple[Values, Meanwhile]:
    """What a draft says upon what stands now, and what was corrected meanwhile.

    Args:
        record: What stands.
        aim: What the form is for.
        form: The form.
        standing: What the form says without a draft.
        draft: What was kept.
    """
    typed = fitted(form.fields, draft.values)
    told = told_since(record, aim, draft.base)
    if not told or aim.verb is Verb.CHOOSE:
        return typed, Meanwhile(f"{told}; ^l drops this draft" if told else "")
    then, now = _said_in(record, aim, draft.base), _said_in(record, aim, base_of(record, aim))
    if then is None or now is None:
        unknown = "the draft rests on a version that the log does not hold: compare every field, or ^l drops the draft"
        return typed, Meanwhile(f"{told}; {unknown}")
    fields = form_for(wire_name(now)).fields
    before, after = fitted(fields, filled_from(then)), filled_from(now)
    differences = differences_between(fields, before, after)
    if aim.verb is not Verb.AMEND:
        return typed, Meanwhile(f"{told}{_changed(differences)}; ^l drops this draft", differences)
    values, both = taken_up(form.fields, {**standing, **before}, typed, standing)
    asked = (
        f", and yours stands in what you changed too ({listed(map(shown_path, both))}): decide there" if both else ""
    )
    kept = f"what you did not touch says so{asked}; ^l drops the draft"
    return values, Meanwhile(f"{told}{_changed(differences)}; {kept}", differences, both)


def _said_in(record: Record, aim: Aim, version: str) -> Fact | None:
    """What the fact said in a version."""
    lines = versions_of(record, aim.subject)
    return next((said_by(line.event) for line in lines if line.event_id == version), None)


def _changed(differences: tuple[Difference, ...]) -> str:
    changed = listed(
        f"{shown_path(each.path)} {each.before or 'nothing'} → {each.after or 'nothing'}" for each in differences
    )
    return f": {changed}" if changed else ""
