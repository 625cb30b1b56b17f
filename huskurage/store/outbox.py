"""Letters on their way out, whom else to hand over to, and how the site itself is."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.store.base import Base, Moment, random_id, words
from huskurage.store.people import Account


class LetterProblem(enum.Enum):
    """Why the latest try failed, without the other side's own words."""

    NO_CONNECTION = "no_connection"
    NOT_SECURE = "not_secure"
    SIGN_IN_REFUSED = "sign_in_refused"
    RECIPIENT_REFUSED = "recipient_refused"
    OTHER = "other"


class Letter(Base):
    """One letter to one person, saying only that something waits. It is deleted when it was delivered."""

    __tablename__ = "letters"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    not_before: Mapped[datetime] = mapped_column(Moment)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=random_id)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    problem: Mapped[LetterProblem | None] = mapped_column(words(LetterProblem, "letter_problem"), default=None)
    dead: Mapped[bool] = mapped_column(default=False)  # given up; a person must look
    account: Mapped[Account] = relationship(init=False)


class Upkeep(Base):
    """One row: when the jobs last all ran well, when the last letter was delivered, since when letters have failed."""

    __tablename__ = "upkeep"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    checked_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    failing_since: Mapped[datetime | None] = mapped_column(Moment, default=None)


def upkeep(session: Session) -> Upkeep:
    """The one row; a fresh one, not yet kept, where nothing has run."""
    return session.scalars(select(Upkeep)).first() or Upkeep()


def fresh_letters(session: Session, *, since: datetime) -> set[int]:
    """The accounts whose letter lies here, never tried, and became due after that moment or is not due yet."""
    query = select(Letter.account_id).where(Letter.tries == 0, ~Letter.dead, Letter.not_before > since)
    return set(session.scalars(query))


def put_letter(session: Session, account: Account, now: datetime) -> None:
    """Let a letter to this person wait, unless one does."""
    waiting = select(Letter.id).where(Letter.account_id == account.id, ~Letter.dead)
    if session.scalars(waiting).first() is None:
        session.add(Letter(account_id=account.id, not_before=now))
