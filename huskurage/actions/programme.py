"""What a reader in a municipality is invited to today: its campaigns with everybody's events, and its other events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from huskurage.actions.guidance import contacts_of
from huskurage.core.campaigns import MOST_EVENTS, Audience, EventKind, booking_host, is_over, is_shown
from huskurage.core.swedish_time import local, moment
from huskurage.core.texts import Shown
from huskurage.store.campaigns import Campaign, Event, campaigns_of, events_of
from huskurage.store.places import Municipality


class Numbers:
    """The telephone numbers of a municipality, and when each answers."""

    def __init__(self, municipality: Municipality) -> None:
        self.contacts = contacts_of(municipality)

    def number(self, kind: str) -> str | None:
        """Its own number of a kind, if it has one."""
        return next((one.number for one in self.contacts if one.kind.value == kind), None)


@dataclass(frozen=True)
class Happening:
    """An event as it is read: its words in one language, its times as moments (aware)."""

    number: int
    title: Shown
    details: Shown | None
    kind: EventKind
    audience: Audience
    begins: datetime
    ends: datetime
    place: str
    languages: tuple[str, ...]
    interpreter: bool | None
    telephone: str  # on which one books; empty for none
    address: str  # at which one books; empty for none
    called_off: bool
    held_by: str  # the other municipality that holds it; empty for the reader's own
    holder: Numbers  # whose numbers stand in its words


@dataclass(frozen=True)
class Week:
    """A campaign as it is read, with what happens in it."""

    name: Shown
    about: Shown | None
    first_day: date
    last_day: date
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class Programme:
    """Everything that is coming: campaigns by their days, and what belongs to none of them."""

    weeks: tuple[Week, ...] = ()
    others: tuple[Happening, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.weeks or self.others)


def programme_of(session: Session, municipality_id: int, tag: str, *, now: datetime) -> Programme:
    """What is shown to a reader of a language: campaigns until their last day, events until their end, 50 at most.

    Where there are more, the municipality's own come before those of others, and what is sooner before what is later.
    """
    shown, events = _coming(session, municipality_id, now)
    read = [(one.campaign_id, _happening(one, tag, municipality_id)) for one in events]
    weeks = tuple(
        Week(name, one.about.shown(tag), one.first_day, one.last_day, _of(one.id, read))
        for one in shown
        if (name := one.name.shown(tag))
    )
    in_weeks = {one.id for one in shown}
    return Programme(weeks, tuple(found for number, found in read if found and number not in in_weeks))


def is_anything_coming(session: Session, municipality_id: int, *, now: datetime) -> bool:
    """Whether the programme holds anything."""
    return any(_coming(session, municipality_id, now))


def happening_for(
    session: Session, municipality_id: int, event_id: int, tag: str, *, now: datetime
) -> Happening | None:
    """An event that the municipality's page shows now; None for any other, as for none."""
    _, events = _coming(session, municipality_id, now)
    found = next((one for one in events if one.id == event_id), None)
    return _happening(found, tag, municipality_id) if found else None


def _coming(session: Session, municipality_id: int, now: datetime) -> tuple[list[Campaign], list[Event]]:
    campaigns = {one.id: one for one in campaigns_of(session, municipality_id)}
    events = [
        one
        for one in events_of(session, municipality_id, list(campaigns), since=local(now).date())
        if not (is_over(one.day, one.ends, now) or _is_not_yet(one, campaigns.get(one.campaign_id or 0), now))
    ]
    own_first = sorted(events, key=lambda one: one.municipality_id != municipality_id)[:MOST_EVENTS]
    kept = {one.id for one in own_first}
    shown = [one for one in campaigns.values() if is_shown(one.announced_on, one.last_day, now)]
    return shown, [one for one in events if one.id in kept]


def _is_not_yet(event: Event, campaign: Campaign | None, now: datetime) -> bool:
    """Whether the event waits with its campaign to be announced, or would have before it stood alone."""
    announced = campaign.announced_on if campaign else event.shown_from
    return announced is not None and not is_shown(announced, date.max, now)


def _of(campaign_id: int, read: Iterable[tuple[int | None, Happening | None]]) -> tuple[Happening, ...]:
    return tuple(found for number, found in read if found and number == campaign_id)


def _happening(event: Event, tag: str, municipality_id: int) -> Happening | None:
    title = event.title.shown(tag)
    if title is None:
        return None
    host = booking_host(event.booking)
    return Happening(
        number=event.id, title=title, details=event.details.shown(tag), kind=event.kind, audience=event.audience,
        begins=moment(event.day, event.begins), ends=moment(event.day, event.ends), place=event.place,
        languages=tuple(event.languages), interpreter=event.interpreter, called_off=event.called_off,
        telephone="" if host else event.booking, address=event.booking if host else "",
        held_by="" if event.municipality_id == municipality_id else event.municipality.name,
        holder=Numbers(event.municipality),
    )  # fmt: skip
