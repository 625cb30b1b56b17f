"""The log: one chain, whoever writes at once; who sees which line; what a check says when somebody has been at it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from doing import file, only_report, unlock
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session
from town import MORNING, Clock, Town

from huskurage.actions.logbook import page_for, verify
from huskurage.actions.threads import read_thread
from huskurage.core.logchain import BEGINNING
from huskurage.store.audit import Act, AuditEvent, AuditHead, head_of, record
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.logbook import Sought

THREADS, EACH = 8, 25
EVERYTHING = Sought()


def write_lines(session: Session, count: int = 5) -> None:
    for number in range(count):
        record(session, at=MORNING, act=Act.LOG_READ, account=None, kind="log", object_id=str(number))


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def test_lines_written_at_once_make_one_chain_without_a_gap(database: Database) -> None:
    with database.reads() as session:
        before = count(session)

    def work(_: int) -> None:
        for _ in range(EACH):
            with database.writes() as mine:
                write_lines(mine, 1)
                mine.commit()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, range(THREADS)))
    with database.reads() as session:
        assert count(session) == head_of(session)[0] == before + THREADS * EACH
        assert verify(session, {}).whole


def test_the_very_first_lines_written_at_once_make_one_chain(database: Database) -> None:
    with database.writes() as session:
        session.execute(delete(AuditEvent))
        session.execute(delete(AuditHead))
        session.commit()

    def work(_: int) -> None:
        with database.writes() as mine:
            write_lines(mine, 1)
            mine.commit()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, range(THREADS)))
    with database.reads() as session:
        assert (verify(session, {}).position, verify(session, {}).whole) == (THREADS, True)


def test_what_was_undone_leaves_no_gap(database: Database) -> None:
    with database.writes() as session:
        before = head_of(session)
        write_lines(session)
        session.rollback()
        write_lines(session, 1)
        session.commit()
        assert head_of(session)[0] == before[0] + 1
        assert verify(session, {before[0]: before[1]}).whole


@pytest.mark.parametrize("deed", [
    lambda session, at: session.execute(update(AuditEvent).where(AuditEvent.position == at).values(object_id="x")),
    lambda session, at: session.execute(update(AuditEvent).where(AuditEvent.position == at).values(digest=BEGINNING)),
    lambda session, at: session.execute(delete(AuditEvent).where(AuditEvent.position == at)),
    lambda session, at: session.execute(
        update(AuditEvent).where(AuditEvent.position == at).values(account_id=1, act=Act.REPORT_READ)
    ),
], ids=["object", "digest", "left out", "who and what"])  # fmt: skip
def test_a_check_says_where_the_chain_breaks_first(session: Session, deed: Callable[[Session, int], object]) -> None:
    write_lines(session)
    at = head_of(session)[0] - 2
    deed(session, at)
    assert verify(session, {}).broken_at == at


def test_a_line_that_nobody_can_read_breaks_the_chain(session: Session) -> None:
    write_lines(session)
    at = head_of(session)[0] - 2
    if session.get_bind().dialect.name == "sqlite":  # PostgreSQL keeps such a value out by itself
        session.execute(text("UPDATE audit_events SET at = 'never' WHERE position = :at"), {"at": at})
        assert verify(session, {}).broken_at == at


def test_lines_cut_off_at_the_end_are_missed(session: Session) -> None:
    write_lines(session)
    session.execute(delete(AuditEvent).where(AuditEvent.position == head_of(session)[0]))
    assert verify(session, {}).head_missing


def test_only_a_noted_line_shows_a_careful_cut(session: Session) -> None:
    write_lines(session)
    end, digest = head_of(session)
    session.execute(delete(AuditEvent).where(AuditEvent.position >= end - 1))
    kept = session.scalars(select(AuditEvent).where(AuditEvent.position == end - 2)).one()
    session.execute(update(AuditHead).values(count=kept.position, digest=kept.digest))
    assert verify(session, {}).whole
    assert verify(session, {end: digest}).missing == (end,)
    write_lines(session)
    assert verify(session, {end: digest}).changed == (end,)


def test_lines_beyond_the_count_are_seen(session: Session) -> None:
    write_lines(session)
    end, digest = head_of(session)
    write_lines(session)
    session.execute(update(AuditHead).values(count=end, digest=digest))
    assert verify(session, {}).head_missing


def test_a_keyholder_sees_the_report_and_others_only_the_act(session: Session, town: Town, clock: Clock) -> None:
    file(session)
    report = only_report(session)
    read_thread(session, unlock(session, town.asta), report, now=clock())
    astrid = unlock(session, town.astrid)
    assert page_for(session, astrid, EVERYTHING, number=1).lines[0].report_id == report.id
    session.execute(delete(Opening).where(Opening.account_id == astrid.account.id))
    for person in (astrid, unlock(session, town.adam)):
        line = page_for(session, person, EVERYTHING, number=1).lines[0]
        assert (line.who, line.act, line.kind, line.report_id) == ("Asta", Act.REPORT_READ, "report", None)


def test_what_a_command_did_belongs_where_the_thing_belongs(session: Session, town: Town) -> None:
    record(session, at=MORNING, act=Act.SIGN_IN_FAILED, account=None)
    lines = page_for(session, unlock(session, town.adam), EVERYTHING, number=1).lines
    assert [(one.act, one.name) for one in lines] == [
        (Act.HOUSES_IMPORTED, "Bruksbostäder"), (Act.HOUSES_IMPORTED, "Lindbackahem"), (Act.KIT_TESTED, "Lindbacka"),
        (Act.INBOX_MADE, "Lindbacka"),
    ]  # fmt: skip
