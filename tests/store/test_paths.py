"""What the system says of a path becomes a sentence with what to do."""

from errno import EIO, ENOSPC
from pathlib import Path

import pytest

from tracker.store.paths import unreadable, unwritable


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(IsADirectoryError(), "charts is a folder; name a file", id="a folder"),
        pytest.param(FileNotFoundError(), "charts is not there; name a file that is", id="nothing"),
        pytest.param(PermissionError(), "charts may not be read by you; check its permissions", id="somebody else's"),
        pytest.param(
            OSError(EIO, "broken"), "charts cannot be read (broken); name a file that can", id="a broken disk"
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(error: OSError, said: str) -> None:
    assert unreadable("charts", error) == said


def test_what_lies_in_a_file_is_not_there() -> None:
    said = "case.yaml/x is not there, for case.yaml is no folder; name an anchor file that is"
    assert unreadable("case.yaml/x", NotADirectoryError(), "an anchor file") == said


@pytest.mark.parametrize(
    ("error", "why"),
    [
        pytest.param(IsADirectoryError(), "it is a folder; name a file", id="a folder"),
        pytest.param(FileNotFoundError(), "there is no folder {folder}; make it first", id="no folder"),
        pytest.param(FileExistsError(), "something has that name already", id="there already"),
        pytest.param(NotADirectoryError(), "{folder} is no folder; name another place", id="in a file"),
        pytest.param(PermissionError(), "you may not write to {folder}; name another place", id="somebody else's"),
        pytest.param(OSError(ENOSPC, "full"), "the disk is full; make room", id="a full disk"),
        pytest.param(OSError(EIO, "broken"), "broken; name another place", id="a broken disk"),
    ],
)
def test_what_cannot_be_written_is_named_with_what_to_do(error: OSError, why: str, tmp_path: Path) -> None:
    target = tmp_path / "x"
    assert unwritable(target, error).startswith(f"{target} cannot be written: {why.format(folder=tmp_path)}")
