"""What is worth a second look about an entry, beside what is known; never more than a hint."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.adapters.casefile import read_case_file
from tracker.decisions.odd_drugs import drug_oddity
from tracker.decisions.odd_results import Elsewhere, Seen, Usual, asks_elsewhere, seen_in
from tracker.decisions.oddities import oddities_of
from tracker.events.catalogue import Fact
from tracker.events.laboratory import LabResulted
from tracker.store.places import seeds_folder

ELSEWHERE = Elsewhere(
    ("Hb", "ferritin", "LDH"),
    (
        Usual(analyte="Hb", unit="g/L", least=Decimal(45), most=Decimal(148), count=12),
        Usual(analyte="ferritin", unit="ug/L", least=Decimal(20), most=Decimal(900), count=3),
        Usual(analyte="LDH", specimen="CSF", unit="U/L", least=Decimal(10), most=Decimal(40), count=4),
    ),
)


URINE = replace(ex.lab("creatinine", 9000, "umol/L", key="urine"), specimen="urine")
LDH = ex.lab("LDH", 9000, "U/L", key="ldh", day=600)


def hints(entry: Fact, *case: Fact) -> str:
    return " | ".join(oddities_of(entry, seen_in(ex.record(ex.diagnosed(), *case)), ELSEWHERE))


HB = ex.lab("Hb", 61, "g/L", key="labs-0-hb")


@pytest.mark.parametrize(
    ("entry", "case", "said"),
    [
        pytest.param(
            ex.lab("Hb", 61000, "g/L", key="new"),
            (HB,),
            "Hb 61000 g/L is 1,000 times the value of this case, 61 g/L (labs-0-hb)",
            id="figures too many",
        ),
        pytest.param(
            ex.lab("Hb", 61000, "g/dL", key="new"),
            (HB,),
            "Hb 61000 g/dL is 10,000 times the value of this case, 61 g/L (labs-0-hb)",
            id="a unit with an exact factor is compared",
        ),
        pytest.param(
            ex.lab("Hb", "6.1", "g/L", key="new"),
            (HB,),
            "Hb 6.1 g/L is 1/10 of the value of this case, 61 g/L (labs-0-hb)",
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
            "haemoglobin is called Hb in this case; one name lets a query find both",
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
            "EBV DNA is called EBV-DNA in this case",
            id="another spelling",
        ),
        pytest.param(
            ex.lab("ferittin", 50, "ug/L", key="new"),
            (),
            "did you mean ferritin, as in other cases?",
            id="a slip",
        ),
        pytest.param(
            ex.lab("Hb", "12.5", "g/L", key="new"),
            (ex.lab("Hb", 110, "g/L", key="hb"),),
            "Hb 12.5 g/L is 1/9 of the value of this case, 110 g/L (hb)",
            id="g/dL for g/L",
        ),
        pytest.param(
            ex.lab("Hb", 13, "g/L", key="new"),
            (ex.lab("Hb", 121, "g/L", key="hb-1"), ex.lab("Hb", 118, "g/L", key="hb-2")),
            "Hb 13 g/L is 1/9 of the least of 2 values of this case, 118 g/L (hb-2)",
            id="g/dL for g/L beside several",
        ),
        pytest.param(
            ex.lab("LDH", 30, "U/L", key="new"),
            (ex.lab("LDH", 300000, "U/L", key="a"), LDH),
            "LDH 30 U/L is 1/300 of the least of 2 values of this case, 9000 U/L (ldh)",
            id="neither is the last one",
        ),
        pytest.param(
            replace(ex.lab("LDH", 9000, "U/L", key="new"), specimen="csf"),
            (),
            "LDH (csf) 9000 U/L is 225 times the greatest of 4 in other cases, 40 U/L",
            id="other cases are asked about the same specimen",
        ),
        pytest.param(
            ex.lab("ferittin", 50, "ug/L", key="new"),
            (ex.lab("ferittin", 60, "ug/L", key="new"),),
            "did you mean ferritin, as in other cases?",
            id="a correction that keeps a slip of its own",
        ),
        pytest.param(
            ex.measurement("wieght", 70, "kg", key="new"),
            (),
            "did you mean weight, which is known?",
            id="a measurement's name",
        ),
        pytest.param(
            ex.measurement("weight", 7000, "kg", key="new"),
            (ex.measurement("weight", 70, "kg", key="w"),),
            "weight 7000 kg is 100 times the value of this case, 70 kg (w)",
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
        pytest.param(ex.lab("Hb", 31, "g/L", key="new"), (ex.lab("Hb", 150, "g/L", key="hb"),), id="a bleeding"),
        pytest.param(ex.lab("creatinine", 90, "umol/L", key="new"), (URINE,), id="serum beside urine"),
        pytest.param(replace(LDH, key="new", specimen="ascites"), (), id="no other case has that fluid"),
        pytest.param(
            replace(ex.lab("LDH", 30, "U/L", key="new"), specimen="CSF"), (LDH,), id="cerebrospinal fluid beside serum"
        ),
        pytest.param(ex.lab("ALP", 50, "U/L", key="new"), (ex.lab("ALT", 30, "U/L", key="alt"),), id="known ones"),
    ],
)
def test_what_fits_has_no_hint(entry: Fact, case: tuple[Fact, ...]) -> None:
    said = hints(entry, *case)
    if entry.key == "labs-0-hb":
        assert "other cases" in said
        return
    assert said == ""


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_every_result_of_the_bundled_cases_fits(name: str) -> None:
    (case,) = read_case_file(name, (seeds_folder() / f"{name}.yaml").read_bytes()).cases
    seen, found = Seen(), list[str]()
    for fact in case.facts:
        if isinstance(fact, LabResulted):
            found.extend(oddities_of(fact, seen, ELSEWHERE))
            seen.add(fact)
    assert found == []


MEANT = ("ALP", "WBC", "plt", "LDH", "ANC", "haemoglobin", "creatinine", "albumin", "calcium", "hemoglobin")


@pytest.mark.parametrize(
    "name",
    [
        "AFP",
        "RBC",
        "PT",
        "ALB",
        "LDL",
        "ANA",
        "LH",
        "ALA",
        "LAP",
        "PLR",
        "haptoglobin",
        "creatine",
        "globulin",
        "TG",
        "CK",
        "HDL",
        "CRP",
        "CEA",
        "PSA",
        "NSE",
        "LD",
        "PLG",
        "ALK",
        "CA-125",
        "ALS",
    ],
)
def test_a_name_of_another_analyte_and_a_short_one_are_no_slips(name: str) -> None:
    case = [ex.lab(other, key=f"labs-{number}", word="x") for number, other in enumerate(MEANT)]
    assert hints(ex.lab(name, 5, "U/L", key="new"), *case) == hints(ex.lab(name, 5, "U/L", key="new")) == ""


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        pytest.param(ex.lab("ldh", 30, "U/L", key="new"), False, id="its series goes on"),
        pytest.param(ex.lab("LD", 30, "U/L", key="new"), True, id="another name"),
        pytest.param(ex.lab("lactate dehydrogenase", 30, "U/L", key="new"), True, id="another name of the analyte"),
        pytest.param(ex.lab("LDH", 30, "ukat/L", key="new"), True, id="no number in a unit that is converted"),
        pytest.param(ex.lab("LDH", 30, "U/L", key="ldh"), True, id="the only result itself"),
    ],
)
def test_other_cases_are_asked_only_where_this_one_says_nothing(entry: LabResulted, *, asked: bool) -> None:
    assert asks_elsewhere(entry, seen_in(ex.record(ex.diagnosed(), LDH))) is asked


@pytest.mark.parametrize(("name", "other"), [("GDF1", "GDF15"), ("sPLGF", "PLGF")])
def test_below_five_letters_no_name_is_a_slip_and_none_is_offered(name: str, other: str) -> None:
    assert hints(ex.lab(name, 5, "U/L", key="new"), ex.lab(other, word="x", key="labs-0")) == ""


def test_where_the_future_may_be_hidden_no_value_of_the_case_is_said() -> None:
    beside = seen_in(ex.record(ex.diagnosed(), LDH))
    found = oddities_of(ex.lab("LDH", 30, "U/L", key="new", day=30), beside, ELSEWHERE, telling=False)
    assert found == ("LDH 30 U/L is far beyond the values of this case",)


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
