"""Laws of studies: what goes out comes back, in a form that cBioPortal loads, and no row is ever a traceback."""

import re
from collections import Counter
from contextlib import suppress

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests import examples as ex
from tests.cohort import chart_of
from tests.complete import complete
from tests.lives import lives
from tests.studies import as_row, timeline_row
from tracker.adapters.cbioportal.losses import losses_of, told_losses
from tracker.adapters.cbioportal.meta import Kind
from tracker.adapters.cbioportal.patients import read_patient, read_sample
from tracker.adapters.cbioportal.rows import CARRIED, Misfit, Row, row_of, table_of
from tracker.adapters.cbioportal.timeline import name_of, read_row
from tracker.adapters.cbioportal.writing import Survival, Written, study_rows
from tracker.events.catalogue import FACT_CLASSES, Entered, Event, Fact, PatientErased
from tracker.events.soundness import faults_of
from tracker.projections.history import History
from tracker.values.when import Timing


def rows_of(history: History) -> list[Written]:
    return list(study_rows(history, Survival("0:LIVING", "12.5")))


def on_disk(written: Written) -> Row:
    """A row as it is after it was written to a file and read again."""
    columns, line = list(table_of(list(written.cells), [written.cells]))
    return row_of(written.file, 2, line, columns.decode().rstrip("\n").split("\t"))


def read(row: Row, kind: Kind) -> tuple[Entered, ...]:
    if kind is Kind.TIMELINE:
        return read_row(row)
    return read_patient(row) if kind is Kind.PATIENTS else read_sample(row, None)


def assert_comes_back(history: History) -> None:
    facts: list[Entered] = [standing.fact for standing in history.record.facts]
    facts.extend(history.record.selections.values())
    back = [event for written in rows_of(history) for event in read(on_disk(written), written.kind)]
    assert len(back) == len(facts)
    assert {name_of(event): event for event in back} == {name_of(event): event for event in facts}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=lives())
def test_every_fact_of_a_life_comes_back_from_the_rows_of_a_study(life: tuple[Fact, ...]) -> None:
    # A generated decline may be without a word, which no command records.
    assert_comes_back(ex.history(*(fact for fact in life if not faults_of(fact))))


def test_a_row_of_chemoradiation_goes_out_as_the_row_that_it_was() -> None:
    row = as_row(timeline_row("Treatment", "30", "72", TREATMENT_TYPE="Chemoradiation", AGENT="Cisplatin"))
    course, started, stopped = (event for event in read_row(row) if isinstance(event, FACT_CLASSES))
    found = ex.history(course, started, stopped)
    assert_comes_back(found)
    written = [each for each in rows_of(found) if each.kind is Kind.TIMELINE]
    assert [len(each.events) for each in written] == [3]
    assert {name: written[0].cells[name] for name in row.cells if name != "PATIENT_ID"} == {
        name: text for name, text in row.cells.items() if name != "PATIENT_ID"
    }
    longer = ex.history(course, started, structs.replace(stopped, occurred=Timing(day=90)))
    assert_comes_back(longer)
    assert len([each for each in rows_of(longer) if each.kind is Kind.TIMELINE]) == 2


def test_every_fact_of_a_chart_comes_back_corrections_carried_out() -> None:
    for seed in range(5):
        events: tuple[Event, ...] = tuple(e for e in chart_of(seed, 120) if not isinstance(e, PatientErased))
        assert_comes_back(ex.history(*events))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=lives())
def test_a_study_has_the_columns_that_the_format_wants_and_days_that_are_integers(life: tuple[Fact, ...]) -> None:
    for written in rows_of(ex.history(*life)):
        assert re.fullmatch(r"data_(timeline_[a-z0-9_]+|clinical_patient|clinical_sample)\.txt", written.file)
        assert written.cells["PATIENT_ID"]
        if written.kind is Kind.TIMELINE:
            assert written.cells["EVENT_TYPE"]
            assert re.fullmatch(r"-?[0-9]+", written.cells["START_DATE"])
            assert re.fullmatch(r"-?[0-9]+|", written.cells.get("STOP_DATE", ""))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(life=lives())
def test_without_its_events_every_row_still_states_something_or_says_why_not(life: tuple[Fact, ...]) -> None:
    total: Counter[tuple[str, str]] = Counter()
    for written in rows_of(ex.history(*life)):
        total.update(losses_of(written))
        cells = {name: text for name, text in written.cells.items() if name != CARRIED}
        if written.kind is Kind.TIMELINE:
            assert read_row(as_row(cells))
    assert all(told_losses(total))


def test_a_fact_of_every_kind_with_every_field_comes_back() -> None:
    facts = [complete(kind) for kind in FACT_CLASSES]
    sound = [fact for fact in facts if not faults_of(fact)]  # type: ignore[arg-type]  # complete() knows no union
    assert len(sound) > len(facts) // 2
    for fact in sound:
        assert_comes_back(ex.history(ex.diagnosed(key="origin", day=0), fact))  # type: ignore[arg-type]  # as above


CELLS = st.text(max_size=12)


@settings(max_examples=300, deadline=None)
@given(cells=st.dictionaries(st.sampled_from([*timeline_row(""), "STATUS", "AGENT", "TEST", "RESULT", CARRIED]), CELLS))
@example(cells=timeline_row("LAB_TEST", TEST="x", RESULT="9" * 15 + "e99"))
@example(cells=timeline_row("TREATMENT", TREATMENT_TYPE="radiation", AGENT="99999.9999 Gy"))
@example(cells=timeline_row("TREATMENT", "0.000001", "0.000002", TREATMENT_TYPE="radiation"))
def test_any_row_is_facts_or_a_sentence(cells: dict[str, str]) -> None:
    for kind in Kind:
        with suppress(Misfit):
            read(as_row(cells), kind)
