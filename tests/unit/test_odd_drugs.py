"""A name of a drug that no table classes: the drug that was meant is named where nothing else can have been meant, or none is."""

import re
from pathlib import Path

import pytest

from tracker.decisions.odd_drugs import drug_oddity
from tracker.values import other_analytes, other_drugs
from tracker.values.drugs import is_known

OTHERS = re.findall(r'"([^"\n]+)",?', Path(other_drugs.__file__).read_text().split("_NAMES = (")[1].split("# fmt")[0])
ANALYTES = re.findall(
    r'"([^"\n]+)",?', Path(other_analytes.__file__).read_text().split("_NAMES = (")[1].split("# fmt")[0]
)


@pytest.mark.parametrize(
    "drug",
    [
        "rituximab",
        "lapatinib",
        "Dasatinib",
        "daunorubicin",
        "decitabine",
        "ceritinib",
        "nilotinib",
        "gemtuzumab",
        "trastuzumab deruxtecan",
        "Trastuzumab-deruxtecan",
        "lutetium-177",
    ],
)
def test_a_real_drug_without_a_class_is_no_slip_for_another(drug: str) -> None:
    assert drug_oddity(drug) == ""
    assert "did you mean" not in drug_oddity(f"{drug} 80 mg")


@pytest.mark.parametrize(
    "drug",
    [
        "xapatinib",
        "cysplatin",
        "pertuzimab",
        "lapatinb",
        "trastu",
        "cisplatinum 2",
        "gem",
        "cetuximabs-x",
        "aspirin",
        "tmx",
        "trastuzumab xyzotecan",
    ],
)
def test_no_drug_is_named_where_another_one_may_be_meant(drug: str) -> None:
    assert "no drug we know" in drug_oddity(drug)
    assert "did you mean" not in drug_oddity(drug)


@pytest.mark.parametrize(
    ("drug", "meant"),
    [
        ("cisplatine", "cisplatin"),
        ("cispaltin", "cisplatin"),
        ("cisplatn", "cisplatin"),
        ("docetaxal", "docetaxel"),
        ("tislelizumb", "tislelizumab"),
        ("pembro", "pembrolizumab"),
        ("5FU", "5-fu"),
        ("S1", "s-1"),
    ],
)
def test_one_slip_that_leaves_nothing_else_names_the_drug(drug: str, meant: str) -> None:
    assert drug_oddity(drug).endswith(f"; did you mean {meant}?")


def test_no_other_real_drug_has_a_hint_and_none_of_them_has_a_class() -> None:
    assert [name for name in OTHERS if drug_oddity(name)] == []
    assert [name for name in OTHERS if is_known(name)] == []


@pytest.mark.parametrize("names", [OTHERS, ANALYTES])
def test_the_lists_are_in_the_order_of_the_alphabet(names: list[str]) -> None:
    assert len(names) > 200
    assert names == sorted(set(names))
