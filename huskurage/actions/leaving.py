"""Leaving the job: what still depends on a person, giving it to others, and ending everything that was theirs."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from huskurage.actions.duty import check_manned
from huskurage.actions.errors import NotFound, StillNeeded
from huskurage.actions.people import Unlocked
from huskurage.actions.rotation import begin_rotation
from huskurage.core.access import Role
from huskurage.core.lifecycle import State
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record, record_report
from huskurage.store.base import is_row_number
from huskurage.store.inboxes import Duty, Inbox, Opening, Part, hold_inbox, inboxes_of
from huskurage.store.outbox import Letter
from huskurage.store.people import (
    Absence,
    Account,
    Feed,
    Invitation,
    Passkey,
    RecoveryCode,
    StaffSession,
    accounts_of,
)
from huskurage.store.remarks import RemarkKey
from huskurage.store.reports import Report

ENDED = (State.CLOSED, State.WITHDRAWN)
THEIRS = (StaffSession, RecoveryCode, Passkey, Feed, Absence, Letter, Opening, RemarkKey)


@dataclass(frozen=True)
class Dependence:
    """What of one inbox depends on a person: open reports they took, parts they have, and whether only they open it."""

    inbox: Inbox
    reports: int
    parts: tuple[Part, ...]
    stranded: bool

    def __bool__(self) -> bool:
        return bool(self.reports or self.parts or self.stranded)


def person_in(session: Session, account: Account, person_id: int) -> Account:
    """Somebody who works in this person's municipality; raises NotFound otherwise, as for nobody."""
    found = colleague_in(session, account, person_id)
    if found.left_on is not None:
        raise NotFound
    return found


def colleague_in(session: Session, account: Account, person_id: int) -> Account:
    """Somebody who works or worked in this person's municipality; raises NotFound otherwise."""
    found = session.get(Account, person_id) if is_row_number(person_id) else None
    if found is None or found.municipality_id != account.municipality_id:
        raise NotFound
    return found


def what_depends_on(
    session: Session, person: Account, inboxes: Sequence[Inbox] | None = None, *, to_change: bool = False
) -> list[Dependence]:
    """What must be given to others first, inbox by inbox, in these or in all of the municipality; empty: nothing.

    `to_change` makes whoever else wants to change any of it wait: all is locked before the first line of the log.
    """
    looked_at = inboxes_of(session, person.municipality_id) if inboxes is None else inboxes
    if to_change:
        _hold_work(session, person, looked_at)
    found = [_dependence(session, person, inbox) for inbox in looked_at]
    return [one for one in found if one]


def give_reports(
    session: Session, account: Account, inbox: Inbox, person: Account, *, to: Account, now: datetime
) -> None:
    """Give every open report that the person took in this inbox to another keyholder; raises NotFound for others.

    Whoever calls has asked `what_depends_on` for it `to_change`, as for `give_part`.
    """
    if to.id == person.id or not inbox.is_held_by(to):
        raise NotFound
    for report in session.scalars(select(Report).where(*_open_reports(person, [inbox])).order_by(Report.id)).all():
        report.taken_by_id = to.id
        record_report(session, Act.REPORT_ASSIGNED, account, report.id, at=now)


def give_part(
    session: Session, account: Account, inbox: Inbox, part: Part, person: Account, *, to: Account, now: datetime
) -> None:
    """Give the person's part in this inbox to somebody else, who keeps the first of the parts they then have.

    Raises NotFound when it is not theirs, or not for `to`, NobodyOnDuty when the inbox would be without anyone on a
    day ahead and names no number.
    """
    duty = next((one for one in inbox.duties if one.part is part and one.account_id == person.id), None)
    if duty is None or to.id not in {one.id for one in candidates(session, inbox, part, person)}:
        raise NotFound
    duty.account_id = to.id
    order, theirs = list(Part), [one for one in inbox.duties if one.account_id == to.id]
    for spare in sorted(theirs, key=lambda one: order.index(one.part))[1:]:
        inbox.duties.remove(spare)
    session.flush()
    check_manned(session, inbox, local(now).date())
    record(session, at=now, act=Act.DUTY_CHANGED, account=account, kind="inbox", object_id=str(inbox.id))


