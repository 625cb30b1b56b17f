"""Logos of municipalities and landlords, as re-encoded pictures."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from huskurage.store.base import Base


class Logo(Base):
    """A PNG of our own making, whatever came in. It belongs to a landlord or to a municipality."""

    __tablename__ = "logos"
    __table_args__ = (
        CheckConstraint("(landlord_id IS NULL) <> (municipality_id IS NULL)", name="of_a_landlord_or_a_municipality"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int | None] = mapped_column(ForeignKey("landlords.id"), unique=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"), unique=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]  # pixels
    height: Mapped[int]
    added_on: Mapped[date]
