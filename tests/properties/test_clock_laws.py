"""The law of the three clocks: what was true, what was known and what was recorded move alone, whatever was corrected.

The oracle goes through the log line by line and through the facts one by one, with nothing but sets and comparisons.
"""

from collections.abc import Sequence

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests import examples as ex
from tests.said import Said, time
from tracker.events.catalogue import Event, FactAmended, FactRetracted
from tracker.events.laboratory import LabResulted
from tracker.projections.history import history_of
from tracker.projections.months import months_of
from tracker.projections.record import record_of
from tracker.values.analytes import analyte_of
from tracker.values.durations import DAYS_PER_MONTH

KEYS = ("a", "b", "c", "d")
ANALYTE = "LDH"
LAST_DAY = 150
NEVER = "publication"


@st.composite
def results(draw: st.DrawFn, key: str) -> LabResulted:
    """A result on an exact day, known then, on a later day or by no month of the case."""
    said: Said = {"day": draw(st.integers(0, LAST_DAY))}
    late = draw(st.sampled_from((None, None, 10, 70, NEVER)))
    if late is not None:
        said["known"] = NEVER if isinstance(late, str) else time(day=said["day"] + late)  # type: ignore[operator]  # an exact day
    return ex.lab(ANALYTE, draw(st.integers(1, 3)), "U/L", key=key, **said)


@st.composite
def logs(draw: st.DrawFn) -> tuple[Event, ...]:
    """A diagnosis, then facts asserted, amended and retracted in any order that a log can have."""
    events: list[Event] = [ex.diagnosed(day=0), ex.ecog(1, "last", day=LAST_DAY)]
    asserted: set[str] = set()
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=12)):
        if key not in asserted:
            events.append(draw(results(key)))
            asserted.add(key)
        elif draw(st.booleans()):
            events.append(ex.amended(draw(results(key))))
        else:
            events.append(ex.retracted(key))
    return tuple(events)


def stood(log: Sequence[Event]) -> dict[str, LabResulted]:
    """The oracle of corrections: the last word on every key, unless that was to take it back."""
    said: dict[str, LabResulted] = {}
    for line in log:
        match line:
            case FactAmended(target=key, replacement=LabResulted() as fact):
                said[key] = fact
            case FactRetracted(target=key):
                said.pop(key, None)
            case LabResulted(key=key):
                said[key] = line
            case _:
                pass
    return said


def day_of(fact: LabResulted) -> float:
    return fact.occurred.day  # type: ignore[union-attr,return-value]  # an exact day, as `results` draws it


def known_on(fact: LabResulted) -> float:
    if fact.known is None:
        return day_of(fact)
    return float("inf") if fact.known == NEVER else fact.known.day  # type: ignore[union-attr,return-value]  # as above


def expected(log: Sequence[Event], month: int, *, known: bool) -> list[tuple[str, object]]:
    """The oracle of one frame: every result of which the day, and the day of knowing, is before the end of the month."""
    end = (month + 1) * DAYS_PER_MONTH
    seen = [fact for fact in stood(log).values() if day_of(fact) < end and (not known or known_on(fact) < end)]
    return [(fact.key, fact.value) for fact in sorted(seen, key=lambda fact: (day_of(fact), fact.key))]


@settings(max_examples=100, deadline=None)
@given(logs())
def test_any_order_of_corrections_shows_in_every_month_what_was_true_known_and_recorded(log: tuple[Event, ...]) -> None:
    lines = ex.recorded("p", log)
    for count, line in enumerate(lines[1:], 2):
        history = history_of(record_of("p", lines, as_recorded=line.recorded_at))
        for known in (False, True):
            for frame in months_of(history, known=known):
                series = frame.state.labs.get(analyte_of(ANALYTE), ())
                found = [(stated.key, stated.value.value) for stated in series]
                assert found == expected(log[:count], frame.month, known=known), (frame.month, known, count)
    event(f"{sum(isinstance(line, FactAmended | FactRetracted) for line in log)} corrections")
