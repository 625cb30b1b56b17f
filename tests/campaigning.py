"""A campaign and its events in the made-up town, written as briefly as a story needs them."""

from datetime import date, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.core.campaigns import Audience, EventKind
from huskurage.store.campaigns import Campaign, Event
from huskurage.store.engine import Database
from huskurage.store.texts import Text

TODAY = MORNING.date()  # a Monday in November, ten o'clock in Sweden
WEEK = {"sv": "En vecka tillsammans", "en": "A week together", "ar": "أسبوع معًا"}
COFFEE = {"sv": "Kaffe på biblioteket", "en": "Coffee at the library", "ar": "قهوة في المكتبة"}
NEW_CAMPAIGN, NEW_EVENT = "/staff/campaigns/new", "/staff/events/new"


def count(database: Database, table: type[Campaign | Event]) -> int:
    """How many there are, in every municipality."""
    with database.reads() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def text_in(words: dict[str, str]) -> Text:
    """A text with these words by language, Swedish first."""
    text = Text()
    for tag, said in words.items():
        text.write(tag, said)
    return text


def a_campaign(session: Session, municipality_id: int = 1, **changes: Any) -> Campaign:
    """This week's campaign, shown since today."""
    facts: dict[str, Any] = {
        "first_day": TODAY, "last_day": date(2026, 11, 29), "announced_on": TODAY, "open_to_others": False,
        "name": text_in(WEEK), "about": Text(),
    }  # fmt: skip
    made = Campaign(municipality_id=municipality_id, **facts | changes)
    session.add(made)
    session.flush()
    return made


def an_event(session: Session, municipality_id: int = 1, **changes: Any) -> Event:
    """Coffee this evening from six to eight, for everyone, without booking."""
    facts: dict[str, Any] = {
        "campaign_id": None, "day": TODAY, "begins": time(18), "ends": time(20), "kind": EventKind.OPEN_HOUSE,
        "audience": Audience.EVERYONE, "place": "Biblioteket, Kyrkogatan 12", "languages": ["sv"], "interpreter": None,
        "booking": "", "title": text_in(COFFEE), "details": Text(),
    }  # fmt: skip
    made = Event(municipality_id=municipality_id, **facts | changes)
    session.add(made)
    session.flush()
    return made


def typed_campaign(**changes: str) -> dict[str, str]:
    """A campaign as Adam types it."""
    return {
        "name": "En vecka tillsammans", "about": "Vi bryr oss om varandra.", "first": "2026-11-23",
        "last": "2026-11-29", "announced": "2026-11-23",
    } | changes  # fmt: skip


def typed_event(**changes: Any) -> dict[str, Any]:
    """An event as Adam types it."""
    return {
        "title": "Kaffe på biblioteket", "details": "Alla är välkomna.", "campaign": "", "day": "2026-11-24",
        "begins": "18:00", "ends": "20:00", "place": "Biblioteket, Kyrkogatan 12", "kind": "open_house",
        "audience": "everyone", "languages": ["sv", "ar"], "interpreter": "yes", "booking": "",
    } | changes  # fmt: skip
