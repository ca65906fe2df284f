"""`responses`, `progressions`, `adverse_events`, `performance`: what somebody judged, as they judged it."""

from msgspec.structs import replace

from tests.examples import adverse_event, diagnosed, ecog, history, progression, response, site
from tracker.events.disease import SiteResponse
from tracker.projections.rows.adverse_events import derive_adverse_events
from tracker.projections.rows.performance import derive_performance
from tracker.projections.rows.progressions import derive_progressions
from tracker.projections.rows.responses import derive_responses
from tracker.values.vocabularies import Certainty, Laterality, Presence, ProgressionExtent, ResponseCategory


def test_a_response_by_site_stays_one_row() -> None:
    by_site = (
        SiteResponse(site=site("bone"), category=ResponseCategory.COMPLETE_RESPONSE),
        SiteResponse(site=site("neck"), words="nearly gone"),
        SiteResponse(site=site("liver")),
    )
    judged = replace(response("r", "not-stated", "scan", "exam", day=5), by_site=by_site, assessor="authors")
    (row,) = derive_responses(history(diagnosed(), judged))
    assert row.by_site == "bone: CR; neck: nearly gone; liver: not-stated"
    assert (row.category, row.assessor, row.evidence) == ("not-stated", "authors", "scan, exam")


def test_two_people_who_disagree_have_two_rows() -> None:
    rows = derive_responses(history(diagnosed(), response("a", "PR", day=5), response("b", "SD", day=5)))
    assert [row.category for row in rows] == ["PR", "SD"]


def test_a_progression_names_its_sites_with_side_and_doubt() -> None:
    node = replace(site("level II node", Laterality.RIGHT), certainty=Certainty.POSSIBLE)
    declared = replace(
        progression(1, extent=ProgressionExtent.REGIONAL, certainty=Certainty.PROBABLE, day=9),
        sites=(node, site("bone")),
    )
    (row,) = derive_progressions(history(diagnosed(), declared))
    assert (row.ordinal, row.sites) == (1, "right level II node (possible), bone")
    assert (row.extent, row.certainty, row.assessor) == ("regional", "probable", None)
    assert derive_progressions(history(diagnosed(), progression(None, key="pd", day=1)))[0].sites is None


def test_one_grade_is_a_range_of_one_and_none_is_null() -> None:
    facts = (
        adverse_event("nausea", 2, day=1),
        adverse_event("myelosuppression", 2, 3, day=2),
        adverse_event("rash", day=3),
    )
    rows = derive_adverse_events(history(diagnosed(), *facts))
    assert [(row.grade, row.grade_most) for row in rows] == [(2, 2), (2, 3), (None, None)]
    assert {row.ctcae_version for row in rows} == {"not-stated"}


def test_an_absent_adverse_event_keeps_its_row() -> None:
    absent = replace(adverse_event("neutropenia", 3, 4, day=1), presence=Presence.ABSENT)
    assert derive_adverse_events(history(diagnosed(), absent))[0].presence == "absent"


def test_a_decline_has_no_score() -> None:
    rows = derive_performance(history(diagnosed(), ecog(2), replace(ecog(None, key="worse", day=9), words="decline")))
    assert [(row.ecog, row.words) for row in rows] == [(2, None), (None, "decline")]
