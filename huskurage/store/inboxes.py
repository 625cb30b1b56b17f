"""Inboxes and their openings: who can open what."""

import enum
from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.store.base import Base, words
from huskurage.store.people import Account


class Receives(enum.Enum):
    """Which concerns an inbox takes."""

    ALL = "all"
    ADULTS = "adults"
    CHILDREN = "children"


class Inbox(Base):
    __tablename__ = "inboxes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    receives: Mapped[Receives] = mapped_column(words(Receives, "receives"))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    hours: Mapped[dict[str, Any]] = mapped_column(JSON)  # when somebody reads
    live: Mapped[bool] = mapped_column(default=False)
    openings: Mapped[list["Opening"]] = relationship(back_populates="inbox", default_factory=list)


class Opening(Base):
    """An inbox's private key sealed to one keyholder's, or to the recovery kit's, public key."""

    __tablename__ = "openings"
    __table_args__ = (
        UniqueConstraint("inbox_id", "account_id"),
        CheckConstraint("(account_id IS NULL) <> (kit_key IS NULL)", name="person_or_kit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"), init=False, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    kit_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary(120))
    test_opened_on: Mapped[date | None] = mapped_column(default=None)
    inbox: Mapped[Inbox] = relationship(back_populates="openings", init=False)
    account: Mapped[Account | None] = relationship(init=False)


def inboxes_of(session: Session, municipality_id: int) -> list[Inbox]:
    return list(session.scalars(select(Inbox).where(Inbox.municipality_id == municipality_id).order_by(Inbox.id)))


def inbox_for(session: Session, municipality_id: int, *, about_children: bool) -> Inbox | None:
    """The live inbox that takes such a concern: its own kind first, then one that takes all."""
    own = Receives.CHILDREN if about_children else Receives.ADULTS
    live = [inbox for inbox in inboxes_of(session, municipality_id) if inbox.live]
    ranked = [inbox for kind in (own, Receives.ALL) for inbox in live if inbox.receives is kind]
    return next(iter(ranked or live), None)


def openings_held_by(session: Session, account_id: int) -> list[Opening]:
    return list(session.scalars(select(Opening).where(Opening.account_id == account_id).order_by(Opening.inbox_id)))
