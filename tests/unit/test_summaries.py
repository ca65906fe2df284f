"""One line per fact."""

from decimal import Decimal

import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests import examples as ex
from tests.complete import complete
from tracker.events.catalogue import FACT_CLASSES, Fact
from tracker.events.fact import Site
from tracker.events.observation import ImagingStudy
from tracker.projections.summaries import kind_word, name_of, summary_of
from tracker.values import vocabularies as words

SHORT_AXIS = ex.lesion(
    "n1", 12, where="level II node", axis=words.Axis.SHORT, previously_mm=Decimal(6), new=words.Newness.UNCERTAIN
)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        pytest.param(ex.lab("Hb", 61, "g/L", word="anemia"), "Hb 61 g/L (“anemia”)", id="a value and a word"),
        pytest.param(ex.lab("EBV-DNA", "6.15e5", "{copies}/mL"), "EBV-DNA 6.15e5 copies/mL", id="powers as recorded"),
        pytest.param(
            ex.lab("EBV-DNA", 500, comparator=words.Comparator.BELOW, unit="{copies}/mL"),
            "EBV-DNA < 500 copies/mL",
            id="a bound",
        ),
        pytest.param(ex.lab("LDH", word="rose further"), "LDH “rose further”, no value", id="a word alone"),
        pytest.param(ex.lab("LDH"), "LDH no value", id="nothing"),
        pytest.param(
            ex.cycle("l1", 2, ex.drug("capecitabine", "1.5", "g", times_per_day=2, days="1-14")),
            "l1 cycle 2: capecitabine 1.5 g ×2 D1-14",
            id="a drug twice a day",
        ),
        pytest.param(
            ex.cycle("l1", 1, ex.drug("gemcitabine", "1.8", "g", dose_most=Decimal("1.9"), days="1, 8")),
            "l1 cycle 1: gemcitabine 1.8–1.9 g D1,8",
            id="a range of doses",
        ),
        pytest.param(
            ex.cycle("l1", 1, ex.drug("cisplatin", status=words.DrugStatus.NOT_STATED)),
            "l1 cycle 1: cisplatin?",
            id="a drug that perhaps was not given",
        ),
        pytest.param(
            ex.scan("s", SHORT_AXIS),
            "CT: perhaps new level II node 12 mm short axis (was 6 mm)",
            id="a lesion with its earlier size",
        ),
        pytest.param(
            replace(ex.scan("s"), studies=(ImagingStudy(modality=words.Modality.SPECT, suv_max=Decimal("2.5")),)),
            "SPECT: SUVmax 2.5",
            id="an uptake",
        ),
        pytest.param(ex.scan("s"), "CT", id="a scan that says nothing"),
        pytest.param(
            ex.started("l2", "nab-paclitaxel", "cisplatin", line=2, phase=words.Phase.INDUCTION),
            "nab-paclitaxel + cisplatin (line 2, induction)",
            id="a regimen",
        ),
        pytest.param(
            replace(ex.started("l3"), referred_to_as="original treatment regimen"),
            "“original treatment regimen”",
            id="a regimen by reference",
        ),
        pytest.param(ex.held("l1", words.ChangeReason.FINANCIAL), "l1 held: financial", id="a hold"),
        pytest.param(ex.stopped("l1"), "l1 stopped", id="a stop without a reason"),
        pytest.param(ex.staged("T4", "N3", "M1", "IVb"), "T4 N3 M1, stage IVb, AJCC 8", id="a stage"),
        pytest.param(
            replace(
                ex.diagnosed(), sites=(Site(name="lung", certainty=words.Certainty.POSSIBLE),), de_novo_metastatic=True
            ),
            "nasopharyngeal carcinoma, de novo metastatic: lung (possible)",
            id="a site that is possible only",
        ),
        pytest.param(ex.response("r", "not-stated"), "category not stated", id="a response without a category"),
        pytest.param(
            ex.progression(1, "neck", extent=words.ProgressionExtent.REGIONAL), "PD1: regional, neck", id="PD"
        ),
        pytest.param(
            ex.progression(4, extent=words.ProgressionExtent.BIOCHEMICAL_ONLY, certainty=words.Certainty.POSSIBLE),
            "PD4: biochemical only, possible",
            id="a possible progression",
        ),
        pytest.param(ex.adverse_event("myelosuppression", 2, 3), "myelosuppression grade 2–3", id="a range of grades"),
        pytest.param(
            replace(ex.adverse_event("neutropenia", 3, 3), presence=words.Presence.ABSENT),
            "no neutropenia grade 3",
            id="an absent adverse event",
        ),
        pytest.param(
            ex.finding("f", "weight loss", presence=words.Presence.ABSENT),
            "absent: weight loss",
            id="an absent symptom",
        ),
        pytest.param(ex.ecog(2), "ECOG 2", id="a score"),
        pytest.param(ex.ecog(None), "performance status, no score", id="a decline without a score"),
        pytest.param(ex.contact(status=words.DiseaseStatus.CONTROLLED), "alive, disease controlled", id="a contact"),
        pytest.param(
            ex.died("infection", "multi-organ failure"), "died of infection, multi-organ failure", id="a death"
        ),
        pytest.param(ex.died(), "died", id="a death of unknown cause"),
        pytest.param(
            replace(ex.decision("radiotherapy", question="what next"), reason="pain", by_whom="tumor board"),
            "what next: radiotherapy, because pain, by tumor board",
            id="a decision",
        ),
        pytest.param(ex.interval("i", "dx", "death", "21 mo"), "21 mo from dx to death", id="a stated interval"),
        pytest.param(ex.ambiguity("a", "Two\n  readings."), "Two readings.", id="a remark, in one line"),
        pytest.param(ex.radiotherapy("rt", 60, 30), "PTV 60 Gy / 30; delivered", id="radiotherapy"),
    ],
)
def test_a_fact_is_said_in_the_words_of_the_field(fact: Fact, text: str) -> None:
    assert summary_of(fact) == text


@pytest.mark.parametrize("cls", FACT_CLASSES, ids=lambda cls: cls.__name__)
def test_every_type_has_one_line_and_a_short_kind(cls: type[Struct]) -> None:
    fact: Fact = complete(cls)  # type: ignore[assignment]  # every class of the catalogue
    text, kind = summary_of(fact), kind_word(fact)
    assert text.isprintable()
    assert text == text.strip()
    assert 2 <= len(kind) <= 6
    assert kind.isupper()
    assert name_of(fact).startswith(f"{fact.key} (")


def test_every_type_has_a_kind_of_its_own() -> None:
    kinds = [kind_word(complete(cls)) for cls in FACT_CLASSES]  # type: ignore[arg-type]  # every class of the catalogue
    assert len(set(kinds)) == len(kinds)
