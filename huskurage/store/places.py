"""Municipalities, landlords, buildings, stairwells, tags, and whom to call: the tables and their queries."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

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
    small_below: Mapped[int] = mapped_column(default=0)  # which HUSKURAGE_SMALL_BUILDING its tags were settled by
    municipality: Mapped[Municipality] = relationship(init=False)


def municipalities(session: Session) -> list[Municipality]:
    return list(session.scalars(select(Municipality).order_by(Municipality.name, Municipality.id)))


def only_municipality(session: Session, host: str = "") -> Municipality | None:
    """The installation's municipality; where several share it, the one whose own host this is, never just any."""
    found = municipalities(session)
    own = next((one for one in found if one.host and one.host == host), None)
    return own or (found[0] if len(found) == 1 else None)


def landlords_of(session: Session, municipality_id: int) -> list[Landlord]:
    query = select(Landlord).where(Landlord.municipality_id == municipality_id)
    return list(session.scalars(query.order_by(Landlord.name, Landlord.id)))


def municipality_by_slug(session: Session, slug: str) -> Municipality | None:
    return session.scalars(select(Municipality).where(Municipality.slug == slug)).first()


def landlord_by_slug(session: Session, slug: str) -> Landlord | None:
    return session.scalars(select(Landlord).where(Landlord.slug == slug)).first()


def receivers_of(session: Session, municipality_id: int, *, retired: bool = False) -> list[Receiver]:
    """The directory of a municipality by kind and name, without those that were retired unless they are asked for."""
    query = select(Receiver).where(Receiver.municipality_id == municipality_id)
    if not retired:
        query = query.where(Receiver.retired.is_(False))
    kinds = list(ReceiverKind)
    found = session.scalars(query.order_by(Receiver.name, Receiver.id))
    return sorted(found, key=lambda one: (one.retired, kinds.index(one.kind)))
