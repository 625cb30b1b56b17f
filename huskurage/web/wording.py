"""Words that are said in several places, each said once: contacts, hours, states, poster words."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final, Protocol

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, lazy_gettext, lazy_pgettext, pgettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from huskurage.core.contacts import HELPLINES, numbers_in, tel_href
from huskurage.core.giveaways import GiveawayKind
from huskurage.core.hours import Answering, Contact, ContactKind, answers_now
from huskurage.core.languages import language as language_of
from huskurage.core.lifecycle import PublicState
from huskurage.core.revision import SEVERAL
from huskurage.core.rota import Promise
from huskurage.core.swedish_time import local
from huskurage.core.texts import paragraphs
from huskurage.web.addresses import next_step, page, same_page, step_on
from huskurage.web.cards import CARDS, card
from huskurage.web.helplines import helpline_notes, helplines_named
from huskurage.web.hourswords import clock_time, comma, hours_lines
from huskurage.web.language import offered, page_language
from huskurage.web.site import now, site

NUMBERS = re.compile(r"(\+?[0-9][0-9 \-/.:]{2,40}[0-9])")  # phone numbers, dates and times as people type them
NATIONAL = {one.key: one.number for one in HELPLINES}
CONTACT_NAMES = {
    # Translators: Who answers a telephone number. Stands alone, and as %(whom)s in “The poster in this stairwell may
    # still show %(number)s for %(whom)s.” Begins as inside a sentence.
    ContactKind.SOCIAL_SERVICES: lazy_gettext("social services"),
    ContactKind.OUT_OF_HOURS: lazy_gettext("the social emergency service (socialjouren)"),
    # Translators: The number of the police for what is not urgent. Stands as “social services” does.
    ContactKind.POLICE: lazy_gettext("the police, not urgent"),
    ContactKind.EMERGENCY: lazy_gettext("the emergency number"),
}
GIVEAWAYS = {
    # Translators: What in the reader's text could show who they are; followed by a colon and the words found.
    GiveawayKind.PHONE: lazy_gettext("A phone number"),
    GiveawayKind.PERSONAL_NUMBER: lazy_gettext("A personal number"),
    GiveawayKind.EMAIL: lazy_gettext("An e-mail address"),
    # Translators: What in the reader's text could show who they are, for example “I live below”.
    GiveawayKind.WHERE_I_LIVE: lazy_gettext("Where you live"),
}
STATES = {
    PublicState.RECEIVED: lazy_pgettext("state of a concern", "Received. Nobody has read it yet."),
    PublicState.NEW_MESSAGE: lazy_pgettext(
        "state of a concern", "Your first message has been read. Nobody has read your latest one yet."
    ),
    # Translators: Somebody at the municipality has read it. Not an order to read.
    PublicState.READ: lazy_pgettext("state of a concern", "Read."),
    # Translators: The municipality has passed it on to those who act, or has closed it. The reader is not told which.
    PublicState.PASSED_ON_OR_CLOSED: lazy_pgettext("state of a concern", "Passed on or closed."),
}


def phone(number: str) -> Markup:
    """A phone number as text: left to right in every language, never broken over lines."""
    return Markup('<bdi dir="ltr" class="n">{}</bdi>').format(number.replace(" ", "\N{NO-BREAK SPACE}"))


def call(number: str) -> Markup:
    """A phone number as a link that calls it."""
    return Markup('<a href="{}">{}</a>').format(tel_href(number), phone(number))


def calls(numbers: str) -> Markup:
    """The numbers of one kind of contact as links that call them."""
    return escape(SEVERAL).join(call(one) for one in numbers.split(SEVERAL))


def contact_name(kind: str) -> str:
    """Who answers, by the kind that a poster's numbers are kept under; in general words for a kind of another time."""
    known = {one.value: words for one, words in CONTACT_NAMES.items()}
    # Translators: Who answers a telephone number that is known by no other name. Stands as “social services” does.
    return str(known.get(kind) or _("the municipality"))


