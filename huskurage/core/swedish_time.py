"""The clock on a Swedish wall and the Swedish holidays."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from holidays.constants import DE_FACTO, PUBLIC
from holidays.countries.sweden import Sweden

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")


def local(now: datetime) -> datetime:
    """The moment as a Swedish wall clock shows it. Raises ValueError for a moment without a time zone."""
    if now.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return now.astimezone(STOCKHOLM)


def moment(day: date, clock: time) -> datetime:
    """The first moment (UTC) of `day` at which the Swedish wall clock shows `clock` or later.

    In October, 02:30 comes twice: the first counts. In March it never comes: the jump to 03:00 counts, which
    is at a full hour UTC (directive 2000/84/EC).
    """
    wall = datetime.combine(day, clock, tzinfo=STOCKHOLM)
    found = wall.astimezone(UTC)
    skipped = found.astimezone(STOCKHOLM).time() != clock
    return found.replace(minute=0) if skipped else found


@lru_cache(maxsize=64)
def _days_off(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Public holidays (SFS 1989:253, but no plain Sundays), and the three eves (SFS 1977:480, 7 §)."""
    public = Sweden(years=year, expand=False, categories=(PUBLIC,), include_sundays=False)
    eves = Sweden(years=year, expand=False, categories=(DE_FACTO,), include_sundays=False)
    return frozenset(public), frozenset(eves)


def is_holiday(day: date, *, eves: bool) -> bool:
    """Whether the day is a public holiday or, with `eves`, Midsummer's, Christmas or New Year's eve."""
    public, eve = _days_off(day.year)
    return day in public or (eves and day in eve)
