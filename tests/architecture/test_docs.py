"""What the docs promise is there: names, files, links, and commands that run as written."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tracker.cli.root import VERBS
from tracker.events.catalogue import SCHEMA_VERSIONS
from tracker.projections.rows import READ_MODELS
from tracker.tui.commands import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_docs_name_every_command() -> None:
    assert not [verb for verb in VERBS if f"### tracker {verb}" not in page("commands.md")]


def test_the_docs_name_every_event() -> None:
    assert not [name for name in SCHEMA_VERSIONS if f"### {name}\n" not in page("events.md")]


def test_the_docs_name_every_view() -> None:
    assert not [model.name for model in READ_MODELS if f"## {model.name}\n" not in page("sql.md")]


def test_the_docs_name_every_key() -> None:
    assert not [each.shown for each in COMMANDS if f"| `{each.shown}` |" not in page("commands.md")]


def test_every_link_between_pages_leads_somewhere() -> None:
    links = [(source, target) for source in PAGES for target in LINK.findall(source.read_text(encoding="utf-8"))]
    broken = [f"{source.name}: {target}" for source, target in links if not (source.parent / target).exists()]
    assert links
    assert not broken


def test_decisions_are_numbered_without_a_gap_and_the_index_names_each() -> None:
    decisions = sorted(path for path in (ROOT / "docs" / "adr").glob("*.md") if path.name != "README.md")
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    headings = [path.read_text(encoding="utf-8").split("\n", 1)[0] for path in decisions]
    assert all(heading.startswith(f"# {number}. ") for number, heading in enumerate(headings, 1))
    listed = re.findall(r"\[(\d+)\. [^]]+]\((\d{4}-[\w-]+\.md)\)", page("adr/README.md"))
    assert sorted(name for _, name in listed) == [path.name for path in decisions]
    assert all(int(number) == int(name[:4]) for number, name in listed)


def test_the_code_map_names_files_that_are_there() -> None:
    missing = []
    for row in re.findall(r"^\|[^|]*\|([^|]*)\|$", page("architecture.md"), re.MULTILINE):
        folder = ROOT
        for name in re.findall(r"`([\w./]+)`", row):
            path = ROOT / name if "/" in name and (ROOT / name).exists() else folder / name
            folder = path if path.is_dir() else path.parent
            if not path.exists():
                missing.append(name)
    assert not missing


def test_the_code_map_leads_to_every_module() -> None:
    covered: set[Path] = set()
    for row in re.findall(r"^\|[^|]*\|([^|]*)\|$", page("architecture.md"), re.MULTILINE):
        folder = ROOT
        for name in re.findall(r"`([\w./*]+)`", row):
            found = list(ROOT.glob(name)) if "/" in name else []
            found = found or list(folder.glob(name))
            covered.update(*(path.rglob("*.py") if path.is_dir() else [path] for path in found))
            if len(found) == 1:
                folder = found[0] if found[0].is_dir() else found[0].parent
    modules = {path for path in (ROOT / "tracker").rglob("*.py") if path.name != "__init__.py"}
    assert not sorted(path.relative_to(ROOT).as_posix() for path in modules - covered)


def test_the_code_map_knows_every_package() -> None:
    packages = {path.parent.name for path in (ROOT / "tracker").glob("*/__init__.py")}
    assert not [name for name in packages if f"tracker/{name}/" not in page("architecture.md")]


def test_every_term_that_collides_is_in_the_glossary() -> None:
    words = ("event", "adverse event", "line", "response", "stage", "position", "progression")
    assert not [
        word for word in words if not re.search(rf"^\| [^|]*\b{word}\b[^|]*\|", page("glossary.md"), re.MULTILINE)
    ]


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", README, re.MULTILINE)
    assert targets == ["replay", "test"]
    assert not [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


BLOCKS = [block for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) if block.startswith("tracker ")]


def test_the_readme_shows_commands() -> None:
    assert BLOCKS


def test_the_commands_of_the_readme_run_as_written_one_after_the_other(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "HOME": str(tmp_path),
    }
    run = subprocess.run(
        ["sh", "-eu"], input="".join(BLOCKS), cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
