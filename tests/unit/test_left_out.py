"""What a form drops because it says nothing is named, and what is needed is not dropped."""

import pytest

from tracker.casebook.filling import form_for
from tracker.decisions.form import Path, Values, blank, left_out, without_blanks

CASES = [
    pytest.param("cycle-given", {}, (), id="an empty form"),
    pytest.param("cycle-given", {"note": "  "}, (("note",),), id="spaces alone"),
    pytest.param(
        "patient-died", {"causes": ["infection", "", " "]}, (("causes", 1), ("causes", 2)), id="items of a list"
    ),
    pytest.param("scan-reported", {"studies": [{}]}, (), id="one entry that is needed is asked for"),
    pytest.param(
        "regimen-started",
        {"drugs": [{"drug": "cisplatin"}, {}, {"unit": " "}]},
        (("drugs", 1), ("drugs", 2)),
        id="entries of a group",
    ),
    pytest.param(
        "regimen-started",
        {"drugs": [{"drug": "cisplatin", "unit": " "}]},
        (("drugs", 0, "unit"),),
        id="spaces in an entry",
    ),
    pytest.param("stage-assigned", {"system": " "}, (("system",),), id="spaces for what would hold by default"),
]


def filled(name: str, said: Values) -> Values:
    """A form with entries of groups completed by what is blank."""
    fields = form_for(name).fields
    values: Values = {**blank(fields), **said}
    for field in fields:
        entries = values[field.name]
        if field.repeated and field.fields and isinstance(entries, list):
            values[field.name] = [{**blank(field.fields), **(e if isinstance(e, dict) else {})} for e in entries]
    return values


@pytest.mark.parametrize(("name", "said", "paths"), CASES)
def test_what_says_nothing_is_named(name: str, said: Values, paths: tuple[Path, ...]) -> None:
    fields, values = form_for(name).fields, filled(name, said)
    assert left_out(fields, values) == paths
    tidy = without_blanks(fields, values)
    assert left_out(fields, tidy) == ()
    assert (tidy == values) == (not paths)
