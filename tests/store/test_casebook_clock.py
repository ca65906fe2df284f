"""The one clock, and what is made beside it."""

import re
import uuid

import pytest

from tracker.casebook.clock import import_id, new_id, new_salt, now, read_instant


def test_now_is_27_characters_of_utc_whose_order_is_that_of_time() -> None:
    instants = [now() for _ in range(200)]
    assert instants == sorted(instants)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", instant) for instant in instants)


def test_identifiers_are_uuids_of_version_7_and_differ() -> None:
    identifiers = [new_id() for _ in range(1000)]
    assert len(set(identifiers)) == 1000
    assert {uuid.UUID(identifier).version for identifier in identifiers} == {7}
    assert {uuid.UUID(identifier).variant for identifier in identifiers} == {uuid.RFC_4122}


def test_the_id_of_an_imported_fact_follows_from_patient_source_and_key_and_never_changes() -> None:
    # Pinned: another id would import every fact again.
    assert import_id("npc-1", "dx") == "a40a541d-1548-5229-bb2f-2580d406bc5c"
    assert import_id("a", "bc") != import_id("ab", "c")
    assert import_id("a", "b", source="x") != import_id("a", "b", source="y")


def test_salts_are_16_bytes_and_differ() -> None:
    assert len({new_salt() for _ in range(100)}) == 100
    assert len(new_salt()) == 16


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        pytest.param("2025-05-03", "2025-05-03T23:59:59.999999Z", id="a day is its end"),
        pytest.param("20250503", "2025-05-03T23:59:59.999999Z", id="a day without hyphens"),
        pytest.param("2025-W18-6", "2025-05-03T23:59:59.999999Z", id="a day of a week"),
        pytest.param("2025-05-03T14:30Z", "2025-05-03T14:30:00.000000Z", id="an instant"),
        pytest.param("2025-05-03T14:30:00.5+02:00", "2025-05-03T12:30:00.500000Z", id="another zone"),
        pytest.param("2025-05-03 14:30", "2025-05-03T14:30:00.000000Z", id="no zone is UTC"),
    ],
)
def test_an_instant_is_read_into_the_form_of_the_log(text: str, instant: str) -> None:
    assert read_instant(text) == instant


@pytest.mark.parametrize("text", ["soon", "", "2025-13-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an instant"):
        read_instant(text)
