"""A headless browser for tests, driven by its own protocol, and a served replay. Refuses to run as anybody's own browser."""

import asyncio
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pyte

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZE = (240, 80)
"""Of the terminal that follows along: larger than the browser's can be, which goes by its fonts."""
WAIT_SECONDS = 40.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def served(database: Path) -> AsyncIterator[int]:
    """A server on a port of its own."""
    port = free_port()
    command = [sys.executable, "-m", "tracker", "--db", str(database), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: ASYNC220 - a test waits
    try:
        await until(lambda: _listens(port))
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


async def until(holds: Any, seconds: float = WAIT_SECONDS) -> None:
    """Wait until something holds."""
    for _ in range(int(seconds * 20)):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


class Tab:
    """One page: what it asked for, what it was sent over its WebSocket, and keys to press in it."""

    def __init__(self, socket_: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket_
        self._number = 0
        self._answers: dict[int, Any] = {}
        self.asked: list[str] = []
        self.terminal = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self.terminal)

    async def listen(self) -> None:
        """Take what the browser tells."""
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers[told["id"]] = told.get("result", {})
            elif told["method"] == "Network.requestWillBeSent":
                self.asked.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                self.asked.append(told["params"]["url"])
            elif told["method"] == "Network.webSocketFrameReceived":
                frame = told["params"]["response"]
                if frame["opcode"] == 2:
                    self._stream.feed(base64.b64decode(frame["payloadData"]))

    async def do(self, method: str, **parameters: Any) -> Any:
        """Ask the browser for something."""
        self._number += 1
        number = self._number
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        await until(lambda: number in self._answers)
        return self._answers.pop(number)

    async def press(self, *keys: str) -> None:
        """Type into the terminal."""
        focus = "document.querySelector('.xterm-helper-textarea').focus()"
        await self.do("Runtime.evaluate", expression=focus)
        for key in keys:
            await self.do("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
            await self.do("Input.dispatchKeyEvent", type="keyUp", key=key)

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(row.rstrip() for row in self.terminal.display)


@asynccontextmanager
async def tab(folder: Path) -> AsyncIterator[Tab]:
    """A page of a fresh browser."""
    assert CHROMIUM is not None
    port = free_port()
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}"]
    command += [f"--user-data-dir={folder / 'profile'}", "--window-size=1300,900", "about:blank"]
    environment = {**os.environ, "HOME": str(folder)}
    browser = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: ASYNC220 - as above
    try:
        await until(lambda: _listens(port))
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                pages = await answer.json()
            address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
            async with session.ws_connect(address, max_msg_size=0) as connected:
                page = Tab(connected)
                listening = asyncio.create_task(page.listen())
                await page.do("Network.enable")
                await page.do("Page.enable")
                yield page
                listening.cancel()
    finally:
        browser.terminate()
        browser.wait(timeout=20)
