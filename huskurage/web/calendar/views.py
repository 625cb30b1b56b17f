"""The calendar feed, open to whoever knows its address, and the page where one makes and ends one's own."""

import hashlib
import uuid
from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, Response, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from icalendar import Calendar, Event

from huskurage.actions.calendar import due_days, end_feed, feed_behind, feed_of, make_feed
from huskurage.core.access import Permission
from huskurage.store.people import Account
from huskurage.web.database import reading, transaction
from huskurage.web.guard import ANYONE, open_to, unlocked
from huskurage.web.site import now, site

room = Blueprint("calendar", __name__)
UID_BYTES = 16


@room.get("/calendar/<feed>.ics")
@open_to(ANYONE)
def show(feed: str) -> ResponseReturnValue:
    """What is due, by day. An address that shows nothing any more answers like one that never did."""
    with reading() as session:
        found = feed_behind(session, feed)
        if found is None:
            abort(404)
        g.language = found.account.language
        content = _calendar(found.digest, due_days(session, found.account_id))
    return Response(content, content_type="text/calendar; charset=utf-8", headers={"X-Robots-Tag": "noindex"})


@room.get("/staff/calendar/")
@open_to(Permission.REPORT_READ)
def page() -> ResponseReturnValue:
    return _page()


@room.post("/staff/calendar/make")
@open_to(Permission.REPORT_READ)
def make() -> ResponseReturnValue:
    """The answer is the only page that ever shows the address."""
    with transaction() as session:
        token = make_feed(session, session.get_one(Account, unlocked().account.id), now=now())
    return _page(address=site().settings.address + url_for("calendar.show", feed=token))


@room.post("/staff/calendar/end")
@open_to(Permission.REPORT_READ)
def end() -> ResponseReturnValue:
    with transaction() as session:
        end_feed(session, session.get_one(Account, unlocked().account.id), now=now())
    return redirect(url_for("calendar.page"), 303)


def _page(address: str = "") -> str:
    with reading() as session:
        return render_template("calendar/page.html", feed=feed_of(session, unlocked().account.id), address=address)


def _calendar(digest: bytes, days: dict[date, int]) -> bytes:
    """RFC 5545. Nothing in it tells what is due, where, or when it came: only the day and how many."""
    calendar = Calendar()
    calendar.add("prodid", "-//-//-//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("To do"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for day, count in days.items():
        event = Event()
        event.add("uid", _uid(digest, day))
        event.add("dtstamp", datetime.combine(day, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", _("To do: %(count)s", count=count))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(digest: bytes, day: date) -> str:
    """The same for the same day of the same feed, so that calendars renew the event; unlike that of any other feed."""
    return str(uuid.UUID(bytes=hashlib.blake2b(day.isoformat().encode(), key=digest, digest_size=UID_BYTES).digest()))
