"""Contact hours: when somebody answers or reads, by the wall clock in Sweden and the Swedish holidays."""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from huskurage.core.swedish_time import is_holiday, local, moment

WEEKDAYS: Final = frozenset(range(5))
EVERY_DAY: Final = frozenset(range(7))
HOLIDAY: Final = 7  # stands beside the weekdays 0 (Monday) to 6 in Band.days
_ONE_DAY = timedelta(days=1)
_LOOK_AHEAD_DAYS = 400  # longer than any wait between two openings, even of a band for holidays only


@dataclass(frozen=True)
class Band:
    """Open from `opens` to `closes` (whole minutes, Swedish wall clock) on each of `days`.

    `days` holds weekdays, 0 Monday to 6 Sunday, and HOLIDAY (7). A band that closes at or before its
    opening time closes on the following day, so 16:00-08:00 lasts a night and 00:00-00:00 a whole day.
    Raises ValueError.
    """

    days: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= EVERY_DAY | {HOLIDAY}:
            raise ValueError("a band needs days: 0 (Monday) to 6 (Sunday), or 7 for holidays")
        if any(clock != clock.replace(second=0, microsecond=0, tzinfo=None) for clock in (self.opens, self.closes)):
            raise ValueError("a band opens and closes at a whole minute, without a time zone")


@dataclass(frozen=True)
class Hours:
    """At least one band, and what holidays do to them (else ValueError).

    `holidays_closed`: bands for weekdays do not begin on a public holiday; a band that names HOLIDAY
    does. `eves_as_holidays`: Midsummer's, Christmas and New Year's eve count as holidays too.
    A band that began the evening before a holiday still runs to its end.
    """

    bands: tuple[Band, ...]
    holidays_closed: bool = True
    eves_as_holidays: bool = True

    def __post_init__(self) -> None:
        if not self.bands:
            raise ValueError("hours need at least one band")


ALWAYS: Final = Hours((Band(EVERY_DAY, time(0), time(0)),), holidays_closed=False)


class ContactKind(enum.StrEnum):
    """Who answers; earlier ones are named first when several are open."""

    SOCIAL_SERVICES = "social_services"
    OUT_OF_HOURS = "out_of_hours"
    POLICE = "police"
    EMERGENCY = "emergency"


_RANK = {kind: rank for rank, kind in enumerate(ContactKind)}


@dataclass(frozen=True)
class Contact:
    """Somebody to call."""

    kind: ContactKind
    number: str
    hours: Hours = ALWAYS


POLICE: Final = Contact(ContactKind.POLICE, "114 14")
EMERGENCY: Final = Contact(ContactKind.EMERGENCY, "112")


@dataclass(frozen=True)
class Answering:
    """Who answers now, and the moment (UTC) from which somebody else does; None: none within 400 days."""

    contact: Contact
    until: datetime | None


