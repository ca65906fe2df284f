from math import inf

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.events.catalogue import Fact
from tracker.events.fact import Site
from tracker.events.treatment import RadiotherapyGiven, RadiotherapyVolume, RegimenDrug
from tracker.projections.picture import Band, BandKind, Lane, MilestoneKind, Picture, Tendency
from tracker.projections.pictures import picture_of
from tracker.values import vocabularies as words
from tracker.values.vocabularies import Delivery, DrugStatus, Modality, Presence


def picture(*facts: Fact) -> Picture:
    return picture_of(ex.history(ex.diagnosed(day=0), *facts))


def lane(drawn: Picture, name: str) -> Lane:
    return next(lane for lane in drawn.lanes if lane.name == name)


def spans(bands: tuple[Band, ...]) -> list[tuple[str, float, float | None]]:
    return [(band.label, band.start, band.stop) for band in bands]


def test_milestones_are_the_points_worth_stepping_to_in_the_order_of_living() -> None:
    drawn = picture(
        ex.scan("ct", day=20),
        ex.started("l1", "cisplatin", day=2),
        ex.progression(1, day=20),
        ex.stopped("l1", day=30),
        ex.lab("Hb", 61, "g/L", day=40),
        ex.died(day=90),
    )
    assert [(stone.kind, stone.label) for stone in drawn.milestones] == [
        (MilestoneKind.DIAGNOSIS, "diagnosis: primary"),
        (MilestoneKind.REGIMEN, "l1 start"),
        (MilestoneKind.SCAN, "CT"),
        (MilestoneKind.PROGRESSION, "PD1"),
        (MilestoneKind.REGIMEN, "l1 stop"),
        (MilestoneKind.DEATH, "death"),
    ]


def test_a_regimen_is_a_band_until_its_hold_or_the_next_start_and_goes_on_where_nothing_ends_it() -> None:
    drawn = picture(
        ex.started("l1", "cisplatin", day=2),
        ex.held("l1", day=40),
        ex.started("l2", "gemcitabine", day=90),
        ex.started("l3", "capecitabine", day=150),
    )
    assert spans(drawn.bands) == [("cisplatin", 2, 40), ("gem", 90, 150), ("cape", 150, None)]


def test_a_stop_that_is_estimated_before_its_start_leaves_a_band_at_the_start() -> None:
    drawn = picture(ex.stopped("l1", day=(0, 30)), ex.started("l1", "cisplatin", day=25))
    assert spans(drawn.bands) == [("cisplatin", 25, 25)]
    assert drawn.bands[0].stop_latest == 30


def test_the_classes_of_a_regimen_stand_in_lanes_of_their_own() -> None:
    drawn = picture(
        ex.started("l1", "nab-paclitaxel", "tislelizumab", day=1), ex.started("l2", "camrelizumab", "anlotinib", day=90)
    )
    assert [band.kind for band in drawn.bands] == [BandKind.CHEMOIMMUNOTHERAPY, BandKind.TARGETED_COMBINATION]
    assert spans(lane(drawn, "Chemo").bands) == [("nab-P", 1, 90)]
    assert spans(lane(drawn, "Immuno").bands) == [("tisle", 1, 90), ("camre", 90, None)]
    assert [(band.label, band.kind) for band in lane(drawn, "Other").bands] == [("anlotinib", BandKind.TARGETED)]


def test_drugs_of_which_it_is_not_stated_whether_they_went_on_are_doubtful() -> None:
    drugs = (RegimenDrug(drug="nab-paclitaxel"), RegimenDrug(drug="tislelizumab", status=DrugStatus.NOT_STATED))
    drawn = picture(replace(ex.started("l2", day=1), drugs=drugs))
    assert [band.doubtful for band in lane(drawn, "Chemo").bands] == [False]
    assert [band.doubtful for band in lane(drawn, "Immuno").bands] == [True]
    assert [(band.kind, band.doubtful) for band in drawn.bands] == [(BandKind.CHEMOTHERAPY, False)]
    assert [band.partly_doubtful for band in drawn.bands] == [True]
    assert [band.partly_doubtful for lane in drawn.lanes for band in lane.bands] == [False, False]


@pytest.mark.parametrize(
    ("said", "label"),
    [
        pytest.param({"referred_to_as": "original"}, "l3, drugs not listed: “original”", id="by reference"),
        pytest.param({"name": "FOLFOX", "referred_to_as": "same"}, "FOLFOX, drugs not listed", id="by name"),
        pytest.param({}, "l3, drugs not listed", id="not at all"),
    ],
)
def test_a_regimen_whose_drugs_are_not_listed_was_given_all_the_same(said: dict[str, str], label: str) -> None:
    drawn = picture(replace(ex.started("l3", day=1), **said))
    expected = [(label, BandKind.UNLISTED, False, False)]
    for bands in (lane(drawn, "Other").bands, drawn.bands):
        assert [(band.label, band.kind, band.doubtful, band.partly_doubtful) for band in bands] == expected


