"""The public relations as a whole: columns, keys, time columns."""

import gc
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from msgspec import Meta

from tests.cohort import chart_of, recorded_cohort
from tests.examples import amended, cycle, diagnosed, erased, finding, history, lab, started
from tracker.adapters.casefile import read_case_file
from tracker.events.catalogue import Event
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.projections.rows import READ_MODELS, ReadModel, rows_of

TIMES = ("month", "day", "day_earliest", "day_latest", "date", "date_earliest", "date_latest")
TWO_ENDED = {"states", "regimens", "cycles", "radiotherapy_courses", "intervals", "lines_of_therapy"}
NO_TIME = {"patients", "sources", "months", "discrepancies"}


SEEDS = Path(__file__).parents[2] / "seeds"


def seed_facts(name: str) -> tuple[Event, ...]:
    """The facts of a bundled case; their times have readings."""
    (case,) = read_case_file(name, (SEEDS / f"{name}.yaml").read_bytes()).cases
    return case.facts


def named(name: str) -> ReadModel:
    return next(model for model in READ_MODELS if model.name == name)


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.name)
def test_every_column_says_what_it_means(model: ReadModel) -> None:
    for column, hint in get_type_hints(model.row, include_extras=True).items():
        meta = [part for part in get_args(hint)[1:] if isinstance(part, Meta)]
        assert meta, column
        assert meta[0].description, column


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.name)
def test_every_row_is_led_by_the_patient_and_has_the_same_time_columns(model: ReadModel) -> None:
    columns = model.row.__struct_fields__
    assert columns[0] == model.key[0] == "patient"
    assert set(model.key) <= set(columns)
    if model.name in TWO_ENDED:
        assert columns[2:16] == tuple(f"{end}_{name}" for end in ("start", "stop") for name in TIMES)
    elif model.name not in NO_TIME:
        assert columns[2:9] == TIMES


def test_no_key_occurs_twice_and_every_clean_chart_has_all_its_facts() -> None:
    for stream in recorded_cohort(6):
        case = history_of(record_of(stream[0].patient, stream))
        rows = rows_of(case)
        for model in READ_MODELS:
            if model.derive is not None:
                places = [model.row.__struct_fields__.index(column) for column in model.key]
                keys = [tuple(row[place] for place in places) for row in rows[model.name]]
                assert len(keys) == len(set(keys)), model.name
        assert {row[1] for row in rows["timeline"]} == case.record.keys


def test_an_undated_case_has_no_date_anywhere() -> None:
    rows = rows_of(history(diagnosed(), started("l1", "cisplatin", day=3), cycle("l1", 1, day=3)))
    for model in READ_MODELS:
        for place, column in enumerate(model.row.__struct_fields__):
            if "date" in column.split("_"):
                assert all(row[place] is None for row in rows.get(model.name, ())), (model.name, column)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2023-05-14", (1, 32.0, 32.0, 32.0, "2023-05-14", "2023-05-14", "2023-05-14"), id="a day"),
        pytest.param("2023-05", (1, 34.0, 19.0, 49.0, None, "2023-05-01", "2023-05-31"), id="a month"),
        pytest.param("2023-04-11", (-1, -1.0, -1.0, -1.0, "2023-04-11", "2023-04-11", "2023-04-11"), id="before"),
    ],
)
def test_a_date_is_given_only_where_it_is_exact_to_the_day(at: str, expected: tuple[object, ...]) -> None:
    case = history(diagnosed(at="2023-04-12"), finding("cough", "cough", at=at))
    assert case.times["cough"] == expected


def test_an_open_side_is_null_and_the_estimate_still_stands() -> None:
    case = history(diagnosed(), finding("onset", "lump", before="dx"), lab("Hb", 61, "g/L", day=40))
    month, day, earliest, latest, *dates = case.times["onset"]
    assert (earliest, latest) == (None, 0.0)
    assert day <= 0
    assert month <= 0
    assert dates == [None, None, None]


def test_an_erased_patient_has_no_rows() -> None:
    rows = rows_of(history(diagnosed(), erased()))
    assert not any(rows.values())
    assert set(rows) == {model.name for model in READ_MODELS if model.derive is not None}


def test_rows_do_not_depend_on_the_order_of_recording() -> None:
    facts = (diagnosed(), started("l1", "cisplatin", day=3), cycle("l1", 1, day=3), lab("Hb", 90, "g/L", day=30))
    forward, backward = rows_of(history(*facts)), rows_of(history(*reversed(facts)))
    at = named("timeline").row.__struct_fields__.index("recorded_at")
    for name in forward:
        kept = [row[:at] + row[at + 1 :] if name == "timeline" else row for row in forward[name]]
        other = [row[:at] + row[at + 1 :] if name == "timeline" else row for row in backward[name]]
        assert sorted(kept, key=repr) == sorted(other, key=repr)


def test_a_correction_changes_the_row_and_keeps_its_key() -> None:
    facts = diagnosed(), lab("Hb", 90, "g/L", day=30)
    rows = rows_of(history(*facts, amended(lab("Hb", 91, "g/L", day=31))))
    assert [(row[1], row[3], row[10]) for row in rows["labs"]] == [("labs-hb", 31.0, 91.0)]


@pytest.mark.parametrize(
    "facts", [chart_of(3), seed_facts("npc-1"), seed_facts("npc-2")], ids=("chart", "npc-1", "npc-2")
)
def test_the_rows_of_a_patient_leave_no_circle_of_objects_behind(facts: tuple[Event, ...]) -> None:
    """A cohort is folded patient by patient, and the garbage collector would have to find every circle."""
    rows_of(history(*facts))  # what a process derives once, whoever the patient
    gc.collect()
    gc.disable()
    try:
        rows_of(history(*facts))
        assert gc.collect() == 0
    finally:
        gc.enable()
