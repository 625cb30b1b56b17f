"""What an administrator does with events: add, change, call off, take out, put into other languages."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.campaigns import Said, TooMany, hold_municipality, note, write_translation
from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.campaigns import (
    DETAILS_LIMIT,
    MOST_EVENTS,
    NAME_LIMIT,
    SPOKEN,
    Audience,
    EventKind,
    check_booking,
    check_event_times,
    check_line,
    check_paragraphs,
    is_over,
)
from huskurage.core.swedish_time import local
from huskurage.core.texts import SOURCE
from huskurage.store.base import is_row_number
from huskurage.store.campaigns import Campaign, Event, Joined, campaigns_of, events_of
from huskurage.store.texts import Text


@dataclass(frozen=True, kw_only=True)
class EventPlan:
    """What somebody means an event to be; its words in Swedish, the title never empty."""

    campaign_id: int | None
    day: date
    begins: time
    ends: time
    place: str
    kind: EventKind
    audience: Audience
    languages: tuple[str, ...]
    interpreter: bool | None
    booking: str
    title: str
    details: str


def events_for(session: Session, unlocked: Unlocked) -> list[Event]:
    """The own municipality's events, past ones too, in the order in which they happen."""
    return events_of(session, unlocked.account.municipality_id)


def event_for(session: Session, unlocked: Unlocked, event_id: int, *, held: bool = False) -> Event:
    """An event of the own municipality; raises NotFound for any other, as for none.

    `held`: until this transaction ends nobody else changes it.
    """
    found = session.get(Event, event_id, with_for_update=held) if is_row_number(event_id) else None
    if found is None or found.municipality_id != unlocked.account.municipality_id:
        raise NotFound
    return found


def campaigns_to_choose(session: Session, unlocked: Unlocked) -> list[Campaign]:
    """The campaigns that an event of the own municipality may belong to."""
    return campaigns_of(session, unlocked.account.municipality_id)


def add_event(session: Session, unlocked: Unlocked, plan: EventPlan, *, now: datetime) -> Event:
    """Announce something.

    Raises TooMany, NotFound for a campaign that the municipality is not in, and what the checks of core raise.
    """
    _hold_campaign(session, unlocked, plan.campaign_id)
    _check_room(session, unlocked, now)
    made = Event(
        municipality_id=unlocked.account.municipality_id, campaign_id=None, day=plan.day, begins=plan.begins,
        ends=plan.ends, place=plan.place, kind=plan.kind, audience=plan.audience, languages=[], interpreter=None,
        booking="", title=Text(), details=Text(),
    )  # fmt: skip
    _change(made, plan, now)
    session.add(made)
    session.flush()
    note(session, unlocked, "event", made.id, now)
    return made


def change_event(session: Session, unlocked: Unlocked, event: Event, plan: EventPlan, *, now: datetime) -> None:
    """Change what is meant; raises as `add_event`, TooMany where a new day brings back an event that was over."""
    _hold_campaign(session, unlocked, plan.campaign_id)
    if is_over(event.day, event.ends, now) and not is_over(plan.day, plan.ends, now):
        _check_room(session, unlocked, now)
    _change(event, plan, now)
    note(session, unlocked, "event", event.id, now)


def translate_event(
    session: Session, unlocked: Unlocked, event: Event, tag: str, title: Said, details: Said, *, now: datetime
) -> None:
    """Keep the words in another language; none take them out. Raises NotFound for Swedish and unknown languages."""
    write_translation(event.title, tag, title, check_line(title.words, NAME_LIMIT))
    write_translation(event.details, tag, details, check_paragraphs(details.words, DETAILS_LIMIT))
    note(session, unlocked, "event", event.id, now)


def call_off(session: Session, unlocked: Unlocked, event: Event, *, called_off: bool, now: datetime) -> None:
    """Say until its end that it does not happen, or that it does after all. The same again changes nothing."""
    if event.called_off != called_off:
        event.called_off = called_off
        note(session, unlocked, "event", event.id, now)


def remove_event(session: Session, unlocked: Unlocked, event: Event, *, now: datetime) -> None:
    """Take it out for good: nobody is told that it does not happen."""
    number = event.id
    session.delete(event)
    note(session, unlocked, "event", number, now)


def _hold_campaign(session: Session, unlocked: Unlocked, campaign_id: int | None) -> None:
    """Until this transaction ends nobody takes the campaign out, or the municipality out of it.

    Raises NotFound for a campaign that the municipality neither keeps nor has joined.
    """
    if campaign_id is None:
        return
    mine = unlocked.account.municipality_id
    row = select(Campaign.municipality_id).where(Campaign.id == campaign_id)
    keeper = session.scalar(row.with_for_update(key_share=True))
    joined = select(Joined.campaign_id).where(Joined.campaign_id == campaign_id, Joined.municipality_id == mine)
    if keeper != mine and session.scalar(joined) is None:
        raise NotFound


def _change(event: Event, plan: EventPlan, now: datetime) -> None:
    today = local(now).date()
    earliest = min(today, event.day) if event.id else today
    check_event_times(plan.day, plan.begins, plan.ends, today=today, earliest=earliest)
    event.campaign_id, event.shown_from, event.day, event.begins, event.ends = (
        plan.campaign_id,
        None,
        plan.day,
        plan.begins,
        plan.ends,
    )
    event.place, event.kind, event.audience = plan.place, plan.kind, plan.audience
    event.languages = [tag for tag in SPOKEN if tag in plan.languages]
    event.interpreter, event.booking = plan.interpreter, check_booking(plan.booking)
    event.title.write(SOURCE, check_line(plan.title, NAME_LIMIT))
    event.details.write(SOURCE, check_paragraphs(plan.details, DETAILS_LIMIT))


def _check_room(session: Session, unlocked: Unlocked, now: datetime) -> None:
    hold_municipality(session, unlocked)
    coming = [one for one in events_for(session, unlocked) if not is_over(one.day, one.ends, now)]
    if len(coming) >= MOST_EVENTS:
        raise TooMany
