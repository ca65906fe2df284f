"""Files and folders that the tracker writes: nothing that is somebody's is written over, followed or removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.casebook.exports.writing import UNFINISHED, new_folder, typed_path, write_new
from tracker.decisions.refused import Refused
from tracker.store.whole import put_whole, take_name


def test_a_file_with_the_name_of_an_unfinished_one_is_left_alone(tmp_path: Path) -> None:
    its = tmp_path / f"x.svg{UNFINISHED}"
    its.write_text("mine")
    with pytest.raises(Refused, match=r"x\.svg\.part is there already"):
        write_new(tmp_path / "x.svg", (b"a",))
    assert its.read_text() == "mine"
    assert not (tmp_path / "x.svg").exists()


def test_a_link_with_that_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "thesis").write_text("mine")
    (tmp_path / f"x.svg{UNFINISHED}").symlink_to(tmp_path / "thesis")
    with pytest.raises(Refused):
        write_new(tmp_path / "x.svg", (b"a",))
    assert (tmp_path / "thesis").read_text() == "mine"


def test_a_file_that_came_up_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a"
        (tmp_path / "x.svg").write_text("other")

    with pytest.raises(Refused, match="nothing is written over"):
        write_new(tmp_path / "x.svg", pieces())
    assert (tmp_path / "x.svg").read_text() == "other"
    assert list(tmp_path.glob(f"*{UNFINISHED}")) == []


def test_a_whole_file_is_for_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_new(tmp_path / "x.svg", (b"a", b"b"))
    assert (tmp_path / "x.svg").read_bytes() == b"ab"
    assert (tmp_path / "x.svg").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]


@pytest.mark.parametrize("there", [True, False], ids=["the target is there", "it is not"])
def test_a_folder_with_the_name_of_an_unfinished_one_keeps_what_is_in_it(tmp_path: Path, *, there: bool) -> None:
    its = tmp_path / f"x{UNFINISHED}"
    its.mkdir()
    (its / "thesis").write_text("mine")
    if there:
        (tmp_path / "x").write_text("")
    with pytest.raises(Refused, match="is there already"), new_folder(tmp_path / "x"):
        pass
    assert (its / "thesis").read_text() == "mine"


def test_a_folder_is_not_filled_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis").write_text("mine")
    (tmp_path / f"x{UNFINISHED}").symlink_to(tmp_path / "home")
    with pytest.raises(Refused, match="is there already"), new_folder(tmp_path / "x"):
        pass
    assert (tmp_path / "home" / "thesis").read_text() == "mine"


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no more"), new_folder(tmp_path / "x") as folder:  # noqa: PT012 - fills it first
        (folder / "half").write_text("half")
        raise Refused("no more")
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_made_above_the_one_that_was_named(tmp_path: Path) -> None:
    with (
        pytest.raises(Refused, match=r"there is no folder .*nowhere; make it first"),
        new_folder(tmp_path / "nowhere" / "x"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        write_new(tmp_path / ("x" * 300), (b"a",))
    with pytest.raises(Refused, match="cannot be written"), new_folder(tmp_path / ("x" * 300)):
        pass


@pytest.mark.parametrize("place", [".", "/"])
def test_a_place_without_a_name_of_its_own_is_refused_in_a_sentence(place: str) -> None:
    with pytest.raises(Refused, match="no name"):
        write_new(Path(place), (b"a",))
    with pytest.raises(Refused, match="no name"), new_folder(Path(place)):
        pass


def test_a_home_folder_that_nobody_has_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="no such home folder"):
        typed_path("~nobody-of-that-name/x.svg")


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    put_whole(target, b"old")
    assert target.stat().st_mode & 0o777 == 0o600
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", _full)
        with pytest.raises(OSError, match="full"):
            put_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert target.read_bytes() == b"old"


def test_without_links_a_name_is_taken_by_renaming_and_never_from_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", _full)
    part, target = tmp_path / "a.part", tmp_path / "a"
    part.write_bytes(b"new")
    take_name(part, target)
    part.write_bytes(b"newer")
    with pytest.raises(FileExistsError, match="File exists"):
        take_name(part, target)
    assert target.read_bytes() == b"new"


def _full(*_: object) -> None:
    raise OSError(28, "the disk is full")


def test_a_name_that_is_taken_is_told_with_the_next_one_that_is_free(tmp_path: Path) -> None:
    for name in ("x.svg", "x-2.svg"):
        (tmp_path / name).write_text("mine")
    with pytest.raises(Refused, match=r"name a file that is not, such as x-3\.svg; nothing is written over"):
        write_new(tmp_path / "x.svg", (b"a",))
    assert not (tmp_path / "x-3.svg").exists()
