"""Laws of case files: what is written reads back unchanged, and no input whatever raises."""

import json
from collections.abc import Iterator

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from tests import examples as an
from tests.complete import complete
from tracker.adapters.casefile import (
    CaseFile,
    Document,
    FileEvent,
    read_case_file,
    template,
    to_json_lines,
    to_yaml,
)
from tracker.events.catalogue import FACT_CLASSES, Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import Source
from tracker.events.soundness import faults_of
from tracker.values.when import Timing, When

KEYS = ("dx", "l1", "l1-c1", "scan", "labs", "pd")
SHAS = ("0" * 64, "f" * 64, "5" * 64)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | st.sampled_from(
    ["null", "~", "no", "- x", "a: b", "a #b", "{x}", "'", '"', "\\", "&a", "*a", "!t", "%", "@", "`", "| x", "> x", " x", "é\n\tü"]
)  # fmt: skip
names = texts.filter(lambda text: bool(text.strip()))
keys = st.sampled_from((*KEYS, "time-zero", "l1-c1.end"))
durations = st.sampled_from(["7 mo", "21 d", "3 wk", "1.5 a"])
forms: st.SearchStrategy[str | Timing] = st.one_of(
    st.sampled_from(["time-zero", "unknown", "2023", "2023-04", "2023-04-01/2023-06-30"]),
    st.builds(lambda a, d: Timing(after=a, stated=d), keys, durations),
    st.builds(lambda a, d: Timing(before=a, at_least="0 d", at_most=d), keys, durations),
    st.builds(lambda a: Timing(with_=a), keys),
    st.builds(lambda day: Timing(day=day), st.floats(-900, 900) | st.just((1.0, 2.5))),
    st.builds(
        lambda name, a: Timing(question=name, readings={name: Timing(after=a), "other": "2023"}, preferred=name),
        names,
        keys,
    ),
)
whens: st.SearchStrategy[When] = forms | st.lists(forms, min_size=1, max_size=3).map(tuple)
sources = st.builds(
    Source, document=st.none() | st.sampled_from(SHAS), locator=names, span=st.none() | st.just((3, 12))
)


def _plain(key: str, when: When) -> Iterator[Entered]:
    """One fact of every sort that needs no other fact, at a time."""
    yield an.diagnosed(key=key, at=when)
    yield an.scan(key, an.lesion("node", "12.5"), an.lesion("liver"), at=when)
    yield an.lab("EBV-DNA", "6.15e5", "{copies}/mL", key=key, at=when)
    yield an.radiotherapy(key, "45", 25, at=when)
    yield an.started("l1", "cisplatin", key=key, at=when)
    yield an.contact(key, at=when)


@st.composite
def facts(draw: st.DrawFn, key: str) -> Entered:
    fact = draw(st.sampled_from(list(_plain(key, draw(whens)))))
    assert not isinstance(fact, ReadingSelected)
    return replace(
        fact,
        note=draw(texts),
        asserted_by=draw(texts),
        sources=tuple(draw(st.lists(sources, max_size=2))),
        extra=draw(st.dictionaries(texts, texts, max_size=2)),
    )


@st.composite
def cases(draw: st.DrawFn) -> CaseFile:
    # l1-c1 has a length, so that its end is an anchor.
    cycle = an.cycle("l1", 1, an.drug("cisplatin", "75.0"), key="l1-c1")
    entered: list[Entered] = [an.started("l1", key="l1"), cycle, an.finding("labs", draw(names))]
    entered += [draw(facts(key)) for key in KEYS if key not in {"l1", "l1-c1", "labs"}]
    documents = tuple(
        (f"d{number}", Document(sha256=sha, citation=draw(texts)))
        for number, sha in enumerate(SHAS[: draw(st.integers(0, 2))])
    )
    sound = [fact for fact in entered if not any(fault.path[:2] == ("occurred", "after") for fault in faults_of(fact))]
    return CaseFile("p-1", tuple(FileEvent(fact, 0) for fact in sound), documents)


def _is_whole(case: CaseFile) -> bool:
    return len(case.events) == len(KEYS) and all(faults_of(event) == () for event in case.facts)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(cases().filter(_is_whole))
def test_a_case_reads_back_unchanged_from_yaml_and_from_json_lines(case: CaseFile) -> None:
    for data in (to_yaml(case).encode(), b"".join(to_json_lines([case]))):
        result = read_case_file("-", data)
        assert result.problems == ()
        assert result.cases[0].patient == case.patient
        assert result.cases[0].facts == case.facts


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(cases().filter(_is_whole))
def test_documents_keep_their_names_and_their_order(case: CaseFile) -> None:
    (again,) = read_case_file("-", to_yaml(case).encode()).cases
    assert again.documents[: len(case.documents)] == case.documents
    assert to_yaml(again) == to_yaml(case)


NOT_OF_FORM = ("no unit that is accepted", "cannot be evidence of itself", "which is no event", "names itself")
"""What a complete example says that no fact may: its texts are the names of their fields, its keys one and the same."""


def test_every_field_of_every_type_is_written_and_read() -> None:
    for kind in (*FACT_CLASSES, ReadingSelected):
        example_of: Entered = complete(kind)  # type: ignore[arg-type]  # any class of the catalogue
        text = to_yaml(CaseFile("p", (FileEvent(example_of, 0),)))
        event = text[text.index("events:") :]
        missing = [name for name in _wire_names(example_of) if f"{name}: " not in event and f"{name}:\n" not in event]
        assert missing in ([], ["asserted_by"]), kind
        problems = read_case_file(
            "p.yaml", text.encode(), known_keys=frozenset({"dx", "l1", "l1-c1", "l1-c2"})
        ).problems
        assert not [str(problem) for problem in problems if not any(said in problem.message for said in NOT_OF_FORM)]


def _wire_names(event: Struct) -> tuple[str, ...]:
    return event.__struct_encode_fields__


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@example(b'"\\UFFFFFFFF"')
@example(b"%YAML 99.1\n---\n")
@example(b"? ? ? :")
def test_no_bytes_raise_and_none_are_taken_for_a_case_without_being_one(data: bytes) -> None:
    for name in ("x.yaml", "x.jsonl", "-"):
        result = read_case_file(name, data)
        assert bool(result.cases) != bool(result.problems)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_slip_of_the_keyboard_raises(data: st.DataObject) -> None:
    text = template("p")
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 30)))
    typed = data.draw(st.text(st.sampled_from("{}[]:,-#&*!|>'\"%@`? \n\tabc019.$"), max_size=8))
    result = read_case_file("p.yaml", (text[:start] + typed + text[stop:]).encode())
    assert bool(result.cases) != bool(result.problems)


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "type", "occurred", "sources", "drugs", "after", "readings"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["cycle-given", "lab-resulted", "reading-selected", "ambiguity-noted"]),
    st.dictionaries(texts, trees),
    trees,
)
def test_no_tree_raises_whatever_stands_where_a_field_is_expected(
    kind: str, fields: dict[str, object], when: object
) -> None:
    event = {
        "key": "a",
        "occurred": when,
        "known": when,
        "drugs": when,
        "sources": when,
        "keys": when,
        **fields,
        "type": kind,
    }
    result = read_case_file("x.jsonl", json.dumps({"patient": "p", "event": event}).encode())
    assert bool(result.cases) != bool(result.problems)
