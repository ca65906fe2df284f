"""Everything that is ambiguous, missing or contradictory in the two published cases, item by item, as `check` names it.

Each item was read off the report by hand. It must be found by its rule, at its severity, with the facts it rests on.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.examples import history
from tracker.adapters.casefile import read_case_file
from tracker.projections.discrepancies import Discrepancy, discrepancies_in
from tracker.projections.history import History
from tracker.projections.rows.discrepancies import derive_discrepancies
from tracker.values.vocabularies import Severity

SEEDS = Path(__file__).parents[2] / "seeds"

# item, case, rule, severity, keys that must be among the facts, a part of what is said
ITEMS = """
1  npc-1 censored-not-dead    warning last-follow-up,dx                      | survived 28 months
2  npc-1 unaccounted-time     warning drug-free-end,last-follow-up           | reading P .*gaps: drug-free-end to last-follow-up.*0.0 under reading C
3  npc-1 reader-noted         warning restaging-1,l1-c1,l1-c2,labs-1-ebv     | seven months
4  npc-1 sources-disagree     warning l1,l1-c1,l1-c2                         | first-line treatment
5  npc-1 rounding-only        warning restaging-2,dx,l1-c2,restaging-1,l2-c2 | reading F .*14 mo after dx.*within rounding only
6  npc-1 reader-noted         warning worsening,onset,dx                     | two months
7  npc-1 new-at-known-site    warning restaging-1,examination,restaging-2    | axillary node 24 mm.*side is not stated.*right axillary node
8  npc-1 new-at-known-site    warning restaging-2,onset                      | left cervical node.*bilateral cervical node
9  npc-1 sources-disagree     warning dx,baseline-imaging                    | Lung
10 npc-1 stage-support        warning stage,baseline-imaging,examination     | T4 is stated, and T3 described: clivus.*N3 is stated, and N2
11 npc-1 reader-noted         note    response-c1                            | after one cycle
12 npc-1 reader-noted         warning labs-1-ebv,labs-2-ebv                  | twenty-fold
13 npc-1 reader-noted         note    response-1,pd-1                        | remission .*progression
14 npc-1 dose-ambiguous       note    l2,l2-c1,l2-c2                         | per day or per cycle is not stated for cisplatin 75 mg D1-2
15 npc-1 regimen-by-reference note    l3,l1,l2                               | original treatment regimen
16 npc-1 sources-disagree     warning l1,l2,l2-c1                            | less toxic.*cisplatin was added
17 npc-1 dose-ambiguous       note    l1,l1-c1,l1-c2                         | length of a cycle is not stated
17 npc-1 dose-ambiguous       note    l2                                     | length of a cycle is not stated
17 npc-1 dose-ambiguous       note    l3                                     | length of a cycle is not stated
18 npc-1 reader-noted         note    response-3,l3                          | examination alone
19 npc-1 reader-noted         note    drug-free,drug-free-end,l3-stopped     | seven months twice
20 npc-2 rounding-only        warning death,dx,l2-c1,l2-c4,restaging-4,rt-1  | reading S .*1.03 mo.*within rounding only.*l2 of at most 19 d on average
20 npc-2 rounding-only        warning death,dx,restaging-2,restaging-4,rt-1  | reading O .*0.11 mo \\(3 d\\).*within rounding only
21 npc-2 reader-noted         warning restaging-4,restaging-2,l2-c4          | six months
22 npc-2 dose-ambiguous       note    l2,l2-c1,l2-c4                         | tislelizumab and capecitabine went on .*length of a cycle
23 npc-2 peak-not-peak        note    labs-4-ebv,labs-4-peak,labs-0-ebv                  | 2.40e3 .*2.62e3
24 npc-2 sources-disagree     warning restaging-1,cr-1                       | nearly complete
25 npc-2 stage-support        warning stage,onset,dx,baseline-imaging        | N2 is stated, and N1 described: right cervical node
26 npc-2 reader-noted         note    pathology                              | histology
27 npc-2 reader-noted         warning restaging-1,cr-1,restaging-4,rt-1      | vertebrae
28 npc-2 reader-noted         note    baseline-imaging,restaging-4,pd-2      | left wall
29 npc-2 reader-noted         warning baseline-imaging,restaging-5           | sternum and ribs
30 npc-2 reader-noted         warning restaging-5,local-mri,rt-1,rt-2        | mixed response
31 npc-2 reader-noted         note    restaging-3,restaging-4                | 12 to 14 mm
32 npc-2 dose-ambiguous       note    rt-1-cis,rt-1-cis-1,rt-1-cis-3         | per day or per cycle is not stated for cisplatin 75 mg
32 npc-2 dose-ambiguous       note    l1,l1-c1,l1-c6                         | per day or per cycle is not stated for cisplatin 70–90 mg D1-2
32 npc-2 dose-ambiguous       note    l5                                     | length of a cycle is not stated
33 npc-2 grade-without-system note    marrow                                 | 2–3 degrees
34 npc-2 reader-noted         note    decline,death                          | no score
35 npc-2 missing-value        note    labs-3-ldh,labs-0-ldh                  | rose further.*no earlier change of that kind
36 npc-2 reader-noted         note    rt-1                                   | planned
37 npc-1 lost-superscript     note    labs-0-plt,labs-0-ebv,labs-1-ebv,labs-2-ebv | superscript
37 npc-2 lost-superscript     note    labs-0-ebv,labs-4-ebv                  | superscript
38 npc-1 reader-noted         note    dx,last-follow-up                      | no calendar date
38 npc-2 reader-noted         note    dx,death                               | no calendar date
39 npc-1 no-criteria          note    labs-0-ldh,labs-0-ebv,labs-low         | without units.*picture
39 npc-1 no-criteria          note    pd-1,pd-2                              | progressions without stated criteria
39 npc-2 no-criteria          note    labs-0-ebv,labs-high                   | without a unit.*picture
39 npc-2 no-criteria          note    pd-1,pd-2,pd-3                         | progressions without stated criteria
"""


def rows() -> list[tuple[str, str, str, str, frozenset[str], str]]:
    found = []
    for line in ITEMS.strip().splitlines():
        head, said = line.split("|")
        item, case, rule, severity, keys = head.split()
        found.append((item, case, rule, severity, frozenset(keys.split(",")), said.strip()))
    return found


@cache
def case(name: str) -> History:
    path = SEEDS / f"{name}.yaml"
    result = read_case_file(path.name, path.read_bytes())
    assert result.problems == ()
    return history(*result.cases[0].facts, patient=name)


@cache
def found(name: str) -> tuple[Discrepancy, ...]:
    return discrepancies_in(case(name))


@pytest.mark.parametrize(("item", "name", "rule", "severity", "keys", "said"), rows())
def test_the_item_is_found_by_its_rule_at_its_severity_with_its_facts(  # noqa: PLR0913, PLR0917 - the columns of the table
    item: str, name: str, rule: str, severity: str, keys: frozenset[str], said: str
) -> None:
    there = [
        row
        for row in found(name)
        if (row.rule, row.severity.value) == (rule, severity)
        and keys <= set(row.events)
        and re.search(said, row.summary)
    ]
    assert len(there) == 1, (item, [row.summary for row in found(name) if row.rule == rule])


def test_every_item_is_in_the_table() -> None:
    assert {int(item) for item, *_ in rows()} == set(range(1, 40))


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_a_bundled_case_has_no_error_and_every_row_rests_on_facts_that_stand(name: str) -> None:
    for row in found(name):
        assert row.severity is not Severity.ERROR
        assert row.events
        assert set(row.events) <= case(name).record.keys
        assert len(set(row.events)) == len(row.events)


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_beyond_the_items_a_case_has_only_what_follows_from_them_and_plain_gaps(name: str) -> None:
    """Another reading that fits within rounding, notes of missing counts, responses without criteria, values not given."""
    listed = [(rule, severity, keys, said) for _, own, rule, severity, keys, said in rows() if own == name]
    beyond = [
        row
        for row in found(name)
        if not any(
            (row.rule, row.severity.value) == (rule, severity)
            and keys <= set(row.events)
            and re.search(said, row.summary)
            for rule, severity, keys, said in listed
        )
    ]
    kinds = {(row.rule, row.severity.value) for row in beyond}
    plain = {("missing-value", "note"), ("no-criteria", "note")}
    more = {("rounding-only", "warning"), ("reader-noted", "note")} if name == "npc-1" else set()
    assert kinds == plain | more
    assert all("Under reading E" in row.summary for row in beyond if row.rule == "rounding-only")


def test_a_remark_on_what_never_came_again_rests_on_the_end_of_what_is_told() -> None:
    """Else a screen that hides the future would tell it of a month in which nobody knew."""
    ahead = {
        row.events[0]: row.events[-1]
        for row in found("npc-1")
        if re.search("never mentioned again|no imaging after|28 months by|seven months of irregular", row.summary)
    }
    assert ahead == {
        "noted-lung": "last-follow-up",
        "noted-no-counts": "last-follow-up",
        "noted-last-response": "last-follow-up",
        "noted-drug-free": "last-follow-up",
        "noted-first-line-cycles": "restaging-1",
    }


def test_a_misfit_of_times_begins_with_a_sentence_that_needs_no_chain() -> None:
    firsts = [row.summary.partition(". ")[0] for row in found("npc-2") if row.rule == "rounding-only"]
    said = (
        "For death (patient died) the record says 21 mo after dx, but the times recorded on the way take {} longer, {}"
    )
    ending = "and fit only because stated months are rounded ones"
    assert firsts == [said.format("1.03 mo", ending), said.format("0.11 mo (3 d)", ending)]


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_sql_shows_every_row_of_check_in_its_order(name: str) -> None:
    shown = [(row.rule, row.severity, row.events, row.excess_months) for row in derive_discrepancies(case(name))]
    said = [(row.rule, row.severity.value, ", ".join(row.events), row.excess_months) for row in found(name)]
    assert shown == said
