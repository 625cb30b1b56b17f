"""Purging: what is due, holding back, and forgetting a report so that no copy of the database opens it again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from huskurage.actions.entries import key_store, write_entry
from huskurage.actions.errors import NotOnItsDay
from huskurage.actions.people import Unlocked
from huskurage.core.concern import Words
from huskurage.core.retention import due_on
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record, record_report
from huskurage.store.connection import fold_log
from huskurage.store.people import Account
from huskurage.store.places import Municipality
from huskurage.store.purges import Purge, purges_unfinished, reports_ended
from huskurage.store.reports import ContentKey, Entry, EntryKind, Notice, Report

Sessions = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Due:
    """A report and the day on which it is purged."""

    report: Report
    day: date


def purge_day(session: Session, report: Report) -> date | None:
    """The day on which the report is purged by its municipality's rule; None: on no day, as things are."""
    municipality = session.get_one(Municipality, report.inbox.municipality_id)
    return due_on(
        state=report.state,
        closed_on=report.closed_on,
        registered_on=report.registered_on,
        held=report.held,
        days=municipality.retention_days,
    )


def due_by(session: Session, day: date, account: Account | None = None) -> list[Due]:
    """What is purged by that day, the earliest first; of the inboxes the person can open, or of all for None."""
    ended = reports_ended(session, account.id if account else None)
    days = ((report, purge_day(session, report)) for report in ended)
    found = [Due(report, due) for report, due in days if due is not None and due <= day]
    return sorted(found, key=lambda one: (one.day, one.report.id))


def held_back(session: Session, account: Account) -> list[Report]:
    """The reports that somebody has held back, of the inboxes the person can open."""
    return [report for report in reports_ended(session, account.id) if report.held]


def hold_back(session: Session, unlocked: Unlocked, report: Report, *, reason: str, now: datetime) -> None:
    """Keep the report from being purged, for a reason that is sealed as a note."""
    report.held = True
    content = Words(text=reason).to_bytes()
    write_entry(report, kind=EntryKind.NOTE, content=content, day=local(now).date(), author_id=unlocked.account.id)
    record_report(session, Act.REPORT_HELD_BACK, unlocked.account, report.id, at=now)


def let_go(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Let the report be purged on its day again."""
    report.held = False
    record_report(session, Act.REPORT_LET_GO, unlocked.account, report.id, at=now)


def change_rule(
    session: Session, unlocked: Unlocked, municipality: Municipality, *, days: int, rule: str, now: datetime
) -> None:
    """Change how long a report stays after closing and registration, and which decision says so."""
    municipality.retention_days, municipality.retention_rule = days, rule
    number = str(municipality.id)
    record(session, at=now, act=Act.RETENTION_CHANGED, account=unlocked.account, kind="rule", object_id=number)


def purge(session: Session, report: Report, *, now: datetime, by: Account | None = None) -> None:
    """Take the report out of the database and write the protocol, which says nothing of its content.

    Its key must be burnt once this is committed, never before: `finish_purges` does that. Raises NotOnItsDay.
    """
    today, day = local(now).date(), purge_day(session, report)
    if day is None or day > today or report.closed_on is None or report.registered_on is None:
        raise NotOnItsDay
    rule = session.get_one(Municipality, report.inbox.municipality_id).retention_rule
    session.add(
        Purge(
            report_id=report.id, inbox_id=report.inbox_id, received_on=report.received_on, closed_on=report.closed_on,
            registered_on=report.registered_on, purged_on=today, close_reason=report.close_reason,
            entries=len(report.entries), rule=rule, by_id=by.id if by else None,
        )
    )  # fmt: skip
    forgotten = report.id
    _take_out(session, report)
    record_report(session, Act.REPORT_PURGED, by, forgotten, at=now)


def purge_due(transaction: Sessions, *, now: datetime, by: Account | None = None) -> int:
    """Purge everything that is due, each report in a transaction of its own; answers how many.

    Harmless when several hosts do it at once, or when one was killed in the middle: the next run finishes.
    With `by`, only what that person can open.
    """
    today = local(now).date()
    with transaction() as session:
        waiting = [one.report.id for one in due_by(session, today, by)]
    done = sum(_purge_one(transaction, report_id, now, by) for report_id in waiting)
    finish_purges(transaction)
    return done


def finish_purges(transaction: Sessions) -> None:
    """Burn the keys of reports that are gone, fold the logs of both databases, and note that nothing is left.

    A reader that still holds the log open keeps it from being folded: then the next run does it.
    """
    with transaction() as session:
        waiting, database, keys = purges_unfinished(session), session.get_bind(), key_store(session)
    if not waiting:
        return
    for report_id in waiting:
        keys.burn(report_id)
    if not (fold_log(database.engine) and fold_log(keys.engine)):
        return
    with transaction() as session:
        for one in session.scalars(select(Purge).where(Purge.report_id.in_(waiting)).with_for_update()):
            one.forgotten = True


def _purge_one(transaction: Sessions, report_id: str, now: datetime, by: Account | None) -> bool:
    with transaction() as session:
        report = session.scalars(select(Report).where(Report.id == report_id).with_for_update(of=Report)).first()
        if report is None:
            return False  # another host was here
        try:
            purge(session, report, now=now, by=by)
        except NotOnItsDay:  # held back, or the neighbour wrote again, a moment ago
            return False
    return True


def _take_out(session: Session, report: Report) -> None:
    """Delete the report with all that hangs on it."""
    session.flush()
    entries = select(Entry.id).where(Entry.report_id == report.id)
    session.execute(delete(ContentKey).where(ContentKey.entry_id.in_(entries)))
    session.execute(delete(Entry).where(Entry.report_id == report.id))
    session.execute(delete(Notice).where(Notice.report_id == report.id))
    session.execute(delete(Report).where(Report.id == report.id))
    session.expire_all()
