"""A time as it was stated, in words: `7 mo after l1-c2.end (assumed)`. Refuses to name what is told only later.

A time may hang on a fact that a month does not tell yet; such an anchor is `a later fact`.
"""

from collections.abc import Collection

from tracker.values.when import PUBLICATION, TIME_ZERO, UNKNOWN, Basis, Lasting, Timing, When, fact_of

LATER = "a later fact"
"""What stands for the key of a fact that is not told yet."""

Hidden = Collection[str]
"""Keys of facts that are not told yet."""


def when_words(when: When, hidden: Hidden = ()) -> tuple[str, ...]:
    """What a time says, one phrase per form; all of them hold.

    >>> when_words(("2023-04", Timing(after="l1-c2.end", stated="7 mo", basis=Basis.ASSUMED)))
    ('2023-04 (stated)', '7 mo after the end of l1-c2 (assumed)')
    """
    forms = when if isinstance(when, tuple) else (when,)
    return tuple(_form(form, hidden, Basis.STATED) for form in forms)


def reading_words(timing: Timing, name: str, hidden: Hidden = ()) -> str:
    """What one reading of an ambiguous time says."""
    form = (timing.readings or {}).get(name, UNKNOWN)
    parts = form if isinstance(form, tuple) else (form,)
    return "; ".join(_form(part, hidden, timing.basis) for part in parts)


def lasting_words(lasting: Lasting) -> str:
    """How long a fact lasts, as stated.

    >>> lasting_words(Lasting(at_least="7 d", at_most="28 d", basis=Basis.DERIVED))
    '7 d to 28 d (derived)'
    """
    if lasting.stated is not None:
        return f"{lasting.stated} ({lasting.basis.value})"
    return f"{_range(lasting)} ({lasting.basis.value})"


def anchor_words(anchor: str, hidden: Hidden = ()) -> str:
    """What a time hangs on."""
    if anchor == TIME_ZERO:
        return "the origin"
    key = fact_of(anchor)
    if key in hidden:
        return LATER
    return anchor if key == anchor else f"the end of {key}"


def _form(form: str | Timing, hidden: Hidden, of_texts: Basis) -> str:
    if isinstance(form, str):
        return _text(form, of_texts)
    if form.readings is not None:
        return f"by the reading of “{form.question}”"
    if form.at is not None:
        return _text(form.at, form.basis)
    return f"{_relation(form, hidden)} ({form.basis.value})"


def _text(text: str, basis: Basis) -> str:
    if text == UNKNOWN:
        return "not stated"
    if text == PUBLICATION:
        return "at publication only"
    first, _, last = text.partition("/")
    words = "at the origin" if text == TIME_ZERO else f"some day from {first} to {last}" if last else text
    return f"{words} ({basis.value})"


def _relation(form: Timing, hidden: Hidden) -> str:
    if form.day is not None:
        if isinstance(form.day, tuple):
            return f"day {form.day[0]:g} to {form.day[1]:g} from the origin"
        return f"day {form.day:g} from the origin"
    if form.with_ is not None:
        return f"at the time of {anchor_words(form.with_, hidden)}"
    if form.between is not None:
        first, last = (anchor_words(anchor, hidden) for anchor in form.between)
        return f"between {first} and {last}"
    anchor, side = (form.after, "after") if form.after is not None else (form.before, "before")
    told = anchor_words(anchor or UNKNOWN, hidden)
    if form.stated is not None:
        return f"{form.stated} {side} {told}"
    length = _range(form)
    return f"{length} {side} {told}" if length else f"{'not before' if side == 'after' else 'not after'} {told}"


def _range(said: Timing | Lasting) -> str:
    """`at least 21 d`, `7 d to 28 d`, `at most 14 d`; empty where only the order is stated."""
    if said.at_least is not None and said.at_most is not None:
        return f"{said.at_least} to {said.at_most}"
    if said.at_most is not None:
        return f"at most {said.at_most}"
    return "" if said.at_least is None else f"at least {said.at_least}"