def candidates(session: Session, inbox: Inbox, part: Part, person: Account) -> list[Account]:
    """Who could have the part instead: owner and deputy open the inbox; a manager need not."""
    if part is not Part.MANAGER:
        return [one for one in inbox.keyholders if one.id != person.id]
    here = accounts_of(session, inbox.municipality_id)
    return [one for one in here if one.id != person.id and one.role in {Role.COORDINATOR, Role.ADMINISTRATOR}]


def end_account(session: Session, unlocked: Unlocked, person: Account, *, now: datetime, today: date) -> list[Inbox]:
    """End everything of somebody who leaves, at once and for ever; only the name stays, for the log.

    Answers the inboxes they could open, each of which needs a new key: begun here where whoever asks is a keyholder,
    due otherwise. Raises StillNeeded while something depends on the person, NotFound for oneself.
    """
    _hold(session, unlocked, person)
    opened = [one for one in inboxes_of(session, person.municipality_id) if _could_open(person, one)]
    for inbox in opened:
        hold_inbox(session, inbox)
    if what_depends_on(session, person):
        raise StillNeeded
    for inbox in opened:
        inbox.rotation_due = True
        if inbox.is_held_by(unlocked.account):
            begin_rotation(session, unlocked, inbox, now=now, without=person)
    _forget(session, person, today)
    record(session, at=now, act=Act.PERSON_LEFT, account=unlocked.account, kind="account", object_id=str(person.id))
    return opened


def _hold(session: Session, unlocked: Unlocked, person: Account) -> None:
    """Nobody signs in as the person meanwhile, and two who end each other at the same moment wait for each other."""
    ids = sorted((unlocked.account.id, person.id))
    query = select(Account).where(Account.id.in_(ids)).order_by(Account.id).with_for_update(key_share=True)
    held = session.scalars(query, execution_options={"populate_existing": True}).all()
    if len(held) < len(set(ids)) or len(set(ids)) == 1 or any(one.left_on is not None for one in held):
        raise NotFound


def _forget(session: Session, person: Account, today: date) -> None:
    for table in THEIRS:
        session.execute(delete(table).where(table.account_id == person.id))
    made = or_(Invitation.account_id == person.id, Invitation.invited_by_id == person.id)
    session.execute(delete(Invitation).where(or_(made, Invitation.login == person.login)))
    person.login, person.email, person.left_on, person.written_at = None, "", today, None
    person.key_salt, person.key_box = secrets.token_bytes(16), secrets.token_bytes(72)
    person.totp_box = secrets.token_bytes(80)
    session.flush()
    session.expire_all()


def _could_open(person: Account, inbox: Inbox) -> bool:
    return any(one.account_id == person.id for one in inbox.openings)


def _dependence(session: Session, person: Account, inbox: Inbox) -> Dependence:
    reports = session.scalar(select(func.count()).select_from(Report).where(*_open_reports(person, [inbox]))) or 0
    duties = session.scalars(select(Duty.part).where(Duty.inbox_id == inbox.id, Duty.account_id == person.id))
    parts = set(duties)
    only = [one.id for one in inbox.keyholders] == [person.id]
    return Dependence(inbox, reports, tuple(part for part in Part if part in parts), stranded=only)


def _hold_work(session: Session, person: Account, inboxes: Sequence[Inbox]) -> None:
    """Reports before inboxes, in the order in which whoever works on a report locks them."""
    taken = select(Report).where(*_open_reports(person, inboxes)).order_by(Report.id).with_for_update(of=Report)
    session.scalars(taken, execution_options={"populate_existing": True}).all()
    for inbox in sorted(inboxes, key=lambda one: one.id):
        hold_inbox(session, inbox)


def _open_reports(person: Account, inboxes: Sequence[Inbox]) -> tuple:  # type: ignore[type-arg]  # conditions of a query
    ids = [one.id for one in inboxes]
    return Report.taken_by_id == person.id, Report.inbox_id.in_(ids), Report.state.not_in(ENDED)
