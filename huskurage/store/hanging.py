"""What hangs where: which print of the poster, with which numbers on it; and the rounds that look after them."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from huskurage.store.base import Base
from huskurage.store.houses import Area, Stairwell


class Revision(Base):
    """What posters of one design said at a time: the numbers on them, and a digest of numbers, words and design."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("municipality_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(16))
    label: Mapped[str] = mapped_column(String(60))  # as it stands in the poster's corner
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)  # kind of contact -> number
    made_on: Mapped[date]


class Hanging(Base):
    """One print of one stairwell's poster: printed, put up, checked, taken down."""

    __tablename__ = "hangings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    stairwell_id: Mapped[int] = mapped_column(ForeignKey("stairwells.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    tag_code: Mapped[str] = mapped_column(ForeignKey("tags.code"), index=True)
    printed_on: Mapped[date]
    up_on: Mapped[date | None] = mapped_column(default=None)
    up_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    checked_on: Mapped[date | None] = mapped_column(default=None)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    down_on: Mapped[date | None] = mapped_column(default=None)  # replaced by a newer one, or found missing
    stairwell: Mapped[Stairwell] = relationship(init=False)
    revision: Mapped[Revision] = relationship(init=False)


class CoverRound(Base):
    """A round through an area drawn by lot for a month, so that a visit never points at anything."""

    __tablename__ = "cover_rounds"
    __table_args__ = (UniqueConstraint("landlord_id", "month", "area_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    month: Mapped[date]  # its first day
    done_on: Mapped[date | None] = mapped_column(default=None)
    area: Mapped[Area] = relationship(init=False)
