"""FHIR bundles and Phenopackets on the command line: in, out, in again; refused with a sentence; nothing half recorded."""

import json
import stat
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.bundles import JENNY, bundle, condition, patient, text
from tests.faces.command_line import Clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


@pytest.fixture
def jenny(clinic: Clinic) -> Clinic:
    said = clinic("import", JENNY, "--case", "jenny")
    assert (said.code, said.out.splitlines()[0]) == (0, "jenny: 26 new")
    return clinic


def test_a_bundle_is_recorded_once_and_what_no_fact_holds_is_said(jenny: Clinic) -> None:
    said = jenny("import", JENNY, "--case", "jenny")
    assert said.out == "jenny: nothing new; 26 unchanged\n"
    assert "left out because it may tell who somebody is" in said.err
    assert "Observation/genomic-variant-jenny-m" in said.err
    assert "no fact holds it" in said.err


def test_of_a_long_list_that_is_left_out_every_one_is_named(clinic: Clinic, tmp_path: Path) -> None:
    others = [condition(id=f"other-{number}", meta={}, code=text("hypertension")) for number in range(30)]
    stranger = condition(id="hers", subject={"reference": "Patient/elsewhere"})
    (tmp_path / "b.json").write_bytes(bundle(patient(), condition(), *others, stranger))
    names = [f"Condition/other-{number}" for number in range(30)]
    said = clinic("import", tmp_path / "b.json", "--dry-run")
    assert f"not recorded (30): {', '.join(names)}: no fact holds it" in said.err
    for options in (("--dry-run",), (), ()):
        found = clinic("import", tmp_path / "b.json", "--format", "json", *options).json
        assert [row["patient"] for row in found] == ["pat"]
        left_out = {part["reason"]: part["names"] for part in found[0]["left_out"]}
        assert left_out["no fact holds it"] == names
        assert list(left_out.values())[-1] == ["Condition/hers"]


def test_nothing_is_left_out_of_a_case_file(clinic: Clinic) -> None:
    clinic.holds_mini()
    assert [row["left_out"] for row in clinic("import", clinic.file(), "--format", "json").json] == [[]]


def test_the_timeline_has_diagnosis_surgery_drugs_radiotherapy_labs_ecog_and_disease_status(jenny: Clinic) -> None:
    rows = {row["key"]: row for row in jenny("timeline", "jenny", "--format", "json").json}
    dated = {
        "primary-cancer-condition-jenny-m": ("cancer-diagnosed", "2018-03-16"),
        "cancer-related-surgical-procedure-jenny-m": ("procedure-performed", "2018-04-01"),
        "cancer-related-medication-request-paclitaxel-jenny-m": ("regimen-started", "2018-04-12"),
        "radiotherapy-treatment-summary-chest-wall-jenny-m": ("radiotherapy-given", "2018-08-15"),
        "us-core-observation-lab-neutrophils-jenny-m": ("lab-resulted", "2018-05-20"),
        "ecog-performance-status-jenny-m": ("performance-assessed", "2018-04-12"),
        "cancer-disease-status-jenny-m": ("response-assessed", "2018-11-01"),
    }
    assert {key: (rows[key]["type"], rows[key]["date"]) for key in dated} == dated
    assert "patient" in rows
    assert not {"Jenny", "MRN1234", "Anytown", "1965-01-01"} & {
        str(value) for row in rows.values() for value in row.values()
    }


def test_the_timeline_says_no_path_of_a_resource_and_where_it_comes_from_has_every_one(jenny: Clinic) -> None:
    for command in ("timeline", "show"):
        assert "fhir:" not in jenny(command, "jenny").out
    (finding,) = [
        line["payload"]
        for line in jenny("events", "jenny", "--format", "json").json
        if line["payload"].get("key") == "tumor-size-jenny-m"
    ]
    assert "fhir:method.coding[0].display" in finding["extra"]


def test_without_case_the_id_of_the_patient_is_the_pseudonym(clinic: Clinic) -> None:
    assert clinic("import", JENNY).out.startswith("cancer-patient-jenny-m: 26 new")


def test_a_dry_run_of_a_bundle_records_nothing(clinic: Clinic) -> None:
    said = clinic("import", JENNY, "--case", "jenny", "--dry-run")
    assert "jenny: 26 new" in said.out
    assert not clinic.db.exists()


