"""Every import contract is broken once, on purpose: a rule that nothing can break is no rule."""

import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
BROKEN_BY = "broken_on_purpose"


def _layers(contract: dict[str, Any]) -> list[tuple[str, str]]:
    """Every import between neighbors against the direction, and the one of a package without a place."""
    groups = [layer.split(" | ") for layer in contract["layers"]]
    upward = [(low, high) for above, below in pairwise(groups) for low in below for high in above]
    beside = [(one, other) for group in groups for one in group for other in group if one != other]
    return [(f"tracker.{low}", f"tracker.{high}") for low, high in upward + beside] + [("tracker.elsewhere", "json")]


def violations() -> list[Any]:
    found = []
    for contract in CONTRACTS:
        if contract["type"] == "layers":
            pairs = _layers(contract)
        else:
            sources, forbidden = contract["source_modules"], contract["forbidden_modules"]
            pairs = [(source, forbidden[0]) for source in sources] + [(sources[0], name) for name in forbidden[1:]]
        found += [pytest.param(contract["name"], *pair, id=f"{pair[0]} imports {pair[1]}") for pair in pairs]
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its contracts, in a folder of their own."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(ROOT / "tracker", folder / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> str:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


def test_the_copy_keeps_every_contract(copy: Path) -> None:
    output = lint(copy)
    assert all(f"{contract['name']} KEPT" in output for contract in CONTRACTS), output


@pytest.mark.parametrize(("contract", "source", "target"), violations())
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str, source: str, target: str) -> None:
    package = copy / Path(*source.split("."))
    made = not package.exists()
    package.mkdir(exist_ok=True)
    intruder = package / ("__init__.py" if made else f"{BROKEN_BY}.py")
    intruder.write_text(f"import {target}\n")
    try:
        output = lint(copy)
    finally:
        intruder.unlink()
        if made:
            shutil.rmtree(package)
    assert f"{contract} BROKEN" in output or (made and "elsewhere" in output), output
