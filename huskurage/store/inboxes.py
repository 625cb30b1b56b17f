"""Inboxes, their openings (who can open what) and their duties (who acts first)."""

import enum
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from huskurage.store.base import Base, words
from huskurage.store.people import Account


class Receives(enum.Enum):
    """Which concerns an inbox takes."""

    ALL = "all"
    ADULTS = "adults"
    CHILDREN = "children"


class Part(enum.Enum):
    """In which order people are told that something waits."""

    OWNER = "owner"
    DEPUTY = "deputy"
    MANAGER = "manager"


class Inbox(Base):
    __tablename__ = "inboxes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    receives: Mapped[Receives] = mapped_column(words(Receives, "receives"))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    hours: Mapped[dict[str, Any]] = mapped_column(JSON)  # when somebody reads
    live: Mapped[bool] = mapped_column(default=False)
    generation: Mapped[int] = mapped_column(default=1)  # which key pair new entries are sealed to
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)  # deadlines; what is missing is usual
    away_text: Mapped[str] = mapped_column(String(300), default="")  # whom to call while nobody is on duty
    rotation_due: Mapped[bool] = mapped_column(default=False)  # somebody left who could open it
    openings: Mapped[list["Opening"]] = relationship(back_populates="inbox", default_factory=list)
    duties: Mapped[list["Duty"]] = relationship(
        back_populates="inbox", default_factory=list, cascade="all, delete-orphan"
    )

    @property
    def current_openings(self) -> list["Opening"]:
        """The openings of the key that new entries are sealed to."""
        return [opening for opening in self.openings if opening.generation == self.generation]

    @property
    def keyholders(self) -> list[Account]:
        """The people who can open what comes now, by name."""
        return sorted((one.account for one in self.current_openings if one.account), key=lambda one: one.name)

    def is_held_by(self, account: Account) -> bool:
        """Whether this person is a keyholder now."""
        return any(one.account_id == account.id for one in self.current_openings)

    @property
    def kit(self) -> "Opening | None":
        """The recovery kit's opening of what comes now."""
        return next((one for one in self.current_openings if one.kit_key is not None), None)

    @property
    def unfinished(self) -> bool:
        """Whether something may still be sealed to an older key."""
        return any(opening.generation != self.generation for opening in self.openings)


class Opening(Base):
    """One of an inbox's private keys sealed to one keyholder's, or to the recovery kit's, public key.

    Older generations stay until every content key was sealed anew to the current one.
    """

    __tablename__ = "openings"
    __table_args__ = (
        UniqueConstraint("inbox_id", "account_id", "generation"),
        CheckConstraint("(account_id IS NULL) <> (kit_key IS NULL)", name="person_or_kit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"), init=False, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    kit_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary(120))
    test_opened_on: Mapped[date | None] = mapped_column(default=None)
    generation: Mapped[int] = mapped_column(default=1)
    inbox: Mapped[Inbox] = relationship(back_populates="openings", init=False)
    account: Mapped[Account | None] = relationship(init=False)


class Duty(Base):
    """Who has which part in an inbox; a manager need not be able to open it."""

    __tablename__ = "duties"

    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"), primary_key=True, init=False)
    part: Mapped[Part] = mapped_column(words(Part, "part"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    inbox: Mapped[Inbox] = relationship(back_populates="duties", init=False)
    account: Mapped[Account] = relationship(init=False)


def hold_inbox(session: Session, inbox: Inbox) -> None:
    """See the inbox as it is, and make whoever seals to it or opens with it wait until this transaction ends.

    The lock lets rows that merely point at the inbox be written. On SQLite the transaction itself is the lock. Whoever
    also writes to the log does that afterwards: the log's end is always locked last.
    """
    session.flush()
    session.expire(inbox, ["openings"])
    session.refresh(inbox, with_for_update={"key_share": True})


def drop_openings(session: Session, inbox: Inbox, openings: Iterable[Opening]) -> None:
    """Delete these openings of the inbox."""
    for one in openings:
        session.delete(one)
    session.flush()
    session.expire(inbox, ["openings"])


def keep_key(session: Session, inbox: Inbox) -> None:
    """See the inbox's newest key, which stays the newest until this transaction ends. Many may do so at once."""
    session.refresh(inbox, ["public_key", "generation"], with_for_update={"read": True})


def inboxes_of(session: Session, municipality_id: int) -> list[Inbox]:
    return list(session.scalars(select(Inbox).where(Inbox.municipality_id == municipality_id).order_by(Inbox.id)))


def inbox_for(session: Session, municipality_id: int, *, about_children: bool) -> Inbox | None:
    """The live inbox that takes such a concern: its own kind first, then one that takes all, then any."""
    own = Receives.CHILDREN if about_children else Receives.ADULTS
    live = [inbox for inbox in inboxes_of(session, municipality_id) if inbox.live]
    ranked = [inbox for kind in (own, Receives.ALL) for inbox in live if inbox.receives is kind]
    return next(iter(ranked or live), None)


def openings_held_by(session: Session, account_id: int) -> list[Opening]:
    return list(session.scalars(select(Opening).where(Opening.account_id == account_id).order_by(Opening.inbox_id)))


def people_on_duty(session: Session, inbox: Inbox) -> dict[Part, Account]:
    """Who has which part and still works here; owner and deputy only as long as they can open the inbox."""
    holds = select(Opening.account_id).where(Opening.inbox_id == inbox.id, Opening.generation == inbox.generation)
    query = (
        select(Duty)
        .join(Duty.account)
        .where(Duty.inbox_id == inbox.id, Account.left_on.is_(None))
        .where((Duty.part == Part.MANAGER) | Duty.account_id.in_(holds))
        .options(contains_eager(Duty.account))
    )
    return {duty.part: duty.account for duty in session.scalars(query)}


def duties_of(session: Session, account_id: int) -> list[Duty]:
    return list(session.scalars(select(Duty).where(Duty.account_id == account_id).order_by(Duty.inbox_id)))
