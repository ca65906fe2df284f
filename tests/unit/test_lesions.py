"""`lesions`: every look at every lesion."""

from decimal import Decimal

from msgspec.structs import replace

from tests.examples import diagnosed, finding, history, lesion, response, scan
from tracker.events.observation import ImagingStudy
from tracker.projections.rows.lesions import derive_lesions
from tracker.values.vocabularies import Axis, LesionStatus, Modality, Newness


def test_a_lesion_seen_in_two_studies_of_a_report_has_two_rows() -> None:
    node = lesion("n1", 12, axis=Axis.SHORT, previously_mm=Decimal(6), node=True)
    report = replace(
        scan("s", node, day=5),
        studies=(
            ImagingStudy(modality=Modality.CT, lesions=(node, lesion("n2", new=Newness.YES))),
            ImagingStudy(modality=Modality.MRI, lesions=(node,)),
        ),
    )
    rows = derive_lesions(history(diagnosed(), report))
    assert [(row.item, row.lesion, row.modality) for row in rows] == [
        (1, "n1", "CT"),
        (2, "n2", "CT"),
        (3, "n1", "MRI"),
    ]
    assert (rows[0].mm, rows[0].axis, rows[0].previously_mm, rows[0].node) == (12.0, "short", 6.0, True)
    assert (rows[1].mm, rows[1].new) == (None, "yes")


def test_examinations_and_responses_observe_lesions_too() -> None:
    gone = lesion("n1", status=LesionStatus.RESOLVED)
    looked = replace(finding("exam", "mass", day=1), lesions=(lesion("n1", 20),))
    judged = replace(response("r", "not-stated", day=9), lesions=(gone,))
    rows = derive_lesions(history(diagnosed(), looked, judged))
    assert [(row.key, row.modality, row.status) for row in rows] == [
        ("exam", "examination", "present"),
        ("r", "response", "resolved"),
    ]
