"""The corrected record, also of a log that holds what recording refuses."""

from tests.examples import amended, diagnosed, ecog, record, retracted
from tracker.projections.record import StandingFact


def standing(*facts: StandingFact) -> list[tuple[str, int, int]]:
    """Key, version that first recorded it, number of corrections."""
    return [(fact.key, fact.origin.version, len(fact.corrections)) for fact in facts]


def test_the_latest_amendment_holds_and_one_after_a_retraction_restores_the_fact() -> None:
    found = record(ecog(1), amended(ecog(2)), retracted("ecog-0"), amended(ecog(3)))
    assert standing(*found.facts) == [("ecog-0", 1, 3)]
    assert found.facts[0].fact == ecog(3)
    assert found.retracted == ()


def test_a_key_that_is_recorded_twice_corrects_what_it_named_first() -> None:
    found = record(ecog(1), ecog(2), diagnosed())
    assert standing(*found.facts) == [("ecog-0", 1, 1), ("dx", 3, 0)]
    assert found.facts[0].fact == ecog(2)
    assert found.first == (ecog(1), ecog(2), diagnosed())


def test_a_key_that_is_recorded_again_after_its_retraction_restores_the_fact() -> None:
    found = record(ecog(1), retracted("ecog-0"), ecog(2))
    assert (standing(*found.facts), found.retracted) == ([("ecog-0", 1, 2)], ())


def test_an_amendment_of_what_was_never_recorded_records_it() -> None:
    found = record(diagnosed(), amended(ecog(2)))
    assert standing(*found.facts) == [("dx", 1, 0), ("ecog-0", 2, 1)]
    assert found.first == (diagnosed(), ecog(2))


def test_a_retraction_of_what_was_never_recorded_takes_nothing_back() -> None:
    found = record(diagnosed(), retracted("ecog-0"))
    assert (standing(*found.facts), found.retracted) == ([("dx", 1, 0)], ())