def test_an_exported_bundle_is_recorded_as_the_same_case(jenny: Clinic, tmp_path: Path) -> None:
    assert jenny("export", "--to", "mcode", tmp_path / "out").out == f"{tmp_path / 'out' / 'jenny.json'}\n"
    assert stat.S_IMODE((tmp_path / "out" / "jenny.json").stat().st_mode) == 0o600
    assert jenny("import", tmp_path / "out" / "jenny.json").out == "jenny: nothing new; 26 unchanged\n"


def test_a_case_file_goes_out_as_a_bundle_and_comes_back_unchanged(clinic: Clinic, tmp_path: Path) -> None:
    clinic.holds_mini()
    said = clinic("export", "mini", "--to", "mcode", tmp_path / "out")
    assert "mCODE has no resource for these facts" in said.err
    assert clinic("import", tmp_path / "out" / "mini.json").out == "mini: nothing new; 14 unchanged\n"
    other = Clinic(tmp_path / "other")
    other.folder.mkdir()
    assert other("import", tmp_path / "out" / "mini.json").out.startswith("mini: 14 new")
    rows = [
        [row | {"recorded_at": ""} for row in its("timeline", "mini", "--format", "json").json]
        for its in (clinic, other)
    ]
    assert sorted(rows[0], key=lambda row: str(row["key"])) == sorted(rows[1], key=lambda row: str(row["key"]))


def test_phenopackets_say_what_they_do_not_hold_on_stderr_and_in_the_file(jenny: Clinic, tmp_path: Path) -> None:
    said = jenny("export", "--to", "phenopackets", tmp_path / "out", "--format", "json").json
    (file,) = said["files"]
    inside = json.loads(Path(file).read_bytes())["metaData"]["externalReferences"]
    assert said["losses"] == [item["description"] for item in inside] != []


def test_a_folder_that_is_there_is_not_written_over(jenny: Clinic, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("x", encoding="utf-8")
    for form in ("mcode", "phenopackets"):
        assert "is there already" in jenny("export", "--to", form, tmp_path / "out").complaint
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"resourceType": "Patient", "id": "p"}', "expects a FHIR resource of the type Bundle"),
        (bundle(condition()), "holds no Patient"),
        (bundle(patient(), condition() | {"onsetDateTime": "2018-13"}), "entry 2, Condition/dx.onsetDateTime"),
        (
            bundle(patient(identifier=[{"system": "http://oncology-tracker.invalid/fhir/case", "value": "a b"}])),
            "'a b' is no pseudonym; give one with --case",
        ),
    ],
)
def test_a_bundle_that_cannot_be_read_is_refused_in_one_sentence_and_nothing_is_recorded(
    clinic: Clinic, tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "b.json").write_bytes(data)
    refused = clinic("import", tmp_path / "b.json")
    assert refused.code == 1
    assert said in refused.complaint
    assert not clinic.db.exists()
    assert clinic("import", "-", stdin=data).code == 1


def test_bundles_and_case_files_go_into_commands_of_their_own(clinic: Clinic) -> None:
    assert "commands of their own" in clinic("import", JENNY, clinic.file()).complaint
    assert "--case goes with a FHIR bundle" in clinic("import", clinic.file(), "--case", "x").err
    assert "is no pseudonym" in clinic("import", JENNY, "--case", "a b").complaint
    assert "stands in" in clinic("import", JENNY, JENNY).complaint


def test_without_the_extra_one_sentence_says_what_to_install(jenny: Clinic, tmp_path: Path) -> None:
    loaded = [name for name in sys.modules if name.startswith("fhir.resources.R4B")]
    with patch.dict(sys.modules, dict.fromkeys([*loaded, "fhir.resources.R4B"])):
        for arguments in (("import", JENNY, "--case", "other"), ("export", "--to", "mcode", tmp_path / "out")):
            assert "pip install 'oncology-tracker[fhir]'" in jenny(*arguments).complaint
    assert not (tmp_path / "out").exists()


def test_no_command_without_fhir_loads_its_models(tmp_path: Path) -> None:
    program = (
        "import sys; from tracker.cli.guard import run; run(sys.argv[1:]); "
        "sys.exit(any(name.partition('.')[0] in {'fhir', 'pydantic', 'google'} for name in sys.modules))"
    )
    (tmp_path / "case.yaml").write_text("format: 1\ncase: x\nevents: []\n", encoding="utf-8")
    command = [sys.executable, "-c", program, "--db", str(tmp_path / "x.db"), "import", str(tmp_path / "case.yaml")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
