"""Swedish time: the wall clock through both changes, and the days off."""

from datetime import UTC, date, datetime, time

import pytest

from huskurage.core.swedish_time import is_holiday, local, moment

MARCH = date(2026, 3, 29)
OCTOBER = date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        (MARCH, time(1, 59), time(0, 59)),
        (
            MARCH,
            time(2, 0),
            time(1, 0),
        ),  # 02:00 to 02:59 never come: the jump to 03:00 counts for all of them
        (MARCH, time(2, 59), time(1, 0)),
        (MARCH, time(3, 0), time(1, 0)),
        (MARCH, time(3, 1), time(1, 1)),
        (OCTOBER, time(1, 59), time(23, 59)),
        (OCTOBER, time(2, 0), time(0, 0)),  # 02:00 to 02:59 come twice: the first counts
        (OCTOBER, time(2, 59), time(0, 59)),
        (OCTOBER, time(3, 0), time(2, 0)),
    ],
)
def test_moment_follows_the_wall_clock_through_both_changes(day: date, clock: time, utc: time) -> None:
    assert moment(day, clock).time() == utc


def test_moment_never_runs_backwards_while_the_wall_clock_runs_on() -> None:
    for day in (MARCH, OCTOBER):
        moments = [moment(day, time(minute // 60, minute % 60)) for minute in range(1440)]
        assert moments == sorted(moments)


def test_local_refuses_a_moment_without_a_time_zone() -> None:
    assert local(datetime(2026, 7, 1, 10, 0, tzinfo=UTC)).hour == 12
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 7, 1, 10, 0))  # noqa: DTZ001 -- the mistake under test


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 1, 6), True),  # Epiphany
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 5, 14), True),  # Ascension Day
        (date(2026, 6, 6), True),  # National Day, a Saturday
        (date(2026, 10, 31), True),  # All Saints' Day
        (date(2026, 11, 22), False),  # a plain Sunday
        (date(2026, 4, 2), False),  # Maundy Thursday: an ordinary working day
    ],
)
def test_holidays_are_the_swedish_ones_without_plain_sundays(day: date, holiday: bool) -> None:
    assert is_holiday(day, eves=False) is holiday


@pytest.mark.parametrize("eve", [date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31)])
def test_eves_are_holidays_only_when_asked(eve: date) -> None:
    assert is_holiday(eve, eves=True)
    assert not is_holiday(eve, eves=False)
