"""What holds for changes of lesions, markers and grades of every life."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import history, recorded
from tests.lives import lives
from tracker.events.catalogue import Fact
from tracker.projections.grades import with_baselines
from tracker.projections.history import history_of
from tracker.projections.lesion_changes import derive_lesion_changes
from tracker.projections.markers import derive_markers, number_of
from tracker.projections.record import record_of
from tracker.projections.rows.lesions import derive_lesions

few = settings(max_examples=60, deadline=None)


@few
@given(lives(), st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_recording(facts: tuple[Fact, ...], random: Random) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    found, again = history(*facts), history_of(record_of("p", recorded("p", shuffled)))
    assert derive_lesion_changes(found) == derive_lesion_changes(again)
    assert [
        (m.analyte, m.from_baseline, m.from_nadir, m.half_life, m.doubling_time) for m in derive_markers(found)
    ] == [(m.analyte, m.from_baseline, m.from_nadir, m.half_life, m.doubling_time) for m in derive_markers(again)]
    assert list(with_baselines(found)) == list(with_baselines(again))


@few
@given(lives())
def test_every_look_has_one_change_and_every_missing_number_a_note(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    rows, changes = derive_lesions(found), derive_lesion_changes(found)
    assert [(row.key, row.item, row.lesion) for row in rows] == [(each.key, each.item, each.lesion) for each in changes]
    for row in rows:
        numbers = row.change_mm_baseline, row.change_mm_nadir, row.change_mm_line
        assert (None in numbers) == bool(row.change_note)


@few
@given(lives())
def test_the_nadir_and_the_peak_bound_what_comes_after_the_baseline(facts: tuple[Fact, ...]) -> None:
    for marker in derive_markers(history(*facts)):
        if marker.last is None or marker.nadir is None or marker.peak is None:
            assert marker.numbers == 0
            continue
        assert number_of(marker.nadir) <= number_of(marker.last) <= number_of(marker.peak)
        for rate in (marker.half_life, marker.doubling_time):
            if rate is not None:
                assert rate.days > 0
                assert rate.earliest_days is None or rate.earliest_days <= rate.days + 1e-6
                assert rate.latest_days is None or rate.latest_days >= rate.days - 1e-6
