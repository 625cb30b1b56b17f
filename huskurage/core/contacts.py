"""National helplines as facts with sources, and the phone numbers we accept, dial and refuse."""

import enum
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from huskurage.core.hours import ALWAYS, EVERY_DAY, Band, Hours


class BadNumber(ValueError):
    """Not a phone number that can be dialled in Sweden, or one that must never be shown again."""


class Audience(enum.StrEnum):
    """Whom a helpline is for."""

    EVERYONE = "everyone"
    WOMEN = "women"
    MEN = "men"
    TRANS_PEOPLE = "trans_people"
    CHILDREN = "children"
    USING_VIOLENCE = "using_violence"
    SUBJECTED_TO_CRIME = "subjected_to_crime"


@dataclass(frozen=True)
class Helpline:
    """One national number.

    `name` is a Swedish proper name, never translated. `hours` is None when the sources disagree or are old:
    then none are shown. `on_bill`: whether a call shows on the phone bill; `interpreter`: whether a call
    can be interpreted; `chat`: whether one can also write to them; None: unknown. Of the bill we then
    say that the call may show there; of the rest nothing.
    `languages`: tags of those that are spoken without an interpreter, none where nobody says.
    `sources` are numbers in the source list of docs/facts.md; `verified_on` is the day they were read together.
    """

    key: str
    name: str
    number: str
    hours: Hours | None
    audience: Audience
    sources: tuple[int, ...]
    on_bill: bool | None = None
    interpreter: bool | None = None
    chat: bool | None = None
    languages: tuple[str, ...] = ()
    verified_on: date = date(2026, 11, 22)


def _daily(opens: int, closes: int) -> Hours:
    return Hours((Band(EVERY_DAY, time(opens), time(closes)),), holidays_closed=False)


# Only rows with two independent sources or more (docs/facts.md).
HELPLINES: Final = (
    Helpline("emergency", "SOS Alarm", "112", ALWAYS, Audience.EVERYONE, (10, 27, 28, 29), interpreter=True),
    Helpline("police", "Polisen", "114 14", ALWAYS, Audience.EVERYONE, (9, 10), languages=("sv", "en")),
    Helpline("health_advice", "Sjukvårdsrådgivningen", "1177", None, Audience.EVERYONE, (10, 30)),
    Helpline(
        "kvinnofridslinjen",
        "Kvinnofridslinjen",
        "020-50 50 50",
        ALWAYS,
        Audience.WOMEN,
        (31, 32, 33, 34, 35),
        on_bill=False,
        interpreter=True,
    ),
    Helpline("men", "Stödlinjen för män", "020-80 80 80", _daily(7, 21), Audience.MEN, (36, 37)),
    Helpline(
        "trans_people",
        "Stödlinjen för transpersoner",
        "020-55 00 00",
        _daily(11, 19),
        Audience.TRANS_PEOPLE,
        (36, 37),
    ),
    Helpline("bris", "Bris", "116 111", ALWAYS, Audience.CHILDREN, (43, 44, 45, 46), chat=True),
    Helpline("valj_att_sluta", "Välj att sluta", "020-555 666", None, Audience.USING_VIOLENCE, (48, 49, 50, 145)),
    Helpline("brottsofferjouren", "Brottsofferjouren", "116 006", None, Audience.SUBJECTED_TO_CRIME, (51, 52)),
)

LEAST_SOURCES: Final = 2
READ_AGAIN: Final = timedelta(days=365)  # a number nobody has looked at for so long is not shown

RETIRED: Final = ("0771-22 00 60",)  # Nationella hjälplinjen, closed at the turn of 2019/20 (docs/facts.md [64])

_LONGEST = 30
_SHAPE = re.compile(r"\+?[0-9]+(?:[ -][0-9]+)*")
# Short numbers (112, 114 14, 1177, 116 111); a national number with its area code; an international one.
_DIALLED = re.compile(r"[1-9][0-9]{2,5}|0[1-9][0-9]{6,9}|\+[1-9][0-9]{7,14}")
_SPOKEN = re.compile(r"(?<![0-9])\+?[0-9]+(?:[ \N{NO-BREAK SPACE}\u2010-\u2013-][0-9]+)*(?![0-9])")
_SHORT = {re.sub("[ -]", "", one.number) for one in HELPLINES if one.key != "emergency"}
_FICTION = (  # first and last number of each series that PTS, the telecom authority, keeps free for fiction
    ("0846500400", "0846500499"),
    ("0313900600", "0313900699"),
    ("0406280400", "0406280499"),
    ("0980319200", "0980319299"),
    ("0701740605", "0701740699"),
)


def _written(number: str) -> str:
    """The number with one plain space or hyphen between its groups."""
    tidy = " ".join(re.sub(r"[\u2010-\u2013]", "-", number).split()) if len(number) <= _LONGEST else ""
    if not _SHAPE.fullmatch(tidy) or not _DIALLED.fullmatch(re.sub("[ -]", "", tidy)):
        raise BadNumber("a phone number has digits, spaces and hyphens only, and an area code: 08-465 004 10")
    return tidy


def _national(number: str) -> str:
    """The digits alone, as dialled within Sweden."""
    digits = re.sub("[ -]", "", _written(number))
    return "0" + digits.removeprefix("+46") if digits.startswith("+46") else digits


def check_number(number: str) -> str:
    """The number as it may be stored and shown. Raises BadNumber if retired or impossible to dial.

    Takes Latin digits with single spaces or hyphens (any kind of space or short dash is tidied), at most 30
    characters.
    """
    written = _written(number)
    if _national(written) in {_national(retired) for retired in RETIRED}:
        raise BadNumber("this number has been closed down and must not be shown")
    return written


def tel_href(number: str) -> str:
    """The address of a link that dials: digits only, a leading + kept. Raises BadNumber."""
    return "tel:" + re.sub("[ -]", "", _written(number))


def certain_helplines(today: date) -> dict[str, Helpline]:
    """The helplines that may be shown on a day, by key; see `uncertain`."""
    return {one.key: one for one in HELPLINES if not uncertain(one, today)}


def uncertain(line: Helpline, today: date) -> bool:
    """Whether a helpline must not be shown: one source only, or nobody has looked at it for 365 days."""
    return len(set(line.sources)) < LEAST_SOURCES or today - line.verified_on > READ_AGAIN


def fictional(number: str) -> bool:
    """Whether the number lies in a series kept free for fiction; False for what is no number at all."""
    try:
        digits = _national(number)
    except BadNumber:
        return False
    return any(len(digits) == len(first) and first <= digits <= last for first, last in _FICTION)


def numbers_in(text: str) -> list[tuple[int, int]]:
    """Where (start, end) a text names numbers to call in words of its own: no dates, hours or room numbers.

    An area code or a country code, or a short number that we know; 112 is for what is happening now, and is none.
    """
    found = []
    for match in _SPOKEN.finditer(text):
        try:
            digits = _national(check_number(match[0]))
        except BadNumber:
            continue
        if digits.startswith(("0", "+")) or digits in _SHORT:
            found.append(match.span())
    return found
