"""A database at fault, for as long as a block runs: a table is away, or somebody wrote in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select, text

from huskurage.store.engine import Database
from huskurage.store.reports import Entry


@contextmanager
def a_table_gone(database: Database) -> Iterator[None]:
    _change(database, "ALTER TABLE content_keys RENAME TO content_keys_away")
    yield
    _change(database, "ALTER TABLE content_keys_away RENAME TO content_keys")


@contextmanager
def tampered_entries(database: Database) -> Iterator[None]:
    """Ciphertexts lie backwards: what somebody who can write in the database might do."""
    with database.reads() as session:
        there = list(session.scalars(select(Entry.id)))
    _turn_ciphertexts(database, there)
    yield
    _turn_ciphertexts(database, there)  # and not what was written meanwhile


def _change(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement))


def _turn_ciphertexts(database: Database, entries: list[str]) -> None:
    with database.writes() as session:
        for entry in session.scalars(select(Entry).where(Entry.id.in_(entries))):
            entry.ciphertext = entry.ciphertext[::-1]
        session.commit()
