"""A draft taken up again after what it corrects was corrected by somebody else.

Refuses to undo a correction that the draft never saw, and to choose where both changed one field: it says so.
"""

from collections.abc import Mapping

from msgspec import Struct

from tracker.casebook.drafts import Draft
from tracker.casebook.filling import filled_from, form_for
from tracker.casebook.synthetic import BECAUSE, DEPENDENTS, TO
from tracker.decisions.bases import choice_of, going_with, told_of, versions_of
from tracker.decisions.form import Aim, Difference, Form, Path, Values, Verb, differences_between, fitted, shown_path
from tracker.decisions.merging import differing, taken_up
from tracker.decisions.refused import listed
from tracker.events.catalogue import Fact, wire_name
from tracker.projections.chronology import chronology_of
from tracker.projections.record import Record, said_by


class Meanwhile(Struct, frozen=True):
    """What was corrected between keeping a draft and taking it up."""

    says: str = ""
    """Who corrected it and when, and what the form does about it; empty where nobody did."""
    differences: tuple[Difference, ...] = ()
    """What the correction changed."""
    both: tuple[Path, ...] = ()
    """Fields that both changed; what was typed stands in them."""
    since: str = ""
    """Where there are such fields, the version before the correction; empty where the draft does not say which."""


def bases_of(record: Record, aim: Aim) -> dict[str, str]:
    """The versions that a form rests on which is opened now, by key; what is recorded first rests on nothing."""
    match aim.verb:
        case Verb.RECORD:
            return {}
        case Verb.CHOOSE:
            return {aim.subject: choice_of(record, aim.subject)}
        case Verb.AMEND | Verb.RETRACT | Verb.MOVE:
            going = going_with(record, (aim.subject,), with_dependents=aim.verb is not Verb.AMEND)
            return {key: lines[-1].event_id for key in going if (lines := versions_of(record, key))}


def told_since(record: Record, aim: Aim, bases: Mapping[str, str]) -> str:
    """Who corrected what a form corrects, or takes along, since it was opened, and when; empty where nobody did."""
    changed = [key for key, version in bases_of(record, aim).items() if bases.get(key) != version]
    if not changed:
        return ""
    lines = record.choices[aim.subject] if aim.verb is Verb.CHOOSE else versions_of(record, changed[0])
    return told_of(lines[-1], changed[0])


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
    since = draft.since if draft.both else draft.base
    known = {line.event_id for line in versions_of(record, aim.subject)}
    if aim.verb in _OF_A_FACT and not known.issuperset({since, draft.base}):
        return typed, _of_unknown_base(form, standing, typed, draft)
    told = _told(record, aim, draft)
    if aim.verb is Verb.CHOOSE or not (told or draft.both):
        return typed, Meanwhile(f"{told}; {_DROPS}" if told else "")
    lines = versions_of(record, aim.subject)
    then, base, now = (_said_in(record, aim, version) for version in (since, draft.base, lines[-1].event_id))
    if then is None or base is None or now is None:
        return typed, Meanwhile(f"{told}; {_DROPS}")
    fields, calendar = form_for(wire_name(now)).fields, chronology_of(record).calendar
    before, after = (fitted(fields, filled_from(each, calendar)) for each in (then, now))
    differences = differences_between(fields, before, after)
    if aim.verb is not Verb.AMEND:
        return typed, Meanwhile(f"{told}{_changed(differences)}; {_DROPS}", differences)
    begun = {**standing, **fitted(fields, filled_from(base, calendar))}
    values, both = taken_up(begun, typed, standing)
    both = tuple(dict.fromkeys((*both, *differing(draft.both, values, standing))))
    if not (told or both):
        return values, Meanwhile()
    asked = (
        f", and yours stands in what you changed too ({listed(map(shown_path, both))}): decide there" if both else ""
    )
    kept = f"what you did not touch says so{asked}; ^l drops the draft"
    told = told or told_of(lines[-1], aim.subject)
    return values, Meanwhile(f"{told}{_changed(differences)}; {kept}", differences, both, since if both else "")


def _told(record: Record, aim: Aim, draft: Draft) -> str:
    """As `told_since`; a draft that took nothing along says nothing of what hangs on the fact now."""
    bases = {aim.subject: draft.base, **draft.along}
    return told_since(record, aim, bases if draft.along else {**bases_of(record, aim), **bases})


def _of_unknown_base(form: Form, standing: Values, typed: Values, draft: Draft) -> Meanwhile:
    """Nothing can be put together then: every field that differs is to be decided."""
    asked = {BECAUSE, DEPENDENTS, TO}  # which nobody corrected
    names = [(field.name,) for field in form.fields if field.name not in asked]
    both = differing(draft.both or names, typed, standing)
    return Meanwhile(_UNKNOWN, (), both, draft.since if draft.both else draft.base)


def _said_in(record: Record, aim: Aim, version: str) -> Fact | None:
    """What the fact said in a version."""
    lines = versions_of(record, aim.subject)
    return next((said_by(line.event) for line in lines if line.event_id == version), None)


def _changed(differences: tuple[Difference, ...]) -> str:
    changed = listed(
        f"{shown_path(each.path)} {each.before or 'nothing'} → {each.after or 'nothing'}" for each in differences
    )
    return f": {changed}" if changed else ""


_OF_A_FACT = {Verb.AMEND, Verb.RETRACT, Verb.MOVE}
_DROPS = "^l drops this draft"
_UNKNOWN = "the draft rests on a version that the log does not hold: compare every field, or ^l drops the draft"
