"""What `docs/exchange.md` says of tables and of analysts runs as written."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests import examples as ex
from tests.cohort import cohort
from tests.faces.command_line import Clinic
from tests.tablefiles import facts
from tracker.events.catalogue import FactAmended, FactRetracted, PatientErased
from tracker.events.laboratory import LabResulted

PAGE = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
TABLES, ANALYSTS = (PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0] for name in ("Tables", "Analysts"))
TABLE = """id;form;visit;taken_on;hb;ldh;device;diagnosed_on;days_to_treatment;line;drug_1;drug_2;test_patient;comment
7;labs;1;03.04.2023;61,5;<1.200;x1;;;;;;0;
7;regimen;;;;;;01.04.2023;14;1;gemcitabine;cisplatin;0;
9;labs;;;;;;;;;;;1;
"""


def block(section: str, language: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_the_mapping_of_the_page_makes_of_a_table_what_the_page_says() -> None:
    lines = TABLE.splitlines(keepends=True)
    hb, ldh, regimen = facts(block(TABLES, "yaml"), "".join(lines[:3]))
    assert isinstance(hb, LabResulted)
    assert isinstance(ldh, LabResulted)
    assert (hb.key, hb.occurred, str(hb.value), hb.extra) == ("hb-1", "2023-04-03", "61.5", {"device": "x1"})
    assert (str(ldh.value), ldh.comparator) == ("1200", "<")
    assert getattr(regimen, "occurred", None) == "2023-04-15"


class ProductLimit:
    """Kaplan and Meier's estimate, as far as the page asks for it: a stand-in, and the oracle for lifelines."""

    def __init__(self) -> None:
        self.steps: list[tuple[float, float]] = []

    def fit(self, durations: Sequence[float], observed: Sequence[bool], *, label: str) -> "ProductLimit":
        """Multiply the shares that survive each time at which somebody died."""
        self.label = label
        left, share = len(durations), 1.0
        for time in sorted(set(durations)):
            here = [died for duration, died in zip(durations, observed, strict=True) if duration == time]
            share *= 1 - sum(here) / left
            left -= len(here)
            self.steps.append((time, share))
        return self

    @property
    def median_survival_time_(self) -> float:
        """The first time at which at most half survive."""
        return next((time for time, share in self.steps if share <= 0.5), float("inf"))

    @property
    def survival_function_(self) -> SimpleNamespace:
        """What can be printed."""
        return SimpleNamespace(to_string=lambda: "\n".join(f"{time:.3f} {share:.6f}" for time, share in self.steps))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `out`: the two published cases, ten generated charts, and a patient without a diagnosis."""
    clinic = Clinic(tmp_path_factory.mktemp("analysts"))
    assert clinic("demo").code == 0
    for patient, events in cohort(10, 70, seed=5):
        kept = [event for event in events if not isinstance(event, FactAmended | FactRetracted | PatientErased)]
        assert clinic("import", clinic.file(*kept, name=f"{patient}.yaml", patient=patient)).code == 0
    assert clinic("import", clinic.file(ex.ecog(1), name="bare.yaml", patient="bare")).code == 0
    assert clinic("export", "--to", "csv", clinic.folder / "out").code == 0
    return clinic.folder


def ran(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(folder)
    exec(compile(block(ANALYSTS, "python"), "exchange.md", "exec"), {})  # noqa: S102 - the page's own example
    return capsys.readouterr().out.splitlines()


def test_the_survival_of_the_page_is_computed_from_the_exported_table(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = ModuleType("lifelines")
    stand_in.__dict__["KaplanMeierFitter"] = ProductLimit
    monkeypatch.setitem(sys.modules, "lifelines", stand_in)
    left_out, summary, *steps = ran(folder, capsys, monkeypatch)
    assert left_out.startswith("bare is left out: ")
    assert re.match(r"patients: 12, deaths: \d+, median: \d+\.\d months$", summary)
    shares = [float(step.split()[1]) for step in steps]
    assert shares == sorted(shares, reverse=True)
    assert any(step.startswith(f"{639.1875 / 30.4375:.3f} ") for step in steps)


def test_lifelines_computes_the_same_where_it_is_installed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("lifelines", reason="lifelines is not installed: pip install --group analysts")
    by_lifelines = ran(folder, capsys, monkeypatch)
    stand_in = ModuleType("lifelines")
    stand_in.__dict__["KaplanMeierFitter"] = ProductLimit
    monkeypatch.setitem(sys.modules, "lifelines", stand_in)
    assert by_lifelines[:2] == ran(folder, capsys, monkeypatch)[:2]
