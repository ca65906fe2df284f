from msgspec.structs import replace

from tests import examples as ex
from tests.unit.wire_pins import SEVEN_MONTHS
from tracker.events.fact import Source
from tracker.projections.passages import Document
from tracker.projections.provenance import Horizon, Provenance, documents_named, provenance_of
from tracker.values.when import Basis, Lasting, Timing

DIGEST = "a" * 64
TEXT = "The node was 24 mm. Later she died."


def times(found: Provenance) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in found.times]


CASE = (
    ex.diagnosed(day=0),
    ex.started("l1", "cisplatin", day=10),
    ex.cycle("l1", 1, key="l1-c1", with_="l1"),
    ex.cycle("l1", 2, key="l1-c2", after="l1-c1"),
    replace(
        ex.scan("ct", ex.lesion("a", 24), at=SEVEN_MONTHS),
        sources=(Source(document=DIGEST, locator="§2 ¶1", span=(4, 18)), Source(locator="letter of 3 May")),
    ),
    ex.ecog(1, key="ecog-late", day=400),
)


def test_a_fact_says_its_time_as_stated_its_readings_and_its_bounds() -> None:
    found = times(provenance_of(ex.history(*CASE), "ct", {}))
    assert found[:3] == [
        ("as stated", "by the reading of “seven-months”"),
        ("reading", "F of “seven-months”: 7 mo after the end of l1-c2 (stated)"),
        ("not chosen", "T: 7 mo after l1-c1 (stated); not stated"),
    ]
    assert [label for label, _ in found[3:]] == ["earliest", "estimate", "latest", "known when"]


def test_an_exact_day_is_told_once_and_with_its_date() -> None:
    found = times(provenance_of(ex.history(ex.diagnosed(at="2023-04-01"), ex.ecog(1, at="2023-04-12")), "ecog-0", {}))
    assert found[1] == ("day", "2023-04-12, M0.4, day 11 from the origin")


def test_a_chosen_reading_says_who_chose_it_and_why() -> None:
    found = times(provenance_of(ex.history(*CASE, ex.reading("seven-months", "T", why="the table says so")), "ct", {}))
    assert ("reading", "T of “seven-months”: 7 mo after l1-c1 (stated); not stated") in found
    assert ("selected", "T, 2025-01-01 00:00:06 UTC by tester: the table says so") in found


def test_a_month_is_not_told_of_what_comes_after_it() -> None:
    late = ex.finding("f1", "cough", between=("l1", "ecog-late"))
    history = ex.history(*CASE, late)
    found = times(provenance_of(history, "f1", {}, Horizon(240.0, frozenset({"dx", "l1", "l1-c1", "f1"}))))
    assert ("as stated", "between l1 and a later fact (stated)") in found
    assert ("latest", "later than this month") in found
    told = times(provenance_of(history, "f1", {}))
    assert ("as stated", "between l1 and ecog-late (stated)") in told
    assert ("latest", "M13.2, day 400 from the origin") in told


def test_an_open_side_is_bounded_by_nothing() -> None:
    found = times(provenance_of(ex.history(ex.diagnosed(day=0), ex.ecog(1, before="dx")), "ecog-0", {}))
    assert ("earliest", "open: nothing bounds it") in found


def test_a_length_its_end_and_a_time_of_knowing_are_told() -> None:
    course = replace(ex.radiotherapy("rt", 60, 30, day=20), lasting=Lasting(stated="42 d", basis=Basis.ASSUMED))
    found = times(provenance_of(ex.history(ex.diagnosed(day=0), replace(course, known="publication")), "rt", {}))
    assert ("lasting", "42 d (assumed)") in found
    assert ("end, day", "M2.0, day 62 from the origin") in found
    assert ("known when", "at publication only") in found


def test_a_contradiction_shows_its_chain_unless_it_names_what_is_still_to_come() -> None:
    clash = ex.history(
        ex.diagnosed(day=0),
        ex.started("l1", "cisplatin", day=100),
        ex.stopped("l1", day=200),
        ex.interval("total", "l1", "l1-stopped", "1 mo"),
    )
    assert all(label != "contradicts" for label, _ in times(provenance_of(clash, "dx", {})))
    chain = [text for label, text in times(provenance_of(clash, "l1", {})) if label == "contradicts"]
    assert len(chain) == 1
    assert "1 mo" in chain[0]
    hidden = times(provenance_of(clash, "l1", {}, Horizon(120.0, frozenset({"dx", "l1"}))))
    assert all(label != "contradicts" for label, _ in hidden)


