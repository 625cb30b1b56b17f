"""What a municipality invites its neighbours to, as its page and as a file for one's own calendar."""

import uuid
from datetime import UTC, datetime

from icalendar import Calendar, Event

from huskurage.actions.guidance import Spot
from huskurage.actions.programme import Happening, Programme, is_anything_coming, programme_of
from huskurage.web.database import reading
from huskurage.web.language import spoken
from huskurage.web.site import now, site


def programme(spot: Spot) -> Programme:
    """What the page lists today, in the language of the page."""
    with reading() as session:
        return programme_of(session, spot.municipality_id, spoken(), now=now())


def is_coming(spot: Spot) -> bool:
    """Whether the page lists anything."""
    with reading() as session:
        return is_anything_coming(session, spot.municipality_id, now=now())


def calendar_file(event: Happening) -> bytes:
    """RFC 5545: the title, times and place that somebody chose, and nothing of this site, not even in the id."""
    calendar, entry = Calendar(), Event()
    calendar.add("prodid", "-//-//-//EN")
    calendar.add("version", "2.0")
    entry.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{site().settings.address}/events/{event.number}")))
    entry.add("dtstamp", _to_the_minute(now()))
    entry.add("dtstart", event.begins)
    entry.add("dtend", event.ends)
    entry.add("summary", event.title.words)
    entry.add("location", event.place)
    if event.called_off:
        entry.add("status", "CANCELLED")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _to_the_minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
