"""When something was true, as far as the source says it: the wire form `When` and its closed reading.

On the wire a time is a string, one `Timing` object of optional fields, or a list of both (all of them hold). `read_when`
validates and converts that into closed variants. Refuses any form that would have to be completed by guessing.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from tracker.values.dates import days_named_by
from tracker.values.durations import Duration, DurationText, parse_duration
from tracker.values.identifiers import Anchor

TIME_ZERO = "time-zero"
UNKNOWN = "unknown"
PUBLICATION = "publication"

WhenText = str
"""`time-zero`, `unknown`, a date `2023-04-12`, `2023-04`, `2023`, or a range `2023-04-01/2023-06-30`.

Plain text on purpose: msgspec 0.22 corrupts memory when a constrained string stands in a union with a struct, so the
text is checked by `read_when`.
"""


class Basis(StrEnum):
    """How a time is known. The order is the order in which constraints enter: the better basis first."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMED = "assumed"

    @property
    def rank(self) -> int:
        """0 for the best basis."""
        return _BASIS_RANK[self]


_BASIS_RANK = {basis: rank for rank, basis in enumerate(Basis)}


class Timing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One object form of a time. Which fields go together is checked by `read_when`, not by the type."""

    at: WhenText | None = None
    day: float | tuple[float, float] | None = None
    after: Anchor | None = None
    before: Anchor | None = None
    with_: Anchor | None = field(default=None, name="with")
    between: tuple[Anchor, Anchor] | None = None
    stated: DurationText | None = None
    at_least: DurationText | None = None
    at_most: DurationText | None = None
    question: str | None = None
    readings: "dict[str, When] | None" = None
    preferred: str | None = None
    basis: Basis = Basis.STATED


When = WhenText | Timing | tuple[WhenText | Timing, ...]
"""A time on the wire."""


class Lasting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The length of a fact that has one. Exact in every unit: only `stated` in a *time* is a rounded number."""

    stated: DurationText | None = None
    at_least: DurationText | None = None
    at_most: DurationText | None = None
    basis: Basis = Basis.STATED


class AtOrigin(Struct, frozen=True):
    """At the origin of the case."""

    basis: Basis


class OnDates(Struct, frozen=True):
    """On some day of a calendar range, both days included."""

    first: date
    last: date
    basis: Basis


class OnDays(Struct, frozen=True):
    """On some day counted from the origin, both included."""

    least: float
    most: float
    basis: Basis


class FromAnchor(Struct, frozen=True):
    """`least` to `most` after the anchor, negative before it; None is open. `rounded` widens both by the tolerance."""

    anchor: str
    least: float | None
    most: float | None
    basis: Basis
    rounded: Duration | None = None
    """The duration as stated, when its rounding may be undone by a tolerance."""

    def bounds(self, tolerance: float) -> tuple[float | None, float | None]:
        """Days after the anchor at a tolerance in stated units."""
        if self.rounded is None:
            return self.least, self.most
        slack = self.rounded.slack_days(tolerance)
        return (
            None if self.least is None else self.least - slack,
            None if self.most is None else self.most + slack,
        )


class AtPublication(Struct, frozen=True):
    """After every month of the case: what was only known when the case was published."""

    basis: Basis


Bound = AtOrigin | OnDates | OnDays | FromAnchor | AtPublication
"""One thing that is known about a time."""


class Reading(Struct, frozen=True):
    """One way to read an ambiguous time."""

    name: str
    bounds: tuple[Bound, ...]


class Readings(Struct, frozen=True):
    """Alternatives of which one is chosen: the preferred one unless a `reading-selected` says otherwise."""

    question: str
    readings: tuple[Reading, ...]
    preferred: str

    def chosen(self, selected: str | None) -> Reading:
        """The reading that holds; an unknown name falls back to the preferred one."""
        by_name = {reading.name: reading for reading in self.readings}
        return by_name.get(selected or self.preferred, by_name[self.preferred])


Term = Bound | Readings
"""One element of a time; all terms of a time hold together. No term at all is `unknown`."""


def _text_term(text: str, basis: Basis) -> Iterator[Term]:
    if text == UNKNOWN:
        return
    if text == TIME_ZERO:
        yield AtOrigin(basis)
    elif text == PUBLICATION:
        yield AtPublication(basis)
    else:
        first, last = days_named_by(text)
        yield OnDates(first, last, basis)


def _range(said: Timing | Lasting) -> tuple[float, float | None]:
    """`at_least` and `at_most` in days; None is open."""
    least = 0.0 if said.at_least is None else parse_duration(said.at_least).days
    most = None if said.at_most is None else parse_duration(said.at_most).days
    if most is not None and most < least:
        raise ValueError(f"at_most {said.at_most} is shorter than at_least {said.at_least or '0 d'}")
    return least, most


