"""Commands that run the site and its background work."""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
import threading
from pathlib import Path

import click

from commonground.cli.data import bring_in, read_files, read_workbook
from commonground.cli.django import start
from commonground.methods.errors import CommongroundError, Problem

FILE = click.Path(path_type=Path)
DEMO = Path(__file__).parents[3] / "demo" / "atlantis"
THREADS = 8
"""Requests that a process works on at once. More only get in each other's way; who comes later waits their turn."""
OWNER = "owner@commonground.example"


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=1, type=click.IntRange(1), help="Server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the site."""
    os.environ.setdefault("COMMONGROUND_ADDRESS", address_of(host, port))
    start()
    run_server(host, port, workers)


@click.command()
def worker() -> None:
    """Do background work until stopped: send what is in the outbox, and whatever else waits."""
    start()
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up

    from commonground.core.actions.work import keep_house  # noqa: PLC0415 -- needs Django set up

    name, stop = secrets.token_hex(16), threading.Event()
    housekeeper = threading.Thread(target=keep_house, kwargs={"worker": name, "stopped": stop.wait}, daemon=True)
    housekeeper.start()
    try:
        call_command("db_worker", verbosity=1, worker_id=name)
    finally:
        stop.set()
        housekeeper.join(timeout=40)


@click.command()
@click.option("--workbook", type=FILE, default=None, help="An official MIPEX workbook instead of the demonstration.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), help="The port to serve on.")
@click.option("--prepare-only", is_flag=True, help="Set everything up and stop before serving.")
def demo(workbook: Path | None, port: int, *, prepare_only: bool) -> None:
    """Set up an installation with the demonstration index, or with WORKBOOK, and serve it on this computer only."""
    os.environ["COMMONGROUND_SHOW_PRIVATE_ON_LOOPBACK"] = "1"
    os.environ.setdefault("COMMONGROUND_ADDRESS", address_of("127.0.0.1", port))
    if not prepare_only:
        require_free(port)
    if workbook:
        click.echo(f"Reading and auditing {workbook.name}")
        read, terms = read_workbook(workbook.expanduser()), {}
    else:
        click.echo("Reading the demonstration index")
        files = (DEMO / name for name in ("framework.yaml", "answers.csv", "published.csv"))
        read, terms = read_files(*files), {"licence": "CC BY 4.0", "comments": "publish"}
    click.echo("Preparing the database (the first time takes about 20 seconds)")
    start()
    prepare_fonts()
    bring_in(*read, **terms)
    first_owner(port)
    if not prepare_only:
        click.echo(f"\nOpen http://127.0.0.1:{port}/   (stop with Ctrl+C)\n")
        run_server("127.0.0.1", port, 1)


def address_of(host: str, port: int) -> str:
    """Where a browser on this computer finds a server that listens there."""
    listening = ipaddress.ip_address(host)
    if listening.is_unspecified:
        host = "127.0.0.1"
    elif listening.version == 6:  # noqa: PLR2004 -- written in brackets
        host = f"[{host}]"
    return f"http://{host}:{port}"


def prepare_fonts() -> None:
    """Build the site's typefaces where that has not been done yet."""
    from commonground.site.fonts import build_fonts  # noqa: PLC0415 -- slow import
    from commonground.site.home import home  # noqa: PLC0415 -- slow import

    click.echo("Building the typefaces")
    build_fonts(home() / "assets" / "site" / "fonts")


def first_owner(port: int) -> None:
    """Make the owner's account where there is none yet, and show its password this once."""
    from commonground.core.actions.accounts import create_owner  # noqa: PLC0415 -- needs Django set up
    from commonground.core.queries import has_owner  # noqa: PLC0415 -- needs Django set up

    if has_owner():
        return
    password = secrets.token_urlsafe(12)
    create_owner(email=OWNER, password=password)
    click.echo(f"\nThe desk: http://127.0.0.1:{port}/desk/   sign in as {OWNER} with the password {password}")
    click.echo("This password is shown once; change it at /accounts/password/change/.")


def require_free(port: int) -> None:
    """Refuse a port that another program holds, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommongroundError(
                Problem(
                    code="port-taken",
                    message=f"Another program already listens on port {port}.",
                    remedy=f"Stop it, or choose another: --port {port + 1} (make demo PORT={port + 1}).",
                )
            ) from None


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until stopped. Private indices are never shown on an address that others can reach."""
    from granian.constants import Interfaces  # noqa: PLC0415 -- slow import
    from granian.server import Server  # noqa: PLC0415 -- slow import

    if not ipaddress.ip_address(host).is_loopback:
        os.environ.pop("COMMONGROUND_SHOW_PRIVATE_ON_LOOPBACK", None)
    Server(
        "commonground.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()
