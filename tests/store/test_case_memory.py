"""What a case keeps: a month that was known as it was true is one sheet, not two."""

from tests import examples as ex
from tests.said import time
from tracker.casebook.case import Case
from tracker.projections.months import months_of
from tracker.projections.sheets import sheets_of

FACTS = (
    ex.diagnosed(),
    ex.ecog(1, day=10),
    ex.scan("ct", ex.lesion("node", 24), day=40, known=time(day=70)),
    ex.ecog(2, "ecog-1", day=130),
)


def test_a_month_that_was_known_as_it_was_true_has_one_sheet() -> None:
    case = Case(ex.record(*FACTS))
    true, known = case.sheets(), case.sheets(known=True)
    assert known == sheets_of(case.history, months_of(case.history, known=True))
    assert [then is now for then, now in zip(known, true, strict=True)] == [
        then == now for then, now in zip(known, true, strict=True)
    ]
    assert known[0] is true[0]
    assert known[1] is not true[1]
