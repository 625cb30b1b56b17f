"""Letters on their way out, and how the site itself is."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.letters import LetterProblem
from huskurage.store.base import Base, Moment, random_id, words
from huskurage.store.people import Account


class Letter(Base):
    """One letter to one person, saying only that something waits. It is deleted when it was delivered."""

    __tablename__ = "letters"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    not_before: Mapped[datetime] = mapped_column(Moment)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=random_id)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    problem: Mapped[LetterProblem | None] = mapped_column(words(LetterProblem, "letter_problem"), default=None)
    failing_since: Mapped[datetime | None] = mapped_column(Moment, default=None)
    dead: Mapped[bool] = mapped_column(default=False)  # given up; a person must look
    account: Mapped[Account] = relationship(init=False)


class Upkeep(Base):
    """One row: when the jobs last all ran well, when the last letter was delivered, since when letters have failed."""

    __tablename__ = "upkeep"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    checked_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    failing_since: Mapped[datetime | None] = mapped_column(Moment, default=None)
    asked_at: Mapped[datetime | None] = mapped_column(Moment, default=None)  # when the mail server was last tried


def upkeep(session: Session) -> Upkeep:
    """The one row; a fresh one, not yet kept, where nothing has run."""
    return session.scalars(select(Upkeep)).first() or Upkeep()


def upkeep_to_change(session: Session) -> Upkeep:
    """The one row, kept; whoever else wants to change it waits until this transaction has ended."""
    found = session.get(Upkeep, 1, with_for_update=True, populate_existing=True)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            session.add(Upkeep())
    except IntegrityError:  # another host made it a moment ago
        pass
    return session.get_one(Upkeep, 1, with_for_update=True, populate_existing=True)


def letter_due(session: Session, now: datetime, lost_before: datetime) -> Letter | None:
    """A letter whose time has come and which nobody holds; whoever took one before that moment has lost it."""
    free = or_(Letter.claimed_at.is_(None), Letter.claimed_at < lost_before)
    query = select(Letter).where(Letter.dead.is_(False), Letter.not_before <= now, free).order_by(Letter.not_before)
    return session.scalars(query.limit(1).with_for_update(skip_locked=True)).first()


def letters_to(session: Session, account_id: int) -> list[Letter]:
    """The letters to one person, waiting or given up."""
    return list(session.scalars(select(Letter).where(Letter.account_id == account_id)))


def letters_of(session: Session, municipality_id: int) -> list[Letter]:
    """The letters to a municipality's people, by name; given up ones first."""
    query = select(Letter).join(Letter.account).where(Account.municipality_id == municipality_id)
    return list(session.scalars(query.order_by(Letter.dead.desc(), Account.name, Letter.id)))


def letters_in_trouble(session: Session) -> list[Letter]:
    """The letters that were tried in vain, of everybody."""
    return list(session.scalars(select(Letter).where(or_(Letter.dead.is_(True), Letter.tries > 0))))


def fresh_letters(session: Session, *, since: datetime) -> set[int]:
    """The accounts whose letter lies here, never tried, and became due after that moment or is not due yet."""
    query = select(Letter.account_id).where(Letter.tries == 0, ~Letter.dead, Letter.not_before > since)
    return set(session.scalars(query))
