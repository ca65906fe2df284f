"""What of other cases an entry is compared with: of its own analyte alone, numbers alone, and never its own case."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.casebook.recording import record_entries
from tracker.casebook.second_looks import foreseen_looks, second_looks, usual_results
from tracker.decisions.odd_results import Elsewhere, Usual
from tracker.events.catalogue import Fact
from tracker.projections.record import record_of
from tracker.store.database import Database
from tracker.store.streams import read_stream
from tracker.values.vocabularies import Comparator

OTHERS: tuple[Fact, ...] = (
    ex.lab("LDH", 300, "U/L", key="a", day=1),
    ex.lab("lactate dehydrogenase", 500, "U/L", key="b", day=2),
    ex.lab("LDH", 90000, "U/L", key="bound", comparator=Comparator.ABOVE, day=3),
    ex.lab("LDH", 1, "U/L", key="bound-below", comparator=Comparator.BELOW, day=3),
    replace(ex.lab("LDH", 30, "U/L", key="csf", day=4), specimen="CSF"),
    ex.lab("ferritin", 50, "ug/L", key="f", day=5),
)
ENTRY = ex.lab("LDH", 40000, "U/L", key="new", day=9)


@pytest.fixture
def clinic(database: Database) -> Database:
    record_entries(database, "other", (ex.registered(), ex.diagnosed(), *OTHERS), by="tests")
    record_entries(database, "mine", (ex.registered(), ex.diagnosed(), ENTRY), by="tests")
    return database


def test_other_cases_are_asked_for_the_analyte_alone_and_for_what_is_a_number(clinic: Database) -> None:
    found = usual_results(clinic, "mine", [ENTRY])
    assert sorted(found.names) == ["LDH", "ferritin", "lactate dehydrogenase"]
    one = Usual(analyte="LDH", specimen="", unit="U/L", least=Decimal(300), most=Decimal(300), count=1)
    assert [each for each in found.usual if each.analyte == "LDH" and not each.specimen] == [one]
    assert sorted((each.analyte, each.specimen) for each in found.usual) == [
        ("LDH", ""),
        ("LDH", "CSF"),
        ("lactate dehydrogenase", ""),
    ]


def test_without_a_result_no_case_is_asked(clinic: Database) -> None:
    assert usual_results(clinic, "mine", ()) == Elsewhere()


def test_what_only_bounds_hides_no_slip(clinic: Database) -> None:
    with clinic.reading() as connection:
        mine = record_of("mine", read_stream(connection, "mine"))
    said = foreseen_looks(clinic, mine, replace(ENTRY, value=Decimal(60000)))
    assert said == ("LDH 60000 U/L is 120 times the greatest of 2 in other cases, 500 U/L",)


def test_a_recorded_result_is_compared_with_other_cases_as_a_form_would(clinic: Database) -> None:
    assert second_looks(clinic, "mine", ("new",)) == ()
    assert second_looks(clinic, "other", ("f",)) == ()
    record_entries(clinic, "third", (ex.registered(), ex.diagnosed(), replace(ENTRY, value=Decimal(2))), by="tests")
    (said,) = second_looks(clinic, "third", ("new",))
    assert said == "LDH 2 U/L is 1/150 of the least of 3 in other cases, 300 U/L"
