"""How a response is drawn in a lane: overall in capitals, of a site in small letters, `?` where no category is stated."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.events.disease import SiteResponse
from tracker.projections.chronicles import chronicle_of
from tracker.projections.picture_marks import response_sign
from tracker.projections.pictures import picture_of
from tracker.tui.lanes import _rank
from tracker.values.vocabularies import ResponseCategory

NOT_STATED = ResponseCategory.NOT_STATED


def by_site(*categories: str, overall: str = "not-stated") -> tuple[str, str]:
    """The sign of a response whose sites have some categories: in a lane, and on the timeline."""
    sites = tuple(
        SiteResponse(site=ex.site(f"site {number}"), category=ResponseCategory(category))
        for number, category in enumerate(categories)
    )
    found = replace(ex.response("r", overall, day=40), by_site=sites)
    history = ex.history(ex.diagnosed(day=0), found)
    (lane,) = (lane for lane in picture_of(history).lanes if lane.name == "Resp")
    (track,) = (each for group in chronicle_of(history).groups for each in group.tracks if each.name == "response")
    assert lane.marks[0].label == response_sign(found)
    return lane.marks[0].label, track.dots[0].label


@pytest.mark.parametrize(
    ("categories", "overall", "signs"),
    [
        pytest.param(("SD",), "not-stated", ("sd", "sd"), id="of the one site"),
        pytest.param(("CR", "SD", "PR"), "not-stated", ("sd", "sd"), id="the worst of several"),
        pytest.param(("not-stated", "CR"), "not-stated", ("cr", "cr"), id="of the one that has any"),
        pytest.param(("NE", "CR"), "not-stated", ("cr", "cr"), id="rather than what cannot be told"),
        pytest.param(("iUPD",), "not-stated", ("iu", "iupd"), id="as far as a lane has room"),
        pytest.param(("SD",), "PD", ("PD", "PD"), id="overall goes first"),
        pytest.param(("not-stated",), "not-stated", ("?", "?"), id="no category at all"),
        pytest.param((), "not-stated", ("?", "?"), id="no site either"),
    ],
)
def test_a_category_that_is_stated_is_never_drawn_as_a_doubt(
    categories: tuple[str, ...], overall: str, signs: tuple[str, str]
) -> None:
    assert by_site(*categories, overall=overall) == signs


@pytest.mark.parametrize("category", sorted(set(ResponseCategory) - {NOT_STATED}))
def test_of_two_that_crowd_each_other_that_of_a_site_gives_way_to_the_overall_one(category: ResponseCategory) -> None:
    overall, of_site = by_site(overall=category)[0], by_site(category)[0]
    assert _rank("?") < _rank(of_site) < _rank(overall)