def test_a_regimen_that_lists_no_drugs_has_those_of_its_cycles() -> None:
    drawn = picture(ex.started("l1", day=1), ex.cycle("l1", 1, ex.drug("cisplatin", 75), day=1))
    assert spans(lane(drawn, "Chemo").bands) == [("cisplatin", 1, None)]


def test_radiotherapy_lasts_as_long_as_it_is_stated_and_is_doubtful_unless_delivered() -> None:
    planned = replace(ex.radiotherapy("rt", 60, 30, day=10), delivery=Delivery.PLANNED)
    (band,) = lane(picture(planned), "RT").bands
    assert (band.label, band.start, band.stop, band.doubtful) == ("PTV 60 Gy/30", 10, 52, True)


def test_a_volume_names_its_sites_only_after_an_earlier_course_that_was_known_used_its_name() -> None:
    def course(key: str, day: float, site: str, known: str | None = None) -> RadiotherapyGiven:
        volume = RadiotherapyVolume(name="PTV", sites=(Site(name=site),))
        return replace(ex.radiotherapy(key, 60, 30, day=day), volumes=(volume,), known=known)

    def labels(*courses: RadiotherapyGiven) -> list[str]:
        return [band.label for band in lane(picture(*courses), "RT").bands]

    assert labels(course("a", 10, "skull base"), course("b", 200, "rib")) == ["PTV", "PTV rib"]
    assert labels(course("a", 10, "rib"), course("b", 200, "rib")) == ["PTV", "PTV"]
    assert labels(course("a", 10, "skull base", "publication"), course("b", 200, "rib")) == ["PTV", "PTV"]
    together = replace(
        course("a", 10, "rib"), volumes=(*course("a", 10, "rib").volumes, *course("b", 9, "hip").volumes)
    )
    assert labels(together) == ["PTV rib, PTV hip"]


def test_lanes_mark_scans_responses_adverse_events_and_performance() -> None:
    absent = replace(ex.adverse_event("Rash", key="none", day=7), presence=Presence.ABSENT)
    drawn = picture(
        ex.scan("pet", modality=Modality.PET_CT, day=1),
        ex.response("r", "not-stated", day=2),
        ex.response("p", "PD", day=90),
        ex.progression(1, day=90),
        ex.progression(2, day=120),
        ex.adverse_event("Myelosuppression", 2, 3, day=5),
        absent,
        ex.ecog(2, day=3),
        ex.ecog(None, key="decline", day=60),
    )
    marks = {name: [mark.label for mark in lane(drawn, name).marks] for name in ("Scan", "Resp", "AE", "ECOG")}
    assert marks == {"Scan": ["PT"], "Resp": ["?", "PD", "PD"], "AE": ["2–3", "–"], "ECOG": ["2", "?"]}


def test_curves_hold_the_numbers_of_one_analyte_in_one_unit_in_the_order_of_their_first_ones() -> None:
    drawn = picture(
        ex.lab("LDH", 300, "U/L", key="a", day=1),
        ex.lab("LDH", 200, "U/L", key="b", day=9),
        ex.lab("EBV-DNA", 500, "{copies}/mL", comparator=words.Comparator.BELOW, key="c", day=1),
        ex.lab("EBV-DNA", word="low", key="d", day=2),
        ex.lab("Hb", 61, "g/L", key="e", day=1),
    )
    assert [(curve.analyte, [point.comparator for point in curve.points]) for curve in drawn.curves] == [
        ("EBV-DNA", ["<"]),
        ("Hb", [""]),
        ("LDH", ["", ""]),
    ]


def test_results_without_a_number_stand_beside_the_points_of_their_analyte_with_the_way_they_point() -> None:
    drawn = picture(
        ex.lab("EBV-DNA", 500, "{copies}/mL", key="a", day=1),
        ex.lab("EBV-DNA", word="dropped", word_means=words.WordMeaning.FALLING, key="b", day=(2, 8)),
        ex.lab("EBV-DNA", word="elevated", word_means=words.WordMeaning.HIGH, key="c", day=9),
        ex.lab("EBV-DNA", word="normal", word_means=words.WordMeaning.NORMAL, key="d", day=10),
        ex.lab("EBV-DNA", word="noted", key="e", day=11),
        ex.lab("LDH", word="normal", key="f", day=12),
    )
    (curve,) = drawn.curves
    assert [(word.key, word.tendency) for word in curve.words] == [
        ("b", Tendency.DOWN),
        ("c", Tendency.UP),
        ("d", Tendency.LEVEL),
        ("e", Tendency.UNKNOWN),
    ]
    assert (curve.words[0].earliest, curve.words[0].day, curve.words[0].latest) == (2, 5, 8)


def test_what_only_the_publication_knew_is_known_never() -> None:
    drawn = picture(ex.response("r", "PR", day=5, known="publication"), ex.ecog(1, day=5))
    assert [mark.known for mark in lane(drawn, "Resp").marks] == [inf]
    assert [mark.known for mark in lane(drawn, "ECOG").marks] == [5]


def test_the_picture_spans_the_months_of_the_case() -> None:
    drawn = picture(ex.finding("onset", "lump", day=-40), ex.contact(day=70))
    assert (drawn.first_day, drawn.last_day) == (-60.875, 91.3125)
