"""Commands that prepare the database and serve the site."""

import os
import sys

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from huskurage.cli.setting import database
from huskurage.settings import Settings
from huskurage.store.engine import Database

THREADS = 24  # more than the derivation queue holds back, so that public pages stay fast while codes are tried
BACKLOG = 1024
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    found = Database(Settings.from_env().database_url)
    found.migrate()
    found.close()
    click.echo("The database has the newest schema.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the site with granian, a production server. Ctrl-C stops it."""
    start_server(Settings.from_env(), host, port)


def name_host(host: str, port: int) -> None:
    """On a development machine, let posters lead to where the site is really served."""
    os.environ.setdefault("HUSKURAGE_HOST", f"{host}:{port}")


def start_server(settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; refuses to show a development site to others."""
    if not settings.production and host not in LOOPBACK:
        raise click.ClickException("Without HUSKURAGE_PRODUCTION=1 the site is only served on 127.0.0.1.")
    if not settings.production:
        name_host(host, port)
    database(settings).close()
    sys.stdout.flush()
    Granian(
        "huskurage.app:from_environment",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,  # budgets and queues live in one process's memory
        blocking_threads=THREADS,
        backlog=BACKLOG,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
    ).serve()


COMMANDS = (migrate, serve)
