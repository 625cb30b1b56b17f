"""What hangs where: which print of the poster, with which numbers on it; and the rounds that look after them."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from huskurage.store.base import Base
from huskurage.store.houses import Area, Building, Stairwell
from huskurage.store.people import Account


class Revision(Base):
    """What posters of one design in some languages said at a time; the fingerprint is a digest of all that.

    Design and languages are kept apart, too, so that what they would say today can be compared.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("municipality_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(16))
    label: Mapped[str] = mapped_column(String(60))  # as it stands in the poster's corner
    design: Mapped[str] = mapped_column(String(40))
    languages: Mapped[list[Any]] = mapped_column(JSON)
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)  # kind of contact -> number
    made_on: Mapped[date]


class Hanging(Base):
    """One print of one stairwell's poster: printed, put up, checked, found missing.

    The newest that is up counts: one which another has replaced is not marked, so that a wrong tick can be undone.
    """

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
    down_on: Mapped[date | None] = mapped_column(default=None)  # found missing or torn down
    stairwell: Mapped[Stairwell] = relationship(init=False)
    revision: Mapped[Revision] = relationship(init=False)
    up_by: Mapped[Account | None] = relationship(init=False, foreign_keys=[up_by_id])
    checked_by: Mapped[Account | None] = relationship(init=False, foreign_keys=[checked_by_id])


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


def revisions_of(session: Session, municipality_id: int) -> list[Revision]:
    return list(session.scalars(select(Revision).where(Revision.municipality_id == municipality_id)))


def hangings_of(session: Session, stairwell_ids: list[int]) -> dict[int, list[Hanging]]:
    """Every print of these stairwells' posters, oldest first, by stairwell."""
    query = select(Hanging).where(Hanging.stairwell_id.in_(stairwell_ids)).order_by(Hanging.id)
    whole = (joinedload(Hanging.revision), joinedload(Hanging.up_by), joinedload(Hanging.checked_by))
    found: dict[int, list[Hanging]] = {}
    for one in session.scalars(query.options(*whole)):
        found.setdefault(one.stairwell_id, []).append(one)
    return found


def hangings_of_landlord(landlord_id: int) -> Select[Hanging]:
    """Every print of a landlord's posters, oldest first, for counting."""
    query = select(Hanging).join(Stairwell).join(Building).where(Building.landlord_id == landlord_id)
    return query.order_by(Hanging.id)


def hangings_with_tag(session: Session, code: str) -> list[Hanging]:
    """Every print that carries this tag, oldest first: one stairwell's, or those of an area with one tag."""
    query = select(Hanging).where(Hanging.tag_code == code).order_by(Hanging.id)
    return list(session.scalars(query.options(joinedload(Hanging.revision))))


def newest_up(session: Session, stairwell_ids: list[int]) -> dict[int, int]:
    """The newest print that was ever put up in each of these stairwells."""
    query = select(Hanging.stairwell_id, func.max(Hanging.id)).where(
        Hanging.stairwell_id.in_(stairwell_ids), Hanging.up_on.is_not(None)
    )
    return dict(session.execute(query.group_by(Hanging.stairwell_id)).all())


def cover_rounds_of(session: Session, landlord_id: int, first: date, last: date) -> list[CoverRound]:
    """A landlord's rounds of these months, in order."""
    query = (
        select(CoverRound)
        .join(Area)
        .where(CoverRound.landlord_id == landlord_id, CoverRound.month >= first, CoverRound.month <= last)
    )
    return list(session.scalars(query.order_by(CoverRound.month, Area.name).options(joinedload(CoverRound.area))))
