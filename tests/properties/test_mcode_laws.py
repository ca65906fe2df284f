"""Laws of mCODE bundles: any case survives, any bundle that is read gives the same facts again, no bundle whatever raises."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests import bundles as fhir
from tests import examples as an
from tests.complete import complete
from tests.properties.test_casefile_laws import cases
from tracker.adapters.casefile import CaseFile
from tracker.adapters.mcode.reading import read_bundle
from tracker.adapters.mcode.writing import write_bundle
from tracker.decisions.references import dangling
from tracker.events.catalogue import FACT_CLASSES
from tracker.events.disease import CancerDiagnosed
from tracker.events.soundness import faults_of
from tracker.projections.record import Record

JENNY = json.loads(fhir.JENNY.read_bytes())
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1e300, "", " ", "x" * 500, "\x1b[31m", "9999-99-99", "2018-02-30", "2018-05", [], {}, [{}], {"reference": "Observation/x"},
    {"reference": "Condition/primary-cancer-condition-jenny-m"}, {"value": -5, "code": "cGy"}, {"text": "T4"}, "entered-in-error",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(cases())
def test_any_sound_case_survives_as_a_bundle(case: CaseFile) -> None:
    sound = [fact for fact in case.facts if not faults_of(fact)]
    while lost := {complaint.key for complaint in dangling(Record("p-1"), sound)}:
        sound = [fact for fact in sound if fhir.name_of(fact) not in lost]
    again = read_bundle("-", write_bundle("p-1", sound, lambda _key: (3.0, 40.5)).data)
    assert again.problems == ()
    assert again.left_out == ()
    found = {fhir.name_of(fact): fact for fact in again.cases[0].facts} if again.cases else {}
    assert found == {fhir.name_of(fact): fact for fact in sound}
    assert again.cases[0].patient == "p-1"


def test_every_field_of_every_type_survives_as_a_bundle() -> None:
    for kind in FACT_CLASSES:
        fact: Any = complete(kind)
        data = write_bundle("p_1.a", (fact,)).data
        carried = json.loads(data)
        assert b"rest-of-fact" in data, kind
        assert carried["entry"][0]["resource"]["resourceType"] == "Patient"
        result = read_bundle("-", data)
        assert result.problems == (), kind
        alone = not list(dangling(Record("p"), (fact,)))
        if alone and not faults_of(fact):
            assert result.cases[0].facts == (fact,)
            assert result.cases[0].patient == "p_1.a"


def _places(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        found += _places(value, (*path, key))
    return found


PLACES = _places(JENNY)


def _put(node: Any, path: tuple[str | int, ...], value: Any) -> None:
    """Put a value at a place, if an earlier slip has left it."""
    for part in path[:-1]:
        try:
            node = node[part]
        except (LookupError, TypeError):
            return
    last: Any = path[-1]
    if isinstance(node, dict) or (isinstance(node, list) and isinstance(last, int) and last < len(node)):
        node[last] = value


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD)), min_size=1, max_size=4))
def test_a_damaged_bundle_gives_facts_that_read_back_or_problems_and_never_raises(
    slips: list[tuple[tuple[str | int, ...], Any]],
) -> None:
    damaged = copy.deepcopy(JENNY)
    for path, value in slips:
        _put(damaged, path, value)
    result = read_bundle("jenny", json.dumps(damaged).encode(), case="jenny")
    assert bool(result.problems) != bool(result.cases)
    for case in result.cases:
        assert all(faults_of(fact) == () for fact in case.facts)
        assert not list(dangling(Record("jenny"), case.facts))
        again = read_bundle("again", write_bundle("jenny", case.facts).data)
        assert again.problems == ()
        assert again.cases[0].facts == case.facts
        assert all(name.count("\n") == 0 for name in result.left_out)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["resourceType", "entry", "resource", "id", "type"]), inner, max_size=4),
        max_leaves=12,
    ).map(lambda tree: json.dumps({"resourceType": "Bundle", "type": "collection", "entry": tree}).encode("utf-8", "replace"))
)  # fmt: skip
def test_no_bytes_raise(data: bytes) -> None:
    result = read_bundle("-", data)
    assert result.problems or result.cases


def test_a_fact_that_was_amended_is_never_written_with_the_code_of_what_it_was() -> None:
    case = read_bundle("jenny", fhir.JENNY.read_bytes(), case="jenny").cases[0]
    amended = [
        replace(fact, diagnosis="lobular carcinoma of the breast") if isinstance(fact, CancerDiagnosed) else fact
        for fact in case.facts
    ]
    data = write_bundle("jenny", amended).data
    conditions = [
        entry["resource"] for entry in json.loads(data)["entry"] if entry["resource"]["resourceType"] == "Condition"
    ]
    assert [item["code"] for item in conditions] == [{"text": "lobular carcinoma of the breast"}]
    assert read_bundle("again", data).cases[0].facts == tuple(amended)


def test_keys_that_fhir_cannot_hold_or_that_mean_the_patient_survive() -> None:
    long = "k" * 118
    facts = (
        an.registered(key="me", at="time-zero"),
        an.diagnosed(key="patient", at="2023"),
        an.finding("a_b", "pain", after="patient", stated="3 d"),
        an.finding("a-b", "fatigue", with_="a_b"),
        an.lab("LDH", 1, "U/L", key=f"{long}_1", after="a-b"),
        an.lab("LDH", 2, "U/L", key=f"{long}_2", after=f"{long}_1"),
        an.staged("T1", "N0", "M0", "I", key="s"),
        an.lab("Hb", 9, "g/dL", key="s--t"),
        an.finding("record-time-zero", "cough", day=3),
    )
    result = read_bundle("-", write_bundle("p", facts).data)
    assert (result.problems, result.left_out) == ((), ())
    assert {fhir.name_of(fact): fact for fact in result.cases[0].facts} == {fact.key: fact for fact in facts}
