"""Imports of house lists that can be undone, and how each landlord's lists name their columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huskurage.store.base import Base, Moment, random_id


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
