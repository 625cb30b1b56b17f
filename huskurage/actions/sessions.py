"""A person's unlocked sessions: listed and ended."""

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from huskurage.store.people import Account, StaffSession


def sessions_of(session: Session, account: Account) -> list[StaffSession]:
    """The person's sessions, the one seen latest first."""
    query = select(StaffSession).where(StaffSession.account_id == account.id)
    return list(session.scalars(query.order_by(StaffSession.seen_at.desc(), StaffSession.digest)))


def end_sessions(session: Session, account: Account, *, keep: bytes | None) -> int:
    """End the person's sessions but the one whose digest is to be kept; answers how many ended.

    Each dies at its next request: its row, and with it the sealed key, is gone.
    """
    query = delete(StaffSession).where(StaffSession.account_id == account.id)
    if keep is not None:
        query = query.where(StaffSession.digest != keep)
    done = session.execute(query.execution_options(synchronize_session="fetch"))
    return done.rowcount if isinstance(done, CursorResult) else 0
