"""Drug classes and short names."""

import pytest

from tracker.values.drugs import DrugClass, class_of, generic_name, short_name


@pytest.mark.parametrize(
    ("drug", "kind"),
    [
        ("nab-paclitaxel", DrugClass.CHEMOTHERAPY),
        ("capecitabine", DrugClass.CHEMOTHERAPY),
        ("Cisplatin", DrugClass.CHEMOTHERAPY),
        ("gemcitabine", DrugClass.CHEMOTHERAPY),
        ("tislelizumab", DrugClass.CHECKPOINT_INHIBITOR),
        ("toripalimab", DrugClass.CHECKPOINT_INHIBITOR),
        ("camrelizumab", DrugClass.CHECKPOINT_INHIBITOR),
        ("anlotinib", DrugClass.TARGETED),
        ("cetuximab", DrugClass.TARGETED),
        ("zoledronic  acid", DrugClass.SUPPORTIVE),
        ("bevacimab", DrugClass.OTHER),
    ],
)
def test_a_drug_has_the_class_of_its_name_and_never_of_its_ending(drug: str, kind: DrugClass) -> None:
    assert class_of(drug) is kind


def test_a_synonym_is_the_same_drug_and_an_unknown_name_stays() -> None:
    assert generic_name("Albumin-bound paclitaxel") == generic_name("nab-paclitaxel")
    assert short_name("albumin-bound paclitaxel") == "nab-P"
    assert short_name("Fooimab") == "Fooimab"
