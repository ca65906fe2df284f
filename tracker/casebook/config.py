"""The user's settings: one TOML file that nobody needs. Refuses a name or a value that it does not know, and says where.

What is said on the command line comes first, then the environment, then this file.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, ValidationError, convert

from tracker.decisions.refused import Refused, resembling
from tracker.store.paths import unreadable

CONFIG_VARIABLE = "TRACKER_CONFIG"
FILE_NAME = "config.toml"


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be set; empty is not set."""

    db: str = ""
    """The database file."""
    user: str = ""
    """Who records."""
    glyphs: str = ""
    """The signs of the screens: braille, block or ascii."""
    theme: str = ""
    """The colors of the screens: dark, light, contrast or none."""
    remember: bool = True
    """Whether the screens find a case again as it was left."""


def config_path(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the file is, or would be; None where nobody named one and there is no home folder for it.

    Raises:
        Refused: where it is named in the home folder of nobody.
    """
    named = environment.get(CONFIG_VARIABLE)
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:
            raise Refused(f"{named}: there is no such home folder; name the file with {CONFIG_VARIABLE}") from None
    from platformdirs import user_config_path  # noqa: PLC0415 - only where nobody named a file

    try:
        return (user_config_path("oncology-tracker", appauthor=False) / FILE_NAME).expanduser()
    except RuntimeError:
        return None


def read_config(environment: Mapping[str, str] = os.environ) -> Config:
    """What the file says; nothing where there is none.

    Raises:
        Refused: when it was named and is not there, cannot be read, is no TOML, or says what is not known.
    """
    path = config_path(environment)
    if path is None:
        return Config()
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        if environment.get(CONFIG_VARIABLE):
            raise Refused(f"{path}: there is no such file; {CONFIG_VARIABLE} names it") from None
        return Config()
    except UnicodeDecodeError:
        raise Refused(f"{path}: is not UTF-8; write it as UTF-8") from None
    except OSError as error:
        raise Refused(unreadable(str(path), error, "a file of settings")) from error
    import tomllib  # noqa: PLC0415 - most have no settings

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path}: is no TOML: {error}") from None
    unknown = [name for name in said if name not in Config.__struct_fields__]
    if unknown:
        known = Config.__struct_fields__
        raise Refused(
            f"{path}: {unknown[0]!r} is no setting; say one of {', '.join(known)}{resembling(unknown[0], known)}"
        )
    try:
        return convert(said, Config)
    except ValidationError as error:
        raise Refused(f"{path}: {error}") from None
