"""What no body can have, and what hardly any has: on either side of each limit."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.rulings import ruled
from tracker.events.catalogue import Event
from tracker.values.vocabularies import Severity

LIVER = ex.lesion("liver", 1001)
MOST = [
    pytest.param("impossible-size", ex.scan("ct", ex.lesion("liver", 1000)), ex.scan("ct", LIVER), id="a lesion"),
    pytest.param(
        "impossible-size",
        replace(ex.finding("examination"), lesions=(ex.lesion("node", 20),)),
        replace(ex.finding("examination"), lesions=(replace(LIVER, mm=None, previously_mm=Decimal(2400)),)),
        id="a lesion as it was before, at an examination",
    ),
    pytest.param("impossible-hemoglobin", ex.lab("Hb", 300, "g/L"), ex.lab("hemoglobin", 1120, "g/L"), id="hemoglobin"),
    pytest.param("impossible-hemoglobin", ex.lab("Hb", 30, "g/dL"), ex.lab("Hb", "30.1", "g/dL"), id="in another unit"),
    pytest.param(
        "unlikely-body", ex.measurement("weight", 500, "kg"), ex.measurement("weight", 501, "kg"), id="weight"
    ),
    pytest.param(
        "unlikely-body", ex.measurement("Weight", 70_000, "g"), ex.measurement("weight", 700_000, "g"), id="weight in g"
    ),
    pytest.param(
        "unlikely-body", ex.measurement("height", 172, "cm"), ex.measurement("height", 1720, "cm"), id="height"
    ),
    pytest.param("unlikely-age", ex.registered(age=120), ex.registered(age=121), id="age"),
    pytest.param("unlikely-gy", ex.radiotherapy("rt", 100, 25), ex.radiotherapy("rt", 5000, 25), id="a dose in cGy"),
]


@pytest.mark.parametrize(("rule", "within", "beyond"), MOST)
def test_a_limit_holds_and_what_is_beyond_it_is_found(rule: str, within: Event, beyond: Event) -> None:
    assert not ruled(rule, within)
    (row,) = ruled(rule, beyond)
    assert row.severity is (Severity.ERROR if rule.startswith("impossible") else Severity.WARNING)
    assert row.events == (getattr(beyond, "key", ""),)


def test_a_dose_in_gy_says_how_much_each_fraction_would_be_and_asks_for_cgy() -> None:
    (row,) = ruled("unlikely-gy", ex.radiotherapy("rt", 5000, 25))
    assert row.summary == "PTV of rt received 5000 Gy in 25 fractions, 200 Gy each; is that cGy?"


def test_a_unit_without_a_factor_is_not_judged() -> None:
    assert not ruled("impossible-hemoglobin", ex.lab("Hb", 1120, "mmol/L"))
    assert not ruled("unlikely-body", ex.measurement("weight", 900, "1"))