def _spans(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    """Beginning and end (UTC) of each band that begins on the day."""
    holiday = is_holiday(day, eves=hours.eves_as_holidays)
    for band in hours.bands:
        as_weekday = day.weekday() in band.days and not (holiday and hours.holidays_closed)
        if as_weekday or (holiday and HOLIDAY in band.days):
            last = day + _ONE_DAY if band.closes <= band.opens else day
            start, end = moment(day, band.opens), moment(last, band.closes)
            if start < end:  # a band inside the hour that March skips is never open
                yield start, end


def _end_of_span(hours: Hours, now: datetime) -> datetime | None:
    """The latest end of the bands that are open now; None when all are closed."""
    today = local(now).date()
    spans = (*_spans(hours, today - _ONE_DAY), *_spans(hours, today))
    return max((end for start, end in spans if start <= now < end), default=None)


def is_open(hours: Hours, now: datetime) -> bool:
    """Whether a band is open at the moment. The opening minute is open, the closing minute is not."""
    return _end_of_span(hours, now) is not None


def _never_closes(hours: Hours) -> bool:
    days = frozenset[int]().union(*(band.days for band in hours.bands if band.opens == time(0) == band.closes))
    return days >= EVERY_DAY and (HOLIDAY in days or not hours.holidays_closed)


def open_until(hours: Hours, now: datetime) -> datetime | None:
    """When the open hours around `now` end (UTC; `now` when closed); None when not within 400 days."""
    if _never_closes(hours):
        return None
    end = now
    while (later := _end_of_span(hours, end)) is not None:
        end = later
        if end - now > _LOOK_AHEAD_DAYS * _ONE_DAY:
            return None
    return end


def next_open(hours: Hours, now: datetime) -> datetime:
    """The first moment (UTC), from `now` on, at which it is open: `now` itself when it is open."""
    if is_open(hours, now):
        return now
    today = local(now).date()
    for ahead in range(_LOOK_AHEAD_DAYS):
        starts = [start for start, _ in _spans(hours, today + ahead * _ONE_DAY) if start > now]
        if starts:
            return min(starts)
    raise ValueError("these hours do not open within 400 days")


def last_open(hours: Hours, day: date) -> datetime | None:
    """When (UTC) the open hours of a Swedish day end, at midnight at the latest; None: closed all day."""
    start, end = moment(day, time(0)), moment(day + _ONE_DAY, time(0))
    spans = (*_spans(hours, day - _ONE_DAY), *_spans(hours, day))
    return max((min(closing, end) for _, closing in spans if closing > start), default=None)


def answers_now(contacts: Sequence[Contact], now: datetime) -> Answering:
    """Who answers at the moment: social services, else out of hours, else the police (114 14, always there).

    112 is for what is happening now and has its own place above everything; it is named here only after the
    police.
    """
    answering, changes = POLICE, []
    for contact in sorted((*contacts, POLICE), key=lambda each: _RANK[each.kind]):
        if is_open(contact.hours, now):
            answering = contact
            break
        changes.append(next_open(contact.hours, now))
    ends = open_until(answering.hours, now)
    return Answering(answering, min([*changes, ends] if ends else changes, default=None))


def hours_to_json(hours: Hours) -> dict[str, object]:
    """The hours as a small structure for JSON; clock times as HH:MM."""
    bands = [{"days": sorted(b.days), "opens": f"{b.opens:%H:%M}", "closes": f"{b.closes:%H:%M}"} for b in hours.bands]
    return {
        "bands": bands,
        "holidays_closed": hours.holidays_closed,
        "eves_as_holidays": hours.eves_as_holidays,
    }


def clock_time(written: object) -> time:
    """The time of day that is written HH:MM. Raises ValueError, in plain words, for anything else."""
    if not isinstance(written, str) or not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", written):
        raise ValueError(f"a clock time must be written HH:MM, not {str(written)[:20]!r}")
    return time.fromisoformat(written)


def _band(stored: object) -> Band:
    if not isinstance(stored, dict) or stored.keys() != {"days", "opens", "closes"}:
        raise ValueError("a band must have days, opens and closes, and nothing else")
    days = stored["days"]
    if not isinstance(days, list) or any(type(day) is not int for day in days):
        raise ValueError("the days of a band must be a list of whole numbers")
    return Band(frozenset(days), clock_time(stored["opens"]), clock_time(stored["closes"]))


def hours_from_json(stored: object) -> Hours:
    """The hours that `hours_to_json` wrote. Raises ValueError, in plain words, for anything else."""
    if not isinstance(stored, dict) or stored.keys() != {"bands", "holidays_closed", "eves_as_holidays"}:
        raise ValueError("hours must have bands, holidays_closed and eves_as_holidays, and nothing else")
    bands, *settings = stored["bands"], stored["holidays_closed"], stored["eves_as_holidays"]
    if not isinstance(bands, list) or any(type(setting) is not bool for setting in settings):
        raise ValueError("hours must have a list of bands, and true or false for each setting")
    return Hours(tuple(map(_band, bands)), *settings)