def _stated_terms(timing: Timing, anchor: str, sign: int) -> Iterator[Term]:
    if timing.stated is not None:
        duration = parse_duration(timing.stated)
        days = sign * duration.days
        yield FromAnchor(anchor, days, days, timing.basis, duration)
        return
    least, most = _range(timing)
    low, high = (least, most) if sign > 0 else (None if most is None else -most, -least)
    yield FromAnchor(anchor, low, high, timing.basis)


_FORMS = ("at", "day", "after", "before", "with_", "between", "readings")


def _check_fields(timing: Timing) -> str:
    """Name the one form that the object uses, or say which fields do not go together."""
    used = [name for name in _FORMS if getattr(timing, name) is not None]
    if len(used) != 1:
        names = ", ".join(name.rstrip("_") for name in (used or _FORMS))
        raise ValueError(
            f"a time has exactly one of {names}" if not used else f"{names} do not go together; write a list of times"
        )
    form = used[0]
    has_range = timing.at_least is not None or timing.at_most is not None
    if form not in {"after", "before"} and (timing.stated is not None or has_range):
        raise ValueError("stated, at_least and at_most go with after or before only")
    if timing.stated is not None and has_range:
        raise ValueError("stated and at_least / at_most do not go together")
    if form != "readings" and (timing.question is not None or timing.preferred is not None):
        raise ValueError("question and preferred go with readings only")
    return form


def _reading_term(timing: Timing) -> Readings:
    readings = timing.readings or {}
    if not timing.question:
        raise ValueError("readings need a question: the name by which a reading is selected")
    if timing.preferred not in readings:
        raise ValueError(f"preferred must be one of the readings {', '.join(readings) or '(none)'}")
    alternatives = []
    for name, form in readings.items():
        terms = read_when(form, timing.basis)
        if any(isinstance(term, Readings) for term in terms):
            raise ValueError(f"reading {name} of {timing.question} holds readings itself")
        alternatives.append(Reading(name, tuple(term for term in terms if not isinstance(term, Readings))))
    return Readings(timing.question, tuple(alternatives), str(timing.preferred))


def _timing_terms(timing: Timing) -> Iterator[Term]:
    form = _check_fields(timing)
    basis = timing.basis
    if form == "at" and timing.at is not None:
        yield from _text_term(timing.at, basis)
    elif form == "day" and timing.day is not None:
        least, most = timing.day if isinstance(timing.day, tuple) else (timing.day, timing.day)
        if most < least:
            raise ValueError(f"day range {least:g} to {most:g} ends before it begins")
        yield OnDays(float(least), float(most), basis)
    elif form == "after" and timing.after is not None:
        yield from _stated_terms(timing, timing.after, 1)
    elif form == "before" and timing.before is not None:
        yield from _stated_terms(timing, timing.before, -1)
    elif form == "with_" and timing.with_ is not None:
        yield FromAnchor(timing.with_, 0.0, 0.0, basis)
    elif form == "between" and timing.between is not None:
        yield FromAnchor(timing.between[0], 0.0, None, basis)
        yield FromAnchor(timing.between[1], None, 0.0, basis)
    else:
        yield _reading_term(timing)


def read_when(when: When, basis: Basis = Basis.STATED) -> tuple[Term, ...]:
    """Convert the wire form into its closed variants; no term is `unknown`.

    Args:
        when: The wire form.
        basis: That of its string forms, which have none of their own: `stated`, within readings that of the readings.

    Raises:
        ValueError: with a sentence, when fields do not go together or a date is not in the calendar.

    >>> read_when("unknown")
    ()
    """
    forms = when if isinstance(when, tuple) else (when,)
    terms: list[Term] = []
    for form in forms:
        terms.extend(_text_term(form, basis) if isinstance(form, str) else _timing_terms(form))
    return tuple(terms)


def read_lasting(lasting: Lasting) -> tuple[float, float | None]:
    """Shortest and longest length in days; None is open.

    Raises:
        ValueError: when nothing is said, too much is said, or the range is upside down.
    """
    if lasting.stated is not None:
        if lasting.at_least is not None or lasting.at_most is not None:
            raise ValueError("stated and at_least / at_most do not go together")
        days = parse_duration(lasting.stated).days
        return days, days
    if lasting.at_least is None and lasting.at_most is None:
        raise ValueError("lasting needs stated, at_least or at_most")
    return _range(lasting)


def anchors_of(terms: tuple[Term, ...]) -> Iterator[str]:
    """Every anchor that a time hangs on, in every reading."""
    for term in terms:
        if isinstance(term, FromAnchor):
            yield term.anchor
        elif isinstance(term, Readings):
            for reading in term.readings:
                yield from anchors_of(reading.bounds)


def fact_of(anchor: str) -> str:
    """The key behind an anchor: ``l1-c2`` for ``l1-c2.end``."""
    return anchor.removesuffix(".end")
