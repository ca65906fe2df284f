"""What an import brought and no other lane draws has a lane named by its source."""

from msgspec.structs import replace

from tests import examples as ex
from tracker.events.catalogue import ClinicalEvent
from tracker.projections.pictures import picture_of
from tracker.tui.lanes import lanes_of

BY_DEFAULT = ["Chemo", "Immuno", "Other", "RT", "Scan", "Resp", "AE", "ECOG"]


def of_type(event: ClinicalEvent, kind: str) -> ClinicalEvent:
    return replace(event, extra={"EVENT_TYPE": kind})


IMPORTED = picture_of(
    ex.history(
        ex.diagnosed(day=0),
        of_type(ex.procedure("resection", "op", day=5), "SURGERY"),
        of_type(ex.finding("w1", "Ward", day=9), "WARD_STAY"),
        of_type(ex.finding("w2", "Ward", day=30), "Ward stay"),
        of_type(ex.procedure("specimen", "s", day=5), "Specimen"),
        ex.finding("own", "headache", day=7),
    )
)


def test_types_of_a_study_have_lanes_after_the_others_whatever_their_capitals() -> None:
    assert [lane.name for lane in IMPORTED.lanes] == [*BY_DEFAULT, "Specimen", "Surgery", "Ward stay"]
    assert [[mark.day for mark in lane.marks] for lane in IMPORTED.lanes[8:]] == [[5], [5], [9, 30]]


def test_a_case_without_an_import_has_no_such_lane() -> None:
    drawn = picture_of(ex.history(ex.diagnosed(day=0), ex.procedure("biopsy", "b", day=5)))
    assert [lane.name for lane in drawn.lanes] == BY_DEFAULT


def test_in_few_rows_they_come_after_the_lanes_that_every_case_has() -> None:
    assert [lane.name for lane in lanes_of(IMPORTED, 8)] == [
        "Drugs", "RT", "Resp", "Scan", "AE", "ECOG", "Specimen", "Surgery",
    ]  # fmt: skip
    assert [lane.name for lane in lanes_of(IMPORTED, 2)] == ["Therapy", "Resp"]
