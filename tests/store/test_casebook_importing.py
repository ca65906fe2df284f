"""Imports against a real database: whole or nothing, the same again is nothing, taken back is as before."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import examples as ex
from tests.ledger import contents
from tracker.adapters.casefile import CaseFile, FileEvent, to_json_lines
from tracker.casebook import files
from tracker.casebook.correcting import Warrant, amend_fact, retract_fact, retract_import
from tracker.casebook.files import FileCase, Incoming, read_cases
from tracker.casebook.importing import import_cases, imported_keys, preview_cases
from tracker.casebook.reading import read_lines
from tracker.casebook.recording import record_entries
from tracker.casebook.unknown import Unsound
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Entered, Fact
from tracker.projections.record import record_of
from tracker.store import folding, readmodels
from tracker.store.database import Database, open_database
from tracker.store.log import stream_head
from tracker.store.streams import patients
from tracker.store.verification import verify

WHY = Warrant(by="tester", reason="read again")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "test.db", create=True) as opened:
        yield opened


def case(*events: Entered, patient: str = "p", file: str = "p.yaml") -> FileCase:
    return FileCase(file, CaseFile(patient, tuple(FileEvent(event, line) for line, event in enumerate(events, 1))))


def standing(database: Database, patient: str = "p") -> dict[str, Fact]:
    return {fact.key: fact.fact for fact in record_of(patient, read_lines(database, patient)).facts}


BASE = (ex.diagnosed(), ex.ecog(2), ex.started("l1", day=3), ex.cycle("l1", 1, with_="l1"))


def test_importing_twice_leaves_the_head_of_the_chain_as_it_was(database: Database) -> None:
    first = import_cases(database, [case(*BASE)], by="tester")
    with database.reading() as connection:
        head = stream_head(connection, "p")
    again = import_cases(database, [case(*BASE)], by="tester")
    with database.reading() as connection:
        assert stream_head(connection, "p") == head
    assert (first[0].recorded, again[0].recorded) == (4, 0)


def test_the_event_ids_of_an_import_follow_from_the_keys(database: Database) -> None:
    import_cases(database, [case(*BASE)], by="tester")
    record_entries(database, "p", (ex.ecog(1, key="by-hand", day=9),), by="tester")
    record = record_of("p", read_lines(database, "p"))
    assert imported_keys(record) == {"dx", "ecog-0", "l1", "l1-c1"}


def test_one_refusal_among_many_cases_records_none_of_them(database: Database) -> None:
    import_cases(database, [case(*BASE)], by="tester")
    other = case(ex.diagnosed(), patient="q", file="q.yaml")
    with pytest.raises(Unsound, match=r"p\.yaml: p: the file differs") as refusal:
        import_cases(database, [other, case(ex.ecog(0)), case(ex.ecog(5, after="ecog-0"), patient="r")], by="tester")
    assert len(refusal.value.problems) == 2
    assert "hangs on itself" in refusal.value.problems[1]
    with pytest.raises(Refused, match="there is no case q"):
        read_lines(database, "q")


def test_nobody_records_nothing(database: Database) -> None:
    with pytest.raises(Refused, match="who records"):
        import_cases(database, [case(*BASE)], by=" ")


def test_all_events_of_one_command_share_an_instant_an_author_and_an_id(database: Database) -> None:
    import_cases(database, [case(*BASE), case(*BASE, patient="q")], by="tester")
    lines = (*read_lines(database, "p"), *read_lines(database, "q"))
    assert len({(line.recorded_at, line.recorded_by, line.correlation_id) for line in lines}) == 1


def test_an_import_over_several_patients_is_taken_back_as_a_whole(database: Database) -> None:
    import_cases(database, [case(*BASE), case(*BASE, patient="q")], by="tester")
    identifier = read_lines(database, "p")[0].correlation_id or ""
    assert len(retract_import(database, identifier, WHY)) == 8
    assert standing(database) == standing(database, "q") == {}
    assert retract_import(database, identifier, WHY) == ()
    assert verify(database) == ()
    with pytest.raises(Refused, match="nothing was recorded under the id"):
        retract_import(database, "no-such-id", WHY)


def test_a_preview_shows_the_record_to_come_and_records_nothing(database: Database) -> None:
    import_cases(database, [case(*BASE)], by="tester")
    (preview,) = preview_cases(database, [case(*BASE, ex.ecog(1, key="ecog-1", day=40))])
    assert preview.plan.new == ("ecog-1",)
    assert "ecog-1" in preview.record.keys
    assert "ecog-1" not in standing(database)


def test_large_files_are_recorded_while_they_are_read(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case(*BASE, patient=f"p{number}").case for number in range(20)]
    path = tmp_path / "cohort.jsonl"
    path.write_bytes(b"".join(to_json_lines(cases)))
    monkeypatch.setattr(files, "KEPT_BYTES", 0)
    streamed = read_cases([Incoming(str(path), path)])
    assert not isinstance(streamed, list)
    imported = import_cases(database, streamed, by="tester")
    assert [found.recorded for found in imported] == [4] * 20
    assert all(found.recorded == 0 for found in import_cases(database, streamed, by="tester"))


def test_a_large_file_that_is_sound_up_to_its_last_line_records_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cohort.jsonl"
    cases = [case(*BASE, patient=f"p{number}").case for number in range(3)]
    path.write_bytes(b"".join(to_json_lines([*cases, cases[0]])) + b"{}\n")
    monkeypatch.setattr(files, "KEPT_BYTES", 0)
    with pytest.raises(Unsound) as raised:
        import_cases(database, read_cases([Incoming(str(path), path)]), by="tester")
    lines = [problem.removeprefix(f"{path}:").partition(":")[0] for problem in raised.value.problems]
    assert lines == ["13", "14", "15", "16", "17"]
    with database.reading() as connection:
        assert patients(connection) == ()


def test_helpers_fold_what_an_import_records(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "test.db"

    def not_here(_: object) -> None:
        raise AssertionError("folded in the importing process")

    monkeypatch.setattr(folding, "LINES_WORTH_HELP", 1)
    monkeypatch.setattr(folding, "processors", lambda: 2)
    with monkeypatch.context() as helped:
        helped.setattr(folding, "fold", not_here)
        import_cases(database, [case(*BASE, patient=f"p{number}") for number in range(20)], by="tester")
    before = contents(path)
    with database.writing() as connection:
        assert readmodels.rebuild(connection) == 20
    assert contents(path) == before


FACTS = st.lists(
    st.builds(lambda key, score: ex.ecog(score, key=f"e{key}", day=key), st.integers(0, 4), st.integers(0, 4)),
    min_size=1,
    max_size=5,
    unique_by=lambda fact: fact.key,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=st.lists(FACTS, min_size=1, max_size=4), by_hand=FACTS)
def test_after_an_import_with_amend_the_record_says_what_the_file_says_and_what_was_recorded_by_hand(
    tmp_path_factory: pytest.TempPathFactory, versions: Sequence[list[Fact]], by_hand: list[Fact]
) -> None:
    hand = {f"hand-{fact.key}": ex.ecog(1, key=f"hand-{fact.key}", day=1) for fact in by_hand}
    with open_database(tmp_path_factory.mktemp("law") / "law.db", create=True) as database:
        record_entries(database, "p", tuple(hand.values()), by="tester")
        for version in versions:
            import_cases(database, [case(*version)], by="tester", amend=True, reason="edited")
            assert standing(database) == {fact.key: fact for fact in version} | hand
            assert import_cases(database, [case(*version)], by="tester")[0].recorded == 0
        assert verify(database) == ()


def test_an_amendment_by_hand_makes_the_file_differ(database: Database) -> None:
    import_cases(database, [case(*BASE)], by="tester")
    amend_fact(database, "p", "ecog-0", (ex.ecog(1),), WHY)
    with pytest.raises(Refused, match="changed: ecog-0"):
        import_cases(database, [case(*BASE)], by="tester")


def test_a_correction_names_the_version_of_the_fact_it_corrects(database: Database) -> None:
    import_cases(database, [case(*BASE)], by="tester")
    amend_fact(database, "p", "ecog-0", (ex.ecog(1),), WHY)
    retract_fact(database, "p", "ecog-0", WHY)
    amend_fact(database, "p", "ecog-0", (ex.ecog(1),), WHY)
    with database.reading() as connection:
        rows = [row[0] for row in connection.execute("SELECT corrects FROM events WHERE corrects IS NOT NULL")]
    assert rows == [2, 2, 2]
    assert standing(database)["ecog-0"] == ex.ecog(1)


def test_an_import_does_not_take_the_end_from_under_a_fact_recorded_by_hand(database: Database) -> None:
    import_cases(database, [case(*BASE)], by="tester")
    record_entries(database, "p", (ex.ecog(1, key="by-hand", after="l1-c1.end"),), by="tester")
    edited = case(*BASE[:3], ex.held("l1", key="l1-c1", with_="l1"))
    with pytest.raises(Unsound, match=r"p\.yaml: by-hand: hangs on l1-c1\.end, but l1-c1 has no length"):
        import_cases(database, [edited], by="tester", amend=True, reason="edited")