def test_corrections_say_what_was_before_and_after_when_by_whom_and_why() -> None:
    first = ex.lab("Hb", 61, "g/L", key="hb", day=3)
    history = ex.history(
        ex.diagnosed(day=0),
        first,
        ex.amended(replace(first, reference_low=None, value=None, word="low", occurred="unknown"), reason="misread"),
        ex.retracted("hb", reason="wrong patient"),
        ex.amended(first, reason="right patient after all"),
    )
    amended, retracted, restored = provenance_of(history, "hb", {}).corrections
    assert (amended.what, amended.when, amended.reason) == ("amended", "2025-01-01 00:00:02 UTC by tester", "misread")
    assert ("value", "61", "") in amended.changes
    assert ("word", "", "low") in amended.changes
    assert ("as stated", "day 3 from the origin (stated)", "not stated") in amended.changes
    assert (retracted.what, retracted.reason, retracted.changes) == ("retracted", "wrong patient", ())
    assert restored.what == "restored"
    assert ("value", "", "61") in restored.changes


def test_a_source_shows_its_passage_where_the_document_is_there_and_why_not_where_it_is_not() -> None:
    history = ex.history(*CASE)
    there = provenance_of(history, "ct", {DIGEST: Document(sha256=DIGEST, citation="A report", text=TEXT)})
    first, second = there.sources
    assert first.passage is not None
    assert (first.passage.marked, first.citation) == ("node was 24 mm", "A report")
    assert (second.document, second.passage, second.locator) == (None, None, "letter of 3 May")
    missing = provenance_of(history, "ct", {DIGEST: Document(sha256=DIGEST, trouble="not attached")})
    assert (missing.sources[0].passage, missing.sources[0].trouble) == (None, "not attached")


def test_the_documents_that_facts_name_are_named_once() -> None:
    assert documents_named(ex.record(*CASE)) == (DIGEST,)


def test_what_has_no_time_of_its_own_has_a_provenance_too() -> None:
    history = ex.history(*CASE, ex.interval("span", "dx", "l1", "1 mo"), ex.ambiguity("seven", "after what", "ct"))
    assert times(provenance_of(history, "span", {})) == [("as stated", "1 mo from dx to l1 (stated)")]
    assert times(provenance_of(history, "seven", {})) == []
    assert provenance_of(history, "seven", {}).kind == "ambiguity noted"


def test_a_correction_of_a_time_names_no_fact_still_to_come() -> None:
    late = replace(ex.ecog(1, key="ecog-late"), occurred=Timing(before="ct", stated="3 mo"))
    moved = ex.history(*CASE[:-1], ex.ecog(1, key="ecog-late", day=20), ex.amended(late))
    said, told = (
        provenance_of(moved, "ecog-late", {}, horizon).corrections[0].changes
        for horizon in (Horizon(200.0, frozenset({"dx", "l1", "ecog-late"}), "2025-02-01"), None)
    )
    assert [label for label, _, _ in said] == [label for label, _, _ in told] == ["as stated"]
    assert "ct" in told[0][2]
    assert "ct" not in said[0][2].split()


def test_a_correction_made_after_the_month_is_there_without_what_it_says() -> None:
    first = ex.lab("Hb", 61, "g/L", key="hb", at="2024-11-04")
    history = ex.history(
        ex.diagnosed(at="2024-11-01"),
        first,
        ex.amended(replace(first, note="before the progression in the liver"), reason="she progressed in the liver"),
    )
    told = frozenset({"dx", "hb"})
    # Until is the first day after the month: what was recorded on it was not there in the month, and on the day before it was.
    for until, later in (("2024-12-01", True), ("", True), ("2025-01-01", True), ("2025-01-02", False)):
        found = provenance_of(history, "hb", {}, Horizon(30.0, told, until)).corrections[0]
        assert (found.what, found.when) == ("amended", "2025-01-01 00:00:02 UTC by tester")
        assert found.later is later
        assert ("liver" in f"{found.reason} {found.changes}") is not later
    assert not provenance_of(history, "hb", {}).corrections[0].later


def test_why_a_reading_was_chosen_after_the_month_is_not_told_in_it() -> None:
    history = ex.history(*CASE, ex.reading("seven-months", "T", why="she progressed in month 8"))
    horizon = Horizon(240.0, frozenset({"dx", "l1", "l1-c1", "ct"}))
    chosen = [text for label, text in times(provenance_of(history, "ct", {}, horizon)) if label == "selected"]
    assert chosen == [
        "T, 2025-01-01 00:00:06 UTC by tester: chosen later than this month; why is told as corrected now, with the future"
    ]
