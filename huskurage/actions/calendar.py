"""A calendar address of one's own: how much is due on which day, for whoever knows the address, and nothing else."""

import hashlib
import secrets
from collections import Counter
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from huskurage.core.access import Permission, may
from huskurage.core.lifecycle import State
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.inboxes import Opening
from huskurage.store.people import Account, Feed
from huskurage.store.reports import Report

TOKEN_BYTES = 32
WORKED_ON = frozenset({State.RECEIVED, State.READ, State.ASKED, State.ANSWERED, State.CLOSE_PROPOSED})


def feed_of(session: Session, account_id: int) -> Feed | None:
    """The person's calendar address, as far as we know it: its digest and the day it was made."""
    return session.scalars(select(Feed).where(Feed.account_id == account_id)).first()


def make_feed(session: Session, account: Account, *, now: datetime) -> str:
    """Make the person's calendar address and answer its secret part, this once; an earlier one shows nothing more."""
    session.execute(delete(Feed).where(Feed.account_id == account.id))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(Feed(digest=_digest(token), account_id=account.id, made_on=local(now).date()))
    record(session, at=now, act=Act.FEED_MADE, account=account)
    return token


def end_feed(session: Session, account: Account, *, now: datetime) -> None:
    """The person's calendar address shows nothing more. Harmless when there is none."""
    if feed_of(session, account.id) is not None:
        session.execute(delete(Feed).where(Feed.account_id == account.id))
        record(session, at=now, act=Act.FEED_ENDED, account=account)


def feed_behind(session: Session, token: str) -> Feed | None:
    """The feed that this secret opens; None when it is unknown or ended, or its person left or may read no longer."""
    feed = session.get(Feed, _digest(token))
    if feed is None or feed.account.left_on is not None or not may(feed.account.role, Permission.REPORT_READ):
        return None
    return feed


def due_days(session: Session, account_id: int) -> dict[date, int]:
    """How many reports have something due on which day, in the inboxes the person can open; by day."""
    columns = (
        Report.state, Report.look_by, Report.protect_by, Report.assessed_on, Report.answer_by, Report.decide_by,
        Report.handed_over_on,
    )  # fmt: skip
    theirs = select(Opening.inbox_id).where(Opening.account_id == account_id)
    found: Counter[date] = Counter()
    for row in session.execute(select(*columns).where(Report.inbox_id.in_(theirs), Report.state.in_(WORKED_ON))):
        found.update(_days(*row))
    return dict(sorted(found.items()))


def _days(
    state: State,
    look_by: date,
    protect_by: date | None,
    assessed_on: date | None,
    answer_by: date | None,
    decide_by: date | None,
    handed_over_on: date | None,
) -> set[date]:
    """The days on which one report wants something. It counts once a day, however much that is."""
    days = {
        look_by if state is State.RECEIVED else None,
        protect_by if assessed_on is None else None,
        answer_by if state is State.ASKED else None,
        decide_by if handed_over_on is None else None,
    }
    return {day for day in days if day is not None}


def _digest(token: str) -> bytes:
    return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32).digest()
