"""A second way to who answers now: no moments, only what stands on the wall and in the calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from huskurage.core.hours import HOLIDAY, POLICE, WEEKDAYS, Band, Contact, ContactKind, Hours
from huskurage.core.swedish_time import STOCKHOLM, is_holiday, local

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OFFICE = Hours((Band(WEEKDAYS, time(8), time(16, 30)),))
WEEKEND = frozenset({5, 6, HOLIDAY})
NIGHTS = Hours((Band(WEEKDAYS, time(16), time(8)), Band(WEEKEND, time(0), time(0))), holidays_closed=False)
LINDBACKA = (
    Contact(ContactKind.OUT_OF_HOURS, "08-465 004 11", NIGHTS),
    Contact(ContactKind.SOCIAL_SERVICES, "08-465 004 10", OFFICE),
)
OFFICE_ONLY = LINDBACKA[1:]
FIRST_TO_LAST = (ContactKind.SOCIAL_SERVICES, ContactKind.OUT_OF_HOURS, ContactKind.POLICE, ContactKind.EMERGENCY)
CLOCKS = [time(hour, minute) for hour in range(24) for minute in range(60)]


def at(day: date, clock: str, fold: int = 0) -> datetime:
    wall = datetime.combine(day, time.fromisoformat(clock), tzinfo=STOCKHOLM).replace(fold=fold)
    return wall.astimezone(UTC)


def in_order(contacts: Sequence[Contact]) -> list[Contact]:
    """Who is asked first, second and so on, with the police who always answer."""
    return sorted((*contacts, POLICE), key=lambda one: FIRST_TO_LAST.index(one.kind))


def wall_clock_says_open(hours: Hours, now: datetime) -> bool:
    wall = local(now)
    return stands_open(hours, wall.date(), wall.time())


def stands_open(hours: Hours, day: date, clock: time) -> bool:
    """Whether a band of this day, or one of the evening before, holds what the clock on the wall shows."""
    for band in hours.bands:
        for back in (0, 1):
            began = day - back * DAY
            holiday = is_holiday(began, eves=hours.eves_as_holidays)
            counts = (holiday and HOLIDAY in band.days) or (
                began.weekday() in band.days and not (holiday and hours.holidays_closed)
            )
            over_midnight = band.closes <= band.opens
            first_day = clock >= band.opens and (over_midnight or clock < band.closes)
            inside = over_midnight and clock < band.closes if back else first_day
            if counts and inside:
                return True
    return False


class Walls:
    """The same for every minute of a day; days alike (weekday, holiday, holiday the day before) are read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[object, ...], list[bool]] = {}

    def minutes(self, hours: Hours, day: date) -> list[bool]:
        holidays = [is_holiday(one, eves=hours.eves_as_holidays) for one in (day, day - DAY)]
        alike = (hours, day.weekday(), *holidays)
        if alike not in self._read:
            self._read[alike] = [stands_open(hours, day, clock) for clock in CLOCKS]
        return self._read[alike]

    def answering(self, contacts: Sequence[Contact], begin: datetime, end: datetime) -> list[Contact]:
        """Who answers at each minute from the one to the other."""
        ranked, found = in_order(contacts), list[Contact]()
        today, tables = None, list[list[bool]]()
        for ahead in range(int((end - begin) / MINUTE)):
            wall = local(begin + ahead * MINUTE)
            if wall.date() != today:
                today = wall.date()
                tables = [self.minutes(one.hours, today) for one in ranked]
            minute = wall.hour * 60 + wall.minute
            found.append(next(one for one, table in zip(ranked, tables, strict=True) if table[minute]))
        return found
