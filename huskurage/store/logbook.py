"""Looking the log up: which lines belong to a municipality, what they are sought by, and what they are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select, union_all
from sqlalchemy.orm import Session, contains_eager

from huskurage.store.audit import Act, AuditEvent
from huskurage.store.inboxes import Inbox, Opening
from huskurage.store.people import Account
from huskurage.store.places import Landlord
from huskurage.store.purges import Purge
from huskurage.store.reports import Report

MOST_AT_ONCE = 500  # bound parameters of one question


@dataclass(frozen=True)
class Sought:
    """What lines are looked for; what is empty does not narrow. The period is from `begin` until before `end`."""

    account_id: int | None = None
    report_id: str = ""
    acts: frozenset[Act] = frozenset()
    begin: datetime | None = None
    end: datetime | None = None


def lines_of(municipality_id: int, sought: Sought) -> Select[AuditEvent]:
    """The municipality's lines, the newest first.

    A line belongs where the person works who did it. Where nobody was signed in (a command, the jobs) it belongs where
    the thing belongs that it is about; a failed sign-in with a name that nobody has belongs to nobody.
    """
    nobody = and_(AuditEvent.account_id.is_(None), or_(*_about_things_of(municipality_id)))
    query = select(AuditEvent).outerjoin(AuditEvent.account).options(contains_eager(AuditEvent.account))
    query = query.where(or_(Account.municipality_id == municipality_id, nobody))
    if sought.account_id is not None:
        query = query.where(AuditEvent.account_id == sought.account_id)
    if sought.report_id:
        query = query.where(AuditEvent.object_kind == "report", AuditEvent.object_id == sought.report_id)
    if sought.acts:
        query = query.where(AuditEvent.act.in_(sought.acts))
    if sought.begin:
        query = query.where(AuditEvent.at >= sought.begin)
    if sought.end:
        query = query.where(AuditEvent.at < sought.end)
    return query.order_by(AuditEvent.position.desc())


def count_lines(session: Session, lines: Select[AuditEvent]) -> int:
    counted = lines.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return session.scalar(counted) or 0


def people_of(session: Session, municipality_id: int) -> list[Account]:
    """Everybody who has worked here: those who left are still in the log."""
    query = select(Account).where(Account.municipality_id == municipality_id)
    return list(session.scalars(query.order_by(Account.name, Account.id)))


def names_of_things(session: Session, municipality_id: int) -> dict[tuple[str, str], str]:
    """The names of the municipality's inboxes, landlords and people, by kind and id as the log has them."""
    found: dict[tuple[str, str], str] = {}
    for kind, table in (("inbox", Inbox), ("landlord", Landlord), ("account", Account)):
        rows = session.execute(select(table.id, table.name).where(table.municipality_id == municipality_id))
        found |= {(kind, str(number)): name for number, name in rows}
    return found


def report_ids_readable_by(session: Session, account_id: int, report_ids: Sequence[str]) -> set[str]:
    """Those of the reports, purged ones too, whose inbox the account holds an opening of."""
    mine = select(Opening.inbox_id).where(Opening.account_id == account_id)
    found: set[str] = set()
    for start in range(0, len(report_ids), MOST_AT_ONCE):
        part = report_ids[start : start + MOST_AT_ONCE]
        kept = select(Report.id).where(Report.inbox_id.in_(mine), Report.id.in_(part))
        purged = select(Purge.report_id).where(Purge.inbox_id.in_(mine), Purge.report_id.in_(part))
        found |= set(session.scalars(union_all(kept, purged)))
    return found


def _about_things_of(municipality_id: int) -> Iterator[ColumnElement[bool]]:
    reports = select(Report.id).join(Report.inbox).where(Inbox.municipality_id == municipality_id)
    purged = select(Purge.report_id).join(Purge.inbox).where(Inbox.municipality_id == municipality_id)
    things = [
        (kind, select(cast(table.id, String)).where(table.municipality_id == municipality_id))
        for kind, table in (("inbox", Inbox), ("landlord", Landlord), ("account", Account))
    ]
    for kind, ids in (*things, ("report", reports), ("report", purged)):
        yield and_(AuditEvent.object_kind == kind, AuditEvent.object_id.in_(ids))
    yield and_(AuditEvent.object_kind == "municipality", AuditEvent.object_id == str(municipality_id))
