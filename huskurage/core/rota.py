"""Who is on duty on which day: the people who read an inbox first, and the days on which they are away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from huskurage.core.hours import Hours, next_open
from huskurage.core.swedish_time import local, moment

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Promise:
    """Whether somebody reads right now, and from which moment (UTC) somebody does."""

    reads_now: bool
    next_reading: datetime


@dataclass(frozen=True)
class Away:
    """Days on which one person does not work; both ends belong to it."""

    person: int
    first: date
    last: date


@dataclass(frozen=True)
class Rota:
    """The owner and the deputy of an inbox, as far as they work here and can open it, and when each is away."""

    people: frozenset[int]
    aways: tuple[Away, ...] = ()

    def manned_on(self, day: date) -> bool:
        """Whether somebody of them is there."""
        away = {one.person for one in self.aways if one.first <= day <= one.last}
        return bool(self.people - away)

    def unmanned(self, first: date, days: int) -> list[date]:
        """The days, of so many from the first on, on which nobody is there."""
        every = (first + ahead * _ONE_DAY for ahead in range(days))
        return [day for day in every if not self.manned_on(day)]

    def last_away(self, first: date) -> date:
        """The last day of all absences; the first day asked for when there are none after it."""
        return max((first, *(one.last for one in self.aways if one.person in self.people)))


def reading_promise(hours: Hours, rota: Rota, now: datetime) -> Promise | None:
    """When a concern sent at the moment will be looked at: in reading hours, and on a day on which somebody is there.

    None when nobody ever is.
    """
    opening = next_open(hours, now)
    while not rota.manned_on(day := local(opening).date()):
        if not rota.people:
            return None
        opening = next_open(hours, moment(day + _ONE_DAY, time(0)))
    return Promise(reads_now=opening == now, next_reading=opening)


def spells(days: list[date]) -> Iterator[tuple[date, date]]:
    """Days in order, joined where they follow each other: first and last of each stretch."""
    for _, run in groupby(enumerate(days), key=lambda one: one[1] - one[0] * _ONE_DAY):
        stretch = [day for _, day in run]
        yield stretch[0], stretch[-1]
