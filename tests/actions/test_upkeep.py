"""Jobs: each by itself, a failing one in nobody's way, on one host at a time, and noted only when all went well."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from doing import file
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.actions.escalation import escalate
from huskurage.actions.letters import order_letter
from huskurage.actions.upkeep import Job, Transaction, in_many_transactions, in_one_transaction, run_jobs
from huskurage.store.engine import Database
from huskurage.store.outbox import Letter, upkeep
from huskurage.store.people import Account
from huskurage.store.places import Municipality, only_municipality
from huskurage.store.reports import Notice, Told

SECRET = "Kyrkogatan 4 A"


def order(session: Session, account: Account, now: datetime) -> None:
    order_letter(session, account, now=now)


ESCALATE = in_one_transaction("escalate", lambda session, now: escalate(session, now=now, order_letter=order))


@pytest.fixture
def begin(database: Database) -> Transaction:
    @contextmanager
    def transaction() -> Iterator[Session]:
        with database.writes() as session:
            yield session
            session.commit()

    return transaction


def rename(name: str) -> Callable[[Session, datetime], None]:
    def work(session: Session, _now: datetime) -> None:
        found = only_municipality(session)
        assert found is not None
        found.name = name

    return work


def fail(session: Session, now: datetime) -> None:
    rename("half done")(session, now)
    session.flush()
    raise LookupError(SECRET)


def checked(database: Database) -> datetime | None:
    with database.reads() as session:
        return upkeep(session).checked_at


def test_jobs_are_done_and_it_is_noted_when(database: Database, begin: Transaction) -> None:
    jobs = (in_one_transaction("one", rename("Nybacka")),)
    assert run_jobs(begin, now=MORNING, jobs=jobs) == ()
    with database.reads() as session:
        assert session.scalars(select(Municipality.name)).all() == ["Nybacka"]
    assert checked(database) == MORNING


def test_a_failing_job_is_undone_named_and_stops_no_other(
    database: Database, begin: Transaction, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[datetime] = []
    jobs = (
        in_one_transaction("bad", fail),
        in_many_transactions("good", lambda _transaction, now: done.append(now)),
    )
    with caplog.at_level(logging.ERROR):
        assert run_jobs(begin, now=MORNING, jobs=jobs) == ("bad",)
    assert done == [MORNING]
    with database.reads() as session:
        assert session.scalars(select(Municipality.name)).all() == ["Lindbacka kommun"]
    assert "job bad: LookupError at test_upkeep.py" in caplog.text
    assert SECRET not in caplog.text
    assert checked(database) is None  # a clock that stands still is seen


def test_running_again_changes_nothing(database: Database, begin: Transaction) -> None:
    with begin() as session:
        file(session)
    for minutes in range(3):
        assert run_jobs(begin, now=MORNING + timedelta(minutes=minutes), jobs=(ESCALATE,)) == ()
    with database.reads() as session:
        assert len(session.scalars(select(Letter)).all()) == 1


def test_many_hosts_at_once_order_one_letter(database: Database, begin: Transaction) -> None:
    with begin() as session:
        for page in range(5):
            file(session, page=page)
    ordered: list[str] = []
    start = threading.Barrier(4)

    def slow(session: Session, now: datetime) -> None:
        escalate(session, now=now, order_letter=lambda _s, account, _n: ordered.append(account.name))

    def host() -> None:
        start.wait(30)
        run_jobs(begin, now=MORNING, jobs=(in_one_transaction("escalate", slow),))

    hosts = [threading.Thread(target=host) for _ in range(4)]
    for one in hosts:
        one.start()
    for one in hosts:
        one.join(60)
    assert ordered == ["Asta"]
    with database.reads() as session:
        assert Told.NOBODY not in [one.told for one in session.scalars(select(Notice)) if one.kind.value == "look"]


def test_a_job_another_host_is_at_is_left_alone(database: Database, begin: Transaction) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the second waits for the write lock instead")
    inside: list[tuple[str, ...]] = []
    turns: list[bool] = []
    inner = in_one_transaction("same", lambda *_: inside.append(("ran",)))

    def outer(_session: Session, now: datetime) -> None:
        turns.append(inner.work(begin, now))
        run_jobs(begin, now=now, jobs=(inner,))

    assert run_jobs(begin, now=MORNING, jobs=(Job("outer", in_one_transaction("same", outer).work),)) == ()
    assert (inside, turns) == ([], [False])
    assert checked(database) == MORNING  # by the one that had its turn
