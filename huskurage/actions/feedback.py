"""Feedback about accessibility: sealed to whoever looks after the pages, opened, dealt with, told of and forgotten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from huskurage.actions.errors import NobodyReads, NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.access import Permission, Role, may
from huskurage.core.feedback import KEPT_DAYS, Feedback, gone_on
from huskurage.core.plan import may_remind
from huskurage.core.sealing import Place, Unsealable, seal_entry, unseal_entry
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.store.people import Account, accounts_of
from huskurage.store.remarks import Remark, RemarkKey, remarks_before, remarks_of, untold_keys

OrderLetter = Callable[[Session, Account, datetime], bool]


@dataclass(frozen=True)
class Told:
    """A message as one person sees it: what it says, or None where their key does not open it; the day it is gone."""

    remark: Remark
    feedback: Feedback | None

    def __repr__(self) -> str:
        return "<Told>"

    @property
    def gone_on(self) -> date:
        """The day on which it is deleted by itself."""
        return gone_on(self.remark.received_on)


def readers(session: Session, municipality_id: int) -> list[Account]:
    """Whom feedback is sealed to: the administrators; where none works, whoever sets up; nobody: it cannot be taken."""
    here = accounts_of(session, municipality_id)
    administrators = [one for one in here if one.role is Role.ADMINISTRATOR]
    return administrators or [one for one in here if may(one.role, Permission.INBOX_SET_UP)]


def tell(session: Session, feedback: Feedback, *, municipality_id: int, remark_id: str, now: datetime) -> None:
    """Seal the feedback to everybody who reads it now; raises NobodyReads. Only the day is kept of `now`.

    The same `remark_id` again is the same page sent twice, and keeps nothing more.
    """
    if session.get(Remark, remark_id) is not None:
        return
    people = readers(session, municipality_id)
    if not people:
        raise NobodyReads
    sealed = seal_entry(feedback.to_bytes(), place=_place(remark_id), recipients=[one.public_key for one in people])
    remark = Remark(
        id=remark_id, municipality_id=municipality_id, received_on=local(now).date(), ciphertext=sealed.ciphertext
    )
    remark.keys = [RemarkKey(account_id=one.id, sealed=key) for one, key in zip(people, sealed.keys, strict=True)]
    try:
        with session.begin_nested():
            session.add(remark)
    except IntegrityError:  # the same page was sent twice at the same moment
        if session.get(Remark, remark_id) is None:
            raise


def told_to(session: Session, unlocked: Unlocked) -> list[Told]:
    """The messages of the person's municipality, opened with their key, the newest day first.

    An administrator also learns of those that do not open for them; nobody else is shown that they exist.
    """
    me = unlocked.account
    found = [_opened(remark, unlocked) for remark in remarks_of(session, me.municipality_id)]
    return [one for one in found if me.role is Role.ADMINISTRATOR or one.remark.key_of(me.id)]


def deal_with(session: Session, unlocked: Unlocked, remark_id: str, *, now: datetime) -> None:
    """Delete a message that somebody has read and dealt with; raises NotFound for all that they cannot open."""
    remark = session.get(Remark, remark_id, with_for_update=True) if is_random_id(remark_id) else None
    if remark is None or remark.municipality_id != unlocked.account.municipality_id:
        raise NotFound
    if _opened(remark, unlocked).feedback is None:
        raise NotFound
    _delete(session, unlocked, [remark], now)


def clear_hurried(session: Session, unlocked: Unlocked, *, now: datetime) -> None:
    """Delete all that look like a machine's, of those that the person can open."""
    opened = told_to(session, unlocked)
    _delete(session, unlocked, [one.remark for one in opened if one.feedback and one.feedback.hurried], now)


def announce(session: Session, *, now: datetime, order_letter: OrderLetter) -> int:
    """Order a letter to everybody who has messages from before today that no letter told of; answers how many people.

    One letter a person and day at most, however many came, and only in the day: so it tells no hour, and no flood of
    messages is a flood of letters. Whoever cannot be written to counts as not told, and is tried again.
    """
    if not may_remind(now):
        return 0
    today = local(now).date()
    reached: dict[int, bool] = {}
    for key in untold_keys(session, today):
        if key.account_id not in reached:
            reached[key.account_id] = order_letter(session, key.account, now)
        if reached[key.account_id]:
            key.told_on = today
    session.flush()
    return sum(reached.values())


def forget_remarks(session: Session, now: datetime) -> None:
    """Delete the messages whose days have passed."""
    old = remarks_before(local(now).date() - timedelta(days=KEPT_DAYS - 1))
    session.execute(delete(RemarkKey).where(RemarkKey.remark_id.in_(old)))
    session.execute(delete(Remark).where(Remark.id.in_(old)))


def _delete(session: Session, unlocked: Unlocked, remarks: Sequence[Remark], now: datetime) -> None:
    """Take them out, and write one line about it, which tells nothing of them."""
    for remark in remarks:
        session.delete(remark)
    session.flush()
    if remarks:
        record(session, at=now, act=Act.FEEDBACK_REMOVED, account=unlocked.account)


def _opened(remark: Remark, unlocked: Unlocked) -> Told:
    key = remark.key_of(unlocked.account.id)
    if key is None:
        return Told(remark, None)
    place = _place(remark.id)
    try:
        content = unseal_entry(remark.ciphertext, sealed_key=key.sealed, place=place, pair=unlocked.pair)
        return Told(remark, Feedback.from_bytes(content))
    except (Unsealable, ValueError, KeyError):
        return Told(remark, None)


def _place(remark_id: str) -> Place:
    return Place("remarks", remark_id, "ciphertext")
