"""The replay in a browser: it steps, it writes nothing, nothing leaves the machine, and no other site reaches in."""

import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.faces.browser import CHROMIUM, served, tab, until
from tests.faces.command_line import Clinic, tracker
from tracker.cli.screen import DRIVER_VARIABLE
from tracker.tui.app import TrackerApp

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed (Debian: apt-get install chromium)"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    clinic = Clinic(tmp_path)
    assert clinic("demo").code == 0
    return clinic.db


@needs_chromium
async def test_a_browser_replays_a_case_and_asks_nobody_but_the_server(database: Path, tmp_path: Path) -> None:
    async with served(database) as port, tab(tmp_path) as page:
        await page.do("Page.navigate", url=f"http://127.0.0.1:{port}/?fontsize=12")
        await until(lambda: "npc-2" in page.text)
        await page.press("\r")
        await until(lambda: "M0 of 28" in page.text)
        await page.press("l", "l")
        await until(lambda: "M2 of 28" in page.text)
        await page.press("e")
        await until(lambda: "no file is written from here" in page.text)
        hosts = {urlsplit(url).netloc for url in page.asked if not url.startswith(("data:", "about:", "blob:"))}
    assert hosts == {f"127.0.0.1:{port}"}


def test_a_visitor_s_replay_opens_the_database_for_reading_alone(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setenv(DRIVER_VARIABLE, "textual.drivers.web_driver:WebDriver")
    monkeypatch.setattr(TrackerApp, "run", lambda self: opened.append(self.desk.library.database.read_only))
    assert tracker("--db", database, "replay").code == 0
    assert opened == [True]


async def status(url: str, **headers: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status


async def test_another_host_and_another_origin_are_refused(database: Path) -> None:
    async with served(database) as port:
        own = f"http://127.0.0.1:{port}"
        assert await status(f"{own}/") == 200
        assert await status(f"{own}/", Host=f"localhost:{port}") == 200
        assert await status(f"{own}/", Host="evil.example") == 403
        assert await status(f"{own}/", Origin=own) == 200
        for path in ("/", "/ws"):
            assert await status(f"{own}{path}", Origin="http://evil.example") == 403


async def test_the_page_may_load_nothing_from_elsewhere_and_names_nothing_there(database: Path) -> None:
    async with served(database) as port, aiohttp.request("GET", f"http://127.0.0.1:{port}/") as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert "https:" not in text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])  # noqa: S104 - to be refused
def test_an_address_that_others_reach_is_refused_unless_told(tmp_path: Path, host: str) -> None:
    said = Clinic(tmp_path).holds_mini()("serve", "--host", host)
    assert said.code == 1
    assert "asks nobody who they are" in said.complaint


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tracker.cli.browser", raising=False)
    said = Clinic(tmp_path).holds_mini()("serve")
    assert "pip install 'oncology-tracker[web]'" in said.complaint


def test_a_port_that_is_in_use_is_named_with_the_way_to_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = Clinic(tmp_path).holds_mini()("serve", "--port", port)
    assert said.code == 1
    assert f"port {port} of 127.0.0.1 is in use; name another with --port" in said.err


def test_a_missing_database_is_refused_before_anything_listens(tmp_path: Path) -> None:
    assert Clinic(tmp_path)("serve").code == 1
