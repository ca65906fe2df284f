"""What a judgment rests on, each fact in one line, and nothing of a fact still to come."""

from msgspec.structs import replace

from tests import examples as ex
from tracker.projections.provenance import Horizon, provenance_of
from tracker.projections.resting import LATER, Resting
from tracker.values.vocabularies import Modality

CT = ex.scan("ct", ex.lesion("a", 24, where="axillary node"), ex.lesion("b", 9, where="liver"), day=250)
PD = replace(ex.progression(1, "axillary node", day=251), evidence=("ct", "labs"))
CASE = (ex.diagnosed(day=0), CT, ex.lab("EBV-DNA", 2630, key="labs", day=250), PD, ex.contact(day=400))


def test_evidence_is_told_by_when_what_and_what_was_seen_at_the_sites_that_are_judged() -> None:
    found = provenance_of(ex.history(*CASE), PD.key, {})
    assert found.resting == (
        Resting("ct", "M8.2 SCAN CT: axillary node 24 mm"),
        Resting("labs", "M8.2 LAB EBV-DNA 2630"),
    )
    assert all(each.label != "evidence" for each in found.particulars)


def test_of_a_scan_that_saw_no_judged_site_all_is_told() -> None:
    elsewhere = replace(CT, studies=tuple(replace(each, modality=Modality.MRI) for each in CT.studies))
    other = replace(PD, sites=(ex.site("bone"),), evidence=("ct",))
    found = provenance_of(ex.history(CASE[0], elsewhere, other), PD.key, {}).resting
    assert [each.text for each in found] == ["M8.2 SCAN MRI: axillary node 24 mm, liver 9 mm"]


def test_what_a_remark_speaks_of_is_told_and_a_later_fact_is_not_named() -> None:
    noted = ex.ambiguity("odd", "it does not fit", "ct", "last-follow-up")
    history = ex.history(*CASE, noted)
    assert [each.key for each in provenance_of(history, "odd", {}).resting] == ["ct", "last-follow-up"]
    then = provenance_of(history, "odd", {}, Horizon(260.0, frozenset({"dx", "ct", "labs"})))
    assert then.resting[1] == Resting("", LATER)
