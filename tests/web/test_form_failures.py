"""When a concern cannot be kept: 503, said plainly, with everything typed still there; and it can be sent again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from doing import SCREAMS, Neighbour, code_on, kept
from sqlalchemy import event, text
from town import hidden

from huskurage.core.derivation import DerivationQueue
from huskurage.store.engine import Database
from huskurage.web.site import Site


def assert_not_sent(answer: Any, database: Database | None = None) -> None:
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert SCREAMS in page
    assert "NOT sent" in page
    assert 'href="tel:112"' in page
    assert 'href="/leave"' in page
    assert answer.headers["Cache-Control"] == "no-store"
    if database is not None:
        assert kept(database) == []


@contextmanager
def statement(database: Database, sql: str, undo: str) -> Iterator[None]:
    with database.engine.begin() as connection:
        connection.execute(text(sql))
    yield
    with database.engine.begin() as connection:
        connection.execute(text(undo))


@contextmanager
def held(queue: DerivationQueue) -> Iterator[None]:
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        over.wait(30)

    work = threading.Thread(target=queue.run, args=(hold,), kwargs={"patience": 1})
    work.start()
    begun.wait(10)
    yield
    over.set()
    work.join()


def test_with_no_live_inbox_the_form_says_so_and_keeps_the_text(neighbour: Neighbour, database: Database) -> None:
    ticket = neighbour.ticket()
    with statement(database, "UPDATE inboxes SET live = false", "UPDATE inboxes SET live = true"):
        assert_not_sent(neighbour.send(ticket=ticket), database)
    assert len(code_on(neighbour.send(ticket=ticket))) == 20


def test_with_a_full_derivation_queue_the_text_is_kept(neighbour: Neighbour, database: Database, site: Site) -> None:
    site.derivations = DerivationQueue(workers=1, waiting=0)
    ticket = neighbour.ticket()
    with held(site.derivations):
        refused = neighbour.send(ticket=ticket, floor="second")
        assert_not_sent(refused, database)
    assert hidden(refused.get_data(as_text=True), "ticket") == ticket
    assert len(code_on(neighbour.send(ticket=ticket))) == 20


def test_with_a_locked_database_the_text_is_kept(neighbour: Neighbour, database: Database, site: Site) -> None:
    postgres = site.database.engine.dialect.name == "postgresql"
    hurry = "SET lock_timeout = '100ms'" if postgres else "PRAGMA busy_timeout=100"

    def connected(connection: Any, _: object) -> None:
        connection.cursor().execute(hurry)
        connection.commit()

    event.listen(site.database.engine, "connect", connected)
    ticket = neighbour.ticket()
    with database.writes() as other:
        other.execute(text("LOCK TABLE entries IN EXCLUSIVE MODE" if postgres else "UPDATE inboxes SET live = live"))
        site.database.engine.dispose()
        refused = neighbour.send(ticket=ticket)
    event.remove(site.database.engine, "connect", connected)
    assert_not_sent(refused, database)
    assert len(code_on(neighbour.send(ticket=ticket))) == 20


def test_with_a_failing_database_the_text_is_kept_and_the_failure_logged_without_it(
    neighbour: Neighbour, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = neighbour.ticket()
    with statement(database, "ALTER TABLE entries RENAME TO gone", "ALTER TABLE gone RENAME TO entries"):
        assert_not_sent(neighbour.send(ticket=ticket))
    assert "Error at" in caplog.text
    assert SCREAMS not in caplog.text
    assert len(code_on(neighbour.send(ticket=ticket))) == 20


def test_with_no_database_at_all_the_text_is_kept(
    neighbour: Neighbour, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = neighbour.ticket()
    with statement(database, "ALTER TABLE municipalities RENAME TO gone", "ALTER TABLE gone RENAME TO municipalities"):
        refused = neighbour.send(ticket=ticket)
    assert_not_sent(refused)
    assert hidden(refused.get_data(as_text=True), "ticket") == ticket
    assert SCREAMS not in caplog.text


def test_before_any_set_up_the_text_is_kept(neighbour: Neighbour, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = neighbour.ticket()
    monkeypatch.setattr("huskurage.actions.guidance.municipalities", lambda _: [])
    monkeypatch.setattr("huskurage.web.spots.spot_for", lambda *_, **__: None)
    assert_not_sent(neighbour.send(ticket=ticket))
    assert site.tag_sends.left(b"", site.clock()) == 20
