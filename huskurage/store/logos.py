"""Logos of municipalities and landlords, as re-encoded pictures."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, or_, select
from sqlalchemy.orm import Mapped, mapped_column, object_session

from huskurage.store.base import Base
from huskurage.store.places import Landlord


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


def logos_of(landlord: Landlord) -> list[tuple[str, bytes]]:
    """Whose logos stand on a landlord's sheets, and the pictures: the municipality's first, then its own."""
    session = object_session(landlord)
    if session is None:
        return []
    theirs = or_(Logo.municipality_id == landlord.municipality_id, Logo.landlord_id == landlord.id)
    found = session.scalars(select(Logo).where(theirs).order_by(Logo.landlord_id.is_not(None)))
    return [(landlord.name if logo.landlord_id else landlord.municipality.name, logo.png) for logo in found]
