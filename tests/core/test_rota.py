"""Who is on duty: a promise names a day on which somebody is there, and unmanned days are found."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.hours import WEEKDAYS, Band, Hours, is_open
from huskurage.core.rota import Away, Promise, Rota, reading_promise, spells
from huskurage.core.swedish_time import STOCKHOLM, local

OFFICE = Hours((Band(WEEKDAYS, time(8), time(16)),))
ASTA, ASTRID = 1, 2
BOTH = frozenset({ASTA, ASTRID})
MONDAY = date(2026, 11, 23)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def away(person: int, first: str, last: str) -> Away:
    return Away(person, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("now", "reads_now", "reading"),
    [
        ("2026-11-23 10:00", True, "2026-11-23 10:00"),
        ("2026-11-23 16:00", False, "2026-11-24 08:00"),
        ("2026-12-23 16:30", False, "2026-12-28 08:00"),  # over Christmas
        ("2026-03-27 17:00", False, "2026-03-30 08:00"),  # over the change to summer time
        ("2026-10-23 17:00", False, "2026-10-26 08:00"),  # and back
    ],
)
def test_a_promise_names_the_next_reading_hour(now: str, reads_now: bool, reading: str) -> None:
    assert reading_promise(OFFICE, Rota(BOTH), at(now)) == Promise(reads_now, at(reading))


def test_a_promise_passes_over_days_on_which_both_are_away() -> None:
    rota = Rota(BOTH, (away(ASTA, "2026-11-23", "2026-11-27"), away(ASTRID, "2026-11-23", "2026-11-24")))
    kept = Promise(reads_now=False, next_reading=at("2026-11-25 08:00"))
    assert reading_promise(OFFICE, rota, at("2026-11-23 10:00")) == kept


def test_nobody_on_duty_promises_nothing() -> None:
    assert reading_promise(OFFICE, Rota(frozenset()), at("2026-11-23 10:00")) is None


def test_one_who_is_there_is_enough() -> None:
    rota = Rota(BOTH, (away(ASTA, "2026-11-23", "2026-11-30"),))
    assert rota.unmanned(MONDAY, 10) == []
    assert Rota(frozenset({ASTA}), rota.aways).unmanned(MONDAY, 10) == [MONDAY + timedelta(n) for n in range(8)]


def test_days_that_follow_each_other_are_one_stretch() -> None:
    days = [date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 27), date(2026, 12, 31), date(2027, 1, 1)]
    assert list(spells(days)) == [(days[0], days[1]), (days[2], days[2]), (days[3], days[4])]


days = st.integers(0, 60).map(lambda ahead: MONDAY + timedelta(ahead))
absences = st.lists(
    st.builds(lambda who, one, two: Away(who, min(one, two), max(one, two)), st.sampled_from(sorted(BOTH)), days, days),
    max_size=5,
).map(tuple)
minutes = st.integers(0, 60 * 24 * 60).map(lambda minute: at("2026-11-23 00:00") + timedelta(minutes=minute))


@given(absences, minutes)
def test_a_promise_is_kept_in_open_hours_on_a_manned_day_and_none_comes_before_it(
    aways: tuple[Away, ...], now: datetime
) -> None:
    rota = Rota(BOTH, aways)
    promise = reading_promise(OFFICE, rota, now)
    assert promise is not None
    assert is_open(OFFICE, promise.next_reading)
    assert rota.manned_on(local(promise.next_reading).date())
    for part in range(40):
        earlier = now + (promise.next_reading - now) * part / 40
        manned = rota.manned_on(local(earlier).date())
        assert earlier == promise.next_reading or not (manned and is_open(OFFICE, earlier))
