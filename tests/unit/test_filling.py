"""Every event as a filled form, and the form as the event again."""

from collections.abc import Iterator

import pytest

from tests import examples as ex
from tests.complete import complete
from tests.unit.wire_pins import PINS
from tracker.casebook.filling import filled_from, form_for, read_filled, sketched_from
from tracker.decisions.form import Filled, FormField, Path, Values, blank, flat, without_blanks
from tracker.decisions.forms import ENTERED_CLASSES
from tracker.events.catalogue import Entered, FactAmended, FactRetracted, PatientErased, wire_name
from tracker.events.treatment import RegimenStarted
from tracker.values.months import Calendar
from tracker.values.when import Timing

EXAMPLES = [event for event, _ in PINS if not isinstance(event, FactAmended | FactRetracted | PatientErased)]
COMPLETE = [complete(kind) for kind in ENTERED_CLASSES.values()]


def test_there_is_an_example_of_every_event_that_may_be_entered() -> None:
    assert {wire_name(event) for event in EXAMPLES} == set(ENTERED_CLASSES)


@pytest.mark.parametrize("event", [*EXAMPLES, *COMPLETE], ids=wire_name)
def test_an_event_filled_into_its_form_reads_as_the_very_same(event: Entered) -> None:
    name = wire_name(event)
    sketch, _, complaints = sketched_from(name, filled_from(event), Calendar())
    assert complaints == []
    assert sketch == event


@pytest.mark.parametrize(
    ("second", "says"),
    [
        pytest.param({"column": "ward", "text": "4"}, "there is a column 'ward' already", id="the same name"),
        pytest.param({"column": "", "text": "4"}, "nothing is filled in; type the name", id="no name"),
    ],
)
def test_a_column_that_would_be_lost_is_complained_about(second: Filled, says: str) -> None:
    values: Values = {**filled_from(ex.ecog(1)), "extra": [{"column": "ward", "text": "3"}, second]}
    _, _, complaints = sketched_from("performance-assessed", values, Calendar())
    assert [(each.path, says in each.message) for each in complaints] == [(("extra", 1, "column"), True)]


def test_an_empty_form_leaves_everything_out() -> None:
    for name in ENTERED_CLASSES:
        form = form_for(name)
        assert flat(form.fields, blank(form.fields)) == {}
        assert without_blanks(form.fields, blank(form.fields)) == blank(form.fields)


def test_every_field_says_what_it_means_and_what_it_takes() -> None:
    def of(fields: tuple[FormField, ...]) -> Iterator[FormField]:
        for field in fields:
            yield field
            yield from of(field.fields)

    for name in ENTERED_CLASSES:
        for field in of(form_for(name).fields):
            assert field.help, (name, field.name)
            assert field.fields or field.expects, (name, field.name)


def complaints(name: str, **filled: Filled) -> dict[Path, str]:
    """What is wrong with a form in which this is filled in, in a case of a diagnosis and a regimen of one cycle."""
    case = ex.record(ex.diagnosed(), ex.started("l1", "cisplatin", with_="dx"), ex.cycle("l1", 1, with_="l1"))
    values: Values = {**blank(form_for(name).fields), **filled}
    return {each.path: each.message for each in read_filled(name, values, case, Calendar()).complaints}


def test_every_flaw_is_told_at_its_field_and_none_hides_another() -> None:
    found = complaints("lab-resulted", key="labs 1", occurred="soon", value="much", unit="furlong", comparator="<")
    assert {path[0]: message.split(";")[0] for path, message in found.items()} == {
        "key": "'labs 1' does not fit",
        "occurred": "'soon' is not a time",
        "analyte": "nothing is filled in",
        "value": "'much' does not fit",
        "unit": "'furlong' is no unit that is accepted",
    }


def filled_with(fields: tuple[FormField, ...], text: str) -> Values:
    """A form that says the same in every field, one entry of each group."""
    values: Values = {}
    for field in fields:
        one: Filled = filled_with(field.fields, text) if field.fields else text
        values[field.name] = [one] if field.repeated else one
    return values


TO_DO = ("type ", "choose ", "fill in ", "expects ", "write ", "say ", "name ", "those of this case are")


@pytest.mark.parametrize("name", ENTERED_CLASSES)
@pytest.mark.parametrize("text", ["", "!! x"])
def test_every_message_of_a_form_says_in_plain_words_what_to_do(name: str, text: str) -> None:
    form = form_for(name)
    values = filled_with(form.fields, text) if text else blank(form.fields)
    found = read_filled(name, values, ex.record(), Calendar()).complaints
    assert found
    for each in found:
        assert any(word in each.message for word in TO_DO), each
        assert not any(
            word in each.message for word in ("missing", "mapping", "stand-in", "a list", "^", "true or false")
        ), each


def test_a_word_that_resembles_one_of_the_choices_is_answered_with_it_first() -> None:
    found = complaints("response-assessed", occurred="unknown", category="PRR", key="r")
    assert found["category",].startswith("'PRR' does not fit; did you mean PR? Choose CR, PR, SD")


def test_a_flaw_in_a_group_is_told_at_its_field() -> None:
    found = complaints(
        "cycle-given",
        key="l1-c2",
        occurred="3 weeks after l1-c1",
        regimen="l2",
        number="2",
        drugs=[{"drug": "cisplatin", "dose": "75", "unit": "mg"}, {"drug": "", "dose": "-1"}],
    )
    assert found.keys() == {("regimen",), ("drugs", 1, "drug"), ("drugs", 1, "dose")}
    assert "its regimens are: l1" in found["regimen",]


def test_what_is_pointed_to_must_be_there() -> None:
    found = complaints("response-assessed", key="r1", occurred="with ctt", category="PR", evidence=["dx", "ct"])
    assert found.keys() == {("occurred", "with"), ("evidence", 1)}


def test_words_are_read_as_people_write_them() -> None:
    values = {
        **blank(form_for("regimen-started").fields),
        "key": "l2",
        "occurred": "within 2 weeks after dx",
        "regimen": "l2",
        "line": "2",
        "every": "3 weeks",
    }
    event = read_filled("regimen-started", values, ex.record(ex.diagnosed()), Calendar()).event
    assert isinstance(event, RegimenStarted)
    assert (event.occurred, event.line, event.every) == (Timing(after="dx", at_most="2 wk"), 2, "3 wk")
