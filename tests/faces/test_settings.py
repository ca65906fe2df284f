"""The user's settings: they come last, and what they say wrongly is said in one sentence."""

import os
from pathlib import Path

import pytest

from tests.faces.command_line import tracker
from tracker.casebook.config import Config, config_path, read_config
from tracker.casebook.drafts import Draft, Drafts
from tracker.casebook.library import place_of, recorder
from tracker.cli.looks import chosen_look
from tracker.decisions.refused import Refused


def settings(folder: Path, text: str) -> dict[str, str]:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return {"TRACKER_CONFIG": str(path)}


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    environment = {"TRACKER_CONFIG": os.devnull}
    with pytest.raises(Refused, match=r"none\.toml: there is no such file; TRACKER_CONFIG names it"):
        read_config({"TRACKER_CONFIG": str(tmp_path / "none.toml")})
    assert chosen_look(None, None, environment) == ("braille", "dark")
    assert read_config(environment).remember


def test_a_locale_without_the_signs_has_ascii_on_its_terminal_unless_others_are_asked_for() -> None:
    plain = {"TRACKER_CONFIG": os.devnull, "LANG": "C", "LC_CTYPE": "C.UTF-8"}
    assert chosen_look(None, None, plain, on_terminal=True) == ("ascii", "dark")
    assert chosen_look("block", None, plain, on_terminal=True) == ("block", "dark")
    assert chosen_look(None, None, {**plain, "TRACKER_GLYPHS": "braille"}, on_terminal=True) == ("braille", "dark")
    assert chosen_look(None, None, plain) == ("braille", "dark")


def test_the_command_line_comes_before_the_environment_and_that_before_the_settings(tmp_path: Path) -> None:
    file = settings(tmp_path, 'theme = "light"\nglyphs = "block"\nuser = "from file"\ndb = "/file.db"\n')
    assert chosen_look(None, None, file) == ("block", "light")
    assert chosen_look(None, None, {**file, "NO_COLOR": "1"}) == ("block", "none")
    assert chosen_look(None, None, {**file, "NO_COLOR": "1", "TRACKER_THEME": "contrast"}) == ("block", "contrast")
    assert chosen_look("ascii", "dark", {**file, "TRACKER_THEME": "contrast"}) == ("ascii", "dark")
    assert (recorder(None, file), recorder(None, {**file, "TRACKER_USER": "me"})) == ("from file", "me")
    assert place_of(None, file).path == Path("/file.db")
    assert place_of(None, {**file, "TRACKER_DB": "/environment.db"}).path == Path("/environment.db")
    assert not place_of(None, file).default


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("theme = dark", "is no TOML", id="no TOML"),
        pytest.param('them = "dark"', "'them' is no setting; say one of db, user", id="an unknown name"),
        pytest.param("theme = 5", "Expected `str`, got `int` - at `$.theme`", id="a value of another sort"),
        pytest.param('theme = "pink"', "says 'pink', which is not one of dark, light, contrast, none", id="no theme"),
    ],
)
def test_what_the_settings_say_wrongly_is_refused_with_the_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        chosen_look(None, None, settings(tmp_path, text))
    assert says in str(refusal.value)
    assert "config.toml" in str(refusal.value)


def test_settings_that_are_no_text_are_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    monkeypatch.setenv("TRACKER_CONFIG", str(path))
    monkeypatch.delenv("TRACKER_DB", raising=False)
    said = tracker("cases")
    assert (said.code, said.complaint) == (1, f"tracker: {path}: is not UTF-8; write it as UTF-8")


def test_where_names_the_settings() -> None:
    assert "settings" in tracker("where", "--db", "/nowhere.db").out


def test_without_a_home_folder_nothing_is_set_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("TRACKER_CONFIG", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert config_path({}) is None
    assert read_config({}) == Config()
    drafts = Drafts("a case")
    assert (drafts.kept("ecog"), drafts.all(), drafts.discard_all()) == (None, (), 0)
    drafts.discard("ecog")
    with pytest.raises(OSError, match="there is no home folder; set HOME or XDG_STATE_HOME"):
        drafts.keep(Draft(form="ecog", values={}))


def test_settings_in_the_home_folder_of_nobody_are_refused() -> None:
    with pytest.raises(Refused, match=r"~nobody-of-that-name/c\.toml: there is no such home folder; name the file"):
        read_config({"TRACKER_CONFIG": "~nobody-of-that-name/c.toml"})
