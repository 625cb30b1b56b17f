"""What people told of pages that do not work for them, sealed to whoever looks after the pages. No clear words."""

from datetime import date

from sqlalchemy import Date, ForeignKey, LargeBinary, Select, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from huskurage.store.base import Base
from huskurage.store.people import Account


class Remark(Base):
    """One message of the accessibility form. What was written, and in which language, lies in the ciphertext alone."""

    __tablename__ = "remarks"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - no row number that would tell the order of arrival

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    received_on: Mapped[date] = mapped_column(Date)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    keys: Mapped[list["RemarkKey"]] = relationship(
        back_populates="remark", default_factory=list, cascade="all, delete-orphan"
    )

    def key_of(self, account_id: int) -> "RemarkKey | None":
        """The content key that was sealed to this person."""
        return next((key for key in self.keys if key.account_id == account_id), None)


class RemarkKey(Base):
    """A message's content key, sealed to one person."""

    __tablename__ = "remark_keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as for the messages

    remark_id: Mapped[str] = mapped_column(ForeignKey("remarks.id"), primary_key=True, init=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(120))
    told_on: Mapped[date | None] = mapped_column(Date, default=None)  # when a letter to them was ordered
    remark: Mapped[Remark] = relationship(back_populates="keys", init=False)
    account: Mapped[Account] = relationship(init=False)


def remarks_of(session: Session, municipality_id: int) -> list[Remark]:
    """A municipality's messages, the newest day first; within a day in no order that tells anything."""
    query = select(Remark).where(Remark.municipality_id == municipality_id).options(selectinload(Remark.keys))
    return list(session.scalars(query.order_by(Remark.received_on.desc(), Remark.id)))


def count_remarks_to(session: Session, account_id: int) -> int:
    """How many messages are sealed to this person."""
    return session.scalar(select(func.count()).where(RemarkKey.account_id == account_id)) or 0


def untold_keys(session: Session, before: date) -> list[RemarkKey]:
    """The keys of messages from before that day whose holder no letter was ordered to, by holder."""
    query = select(RemarkKey).join(RemarkKey.remark).where(RemarkKey.told_on.is_(None), Remark.received_on < before)
    return list(session.scalars(query.order_by(RemarkKey.account_id, RemarkKey.remark_id)))


def was_told_of_a_remark(session: Session, account_id: int) -> bool:
    """Whether a letter to this person was ordered for a message that is here still."""
    query = select(RemarkKey.remark_id).where(RemarkKey.account_id == account_id, RemarkKey.told_on.is_not(None))
    return session.scalars(query.limit(1)).first() is not None


def remarks_before(day: date) -> Select[str]:
    """The ids of the messages that came before that day."""
    return select(Remark.id).where(Remark.received_on < day)
