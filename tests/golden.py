"""Files under version control that tests compare with: screens, stored payloads, generated docs.

`make golden` accepts what there is now. Refuses to change what was once released (`keep=True`): stored bytes are forever.
"""

import os
from difflib import unified_diff
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def writing() -> bool:
    """Whether this run accepts instead of comparing."""
    return os.environ.get("GOLDEN") == "write"


def agree(path: Path, text: str, *, keep: bool = False) -> None:
    """Compare a text with its file, or write the file when accepting.

    Args:
        path: The file, in `tests/golden` or `docs`.
        text: What it should hold.
        keep: It was released: a file that is there is never rewritten.
    """
    exists = path.exists()
    if writing() and not (keep and exists):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    assert exists, f"{path.name} is missing; `make golden` writes it"
    held = path.read_text(encoding="utf-8")
    if held != text:
        difference = "\n".join(unified_diff(held.splitlines(), text.splitlines(), str(path), "now", lineterm="", n=1))
        advice = "raise its schema version" if keep else "`make golden` accepts what is now, if it is meant"
        raise AssertionError(f"{path.name} differs; {advice}\n{difference}")
