"""Campaigns and events: what may be kept, and what is shown on a day. Their days are data, never a rule."""

import enum
import re
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlsplit

from huskurage.core.contacts import BadNumber, check_number
from huskurage.core.languages import LANGUAGES
from huskurage.core.swedish_time import local, moment
from huskurage.core.texts import BadWords, UnknownValue, check_words

# A page stays a page: with all of these at their largest it is sent in one small answer.
NAME_LIMIT, ABOUT_LIMIT, DETAILS_LIMIT, PLACE_LIMIT, BOOKING_LIMIT = 80, 600, 190, 120, 200  # characters
MOST_EVENTS = 36  # of one municipality that are not over; also the most on one page
MOST_CAMPAIGNS = 5  # that one municipality has or joined, and that are not over
LONGEST: Final = timedelta(days=92)  # of a campaign: a week, a month, a season
FURTHEST: Final = timedelta(days=550)  # ahead: next year's can be written down when this year's is over
SPOKEN: Final = tuple(one.tag for one in LANGUAGES if one.tag == one.html_lang)  # easy-to-read is not spoken
ADDRESS: Final = re.compile(r"https://[!-~]+")  # no space, no control, nothing that turns or looks like something else


class EventKind(enum.Enum):
    """What one comes to."""

    LECTURE = "lecture"
    MEETING = "meeting"
    TRAINING = "training"
    OPEN_HOUSE = "open_house"
    OTHER = "other"


class Audience(enum.Enum):
    """Whom it is for."""

    EVERYONE = "everyone"
    NEIGHBOURS = "neighbours"
    STAFF = "staff"
    YOUNG = "young"
    PARENTS = "parents"
    OLDER = "older"


class BadBooking(ValueError):
    """Neither a telephone number that can be dialled nor an https address."""


class DaysProblem(enum.Enum):
    """What is wrong with days or times."""

    ORDER = "order"  # the end comes before the beginning
    LONG = "long"
    PAST = "past"
    FAR = "far"
    HIDDEN = "hidden"  # over before it was announced


class BadDays(ValueError):
    """Days or times that cannot be meant; `problem` says why."""

    def __init__(self, problem: DaysProblem) -> None:
        super().__init__("days that cannot be meant")
        self.problem = problem


def check_booking(text: str) -> str:
    """How one books, as it may be kept: nothing, a telephone number or an https address. Raises BadBooking."""
    if not text:
        return ""
    if text[:4].lower() == "http":
        return _address(text)
    try:
        return check_number(text)
    except BadNumber as bad:
        raise BadBooking(str(bad)) from None


def booking_host(booking: str) -> str:
    """The name of the site on which one books; nothing for a telephone number, or where none is needed."""
    return (urlsplit(booking).hostname or "") if booking.startswith("https://") else ""


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text) or len(text) > BOOKING_LIMIT:
        raise BadBooking("an address begins with https:// and has no spaces")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise BadBooking("not an address") from None
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) or "@" in parts.netloc:
        raise BadBooking("an address names a site and nobody's sign-in")
    return text


def check_line(words: str, limit: int) -> str:
    """One line as it may be kept, where no number is filled in.

    Raises core.texts.BadWords, whose part is the limit where it is too long.
    """
    line = check_words(_short(" ".join(words.split()), limit))
    if found := re.search(r"\{[^{}]*\}", line):
        raise UnknownValue(found[0])
    return line


def check_paragraphs(words: str, limit: int) -> str:
    """Several lines as they may be kept; raises as `check_line`."""
    return check_words(_short(words.strip(), limit))


def _short(words: str, limit: int) -> str:
    if len(words) > limit:
        raise BadWords(str(limit))
    return words


def check_campaign_days(first: date, last: date, announced: date, *, today: date, earliest: date) -> None:
    """Raises BadDays unless the days follow each other, are 92 at most, and lie within 550 from today.

    `earliest`: the first day that may be its last; today, and for what is over already its own.
    """
    _refuse(DaysProblem.ORDER, last < first)
    _refuse(DaysProblem.LONG, last - first > LONGEST)
    _refuse(DaysProblem.PAST, last < earliest or announced < earliest - FURTHEST)
    _refuse(DaysProblem.FAR, last > today + FURTHEST)
    _refuse(DaysProblem.HIDDEN, announced > last)


def check_event_times(day: date, begins: time, ends: time, *, today: date, earliest: date) -> None:
    """Raises BadDays unless it ends after it begins, on one day, `earliest` or later and within 550 from today."""
    _refuse(DaysProblem.ORDER, ends <= begins)
    _refuse(DaysProblem.PAST, day < earliest)
    _refuse(DaysProblem.FAR, day > today + FURTHEST)


def _refuse(problem: DaysProblem, wrong: bool) -> None:  # noqa: FBT001 - a list of what may be wrong, line by line
    if wrong:
        raise BadDays(problem)


def is_shown(announced: date, last: date, now: datetime) -> bool:
    """Whether a campaign is shown: from the day on which it was announced until the end of its last."""
    return announced <= local(now).date() <= last


def is_over(day: date, ends: time, now: datetime) -> bool:
    """Whether an event has ended, by the clock on a Swedish wall."""
    return moment(day, ends) <= now
