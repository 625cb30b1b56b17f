"""What every command starts from: the settings, the database and a transaction on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from huskurage.app import create_app
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.places import Landlord, landlord_by_slug
from huskurage.web.database import reading, transaction


def now() -> datetime:
    """The moment a command runs at."""
    return datetime.now(UTC)


def database(settings: Settings | None = None) -> Database:
    """The database the environment names; ends in plain words when it has no tables yet."""
    known = settings or Settings.from_env()
    found = Database(known.database_url, known.key_store_url)
    if not inspect(found.engine).has_table("municipalities"):
        raise click.ClickException("The database is empty. Run `huskurage migrate`, or `huskurage demo` for the demo.")
    found.check_key_store()
    return found


@contextmanager
def working() -> Iterator[Session]:
    """A transaction on the environment's database."""
    found = database()
    try:
        with transaction(found) as session:
            yield session
    finally:
        found.close()


@contextmanager
def looking() -> Iterator[Session]:
    """A session on the environment's database that only looks and keeps nobody from writing."""
    found = database()
    try:
        with reading(found) as session:
            yield session
    finally:
        found.close()


def app() -> Flask:
    """The site as an app, for commands that need its words."""
    settings = Settings.from_env()
    database(settings).close()
    return create_app(settings)


def landlord(session: Session, slug: str) -> Landlord:
    """The landlord of that short name; ends in plain words when there is none."""
    found = landlord_by_slug(session, slug)
    if found is None:
        raise click.ClickException(f"There is no landlord called {slug!r}. `huskurage tags` names them.")
    return found
