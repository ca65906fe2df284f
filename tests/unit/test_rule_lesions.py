"""A lesion called new where there was one before: sites that may be the same, a compatible side, an earlier fact."""

import pytest
from msgspec.structs import replace

from tests.examples import ambiguity, diagnosed, finding, lesion, scan
from tests.rulings import keys, ruled
from tracker.events.catalogue import Event
from tracker.events.fact import Site
from tracker.events.observation import FindingNoted, LesionObserved
from tracker.values.vocabularies import Laterality, LesionStatus, Newness


def at(name: str, side: Laterality = Laterality.NOT_STATED, *, new: Newness = Newness.NOT_STATED) -> LesionObserved:
    return replace(lesion(f"{name[:3]}-{side.value}-{new.value}"), site=Site(name=name, laterality=side), new=new)


def new(name: str, side: Laterality = Laterality.NOT_STATED) -> LesionObserved:
    return at(name, side, new=Newness.YES)


def examined(*lesions: LesionObserved) -> FindingNoted:
    return replace(finding("examination", "swelling", day=0), lesions=lesions)


LEFT, RIGHT, BOTH = Laterality.LEFT, Laterality.RIGHT, Laterality.BILATERAL


@pytest.mark.parametrize(
    ("before", "after", "fires"),
    [
        pytest.param(at("axillary node", RIGHT), new("axillary node"), True, id="the side of the new one not stated"),
        pytest.param(at("cervical node", BOTH), new("cervical node", LEFT), True, id="one of both sides"),
        pytest.param(at("cervical node", LEFT), new("cervical node", LEFT), True, id="the same side"),
        pytest.param(at("cervical nodes"), new("Cervical node"), True, id="the same name in the plural"),
        pytest.param(at("cervical node", RIGHT), new("cervical node", LEFT), False, id="the other side"),
        pytest.param(at("bone"), new("bone (ribs)"), True, id="a part of what was named"),
        pytest.param(at("bone (ribs)"), new("bone"), True, id="the whole of what was named"),
        pytest.param(at("bone (sternum)"), new("bone (ribs)"), False, id="another part"),
        pytest.param(at("right axillary lymph node"), new("axillary lymph nodes"), True, id="a side in the name"),
        pytest.param(at("axillary node", LEFT), new("axillary lymph nodes"), True, id="a lymph node is a node"),
        pytest.param(at("right axillary node"), new("left axillary lymph node"), False, id="the other side by name"),
        pytest.param(at("lung"), new("liver"), False, id="another name"),
        pytest.param(at("liver"), at("liver", new=Newness.UNCERTAIN), False, id="perhaps new"),
    ],
)
def test_a_new_lesion_is_held_against_earlier_ones_at_its_site(
    before: LesionObserved, after: LesionObserved, fires: bool
) -> None:
    rows = keys("new-at-known-site", diagnosed(), examined(before), scan("ct", after, day=200))
    assert rows == ([("ct", "examination")] if fires else [])


def test_what_a_reader_noted_of_a_part_of_a_site_speaks_for_itself() -> None:
    note = ambiguity("noted", "The bones are not listed.", "examination", "ct")
    events = diagnosed(), examined(at("bone"), at("liver")), scan("ct", new("bone (ribs)"), day=200)
    assert keys("new-at-known-site", *events) == [("ct", "examination")]
    assert keys("new-at-known-site", *events, note) == []
    same = diagnosed(), examined(at("bone")), scan("ct", new("bone"), day=200)
    assert keys("new-at-known-site", *same, note) == [("ct", "examination")]


def test_what_is_seen_at_the_same_time_or_later_was_not_there_before() -> None:
    both = scan("ct", new("liver"), day=200), scan("mri", at("liver"), day=200), scan("later", at("liver"), day=300)
    assert keys("new-at-known-site", diagnosed(), *both) == []


def test_a_lesion_that_had_resolved_and_a_side_named_later_are_said() -> None:
    gone = replace(at("axillary node", RIGHT), status=LesionStatus.RESOLVED)
    events: tuple[Event, ...] = (
        examined(at("axillary node", RIGHT)),
        scan("clear", gone, day=100),
        scan("ct", replace(new("axillary node"), mm=None), day=200),
        scan("later", at("axillary node", RIGHT), day=300),
    )
    (row,) = ruled("new-at-known-site", diagnosed(), *events)
    assert row.events == ("ct", "examination", "clear", "later")
    assert "resolved in clear" in row.summary
    assert "names the right axillary node (later)" in row.summary
