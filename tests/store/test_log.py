"""What appending promises: an expected version, idempotency by event id, all or none, time that never goes back."""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.examples import diagnosed, ecog, erased, lab, registered
from tests.ledger import BY_TESTER, CHART, NOON, all_new, contents, new, record_stream, shell, streams_of
from tracker.events.recorded import Recorded
from tracker.store.database import Database
from tracker.store.lines import decoded
from tracker.store.log import ANY, NO_STREAM, Expected, NewEvent, append, stream_head
from tracker.store.refusals import ConcurrentAppend, DifferentContent, StoreRefused, StreamErased, Undecodable
from tracker.store.streams import patients, read_correlation, read_stream, stored_streams


def put(database: Database, patient: str, events: list[NewEvent], expected: int | Expected) -> tuple[Recorded, ...]:
    with database.writing() as connection:
        return append(connection, patient, events, expected=expected, recording=BY_TESTER)


def get(database: Database, patient: str) -> tuple[Recorded, ...]:
    with database.reading() as connection:
        return read_stream(connection, patient)


def test_what_was_appended_is_what_is_read(database: Database) -> None:
    lines = record_stream(database, "npc-1")
    assert [line.event for line in lines] == list(CHART)
    assert get(database, "npc-1") == lines


def test_seq_and_version_count_without_gaps_over_interleaved_streams(database: Database) -> None:
    for place in range(4):
        put(
            database,
            f"npc-{place % 2}",
            [new(ecog(place, key=f"e{place}")), new(lab("Hb", place, key=f"h{place}"))],
            ANY,
        )
    with database.reading() as connection:
        streams = streams_of(connection)
    assert [[line.version for line in stream] for stream in streams.values()] == [[1, 2, 3, 4]] * 2
    assert sorted(line.seq for stream in streams.values() for line in stream) == list(range(1, 9))


def test_every_stream_is_read_once_and_whole(database: Database) -> None:
    for patient in ("b", "a", "c"):
        record_stream(database, patient)
    with database.reading() as connection:
        every = [decoded(lines) for lines in stored_streams(connection)]
        assert every == [read_stream(connection, name) for name in ("a", "b", "c")]
        assert patients(connection) == ("b", "a", "c")


def test_a_patient_nobody_recorded_has_an_empty_stream(database: Database) -> None:
    assert get(database, "nobody") == ()
    with database.reading() as connection:
        assert stream_head(connection, "nobody").version == 0
        assert streams_of(connection) == {}


@pytest.mark.parametrize("expected", [0, 1, 3, NO_STREAM])
def test_another_version_than_expected_is_a_concurrent_append(database: Database, expected: int | Expected) -> None:
    put(database, "npc-1", [new(registered()), new(diagnosed())], NO_STREAM)
    with pytest.raises(ConcurrentAppend, match=r"npc-1 has changed meanwhile .* found version 2"):
        put(database, "npc-1", [new(ecog(1))], expected)
    assert len(get(database, "npc-1")) == 2


@pytest.mark.parametrize("expected", [2, ANY])
def test_the_version_that_was_expected_is_appended_to(database: Database, expected: int | Expected) -> None:
    put(database, "npc-1", [new(registered()), new(diagnosed())], 0)
    (line,) = put(database, "npc-1", [new(ecog(1))], expected)
    assert (line.version, line.seq) == (3, 3)


def test_a_command_sent_again_returns_its_first_lines_whatever_version_it_expects(database: Database) -> None:
    events = all_new("npc-1", CHART[:3])
    first = put(database, "npc-1", events, NO_STREAM)
    put(database, "npc-1", [new(ecog(1))], 3)
    salted_anew = [replace(event, salt=bytes(16)) for event in events]
    assert put(database, "npc-1", salted_anew, NO_STREAM) == first
    assert len(get(database, "npc-1")) == 4


def test_new_events_among_repeated_ones_are_appended_in_their_order(database: Database) -> None:
    a, b, c, d = (new(ecog(score, key=f"e{score}")) for score in range(4))
    put(database, "npc-1", [b, d], NO_STREAM)
    lines = put(database, "npc-1", [a, b, c, d], 2)
    assert [line.version for line in lines] == [3, 1, 4, 2]
    assert [line.event_id for line in lines] == [event.event_id for event in (a, b, c, d)]


def test_an_id_on_record_with_other_content_is_an_error(database: Database) -> None:
    put(database, "npc-1", [new(ecog(1), "same")], NO_STREAM)
    with pytest.raises(DifferentContent, match="on record with other content"):
        put(database, "npc-1", [new(ecog(2), "same")], 1)
    with pytest.raises(DifferentContent, match="patient npc-1"):
        put(database, "npc-2", [new(ecog(1), "same")], NO_STREAM)
    assert len(get(database, "npc-1")) == 1


def test_an_id_that_comes_twice_in_one_command_is_an_error(database: Database) -> None:
    with pytest.raises(DifferentContent, match="comes twice"):
        put(database, "npc-1", [new(ecog(1), "same"), new(ecog(2), "same")], NO_STREAM)


