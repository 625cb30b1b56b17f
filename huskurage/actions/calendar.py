"""A calendar address of one's own: how much is due on which day, for whoever knows the address, and nothing else."""

import hashlib
import secrets
from collections import Counter
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from huskurage.actions.notices import day_of
from huskurage.core.access import Permission, may
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Feed
from huskurage.store.reports import notices_readable_by

TOKEN_BYTES = 32


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
    """How many reports have something due on which day, in the inboxes the person can open; by day.

    A report counts once a day, however much of it is due then.
    """
    waiting = notices_readable_by(session, account_id)
    due = {(notice.report_id, day) for notice in waiting if (day := day_of(notice)) is not None}
    return dict(sorted(Counter(day for _, day in due).items()))


def _digest(token: str) -> bytes:
    return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32).digest()
