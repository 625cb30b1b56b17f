"""A report is forgotten: on its day, for ever, in every copy of the database, and whenever the host is killed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from doing import file, keys_for, unlock
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions import retention
from huskurage.actions.closing import close, mark_seen
from huskurage.actions.entries import open_entry
from huskurage.actions.errors import CodeOpensNothing, NotFound, NotOnItsDay
from huskurage.actions.handover import register
from huskurage.actions.keys import inbox_ring
from huskurage.actions.reporting import answer, visit, withdraw
from huskurage.actions.retention import due_by, hold_back, let_go, purge, purge_day, purge_due
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import report_for
from huskurage.core.concern import Words
from huskurage.core.lifecycle import CloseReason
from huskurage.settings import Settings
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.base import Base
from huskurage.store.engine import Database
from huskurage.store.places import Municipality
from huskurage.store.purges import Purge
from huskurage.store.reports import ContentKey, Entry, Notice, Recipient, Report

Transaction = Callable[[], AbstractContextManager[Session]]
DUE = MORNING + timedelta(days=30)  # the municipality's rule


@pytest.fixture
def transaction(database: Database) -> Transaction:
    @contextmanager
    def work() -> Iterator[Session]:
        with database.writes() as session:
            yield session
            session.commit()

    return work


def ended(transaction: Transaction, town: Town, *pages: int, registered: bool = True) -> list[str]:
    """File, read, close and register a report for each form page; answers their ids."""
    ids = []
    for page in pages or (1,):
        with transaction() as session:
            asta = unlock(session, town.asta)
            file(session, f"Screams {page}", page=page)
            known = set(ids)
            report = next(one for one in session.scalars(select(Report)) if one.id not in known)
            read_thread(session, asta, report, now=MORNING)
            close(session, asta, report, reason=CloseReason.HELP_GIVEN, now=MORNING)
            if registered:
                register(session, asta, report, number=f"SN {page}", now=MORNING)
            ids.append(report.id)
    return ids


def left(database: Database) -> dict[str, int]:
    """How many rows of each table about reports there are."""
    with database.reads() as session:
        tables: list[type[Base]] = [Report, Entry, ContentKey, Notice, Purge]
        counts = {one.__tablename__: session.scalar(select(func.count()).select_from(one)) for one in tables}
    return {name: count for name, count in counts.items() if count}


def test_what_is_due_is_gone_with_all_that_hangs_on_it(
    transaction: Transaction, town: Town, database: Database
) -> None:
    (report_id,) = ended(transaction, town)
    assert purge_due(transaction, now=DUE - timedelta(days=1)) == 0
    assert purge_due(transaction, now=DUE) == 1
    assert left(database) == {"purges": 1}
    assert database.key_store.keys_of([report_id]) == {}
    with transaction() as session:
        with pytest.raises(CodeOpensNothing):
            visit(session, keys=keys_for())
        with pytest.raises(NotFound):
            report_for(session, unlock(session, town.asta), report_id)


def test_the_protocol_and_the_log_say_what_was_purged_and_nothing_of_it(
    transaction: Transaction, town: Town, database: Database
) -> None:
    (report_id,) = ended(transaction, town)
    purge_due(transaction, now=DUE)
    with database.reads() as session:
        one = session.scalars(select(Purge)).one()
        assert (one.report_id, one.entries, one.close_reason) == (report_id, 2, CloseReason.HELP_GIVEN)
        assert (one.purged_on, one.registered_on, one.by, one.forgotten) == (DUE.date(), MORNING.date(), None, True)
        event = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.REPORT_PURGED)).one()
        assert (event.object_id, event.account_id) == (report_id, None)


@pytest.mark.parametrize("missing", ["registration", "closing", "day"])
def test_nothing_is_purged_before_it_was_closed_and_registered(
    transaction: Transaction, town: Town, database: Database, missing: str
) -> None:
    (report_id,) = ended(transaction, town, registered=missing != "registration")
    if missing == "closing":
        with transaction() as session:
            answer(session, keys=keys_for(), words=Words(text="It goes on"), now=MORNING)
    late = DUE - timedelta(days=1) if missing == "day" else DUE + timedelta(days=3000)
    before = left(database)
    assert purge_due(transaction, now=late) == 0
    with transaction() as session, pytest.raises(NotOnItsDay):
        purge(session, session.get_one(Report, report_id), now=late)
    assert left(database) == before


def test_a_concern_taken_back_is_purged_after_it_was_registered(
    transaction: Transaction, town: Town, database: Database
) -> None:
    with transaction() as session:
        file(session)
        withdraw(session, keys=keys_for(), now=MORNING)
        report = session.scalars(select(Report)).one()
        assert purge_day(session, report) is None
        mark_seen(session, unlock(session, town.asta), report, now=MORNING)
        register(session, unlock(session, town.asta), report, reason="taken back", now=MORNING)
        assert purge_day(session, report) == DUE.date()
    assert purge_due(transaction, now=DUE) == 1
    assert left(database) == {"purges": 1}


def test_one_that_is_held_back_stays_until_it_is_let_go(
    transaction: Transaction, town: Town, database: Database
) -> None:
    (report_id,) = ended(transaction, town)
    with transaction() as session:
        hold_back(session, unlock(session, town.asta), session.get_one(Report, report_id), reason="asked", now=MORNING)
    assert purge_due(transaction, now=DUE + timedelta(days=99)) == 0
    with transaction() as session:
        let_go(session, unlock(session, town.asta), session.get_one(Report, report_id), now=MORNING)
    assert purge_due(transaction, now=DUE) == 1
    assert left(database) == {"purges": 1}


def test_the_rule_is_the_municipalitys_own(transaction: Transaction, town: Town) -> None:
    (report_id,) = ended(transaction, town)
    with transaction() as session:
        session.scalars(select(Municipality)).one().retention_days = 5
        found = due_by(session, MORNING.date() + timedelta(days=5))
        assert [(one.report.id, one.day) for one in found] == [(report_id, MORNING.date() + timedelta(days=5))]


def test_a_second_run_and_a_second_host_do_nothing_more(
    transaction: Transaction, town: Town, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other host has found the same reports and purges them between this one's finding and its purging."""
    ended(transaction, town, 1, 2)
    real = retention._purge_one

    def late(*args: object) -> bool:
        monkeypatch.setattr(retention, "_purge_one", real)
        assert purge_due(transaction, now=DUE) == 2
        return real(*args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(retention, "_purge_one", late)
    assert purge_due(transaction, now=DUE) == 0
    assert left(database) == {"purges": 2}


def test_a_host_killed_before_the_key_was_burnt_leaves_it_to_the_next_run(
    transaction: Transaction, town: Town, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    (report_id,) = ended(transaction, town)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(database.key_store), "burn", killed)
    with pytest.raises(KeyboardInterrupt):
        purge_due(transaction, now=DUE)
    assert left(database) == {"purges": 1}
    assert database.key_store.keys_of([report_id])
    monkeypatch.undo()
    assert purge_due(transaction, now=DUE) == 0
    assert database.key_store.keys_of([report_id]) == {}


def test_a_purge_that_is_not_committed_burns_nothing(transaction: Transaction, town: Town, database: Database) -> None:
    (report_id,) = ended(transaction, town)
    with database.writes() as session:
        purge(session, session.get_one(Report, report_id), now=DUE)
        session.rollback()
    assert database.key_store.keys_of([report_id])
    with database.reads() as session:
        entry = session.get_one(Report, report_id).entries[0]
        assert open_entry(entry, Recipient.REPORTER, keys_for().pair)


def test_an_older_copy_of_the_database_opens_nothing_of_what_was_purged(
    transaction: Transaction, town: Town, database: Database, settings: Settings, tmp_path: Path
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("a copy of the database is a file on SQLite alone; the key store is the same on both")
    purged, kept = ended(transaction, town, 1, 2)
    with transaction() as session:
        hold_back(session, unlock(session, town.asta), session.get_one(Report, kept), reason="asked", now=MORNING)
    assert retention.fold_log(database.engine)
    shutil.copy(database.engine.url.database or "", tmp_path / "older.db")
    purge_due(transaction, now=DUE)
    older = Database(f"sqlite:///{tmp_path / 'older.db'}", settings.key_store_url)
    with older.reads() as session:
        asta = unlock(session, town.asta)
        opened = {}
        for report in session.scalars(select(Report)):
            ring = inbox_ring(report.inbox, asta.account, asta.pair)
            opened[report.id] = open_entry(report.entries[0], Recipient.INBOX, ring)
    older.close()
    assert opened[purged] is None
    assert opened[kept] is not None


def test_no_file_holds_a_byte_of_what_was_purged(transaction: Transaction, town: Town, database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL vacuums and recycles by itself; docs/sealing.md says so")
    (report_id,) = ended(transaction, town)
    key = database.key_store.keys_of([report_id])[report_id]
    with database.reads() as session:
        report = session.get_one(Report, report_id)
        traces = [report.lookup, report.reporter_key, key]
        traces += [bytes(part) for entry in report.entries for part in (entry.ciphertext[:64], entry.keys[0].sealed)]
    assert all(any(trace in content for content in files_of(database)) for trace in traces)
    assert purge_due(transaction, now=DUE) == 1
    assert [trace for trace in traces if any(trace in content for content in files_of(database))] == []


def test_a_log_that_a_reader_holds_open_is_folded_by_the_next_run(
    transaction: Transaction, town: Town, database: Database
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has a log to fold")
    ended(transaction, town)
    with database.reads() as reader:
        assert reader.scalar(select(func.count()).select_from(Report)) == 1
        assert purge_due(transaction, now=DUE) == 1
        assert reader.scalar(select(func.count()).select_from(Report)) == 1, "its own moment"
    with database.reads() as session:
        assert session.scalars(select(Purge.forgotten)).one() is False
    purge_due(transaction, now=DUE)
    with database.reads() as session:
        assert session.scalars(select(Purge.forgotten)).one() is True


def files_of(database: Database) -> list[bytes]:
    """Every file of the database and of its key store: themselves, and their logs."""
    found = []
    for engine in (database.engine, database.key_store.engine):
        path = Path(engine.url.database or "")
        found += [one.read_bytes() for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
    return found
