"""Campaigns and events in words: what kind, for whom, and when, as readers of each language say it."""

from datetime import date, datetime

from babel.dates import format_date, format_interval
from flask import Flask, url_for
from flask_babel import get_locale, lazy_pgettext
from markupsafe import Markup

from huskurage.core.campaigns import Audience, EventKind, booking_host
from huskurage.core.languages import language
from huskurage.core.swedish_time import local
from huskurage.core.texts import Shown
from huskurage.web.hourswords import from_to
from huskurage.web.language import page_language
from huskurage.web.site import now

KINDS = {
    # Translators: These four say in a word or two what one comes to. They stand in a row: “Lecture · For everyone”.
    EventKind.LECTURE: lazy_pgettext("kind of event", "Lecture"),
    EventKind.MEETING: lazy_pgettext("kind of event", "Meeting"),
    EventKind.TRAINING: lazy_pgettext("kind of event", "Training"),
    # Translators: One may come and go when one likes, look around and ask.
    EventKind.OPEN_HOUSE: lazy_pgettext("kind of event", "Open house"),
}  # what is something else is said by its title alone
AUDIENCES = {
    # Translators: These say whom an event is for, after a dot in a row: “Lecture · For everyone”.
    Audience.EVERYONE: lazy_pgettext("whom an event is for", "For everyone"),
    Audience.NEIGHBOURS: lazy_pgettext("whom an event is for", "For neighbours"),
    # Translators: Those who work in the houses or for the municipality.
    Audience.STAFF: lazy_pgettext("whom an event is for", "For staff"),
    Audience.YOUNG: lazy_pgettext("whom an event is for", "For young people"),
    Audience.PARENTS: lazy_pgettext("whom an event is for", "For parents"),
    Audience.OLDER: lazy_pgettext("whom an event is for", "For older people"),
}


def set_up(app: Flask) -> None:
    """Give templates the words of campaigns and events."""
    app.jinja_env.globals.update(
        event_kinds=KINDS,
        event_audiences=AUDIENCES,
        event_day=event_day,
        event_hours=event_hours,
        days_from_to=days_from_to,
        booking_link=booking_link,
        event_file=event_file,
        is_foreign=is_foreign,
    )


def event_day(moment: datetime) -> str:
    """The day of an event: "tisdag 24 november", with its year where that is not this one."""
    day = local(moment).date()
    shape = "EEEE d MMMM" if day.year == local(now()).year else "EEEE d MMMM y"
    return format_date(day, shape, locale=get_locale() or "sv")


def event_hours(begins: datetime, ends: datetime) -> Markup:
    """From when to when by the clock in Sweden."""
    return from_to(local(begins).time(), local(ends).time())


def days_from_to(first: date, last: date) -> str:
    """The days of a campaign, with what they share said once: "16-22 nov. 2026"."""
    return str(format_interval(first, last, "yMMMMd", locale=get_locale() or "sv"))


def event_file(number: int, spoken: str, tag: str | None) -> str:
    """The address of an event for one's own calendar, keeping the house."""
    if tag:
        return url_for("public.event_file", event_id=number, language=spoken, tag=tag)
    return url_for("public.event_file", event_id=number, language=spoken)


def booking_link(address: str) -> Markup:
    """A link to the site on which one books, named by that site's own name."""
    return Markup('<a href="{}" rel="noreferrer"><bdi dir="ltr">{}</bdi></a>').format(address, booking_host(address))


def is_foreign(shown: Shown | None) -> bool:
    """Whether words stand in another language than the page does."""
    of = language(shown.language) if shown else None
    return of is not None and of.html_lang != page_language().html_lang
