"""Faults of times and lengths: what `read_when` cannot place. Refuses to complete a time that says too little."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite

from msgspec import to_builtins

from tracker.events.fault import Fault, Path, text_faults
from tracker.values.durations import parse_duration
from tracker.values.identifiers import RESERVED_KEYS
from tracker.values.said_times import said_when
from tracker.values.when import PUBLICATION, UNKNOWN, Basis, Lasting, Timing, When, read_lasting, read_when

LONGEST_DAYS = 55_000.0
"""150 years: nothing in a patient's record is longer ago or lasts longer."""

LONGEST_NAME = 400
"""Characters of a question and of a reading, as `reading-selected` can name them."""

FIRST_YEAR, LAST_YEAR = 1850, 2150
"""150 years to either side of the turn of the millennium. Years like 9999 stand for no date in the systems they come from."""

NO_ANCHORS = frozenset({UNKNOWN, PUBLICATION}) | {f"{word}.end" for word in RESERVED_KEYS}
"""What looks like an anchor and is none: no fact has these keys, and the origin has no end."""

_YEAR = re.compile(r"(?:^|/)([0-9]{4})(?![0-9])")
"""The year of a date, or of both ends of a range."""


def time_faults(path: Path, when: When, *, own_key: str = "", publication: bool = False) -> Iterator[Fault]:
    """Everything wrong with a time.

    Args:
        path: Where the time stands.
        when: The time in its wire form.
        own_key: Key of the fact whose time it is, on which it may not hang; empty where it may.
        publication: Whether `publication` is a time here.
    """
    if isinstance(when, tuple):
        if not when:
            yield Fault(path, "says nothing; expects a time, or unknown")
        for place, form in enumerate(when):
            yield from time_faults((*path, place), form, own_key=own_key, publication=publication)
        return
    if isinstance(when, str):
        # A cohort has as many times as facts, and as many dates as its years have days.
        yield from (Fault(path, message) for message in _text_faults(when, publication=publication))
    else:
        yield from _faults_or_unread(path, when, own_key, publication=publication)


@lru_cache(maxsize=65536)
def _text_faults(text: str, *, publication: bool) -> tuple[str, ...]:
    """What is wrong with a time that is a text."""
    return tuple(fault.message for fault in _faults_or_unread((), text, "", publication=publication))


def _faults_or_unread(path: Path, form: str | Timing, own_key: str, *, publication: bool) -> Iterator[Fault]:
    said = list(_form_faults(path, form, own_key, publication=publication))
    yield from said
    if not said:
        try:
            read_when(form)
        except ValueError as error:
            meant = _meant(form) if isinstance(form, str) else ""
            yield Fault(path, f"{form!r} is words; write {meant}" if meant else str(error))


def _meant(text: str) -> str:
    """What a time in words is as a case file has it; empty where the words are no time.

    >>> _meant("2 weeks before dx"), _meant("March 2021"), _meant("soon")
    ('{before: dx, stated: 2 wk}', '2021-03', '')
    """
    try:
        form = said_when(text)
    except ValueError:
        return ""
    if not isinstance(form, Timing):
        return form if isinstance(form, str) else ""
    if form.readings is not None or form.day is not None:
        return ""  # readings have lines of their own, and days would move the origin
    said = {name: value for name, value in to_builtins(form).items() if value is not None and value != Basis.STATED}
    return f"{{{', '.join(f'{name}: {_listed(value)}' for name, value in said.items())}}}"


def _listed(value: object) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list | tuple) else str(value)


def _form_faults(path: Path, form: str | Timing, own_key: str, *, publication: bool) -> Iterator[Fault]:
    text = form if isinstance(form, str) else form.at
    if text == PUBLICATION and not publication:
        yield Fault(path, f"{PUBLICATION} is a time in known only; expects when it was true in the patient")
    if text is not None and any(not FIRST_YEAR <= int(year) <= LAST_YEAR for year in _YEAR.findall(text)):
        yield Fault(
            path if isinstance(form, str) else (*path, "at"),
            f"expects a date from {FIRST_YEAR} to {LAST_YEAR}, or {UNKNOWN}; found {text}",
        )
    if isinstance(form, str):
        return
    for field, word in (("question", form.question), ("preferred", form.preferred)):
        if word is not None:
            yield from _word_faults((*path, field), word)
    for name, reading in (form.readings or {}).items():
        yield from _word_faults((*path, "readings"), name)
        yield from time_faults((*path, "readings", name), reading, own_key=own_key, publication=publication)
    for field, anchor in (("after", form.after), ("before", form.before), ("with", form.with_)):
        if anchor is not None:
            yield from anchor_faults((*path, field), anchor, own_key)
    for place, anchor in enumerate(form.between or ()):
        yield from anchor_faults((*path, "between", place), anchor, own_key)
    if form.between is not None and form.between[0] == form.between[1]:
        yield Fault((*path, "between"), f"expects two different anchors; both are {form.between[0]}")
    days = form.day if isinstance(form.day, tuple) else (form.day,)
    if any(day is not None and not (isfinite(day) and abs(day) <= LONGEST_DAYS) for day in days):
        yield Fault((*path, "day"), f"expects days from the origin, at most {LONGEST_DAYS:.0f} either way")
    yield from _length_faults(path, form)


def _word_faults(path: Path, word: str) -> Iterator[Fault]:
    """Faults of a name that a choice of reading has to repeat, and so may not be longer than one."""
    yield from text_faults(path, word, needed=True)
    if len(word) > LONGEST_NAME:
        yield Fault(path, f"expects a name of at most {LONGEST_NAME} characters; found {len(word)}")


def anchor_faults(path: Path, anchor: str, own_key: str = "") -> Iterator[Fault]:
    """Everything wrong with what a time hangs on, taken alone."""
    if anchor in NO_ANCHORS:
        yield Fault(path, f"nothing hangs on {anchor}; expects the key of a fact, key.end or time-zero")
    elif own_key and anchor in {own_key, f"{own_key}.end"}:
        yield Fault(path, f"hangs on itself, {anchor}; expects the key of another fact")


def _length_faults(path: Path, said: Timing | Lasting) -> Iterator[Fault]:
    for field, text in (("stated", said.stated), ("at_least", said.at_least), ("at_most", said.at_most)):
        if text is not None and parse_duration(text).days > LONGEST_DAYS:
            yield Fault((*path, field), f"longer than a life; expects less than {LONGEST_DAYS:.0f} d, found {text}")


def lasting_faults(path: Path, lasting: Lasting) -> Iterator[Fault]:
    """Everything wrong with the length of a fact."""
    yield from _length_faults(path, lasting)
    try:
        read_lasting(lasting)
    except ValueError as error:
        yield Fault(path, str(error))
