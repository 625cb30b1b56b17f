"""Accounts of coordinators, landlord staff and administrators, their second factors and their unlocked sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from huskurage.core.access import Role
from huskurage.store.base import Base, Moment, words
from huskurage.store.places import Landlord, Municipality


class Account(Base):
    """One person's way in. The private key lies here only under the passphrase, the second factor under that key."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    landlord_id: Mapped[int | None] = mapped_column(ForeignKey("landlords.id"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    key_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    key_box: Mapped[bytes] = mapped_column(LargeBinary(100))
    totp_box: Mapped[bytes] = mapped_column(LargeBinary(200))
    totp_step: Mapped[int] = mapped_column(default=0)  # the last 30-second step whose code was spent
    municipality: Mapped[Municipality] = relationship(init=False)
    landlord: Mapped[Landlord | None] = relationship(init=False)


class RecoveryCode(Base):
    """A single-use stand-in for a lost second factor; only its keyed digest is kept."""

    __tablename__ = "recovery_codes"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment, default=None)


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
    query = select(Account).where(Account.municipality_id == municipality_id).order_by(Account.name)
    return list(session.scalars(query))
