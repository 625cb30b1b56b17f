"""Areas, buildings, stairwells and their tags: the tables of a landlord's register and their queries."""

import unicodedata
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, relationship

from huskurage.store.base import Base
from huskurage.store.places import Landlord


class Area(Base):
    """A part of a landlord's houses that people know by name. Its tag hangs where a building is too small for its own.

    Houses of which no list says where they lie belong to the area without a name.
    """

    __tablename__ = "areas"
    __table_args__ = (UniqueConstraint("landlord_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"))
    name: Mapped[str] = mapped_column(String(120))
    landlord: Mapped[Landlord] = relationship(init=False)
    tags: Mapped[list["Tag"]] = relationship(back_populates="area", default_factory=list)

    @property
    def tag(self) -> str | None:
        """The tag that posters of its small buildings carry; none before there was such a building."""
        return next((tag.code for tag in self.tags if tag.retired_on is None), None)

    @property
    def place(self) -> str:
        """What the area is called outside: "Smedjebacken, Lindbackahem"; the nameless one is the landlord's houses."""
        return ", ".join(filter(None, (self.name, self.landlord.name)))


class Building(Base):
    __tablename__ = "buildings"
    __table_args__ = (UniqueConstraint("landlord_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), init=False, index=True)
    key: Mapped[str] = mapped_column(String(200))  # casefolded street, number, postcode: how an import finds it again
    property_designation: Mapped[str] = mapped_column(String(120))
    street: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(20))
    postcode: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(80))
    area: Mapped[Area] = relationship()
    landlord: Mapped[Landlord] = relationship(init=False)
    stairwells: Mapped[list["Stairwell"]] = relationship(back_populates="building", init=False)


class Stairwell(Base):
    __tablename__ = "stairwells"
    __table_args__ = (UniqueConstraint("building_id", "entrance"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), init=False)
    entrance: Mapped[str] = mapped_column(String(20))
    dwellings: Mapped[int | None]
    walk: Mapped[int]  # place in walking order within the landlord's houses
    search: Mapped[str] = mapped_column(String(500))  # casefolded words that find it, in any alphabet
    building: Mapped[Building] = relationship(back_populates="stairwells")
    retired_on: Mapped[date | None] = mapped_column(default=None)  # sold or torn down: its tags answer all the same
    letters_on: Mapped[date | None] = mapped_column(default=None)  # when letters lay in every household's box
    letters_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    said_missing: Mapped[bool] = mapped_column(default=False)  # somebody said that no poster hangs here; not when
    shared_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), default=None, init=False)
    shared_area: Mapped[Area | None] = relationship(init=False, default=None)  # its tag stands on posters instead
    tags: Mapped[list["Tag"]] = relationship(back_populates="stairwell", default_factory=list)

    @property
    def address(self) -> str:
        """What one says to 112: "Kyrkogatan 4 A"."""
        return " ".join(filter(None, (self.building.street, self.building.number, self.entrance)))

    @property
    def own_tag(self) -> str:
        """The stairwell's own tag, whether or not posters carry it."""
        return next(tag.code for tag in self.tags if tag.retired_on is None)

    @property
    def tag(self) -> str:
        """The tag that new posters carry: its own, or its area's where few live in the building."""
        return (self.shared_area.tag if self.shared_area else None) or self.own_tag


class Tag(Base):
    """A code that was or may be printed: a stairwell's, or an area's. Never deleted, never drawn again."""

    __tablename__ = "tags"
    __table_args__ = (CheckConstraint("(stairwell_id IS NULL) <> (area_id IS NULL)", name="of_a_stairwell_or_an_area"),)

    code: Mapped[str] = mapped_column(String(7), primary_key=True)
    stairwell_id: Mapped[int | None] = mapped_column(ForeignKey("stairwells.id"), init=False, index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), init=False, index=True)
    retired_on: Mapped[date | None] = mapped_column(default=None)
    stairwell: Mapped[Stairwell | None] = relationship(back_populates="tags", init=False)
    area: Mapped[Area | None] = relationship(back_populates="tags", init=False)


def stairwell_by_tag(session: Session, code: str) -> Stairwell | None:
    """The stairwell behind a tag, retired tags included: a code ever printed keeps working."""
    whole = joinedload(Stairwell.building).joinedload(Building.landlord).joinedload(Landlord.municipality)
    return session.scalars(select(Stairwell).join(Tag).where(Tag.code == code).options(whole)).first()


def area_by_tag(session: Session, code: str) -> Area | None:
    """The area behind a tag that stands for many houses, retired tags included."""
    whole = joinedload(Area.landlord).joinedload(Landlord.municipality)
    return session.scalars(select(Area).join(Tag).where(Tag.code == code).options(whole)).first()


def behind_tag(session: Session, code: str) -> Stairwell | Area | None:
    """What a tag stands for: a stairwell, an area with its many houses, or nothing that is known."""
    return stairwell_by_tag(session, code) or area_by_tag(session, code)


def landlord_of(behind: Stairwell | Area) -> Landlord:
    return behind.building.landlord if isinstance(behind, Stairwell) else behind.landlord


def stairwells_of(landlord_id: int, search: str = "", *, retired: bool = False) -> Select[Stairwell]:
    """One landlord's stairwells in walking order, those that match every searched word; retired ones if asked for."""
    query = select(Stairwell).join(Building).where(Building.landlord_id == landlord_id).order_by(Stairwell.walk)
    if not retired:
        query = query.where(Stairwell.retired_on.is_(None))
    for word in unicodedata.normalize("NFC", search).casefold().split()[:8]:
        query = query.where(Stairwell.search.contains(word, autoescape=True))
    return query


def every_stairwell(session: Session) -> list[Stairwell]:
    """All stairwells in use of all landlords, landlord by landlord in walking order. For commands only."""
    query = select(Stairwell).join(Building).where(Stairwell.retired_on.is_(None))
    query = query.order_by(Building.landlord_id, Stairwell.walk)
    return list(session.scalars(query))


def buildings_by_key(session: Session, landlord_id: int) -> dict[str, Building]:
    """One landlord's buildings by the key an import finds them with."""
    query = select(Building).where(Building.landlord_id == landlord_id)
    return {building.key: building for building in session.scalars(query)}


def tag_codes(session: Session) -> set[str]:
    """Every code that was ever given out."""
    return set(session.scalars(select(Tag.code)))


def areas_by_name(session: Session, landlord_id: int) -> dict[str, Area]:
    """One landlord's areas by their casefolded names."""
    found = session.scalars(select(Area).where(Area.landlord_id == landlord_id).order_by(Area.name))
    return {area.name.casefold(): area for area in found}


def register_of(session: Session, landlord_id: int) -> list[Stairwell]:
    """All of a landlord's stairwells with their buildings and areas, retired ones included, in few questions."""
    whole = contains_eager(Stairwell.building).joinedload(Building.area).selectinload(Area.tags)
    return list(session.scalars(stairwells_of(landlord_id, retired=True).options(whole)))


def locked_landlord(session: Session, landlord_id: int) -> Landlord:
    """The landlord, held until the transaction ends: whoever changes the same register waits."""
    query = select(Landlord).where(Landlord.id == landlord_id).with_for_update(key_share=True)
    return session.scalars(query).one()
