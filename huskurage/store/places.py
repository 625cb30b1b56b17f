"""Municipalities, landlords, buildings, stairwells, tags, and whom to call: the tables and their queries."""

import unicodedata
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from huskurage.core.hours import ContactKind
from huskurage.core.receivers import ReceiverKind
from huskurage.store.base import Base, words


class Municipality(Base):
    __tablename__ = "municipalities"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    exit_address: Mapped[str] = mapped_column(String(200))
    mandated_form: Mapped[str] = mapped_column(String(300))
    retention_days: Mapped[int] = mapped_column(default=30)  # from closing and registration until the purge
    retention_rule: Mapped[str] = mapped_column(String(200), default="")  # the decision that says so
    host: Mapped[str | None] = mapped_column(String(200), unique=True, default=None)  # of its own, where several share
    contacts: Mapped[list["LocalContact"]] = relationship(back_populates="municipality", default_factory=list)


class LocalContact(Base):
    """A number the municipality answers on, and when."""

    __tablename__ = "local_contacts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), init=False, index=True)
    kind: Mapped[ContactKind] = mapped_column(words(ContactKind, "contact_kind"))
    number: Mapped[str] = mapped_column(String(40))
    hours: Mapped[dict[str, Any]] = mapped_column(JSON)
    municipality: Mapped[Municipality] = relationship(back_populates="contacts", init=False)


class Receiver(Base):
    """Somebody a concern can be handed over to, as the municipality has entered them."""

    __tablename__ = "receivers"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    kind: Mapped[ReceiverKind] = mapped_column(words(ReceiverKind, "receiver_kind"))
    name: Mapped[str] = mapped_column(String(120))
    reached_by: Mapped[str] = mapped_column(String(200))  # a number, an address, a way in
    accepts: Mapped[str] = mapped_column(String(300))  # what they take, in the municipality's own words
    retired: Mapped[bool] = mapped_column(default=False)


class Landlord(Base):
    __tablename__ = "landlords"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    municipality: Mapped[Municipality] = relationship(init=False)


class Building(Base):
    __tablename__ = "buildings"
    __table_args__ = (UniqueConstraint("landlord_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlords.id"))
    key: Mapped[str] = mapped_column(String(200))  # casefolded street, number, postcode: how an import finds it again
    area: Mapped[str] = mapped_column(String(120))
    property_designation: Mapped[str] = mapped_column(String(120))
    street: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(20))
    postcode: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(80))
    landlord: Mapped[Landlord] = relationship(init=False)


class Stairwell(Base):
    __tablename__ = "stairwells"
    __table_args__ = (UniqueConstraint("building_id", "entrance"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), init=False)
    entrance: Mapped[str] = mapped_column(String(20))
    dwellings: Mapped[int | None]
    walk: Mapped[int]  # place in walking order within the landlord's houses
    search: Mapped[str] = mapped_column(String(500))  # casefolded words that find it, in any alphabet
    building: Mapped[Building] = relationship()
    tags: Mapped[list["Tag"]] = relationship(back_populates="stairwell", default_factory=list)

    @property
    def address(self) -> str:
        """What one says to 112: "Kyrkogatan 4 A"."""
        return " ".join(filter(None, (self.building.street, self.building.number, self.entrance)))

    @property
    def tag(self) -> str:
        """The tag that new posters carry."""
        return next(tag.code for tag in self.tags if tag.retired_on is None)


class Tag(Base):
    """A code that was or may be printed. Never deleted, never given to another stairwell."""

    __tablename__ = "tags"

    code: Mapped[str] = mapped_column(String(7), primary_key=True)
    stairwell_id: Mapped[int] = mapped_column(ForeignKey("stairwells.id"), init=False, index=True)
    retired_on: Mapped[date | None] = mapped_column(default=None)
    stairwell: Mapped[Stairwell] = relationship(back_populates="tags", init=False)


def municipalities(session: Session) -> list[Municipality]:
    return list(session.scalars(select(Municipality).order_by(Municipality.name, Municipality.id)))


def only_municipality(session: Session, host: str = "") -> Municipality | None:
    """The installation's municipality; where several share it, the one whose own host this is, never just any."""
    found = municipalities(session)
    own = next((one for one in found if one.host and one.host == host), None)
    return own or (found[0] if len(found) == 1 else None)


def stairwell_by_tag(session: Session, code: str) -> Stairwell | None:
    """The stairwell behind a tag, retired tags included: a code ever printed keeps working."""
    whole = joinedload(Stairwell.building).joinedload(Building.landlord).joinedload(Landlord.municipality)
    return session.scalars(select(Stairwell).join(Tag).where(Tag.code == code).options(whole)).first()


def stairwells_of(landlord_id: int, search: str = "") -> Select[Stairwell]:
    """One landlord's stairwells in walking order, those that match every searched word."""
    query = select(Stairwell).join(Building).where(Building.landlord_id == landlord_id).order_by(Stairwell.walk)
    for word in unicodedata.normalize("NFC", search).casefold().split()[:8]:
        query = query.where(Stairwell.search.contains(word, autoescape=True))
    return query


def every_stairwell(session: Session) -> list[Stairwell]:
    """All stairwells of all landlords, landlord by landlord in walking order. For commands only."""
    query = select(Stairwell).join(Building).order_by(Building.landlord_id, Stairwell.walk)
    return list(session.scalars(query))


def buildings_by_key(session: Session, landlord_id: int) -> dict[str, Building]:
    """One landlord's buildings by the key an import finds them with."""
    query = select(Building).where(Building.landlord_id == landlord_id)
    return {building.key: building for building in session.scalars(query)}


def landlords_of(session: Session, municipality_id: int) -> list[Landlord]:
    query = select(Landlord).where(Landlord.municipality_id == municipality_id)
    return list(session.scalars(query.order_by(Landlord.name, Landlord.id)))


def municipality_by_slug(session: Session, slug: str) -> Municipality | None:
    return session.scalars(select(Municipality).where(Municipality.slug == slug)).first()


def landlord_by_slug(session: Session, slug: str) -> Landlord | None:
    return session.scalars(select(Landlord).where(Landlord.slug == slug)).first()


def tag_codes(session: Session) -> set[str]:
    """Every code that was ever given out."""
    return set(session.scalars(select(Tag.code)))


def receivers_of(session: Session, municipality_id: int, *, retired: bool = False) -> list[Receiver]:
    """The directory of a municipality by kind and name, without those that were retired unless they are asked for."""
    query = select(Receiver).where(Receiver.municipality_id == municipality_id)
    if not retired:
        query = query.where(Receiver.retired.is_(False))
    kinds = list(ReceiverKind)
    found = session.scalars(query.order_by(Receiver.name, Receiver.id))
    return sorted(found, key=lambda one: (one.retired, kinds.index(one.kind)))
