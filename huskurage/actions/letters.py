"""Ordering letters that tell people by mail that something waits, and how the post is doing."""

import enum
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.core.access import Role
from huskurage.core.letters import LetterProblem
from huskurage.store.base import is_random_id
from huskurage.store.outbox import Letter, letters_in_trouble, letters_to, upkeep, upkeep_to_change
from huskurage.store.people import Account
from huskurage.store.plan import owned_and_open
from huskurage.store.remarks import was_told_of_a_remark
from huskurage.store.reports import Notice, Told

SOONEST, LATEST = timedelta(minutes=3), timedelta(minutes=12)  # a letter's hour must not tell when somebody wrote
BETWEEN = timedelta(minutes=20)  # two letters to one person lie at least so far apart
PATIENCE = timedelta(minutes=15)  # how long the post or the jobs may be silent before a page says so

Draw = Callable[[int], int]  # a random number below the given one


class MailState(enum.Enum):
    """Whether people are told that something waits."""

    OK = "ok"
    FAILING = "failing"  # letters have not been taken for 15 minutes, or one was given up
    SILENT = "silent"  # nobody has looked for 15 minutes whether there is something to tell
    NOT_SET_UP = "not_set_up"


def can_be_written_to(session: Session, account: Account) -> bool:
    """Whether a letter can reach this person: they work here, and their address was not refused for good."""
    if account.left_on is not None or not account.email:
        return False
    theirs = letters_to(session, account.id)
    return not any(one.dead and one.problem is LetterProblem.RECIPIENT_REFUSED for one in theirs)


def order_letter(session: Session, account: Account, *, now: datetime, draw: Draw = secrets.randbelow) -> bool:
    """See to it that a letter to this person waits; says whether one does. False: tell somebody else.

    It leaves 3 to 12 minutes after now, and never sooner than 20 minutes after the one before. `draw` gives randomness.
    """
    session.execute(
        select(Account.id).where(Account.id == account.id).with_for_update(key_share=True)
    )  # one order at a time
    if not can_be_written_to(session, account):
        return False
    if all(one.dead for one in letters_to(session, account.id)):
        session.add(Letter(account_id=account.id, not_before=departure(account, now, draw)))
        session.flush()
    return True


def departure(account: Account, now: datetime, draw: Draw) -> datetime:
    """When a letter to this person that is wanted now leaves."""
    begin = max(now, account.written_at + BETWEEN - SOONEST) if account.written_at else now
    return begin + SOONEST + timedelta(seconds=draw(int((LATEST - SOONEST).total_seconds()) + 1))


def something_waits(session: Session, account: Account) -> bool:
    """Whether something that this very person was told of still waits.

    Of landlord staff nothing but their action plan is asked, and of everybody else nothing of it: no letter to them
    can come from a concern, and none of the others' from a plan.
    """
    if account.role is Role.LANDLORD_STAFF:
        return any(activity.reminded_on is not None for activity, _ in owned_and_open(session, account.id))
    told = session.scalars(select(Notice).where(Notice.told != Told.NOBODY))
    return any(account.id in notice.people_told for notice in told) or was_told_of_a_remark(session, account.id)


def mail_state(session: Session, *, now: datetime, set_up: bool) -> MailState:
    """How the post is doing; everything but OK means that somebody may not be told.

    `set_up`: whether there is a mail server.
    """
    if not set_up:
        return MailState.NOT_SET_UP
    if upkeep(session).checked_at is None or jobs_are_late(session, now=now):
        return MailState.SILENT
    return MailState.FAILING if is_failing(session, now=now) or _given_up(session) else MailState.OK


def jobs_are_late(session: Session, *, now: datetime) -> bool:
    """Whether the jobs have ever run, and not for 15 minutes."""
    last = upkeep(session).checked_at
    return last is not None and last + PATIENCE < now


def is_failing(session: Session, *, now: datetime) -> bool:
    """Whether the post has taken nothing for 15 minutes although it was asked."""
    since = upkeep(session).failing_since
    return since is not None and since + PATIENCE < now


def _given_up(session: Session) -> bool:
    return any(one.dead for one in letters_in_trouble(session))


def try_again(session: Session, municipality_id: int, letter_id: str, *, now: datetime) -> None:
    """Let a letter that was given up be tried again at once; raises NotFound. Harmless when it waits anyway."""
    letter = _letter_for(session, municipality_id, letter_id)
    if letter.dead:
        revive(letter, not_before=now)


def dismiss(session: Session, municipality_id: int, letter_id: str) -> None:
    """Throw a letter away that was given up; raises NotFound. The post is well again when no other is in trouble."""
    letter = _letter_for(session, municipality_id, letter_id)
    if letter.dead:
        session.delete(letter)
        session.flush()
        if not letters_in_trouble(session):
            upkeep_to_change(session).failing_since = None


def _letter_for(session: Session, municipality_id: int, letter_id: str) -> Letter:
    upkeep_to_change(session)  # always before a letter, so that nobody waits for each other
    letter = session.get(Letter, letter_id, with_for_update=True) if is_random_id(letter_id) else None
    if letter is None or letter.account.municipality_id != municipality_id:
        raise NotFound
    return letter


def revive(letter: Letter, *, not_before: datetime) -> None:
    """Let a letter that was given up be tried again, as if for the first time."""
    letter.dead, letter.tries, letter.problem, letter.failing_since = False, 0, None, None
    letter.not_before, letter.claimed_at = not_before, None
