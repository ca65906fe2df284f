"""What is worth a second look about an entry, beside what is known; never more than a hint."""

from decimal import Decimal

import pytest

from tests import examples as ex
from tracker.decisions.odd_drugs import drug_oddity
from tracker.decisions.odd_results import Usual, seen_in
from tracker.decisions.oddities import oddities_of
from tracker.events.catalogue import Fact

ELSEWHERE = (
    Usual("Hb", "g/L", Decimal(45), Decimal(148), 12),
    Usual("ferritin", "ug/L", Decimal(20), Decimal(900), 3),
)


def hints(entry: Fact, *case: Fact) -> str:
    return " | ".join(oddities_of(entry, seen_in(ex.record(ex.diagnosed(), *case)), ELSEWHERE))


HB = ex.lab("Hb", 61, "g/L", key="labs-0-hb")


@pytest.mark.parametrize(
    ("entry", "case", "said"),
    [
        pytest.param(
            ex.lab("Hb", 61000, "g/L", key="new"),
            (HB,),
            "Hb 61000 g/L is 1,000 times the last value of this case, 61 g/L (labs-0-hb)",
            id="figures too many",
        ),
        pytest.param(
            ex.lab("Hb", 61000, "g/dL", key="new"),
            (HB,),
            "Hb 61000 g/dL is 10,000 times the last value of this case, 61 g/L (labs-0-hb)",
            id="a unit with an exact factor is compared",
        ),
        pytest.param(
            ex.lab("Hb", "6.1", "g/L", key="new"),
            (HB,),
            "Hb 6.1 g/L is 1/10 of the last value of this case, 61 g/L (labs-0-hb)",
            id="a figure too few",
        ),
        pytest.param(
            ex.lab("Hb", 61000, "g/L", key="new"),
            (),
            "Hb 61000 g/L is 412 times the greatest of 12 in other cases, 148 g/L",
            id="without a value of this case those of others are asked",
        ),
        pytest.param(
            ex.lab("LDH", 40000, "U/L", key="new", reference=(None, 250)),
            (),
            "LDH 40000 U/L is 160 times its own upper limit, 250",
            id="its own limits",
        ),
        pytest.param(
            ex.lab("haemoglobin", 62, "g/L", key="new"),
            (HB,),
            "haemoglobin begins a series of its own: this case calls it Hb (labs-0-hb: 61 g/L); write Hb",
            id="another name of the same analyte",
        ),
        pytest.param(
            ex.lab("haemoglobin", 62, "g/L", key="new"),
            (),
            "haemoglobin is called Hb in other cases",
            id="as elsewhere",
        ),
        pytest.param(
            ex.lab("EBV DNA", 500, "{copies}/mL", key="new"),
            (ex.lab("EBV-DNA", 9, "{copies}/mL", key="ebv"),),
            "this case calls it EBV-DNA (ebv: 9 copies/mL)",
            id="another spelling",
        ),
        pytest.param(
            ex.lab("ferittin", 50, "ug/L", key="new"),
            (),
            "did you mean ferritin, as in other cases?",
            id="a slip",
        ),
        pytest.param(
            ex.measurement("weight", 7000, "kg", key="new"),
            (ex.measurement("weight", 70, "kg", key="w"),),
            "weight 7000 kg is 100 times the last value of this case, 70 kg (w)",
            id="a measurement",
        ),
    ],
)
def test_a_result_that_looks_like_a_slip_is_named_beside_what_is_known(
    entry: Fact, case: tuple[Fact, ...], said: str
) -> None:
    assert said in hints(entry, *case)


@pytest.mark.parametrize(
    ("entry", "case"),
    [
        pytest.param(ex.lab("Hb", 70, "g/L", key="new"), (HB,), id="a value like the one before"),
        pytest.param(
            ex.lab("LDH", 332, "U/L", key="new"), (ex.lab("LDH", 6029, "U/L", key="ldh"),), id="an enzyme that falls"
        ),
        pytest.param(ex.lab("HB", 7, "g/dL", key="new"), (HB,), id="the same in another unit"),
        pytest.param(ex.lab("Hb", 61000, "g/L", key="labs-0-hb"), (HB,), id="a correction of the only value"),
        pytest.param(
            ex.lab("EBV-DNA", 131, "{copies}/mL", key="new"),
            (ex.lab("EBV-DNA", "6.15e5", "{copies}/mL", key="ebv"),),
            id="copies run over powers of ten",
        ),
        pytest.param(ex.lab("lipase", 50, "U/L", key="new"), (HB,), id="an analyte that is like no other"),
        pytest.param(ex.lab("ALP", 50, "U/L", key="new"), (ex.lab("ALT", 30, "U/L", key="alt"),), id="known ones"),
    ],
)
def test_what_fits_has_no_hint(entry: Fact, case: tuple[Fact, ...]) -> None:
    said = hints(entry, *case)
    if entry.key == "labs-0-hb":
        assert "other cases" in said
        return
    assert said == ""


@pytest.mark.parametrize(
    ("drug", "said"),
    [
        ("not given", "'not given' is no drug: leave a drug that was not given out of the list"),
        ("NONE", "is no drug: leave"),
        ("Not received", "is no drug: leave"),
        ("cisplatin 75 mg/m2", "write cisplatin as the drug and 75 mg/m2 in the fields dose and unit"),
        ("carboplatin AUC 5", "write carboplatin as the drug and AUC 5 in"),
        ("capecitabine (1000mg/m2 bid)", "write capecitabine as the drug and 1000mg/m2 bid in"),
        ("cisplatine 80 mg", "did you mean cisplatin?"),
        ("gemcitabine + cisplatin", "names several drugs: give each an entry of its own (gemcitabine, cisplatin)"),
        ("cisplatine", "cisplatine is no drug we know: it is recorded as written; did you mean cisplatin"),
        ("xyz-17", "xyz-17 is no drug we know: it is recorded as written"),
    ],
)
def test_a_name_that_is_no_drug_says_what_to_write_instead(drug: str, said: str) -> None:
    assert said in drug_oddity(drug)


@pytest.mark.parametrize(
    "drug", ["Cisplatin", "5-FU", "trifluridine/tipiracil", "S-1", "nab paclitaxel", " gemcitabine "]
)
def test_a_drug_that_is_known_has_no_hint(drug: str) -> None:
    assert drug_oddity(drug) == ""
