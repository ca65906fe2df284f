"""The wheel works alone, in an empty folder, without the checkout; the source archive can make it again."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import pathlib, sys
installed, checkout, *arguments = sys.argv[1:]
sys.path[:] = [installed, *(path for path in sys.path if path and pathlib.Path(path).resolve() != pathlib.Path(checkout))]
import tracker
assert pathlib.Path(tracker.__file__).is_relative_to(installed), tracker.__file__
sys.argv = ["tracker", *arguments]
from tracker.__main__ import main
main()
"""


def build(folder: Path, kind: str) -> Path:
    """Build without a network; the build backend is part of the environment."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True, capture_output=True)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder that is empty, for a user who has nothing."""
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "PYTHON"))}
    environment |= {"HOME": str(folder.parent), "XDG_DATA_HOME": str(folder.parent / "data")}
    command = [sys.executable, "-c", PROGRAM, str(installed), str(ROOT), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_alone_shows_a_month_of_a_bundled_case(installed: Path, tmp_path: Path) -> None:
    shown = run(installed, tmp_path / "empty", "show", "npc-1", "--month", "8")
    assert shown.returncode == 0, shown.stderr
    assert "npc-1" in shown.stdout
    assert "2.63e3" in shown.stdout
    assert not list((tmp_path / "empty").iterdir())


def test_the_wheel_alone_has_the_screens(installed: Path, tmp_path: Path) -> None:
    shown = run(installed, tmp_path / "empty", "replay", "npc-1")
    assert shown.returncode == 1
    assert "the replay needs a terminal" in shown.stderr


def test_the_wheel_holds_the_package_its_migrations_and_its_cases_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.split("/")[0] for name in names}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"tracker"}
    shipped = {name.removeprefix("tracker/") for name in names}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("migrations", "seeds")
        for path in (ROOT / folder).rglob("*.*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= shipped
    assert {"py.typed", "__main__.py"} <= shipped
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_source_archive_can_make_the_wheel_and_run_the_tests(tmp_path: Path) -> None:
    with tarfile.open(build(tmp_path, "sdist")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "constraints.txt", "alembic.ini"}
    assert needed <= names
    folders = {name.split("/")[0] for name in names if "/" in name}
    assert folders == {"tracker", "migrations", "seeds", "tests", "docs"}
