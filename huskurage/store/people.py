"""Accounts of coordinators, landlord staff and administrators: second factors, sessions, invitations, absences."""

import enum
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.access import Role
from huskurage.store.base import Base, Moment, words
from huskurage.store.places import Landlord, Municipality


class Account(Base):
    """One person's way in. The private key lies here only under the passphrase, the second factor under that key.

    Whoever has left keeps a name for the log, and no sign-in name: nobody can become them again.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    login: Mapped[str | None] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    landlord_id: Mapped[int | None] = mapped_column(ForeignKey("landlords.id"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    key_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    key_box: Mapped[bytes] = mapped_column(LargeBinary(100))
    totp_box: Mapped[bytes | None] = mapped_column(LargeBinary(200))  # None: passkeys alone
    totp_step: Mapped[int] = mapped_column(default=0)  # the last 30-second step whose code was spent
    email: Mapped[str] = mapped_column(String(200), default="")  # where letters go; empty: no letters
    left_on: Mapped[date | None] = mapped_column(Date, default=None)
    written_at: Mapped[datetime | None] = mapped_column(Moment, default=None)  # the latest letter to them
    municipality: Mapped[Municipality] = relationship(init=False)
    landlord: Mapped[Landlord | None] = relationship(init=False)


class RecoveryCode(Base):
    """A single-use stand-in for a lost second factor; only its keyed digest is kept."""

    __tablename__ = "recovery_codes"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment, default=None)


class Passkey(Base):
    """A second factor that lives in a telephone or a stick (WebAuthn level 2)."""

    __tablename__ = "passkeys"

    credential: Mapped[bytes] = mapped_column(LargeBinary(1023), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2000))
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    added_on: Mapped[date] = mapped_column(Date)


class InvitationKind(enum.Enum):
    """What a single-use link lets somebody do."""

    JOIN = "join"
    NEW_START = "new_start"  # the passphrase is forgotten: new keys, which others must let in again
    NEW_FACTOR = "new_factor"  # the second factor is lost: the passphrase still opens the key


class Invitation(Base):
    """A single-use link, kept as its digest; it is used by pressing a button, never by being fetched."""

    __tablename__ = "invitations"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    kind: Mapped[InvitationKind] = mapped_column(words(InvitationKind, "invitation_kind"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    login: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    landlord_id: Mapped[int | None] = mapped_column(ForeignKey("landlords.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)  # whose new start it is
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment, default=None)


class Absence(Base):
    """Days on which somebody does not work; both ends belong to it."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)


class Feed(Base):
    """A calendar address that shows one person's deadlines without a sign-in, kept as its digest."""

    __tablename__ = "feeds"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    made_on: Mapped[date] = mapped_column(Date)
    account: Mapped[Account] = relationship(init=False)


class StaffSession(Base):
    """An unlocked session: the account's private key under a key that only the cookie holds."""

    __tablename__ = "staff_sessions"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    key_box: Mapped[bytes] = mapped_column(LargeBinary(100))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    account: Mapped[Account] = relationship(init=False)


def account_by_login(session: Session, login: str) -> Account | None:
    return session.scalars(select(Account).where(Account.login == login)).first()


def accounts_of(session: Session, municipality_id: int) -> list[Account]:
    """The people who work here now; those who left are not among them."""
    query = select(Account).where(Account.municipality_id == municipality_id, Account.left_on.is_(None))
    return list(session.scalars(query.order_by(Account.name)))


def absent_on(session: Session, day: date) -> set[int]:
    """The accounts of those who are away that day."""
    query = select(Absence.account_id).where(Absence.first_day <= day, Absence.last_day >= day)
    return set(session.scalars(query))


def absences_from(session: Session, account_ids: Iterable[int], day: date) -> list[Absence]:
    """When these people are away, from that day on, the soonest first."""
    query = select(Absence).where(Absence.account_id.in_(account_ids), Absence.last_day >= day)
    return list(session.scalars(query.order_by(Absence.first_day, Absence.id)))
