"""What every interval says of itself, and the conventions it was computed by. Refuses an estimate outside of its bounds."""

from msgspec import Struct

from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.identifiers import Anchor
from tracker.values.rule_sets import RuleSet


class Conventions(Struct, frozen=True, kw_only=True):
    """What may be chosen. The tolerance is the history's: it was placed in time with it."""

    rule_set: RuleSet | None = None
    """By which lines are counted; None: `asserted` where the record numbers lines, `rw120` where it does not."""
    days_per_month: float = DAYS_PER_MONTH
    """30.4375 by default; 30.4 is common in registries."""
    confirmation_days: float = 28.0
    """How long after it a response has to be seen again to be confirmed (RECIST 1.1)."""
    stable_days: float = 42.0
    """How long after the start stable disease has to be seen to be a best response (RECIST 1.1)."""


DEFAULT_CONVENTIONS = Conventions()


class Interval(Struct, frozen=True, gc=False, kw_only=True):
    """One interval or endpoint. Days; bounds are read off the pair of its two ends, the estimate is their midpoint.

    The places of the two ends subtract to another length within the same bounds: each is the midpoint of its own (decision 29).
    """

    name: str
    """As in `tracker intervals`, such as `overall_survival`."""
    line: int | None = None
    """Line of therapy that it is about; the number holds under `rule_set`."""
    rule_set: RuleSet | None = None
    regimen: str | None = None
    """Regimen that it is about, for intervals of regimens."""
    assessed_by: str | None = None
    """Flavor of an endpoint, such as `asserted` or `recist`."""
    reading: str | None = None
    """`question=reading` where it holds under another reading than the chosen one; None under the chosen ones."""
    start: Anchor | None = None
    """The key, or `key.end`, that it runs from."""
    lead_days: float = 0.0
    """Days after `start` that it begins, left out of the lengths below: days of treatment that are counted from there."""
    stop: Anchor | None = None
    """The key, or `key.end`, that it runs to: the outcome, or what it is censored at. None: not evaluable."""
    extra_days: float = 0.0
    """Days after `stop` that it ends, counted in the lengths below: a last treatment day is included."""
    earliest_days: float | None = None
    """The shortest that it may have been; None: open, or not evaluable."""
    latest_days: float | None = None
    estimate_days: float | None = None
    censored: bool | None = None
    """Whether it ends at a censoring source; None where nothing can be censored, or it is not evaluable."""
    evaluable: bool = True
    note: str = ""
    """Why it is not evaluable, which censoring source won, or what a reader should know; one clause."""
