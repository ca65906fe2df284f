"""Laws of corrections: what one import did, taking it back undoes."""

import itertools
from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests import examples as ex
from tracker.decisions.correcting import take_back
from tracker.decisions.importing import plan_import
from tracker.decisions.references import dangling, questions_of
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Entered, Event, Fact
from tracker.events.deliberation import ReadingSelected
from tracker.projections.questions import holding
from tracker.projections.record import Record, record_of
from tracker.values.when import Timing

KEYS = ("e0", "e1", "e2", "e3", "e4")
READINGS = ("A", "B", "C")


@st.composite
def case_files(draw: st.DrawFn) -> tuple[Entered, ...]:
    """Facts that hang on those before them in a drawn order, one of them perhaps in a way that depends on a reading."""
    keys = draw(st.permutations(KEYS))[: draw(st.integers(1, len(KEYS)))]
    entries: list[Entered] = []
    for place, key in enumerate(keys):
        anchor = draw(st.sampled_from(("time-zero", *keys[:place])))
        when: str | Timing = "time-zero" if anchor == "time-zero" else Timing(after=anchor, stated="1 mo")
        if draw(st.integers(0, 3)) == 0:
            when = Timing(
                question="q",
                readings={name: when if name == "A" else Timing(day=ord(name)) for name in READINGS},
                preferred=draw(st.sampled_from(READINGS)),
            )
        entries.append(ex.ecog(draw(st.integers(0, 1)), key, at=when))
    asks = any(questions_of(entry for entry in entries if not isinstance(entry, ReadingSelected)))
    if asks and draw(st.booleans()):
        entries.append(ex.reading("q", draw(st.sampled_from(READINGS))))
    return tuple(entries)


def after(*commands: Sequence[Event]) -> Record:
    """The record of several imports, the first one's correlation id `0`, the second one's `1`."""
    lines = ex.recorded("p", itertools.chain.from_iterable(commands))
    ids = itertools.chain.from_iterable([str(number)] * len(events) for number, events in enumerate(commands))
    named = [msgspec.structs.replace(line, correlation_id=name) for line, name in zip(lines, ids, strict=True)]
    return record_of("p", named)


def facts(record: Record) -> dict[str, Fact]:
    return {standing.key: standing.fact for standing in record.facts}


def readings(record: Record) -> dict[tuple[str, str], str]:
    """By the fact that asks and its question, the reading that holds."""
    return {
        (standing.key, str(asked.question)): holding(asked, record.selections)
        for standing in record.facts
        for asked in questions_of([standing.fact])
    }


@given(first=case_files(), second=case_files())
def test_an_import_and_taking_it_back_leave_the_record_as_it_was(
    first: tuple[Entered, ...], second: tuple[Entered, ...]
) -> None:
    before = after(first)
    events = plan_import(before, second, KEYS, amend=True, reason="edited").events
    record = after(first, events)
    assert not list(dangling(record, second))
    try:
        undone = take_back(record, "1", reason="no")
    except Refused:
        if len({asked.preferred for asked in questions_of(facts(before).values())}) < 2:
            raise
        return  # facts of the first file preferred several readings, which no single choice says again
    restored = after(first, events, undone)
    assert facts(restored) == facts(before)
    assert readings(restored) == readings(before)
    assert take_back(restored, "1", reason="no") == ()
