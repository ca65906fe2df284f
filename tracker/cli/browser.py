"""The server behind `tracker serve`, over textual-serve. Refuses requests that name another host or come from another site.

The page is ours: the one of the library asks a font service for its font.
"""

from errno import EADDRINUSE
from importlib.resources import as_file, files
from typing import Any
from urllib.parse import urlsplit

import click
from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

from tracker.decisions.refused import Refused

POLICY = (
    "default-src 'none'; connect-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class LocalServer(Server):
    """The replay for browsers that name one of some hosts."""

    def __init__(self, command: str, host: str, port: int, hosts: tuple[str, ...], templates: str) -> None:
        """Take what is served.

        Args:
            command: Starts a visitor's replay.
            host: The address to listen on.
            port: The port.
            hosts: What a request may name as its host, with the port; none allows every name.
            templates: The folder of the page.
        """
        shown = f"[{host}]" if ":" in host else host
        super().__init__(
            command, host, port, title="tracker", public_url=f"http://{shown}:{port}", templates_path=templates
        )
        self._hosts = hosts

    def initialize_logging(self) -> None:
        """Log nothing: what the library logs may hold parts of a record."""

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        del app
        click.echo(f"the replay is at {self.public_url} · ctrl+c ends it")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard())
        return app

    async def handle_index(self, request: web.Request) -> Any:  # noqa: ANN401 - the library's decorator hides its type
        """The page, which names the server as the browser does."""
        self.public_url = f"http://{request.host}"
        return await super().handle_index(request)

    def _guard(self) -> Any:  # noqa: ANN401 - what aiohttp's decorator gives has no name
        hosts = self._hosts

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            if hosts and request.host not in hosts:
                raise web.HTTPForbidden(text=f"this server is not called {request.host}; ask for http://{hosts[0]}")
            if origin is not None and urlsplit(origin).netloc != request.host:
                raise web.HTTPForbidden(text=f"{origin} may not ask this server")
            response = await handler(request)
            if not response.prepared:
                response.headers["Content-Security-Policy"] = POLICY
                response.headers["Referrer-Policy"] = "no-referrer"
                response.headers["Cache-Control"] = "no-store"
            return response

        return guard


def serve(command: str, host: str, port: int, hosts: tuple[str, ...]) -> None:
    """Serve until interrupted; see `LocalServer`.

    Raises:
        Refused: where the port is in use, or cannot be listened on.
    """
    try:
        with as_file(files("tracker.cli").joinpath("pages")) as templates:
            LocalServer(command, host, port, hosts, str(templates)).serve()
    except OSError as error:
        why = "is in use" if error.errno == EADDRINUSE else f"cannot be listened on: {error.strerror or error}"
        raise Refused(f"port {port} of {host} {why}; name another with --port") from error
