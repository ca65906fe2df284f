"""`tracker serve`: the replay in a browser of this machine, for reading. Refuses the network unless told.

It has no authentication of its own. Pages of other sites reach into a loopback server through the browser of whoever visits
them, by a WebSocket or by a name that resolves to this machine: a request must name this server as its host and, where it
names one, as its origin.
"""

import ipaddress
import os
import shlex
import sys
from pathlib import Path

import click

from tracker.cli.settings import Settings, shared, takes_settings
from tracker.decisions.refused import Refused
from tracker.values.extras import install

PORT = 8010
_MOST_PORT = 65_535
_WEB_PORT = 80
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, _MOST_PORT), default=PORT, show_default=True, metavar="N", help="Where it listens."
)
@click.option("--host", default="127.0.0.1", metavar="HOST", help="Where it listens; this machine alone unless told.")
@click.option(
    "--open-to-network",
    is_flag=True,
    help="Allow a host that others reach. Whoever reaches it reads every case: put a proxy that asks who they are before it.",
)
@shared
@takes_settings
def serve_command(settings: Settings, *, port: int, host: str, open_to_network: bool) -> int:
    """Show the replay in a browser, read-only.

    It listens on this machine alone, asks nobody who they are, and loads nothing from elsewhere. Needs the extra `web`.
    """
    if not _is_loopback(host) and not open_to_network:
        raise Refused(
            f"{host} is reached from the network, and the replay asks nobody who they are; "
            "leave --host out, or say --open-to-network"
        )
    with settings.library() as library:
        path = library.place.path.absolute()
    try:
        from tracker.cli.browser import serve  # noqa: PLC0415 - the extra is for this verb alone
    except ImportError as missing:
        raise Refused(f"serving needs the extra `web` ({missing.name} is missing): {install('web')}") from None
    hosts = () if open_to_network else names_of(host, port)
    serve(_command(path), host, port, hosts)
    return 0


def names_of(host: str, port: int) -> tuple[str, ...]:
    """What a browser of this machine calls the server that listens there; it leaves the usual port of the web out.

    >>> names_of("127.0.0.2", 8010)
    ('127.0.0.2:8010', 'localhost:8010', '127.0.0.1:8010', '[::1]:8010')
    >>> names_of("localhost", 80)[-3:]
    ('localhost', '127.0.0.1', '[::1]')
    """
    own = f"[{host}]" if ":" in host else host
    names = tuple(dict.fromkeys((own, *_LOOPBACK)))
    return (*(f"{name}:{port}" for name in names), *(names if port == _WEB_PORT else ()))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _command(path: Path) -> str:
    """How each visitor's replay is started: without writing, on the same database."""
    os.environ["TRACKER_DB"] = str(path)
    return shlex.join([sys.executable, "-m", "tracker", "replay"])
