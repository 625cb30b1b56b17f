"""Commands that prepare the database and serve the site."""

import os
import signal
import sys
from typing import cast

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from huskurage.app import from_environment
from huskurage.cli.jobs import keep_up
from huskurage.cli.setting import database
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.web.site import EXTENSION, Site

THREADS = 24  # more than the derivation queue holds back, so that public pages stay fast while codes are tried
BACKLOG = 1024
KILL_AFTER = 15  # seconds a worker may take to end; what has its receipt is on disk long before
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = Settings.from_env()
    found = Database(settings.database_url, settings.key_store_url)
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
        "huskurage.cli.serving:worker_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,  # budgets and queues live in one process's memory
        workers_kill_timeout=KILL_AFTER,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
    ).serve()


def worker_app() -> Flask:
    """The app inside granian's worker.

    A terminal sends Ctrl-C to the worker too, and granian's worker hangs when the stop that its parent sends comes on
    top of it: here only the parent hears Ctrl-C.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    app = from_environment()
    keep_up(cast("Site", app.extensions[EXTENSION]))
    return app


COMMANDS = (migrate, serve)
