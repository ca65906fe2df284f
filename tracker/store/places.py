"""Where the folders shipped with the package are: inside it in a wheel, beside it in a checkout.

Refuses to search anywhere else, so that a stray folder of the same name in the working directory is never run.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _shipped(name: str, witness: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name / witness).exists():
            return parent / name
    raise FileNotFoundError(f"the installation is incomplete, {name}/ is missing: install the package again")


def migrations_folder() -> Path:
    """The folder of the migrations, which also holds the text of guards and views."""
    return _shipped("migrations", "env.py")


def seeds_folder() -> Path:
    """The folder of the bundled cases."""
    return _shipped("seeds", "npc-1.yaml")


def newest_texts(kind: str) -> dict[str, str]:
    """The SQL texts in force of one kind, by name: of `name.v1.sql`, `name.v2.sql` the highest.

    Args:
        kind: `guards` or `views`.
    """
    newest: dict[str, tuple[int, Path]] = {}
    for path in (migrations_folder() / kind).glob("*.v*.sql"):
        name, version = path.name.removesuffix(".sql").rsplit(".v", 1)
        if int(version) > newest.get(name, (0, path))[0]:
            newest[name] = (int(version), path)
    return {name: path.read_text(encoding="utf-8").strip().rstrip(";") for name, (_, path) in sorted(newest.items())}
