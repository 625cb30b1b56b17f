"""Campaigns, who joined them, and what happens when and where: what a municipality invites people to."""

from collections.abc import Collection
from datetime import date, time

from sqlalchemy import JSON, ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from huskurage.core.campaigns import BOOKING_LIMIT, PLACE_LIMIT, Audience, EventKind
from huskurage.store.base import Base, words
from huskurage.store.places import Municipality
from huskurage.store.texts import Text


class Campaign(Base):
    """A week, a month or whatever its days say, kept by one municipality and joined by others."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    announced_on: Mapped[date]  # the first day on which it is shown
    open_to_others: Mapped[bool]
    name_id: Mapped[int] = mapped_column(ForeignKey("texts.id"), init=False, index=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("texts.id"), init=False, index=True)
    name: Mapped[Text] = relationship(foreign_keys=[name_id], cascade="all, delete-orphan", single_parent=True)
    about: Mapped[Text] = relationship(foreign_keys=[about_id], cascade="all, delete-orphan", single_parent=True)
    municipality: Mapped[Municipality] = relationship(init=False)
    joined: Mapped[list["Joined"]] = relationship(
        cascade="all, delete-orphan", back_populates="campaign", default_factory=list
    )

    def has(self, municipality_id: int) -> bool:
        """Whether the municipality keeps it or has joined it."""
        return self.municipality_id == municipality_id or self.is_joined_by(municipality_id)

    def is_joined_by(self, municipality_id: int) -> bool:
        """Whether another municipality has joined it."""
        return municipality_id in {one.municipality_id for one in self.joined}


class Joined(Base):
    """That a municipality takes part in another's campaign."""

    __tablename__ = "campaign_joins"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), primary_key=True)
    campaign: Mapped[Campaign] = relationship(back_populates="joined", init=False)
    municipality: Mapped[Municipality] = relationship(init=False)


class Event(Base):
    """Something that one can come to; its times are those of a clock on a Swedish wall."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    day: Mapped[date]
    begins: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str] = mapped_column(String(PLACE_LIMIT))  # an address, in Swedish
    kind: Mapped[EventKind] = mapped_column(words(EventKind, "event_kind"))
    audience: Mapped[Audience] = mapped_column(words(Audience, "audience"))
    languages: Mapped[list[str]] = mapped_column(JSON)  # tags of those that are spoken
    interpreter: Mapped[bool | None]  # None: nobody knows yet
    booking: Mapped[str] = mapped_column(String(BOOKING_LIMIT))  # a number, an https address, or nothing
    title_id: Mapped[int] = mapped_column(ForeignKey("texts.id"), init=False, index=True)
    details_id: Mapped[int] = mapped_column(ForeignKey("texts.id"), init=False, index=True)
    title: Mapped[Text] = relationship(foreign_keys=[title_id], cascade="all, delete-orphan", single_parent=True)
    details: Mapped[Text] = relationship(foreign_keys=[details_id], cascade="all, delete-orphan", single_parent=True)
    called_off: Mapped[bool] = mapped_column(default=False)
    shown_from: Mapped[date | None] = mapped_column(default=None)  # where a campaign that it stood in was to say so
    municipality: Mapped[Municipality] = relationship(init=False)
    campaign: Mapped[Campaign | None] = relationship(init=False)


_WORDS_OF_CAMPAIGN = (
    selectinload(Campaign.name).selectinload(Text.renderings),
    selectinload(Campaign.about).selectinload(Text.renderings),
    selectinload(Campaign.joined),
)
_WORDS_OF_EVENT = (
    selectinload(Event.title).selectinload(Text.renderings),
    selectinload(Event.details).selectinload(Text.renderings),
    selectinload(Event.municipality).selectinload(Municipality.contacts),
)


def campaigns_of(session: Session, municipality_id: int) -> list[Campaign]:
    """Those that the municipality keeps or has joined, by their days."""
    joined = select(Joined.campaign_id).where(Joined.municipality_id == municipality_id)
    query = select(Campaign).where(or_(Campaign.municipality_id == municipality_id, Campaign.id.in_(joined)))
    return list(session.scalars(query.options(*_WORDS_OF_CAMPAIGN).order_by(Campaign.first_day, Campaign.id)))


def campaigns_open_to(session: Session, municipality_id: int) -> list[Campaign]:
    """Other municipalities' campaigns that this one may see and join, joined or not, by their days."""
    query = select(Campaign).where(Campaign.open_to_others.is_(True), Campaign.municipality_id != municipality_id)
    return list(session.scalars(query.options(*_WORDS_OF_CAMPAIGN).order_by(Campaign.first_day, Campaign.id)))


def events_of(
    session: Session, municipality_id: int, shared: Collection[int] = (), since: date = date.min
) -> list[Event]:
    """What the municipality holds, and what anybody holds in these campaigns, from a day on, in its order in time."""
    whose = or_(Event.municipality_id == municipality_id, Event.campaign_id.in_(shared))
    query = select(Event).where(whose, Event.day >= since)
    order = Event.day, Event.begins, Event.id
    return list(session.scalars(query.options(*_WORDS_OF_EVENT).order_by(*order)))


def events_in(session: Session, campaign_id: int) -> list[Event]:
    """What anybody holds in a campaign."""
    query = select(Event).where(Event.campaign_id == campaign_id)
    return list(session.scalars(query.options(*_WORDS_OF_EVENT).order_by(Event.day, Event.begins, Event.id)))
