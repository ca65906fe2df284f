"""Stage groups of the nasopharynx: every combination of the 8th edition, spellings, and what is refused."""

import pytest

from tracker.values.staging import normal_category, normal_group, stage_group

TUMORS = ("Tis", "T0", "T1", "T2", "T3", "T4", "TX")
NODES = ("N0", "N1", "N2", "N3", "NX")

# One row per T, one column per N, with M0.
TABLE = """
Tis  0    NE   NE   IVA  NE
T0   NE   II   III  IVA  NE
T1   I    II   III  IVA  NE
T2   II   II   III  IVA  NE
T3   III  III  III  IVA  NE
T4   IVA  IVA  IVA  IVA  NE
TX   NE   NE   NE   NE   NE
"""
LOCAL = {
    (t, n): group
    for t, *groups in (line.split() for line in TABLE.strip().splitlines())
    for n, group in zip(NODES, groups, strict=True)
}


@pytest.mark.parametrize("t", TUMORS)
@pytest.mark.parametrize("n", NODES)
def test_every_combination_without_metastasis_has_its_group_or_none(t: str, n: str) -> None:
    found = stage_group(t, n, "M0")
    assert found.text == LOCAL[t, n]
    assert bool(found.reason) == (found.group is None)


@pytest.mark.parametrize("t", [*TUMORS, "", "large"])
@pytest.mark.parametrize("n", [*NODES, ""])
def test_a_metastasis_is_ivb_whatever_t_and_n(t: str, n: str) -> None:
    assert stage_group(t, n, "M1").group == "IVB"


@pytest.mark.parametrize("t", TUMORS)
@pytest.mark.parametrize("n", NODES)
@pytest.mark.parametrize("m", ["MX", ""])
def test_without_m_there_is_no_group(t: str, n: str, m: str) -> None:
    assert stage_group(t, n, m).group is None


@pytest.mark.parametrize(
    ("t", "n", "m", "reason"),
    [
        ("TX", "N1", "M0", "TX leaves it open"),
        ("T1", "NX", "M0", "NX leaves it open"),
        ("T1", "N1", "MX", "MX leaves it open"),
        ("T1", "", "M0", "N is not stated"),
        ("T2a", "N1", "M0", "T2a is no T of the edition"),
        ("T1", "N4", "M0", "N4 is no N of the edition"),
        ("T0", "N0", "M0", "T0 N0 M0 has no group"),
    ],
)
def test_why_there_is_no_group_is_said(t: str, n: str, m: str, reason: str) -> None:
    assert stage_group(t, n, m).reason == reason


@pytest.mark.parametrize("edition", ["8", "8th", "AJCC 8", "8th edition", " 8 "])
def test_the_8th_edition_is_known_by_its_spellings(edition: str) -> None:
    assert stage_group("T3", "N2", "M0", edition=edition).group == "III"


@pytest.mark.parametrize("edition", ["7", "9", "18", "7th edition", ""])
def test_another_edition_is_refused(edition: str) -> None:
    with pytest.raises(ValueError, match="for the 8th edition of AJCC only"):
        stage_group("T3", "N2", "M0", edition=edition)


@pytest.mark.parametrize(
    ("letter", "stated", "category"),
    [
        ("T", "T4", "T4"),
        ("T", "4", "T4"),
        ("T", "t4", "T4"),
        ("T", "cT4", "T4"),
        ("T", "ypT0", "T0"),
        ("T", "TIS", "Tis"),
        ("T", "is", "Tis"),
        ("T", "x", "TX"),
        ("N", "pN2", "N2"),
        ("N", " 3 ", "N3"),
        ("M", "m1", "M1"),
        ("M", "M2", None),
        ("N", "T2", None),
        ("N", "Nis", None),
        ("T", "", None),
    ],
)
def test_a_category_is_known_by_its_spellings(letter: str, stated: str, category: str | None) -> None:
    assert normal_category(letter, stated) == category


@pytest.mark.parametrize(
    ("stated", "group"),
    [("IVb", "IVB"), ("IVB", "IVB"), ("4b", "IVB"), ("stage iva", "IVA"), ("III", "III"), ("0", "0"), ("V", None)],
)
def test_a_group_is_known_by_its_spellings(stated: str, group: str | None) -> None:
    assert normal_group(stated) == group
