"""Imports of house lists that can be undone, and how each landlord's lists name their columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column, relationship

from huskurage.store.base import Base, Moment, random_id
from huskurage.store.people import Account

MOST_LISTED = 30


class ColumnChoice(Base):
    """What the columns of a list with just these headings mean, as somebody of the landlord put it right."""

    __tablename__ = "column_choices"
    __table_args__ = (UniqueConstraint("landlord_id", "headings"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"))
    headings: Mapped[str] = mapped_column(String(64))  # a digest of the headings: they may name people
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)  # column -> index from 0


class HouseImport(Base):
    """One confirmed import, and each stairwell's facts before and after it, by which it is undone within seven days."""

    __tablename__ = "house_imports"

    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    done_at: Mapped[datetime] = mapped_column(Moment)
    new: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    faulty: Mapped[int]
    journal: Mapped[list[Any]] = mapped_column(JSON)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=random_id)
    undone_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    account: Mapped[Account | None] = relationship(init=False)


def imports_of(session: Session, landlord_id: int) -> list[HouseImport]:
    """A landlord's latest imports, the newest first, without their journals."""
    query = select(HouseImport).where(HouseImport.landlord_id == landlord_id).options(defer(HouseImport.journal))
    return list(session.scalars(query.order_by(HouseImport.done_at.desc(), HouseImport.id).limit(MOST_LISTED)))


def column_choice(session: Session, landlord_id: int, headings: str) -> ColumnChoice | None:
    """How the landlord put the columns of a list with these headings right."""
    query = select(ColumnChoice).where(ColumnChoice.landlord_id == landlord_id, ColumnChoice.headings == headings)
    return session.scalars(query).first()