def said(text: str) -> Markup:
    """What somebody wrote, with its numbers left to right also inside right-to-left text."""
    turned = Markup('<bdi dir="ltr">{}</bdi>')
    parts = enumerate(NUMBERS.split(text))
    return Markup("").join(turned.format(part) if place % 2 else escape(part) for place, part in parts)


def whom(text: str) -> Markup:
    """What the municipality wrote, in Swedish, of whom to call: its numbers become links that call them."""
    written, end = Markup(""), 0
    for start, stop in numbers_in(text):
        written += escape(text[end:start]) + call(text[start:stop])
        end = stop
    return Markup('<bdi lang="sv" dir="ltr">{}</bdi>').format(written + escape(text[end:]))


class Numbers(Protocol):
    """Whose numbers are filled in: a place's, or a municipality's."""

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All of them, with their hours."""
        ...

    def number(self, kind: str) -> str | None:
        """The number of a kind, if there is one."""
        ...


def own_paragraphs(words: str, whose: Numbers) -> list[Markup]:
    """What a municipality wrote itself, with the numbers of its contacts filled in as links that call them."""
    return [Markup("").join(_filled(part, whose) for part in one) for one in paragraphs(words)]


def _filled(part: str | ContactKind, whose: Numbers) -> Markup:
    if isinstance(part, ContactKind):
        number = whose.number(part.value) or NATIONAL.get(part.value)
        return call(number or answering(whose.contacts, now()).contact.number)
    return Markup("<br>").join(escape(line) for line in part.split("\n"))


def swedish(text: str) -> Markup:
    """A Swedish name or address inside a page of any language."""
    return Markup('<bdi lang="sv" dir="ltr">{}</bdi>').format(text)


def swedish_words(text: str) -> Markup:
    """Swedish words inside a page of any language that are long enough to be broken over lines."""
    return Markup('<span lang="sv"><bdi>{}</bdi></span>').format(text)


def clock(moment: datetime) -> str:
    """A time of day in Sweden: "08.00" in Swedish, "08:00" elsewhere."""
    return clock_time(local(moment).time())


def until(end: datetime) -> str:
    """Until when somebody answers, with the day when it is not today."""
    if local(end).date() == local(now()).date():
        # Translators: In small type behind a telephone number: until when it answers. %(time)s is a time of day,
        # %(day)s the name of a day with its date.
        return str(_("until %(time)s", time=clock(end)))
    return str(_("until %(day)s, %(time)s", day=weekday(end), time=clock(end)))


def weekday(moment: datetime) -> str:
    """A day as people say it: its name and date."""
    return format_date(local(moment).date(), "EEEE d MMMM", locale=get_locale() or "sv")


def date_words(day: date) -> str:
    """A day with its month in words and its year."""
    return format_date(day, "d MMMM y", locale=get_locale() or "sv")


def answering(contacts: tuple[Contact, ...], moment: datetime) -> Answering:
    """Who answers right now; never nobody."""
    return answers_now(contacts, moment)


def when_read(promise: Promise) -> str:
    """When a concern sent now is read, in words."""
    if promise.reads_now:
        # Translators: What the reader is about to send is read today by the municipality.
        return str(_("It is read today."))
    first, time = weekday(promise.next_reading), clock(promise.next_reading)
    return str(_("It is read on %(day)s, from %(time)s.", day=first, time=time))


def set_up(app: Flask) -> None:
    """Give templates the words that they all share."""
    app.jinja_env.globals.update({one.__name__: one for one in SHARED})
    app.jinja_env.globals.update(
        card_names=CARDS, contact_names=CONTACT_NAMES, state_names=STATES, giveaway_names=GIVEAWAYS,
        language_of=language_of,
    )  # fmt: skip
    app.context_processor(_of_this_page)


SHARED: Final[tuple[Callable[..., object], ...]] = (
    phone, said, call, calls, card, helplines_named, helpline_notes, contact_name, swedish, swedish_words, whom, clock,
    date_words, until, weekday, answering, when_read, now, own_paragraphs, hours_lines, page, same_page, next_step,
    step_on, comma, pgettext,
)  # fmt: skip


def _of_this_page() -> dict[str, object]:
    return {"page_language": page_language(), "offered": offered(), "public_address": site().settings.address}
