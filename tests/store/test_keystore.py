"""The key store: a report's key is on disk at once, belongs to no transaction, and once burnt is gone for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Template
from doing import file, keys_for, only_report

from huskurage.actions.entries import key_store, open_entry
from huskurage.store.engine import Database
from huskurage.store.keystore import KeyStore
from huskurage.store.reports import Recipient


@pytest.fixture
def store(template: Template, tmp_path: Path) -> Iterator[KeyStore]:
    """A key store of its own, on SQLite and on PostgreSQL."""
    url, throw_away = template.copy() if template.backend == "postgres" else (f"sqlite:///{tmp_path}/own.db", None)
    made = KeyStore(url)
    made.prepare()
    made.prepare()
    yield made
    made.close()
    if throw_away:
        throw_away()


def test_a_report_has_one_key_however_often_it_is_asked_for(store: KeyStore) -> None:
    key = store.make("a" * 32)
    assert len(key) == 32
    assert store.make("a" * 32) == key
    assert store.make("b" * 32) != key
    assert store.keys_of(["a" * 32, "c" * 32]) == {"a" * 32: key}


def test_a_burnt_key_is_gone(store: KeyStore) -> None:
    store.make("a" * 32)
    store.burn("a" * 32)
    store.burn("a" * 32)
    assert store.keys_of(["a" * 32]) == {}


def test_thousands_of_keys_are_fetched_at_once(store: KeyStore) -> None:
    ids = [f"{number:032x}" for number in range(3)] + [f"{number:032x}" for number in range(10_000, 11_200)]
    for one in ids[:3]:
        store.make(one)
    assert set(store.keys_of(ids)) == set(ids[:3])


def test_a_report_whose_key_was_burnt_opens_no_more_though_everything_else_is_there(database: Database) -> None:
    with database.writes() as session:
        file(session, "Canary")
        session.commit()
    with database.writes() as session:
        (entry,) = only_report(session).entries
        assert open_entry(entry, Recipient.REPORTER, keys_for().pair)
        key_store(session).burn(entry.report.id)
    with database.writes() as session:
        (entry,) = only_report(session).entries
        assert open_entry(entry, Recipient.REPORTER, keys_for().pair) is None
        assert len(entry.keys) == 2