def test_nothing_to_append_appends_nothing(database: Database) -> None:
    assert put(database, "npc-1", [], 7) == ()


def test_all_events_of_a_command_land_or_none(database: Database, path: Path) -> None:
    before = contents(path)
    command = [new(registered()), new(diagnosed()), new(CHART[6])]
    with pytest.raises(StoreRefused, match="name the version they correct"):
        put(database, "npc-1", command, NO_STREAM)
    assert contents(path) == before


def test_what_fails_after_appending_takes_the_events_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:  # noqa: PT012 - the point is where it fails
        append(connection, "npc-1", [new(registered())], expected=NO_STREAM, recording=BY_TESTER)
        raise ZeroDivisionError
    assert get(database, "npc-1") == ()


def test_a_clock_that_is_set_back_never_takes_the_log_back(database: Database) -> None:
    instants = [NOON, "2024-12-31T23:59:59.999999Z", "2025-05-03T11:59:59.000000Z", "2025-05-03T12:00:00.000001Z"]
    for place, at in enumerate(instants):
        with database.writing() as connection:
            event = new(ecog(place, key=f"e{place}"))
            append(connection, f"p-{place % 2}", [event], expected=ANY, recording=replace(BY_TESTER, at=at))
    with database.reading() as connection:
        lines = sorted(
            (line for stream in streams_of(connection).values() for line in stream), key=lambda line: line.seq
        )
    assert [line.recorded_at for line in lines] == [NOON, NOON, NOON, instants[-1]]
    assert all(earlier.recorded_at <= later.recorded_at for earlier, later in pairwise(lines))


def test_what_one_command_recorded_is_found_by_its_correlation_id(database: Database) -> None:
    record_stream(database, "npc-1", recording=replace(BY_TESTER, correlation_id="import-1"))
    record_stream(database, "npc-2", recording=replace(BY_TESTER, correlation_id="import-2"))
    with database.reading() as connection:
        assert read_correlation(connection, "import-2") == read_stream(connection, "npc-2")
        assert read_correlation(connection, "import-3") == ()


def erase(database: Database, patient: str) -> None:
    with database.writing() as connection:
        append(connection, patient, [new(erased(), patient)], expected=ANY, recording=BY_TESTER)
        connection.execute(
            "UPDATE events SET payload = NULL, salt = NULL WHERE patient = ? AND type <> 'patient-erased'", (patient,)
        )


def test_an_erased_stream_reads_as_its_erasure_alone(database: Database) -> None:
    record_stream(database, "npc-1")
    erase(database, "npc-1")
    (line,) = get(database, "npc-1")
    assert line.event == erased()
    assert line.version == len(CHART) + 1
    with database.reading() as connection:
        assert stream_head(connection, "npc-1").erased
        assert read_correlation(connection, str(BY_TESTER.correlation_id)) == (line,)


def test_an_erased_stream_takes_no_more_events_not_even_the_same_again(database: Database) -> None:
    record_stream(database, "npc-1")
    erase(database, "npc-1")
    with pytest.raises(StreamErased, match="npc-1 was erased"):
        put(database, "npc-1", [new(ecog(1))], ANY)
    with pytest.raises(StreamErased, match="npc-1 was erased"):
        put(database, "npc-1", all_new("npc-1", CHART), NO_STREAM)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param('payload = \'{"type":"ecog\'', "cycle-given version 1", id="cut off"),
        pytest.param("payload = CAST(x'7b22ff7d' AS TEXT)", "cycle-given version 1", id="not UTF-8"),
        pytest.param("payload = NULL", "gone without an erasure", id="gone"),
        pytest.param("type = 'cycle-imagined'", "cycle-imagined is unknown", id="unknown type"),
        pytest.param("type = 'lab-resulted'", "the payload cycle-given", id="another type"),
        pytest.param("schema_version = 9", "version 9 is newer", id="newer version"),
        pytest.param("payload = replace(payload, 'number', 'nummer')", "nummer", id="unknown field"),
    ],
)
def test_reading_stops_at_a_line_it_cannot_decode_and_names_it(
    recorded: Path, database: Database, change: str, reason: str
) -> None:
    with shell(recorded) as connection:
        connection.execute("DROP TRIGGER events_update")
        connection.execute(f"UPDATE events SET {change} WHERE seq = 5")
    with pytest.raises(
        Undecodable, match=r"event 5 of the log \(patient npc-1\) cannot be read: .*" + reason
    ) as caught:
        get(database, "npc-1")
    assert (caught.value.seq, caught.value.patient) == (5, "npc-1")
    assert len(get(database, "npc-2")) == len(CHART)
    with pytest.raises(Undecodable), database.reading() as connection:
        streams_of(connection)


def test_what_lines_say_alike_is_held_once(database: Database) -> None:
    record_stream(database, "npc-1")
    first, *others = get(database, "npc-1")
    for name in ("patient", "recorded_at", "recorded_by", "correlation_id"):
        assert {id(getattr(line, name)) for line in others} == {id(getattr(first, name))}, name
