"""Who stands by: for each inbox that somebody can open, who is told next when nobody has looked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from huskurage.actions.people import Unlocked
from huskurage.store.inboxes import Inbox, Part, openings_held_by, people_on_duty
from huskurage.store.people import absent_on


@dataclass(frozen=True)
class Standby:
    """The deputy of an inbox on a day, or who comes after them; nobody, and then what the public pages say instead."""

    inbox: str
    name: str | None
    away_text: str


def standby(session: Session, unlocked: Unlocked, day: date) -> list[Standby]:
    """One line for each live inbox this person can open."""
    inboxes = {held.inbox_id: held.inbox for held in openings_held_by(session, unlocked.account.id)}
    away = absent_on(session, day)
    return [_of(session, inbox, away) for inbox in inboxes.values() if inbox.live]


def _of(session: Session, inbox: Inbox, away: set[int]) -> Standby:
    there = {part: one.name for part, one in people_on_duty(session, inbox).items() if one.id not in away}
    return Standby(inbox.name, there.get(Part.DEPUTY) or there.get(Part.MANAGER), inbox.away_text)
