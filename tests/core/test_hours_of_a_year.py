"""Who answers now is right at every minute of a year, and of any day for any contacts."""

from datetime import date, datetime

import pytest
from core.test_hours import all_hours, moments
from hypothesis import assume, given
from hypothesis import strategies as st
from wallclock import DAY, LINDBACKA, MINUTE, OFFICE_ONLY, Walls, at, in_order, wall_clock_says_open

from huskurage.core.hours import Contact, ContactKind, answers_now
from huskurage.core.swedish_time import is_holiday, local

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
LEAP_DAY = (date(2028, 2, 28), date(2028, 3, 2))
ASKED_EVERY = 47  # minutes: between two changes the answer is asked for again
some_contacts = st.lists(
    st.builds(Contact, st.sampled_from(ContactKind), st.just("08-465 004 12"), all_hours), max_size=4
)


def test_the_year_has_the_odd_days_in_it() -> None:
    year = {YEAR[0] + ahead * DAY for ahead in range((YEAR[1] - YEAR[0]).days)}
    odd = [date(2026, 4, 3), date(2026, 4, 6), date(2026, 10, 31), date(2026, 12, 24)]  # Easter, All Saints' Day
    assert all(day in year and is_holiday(day, eves=True) for day in odd)
    lengths = {(at(day + DAY, "00:00") - at(day, "00:00")).total_seconds() / 3600 for day in year}
    assert lengths == {23, 24, 25}


@pytest.mark.parametrize("contacts", [LINDBACKA, OFFICE_ONLY, ()], ids=["all", "office only", "none"])
@pytest.mark.parametrize("days", [YEAR, LEAP_DAY], ids=["2026", "29 February 2028"])
def test_who_answers_now_is_right_at_every_minute(days: tuple[date, date], contacts: tuple[Contact, ...]) -> None:
    begin, end = (at(day, "00:00") for day in days)
    walls, now = Walls().answering(contacts, begin, end), begin
    while now < end:
        answer = answers_now(contacts, now)
        until = min(answer.until or end, end)
        first, after = int((now - begin) / MINUTE), int((until - begin) / MINUTE)
        assert until > now
        assert {*walls[first:after]} == {answer.contact}, now
        assert walls[after : after + 1] != [answer.contact], f"{until} is no change"
        for later in range(first, after, ASKED_EVERY):
            assert answers_now(contacts, begin + later * MINUTE) == answer
        now = until


def test_the_wall_clock_finds_every_kind_so_that_it_can_disagree() -> None:
    begin, end = (at(day, "00:00") for day in LEAP_DAY)
    assert {one.kind for one in Walls().answering(LINDBACKA, begin, end)} == set(ContactKind) - {ContactKind.EMERGENCY}


@given(some_contacts, moments)
def test_whoever_the_wall_clock_says_is_there_first_is_named(contacts: list[Contact], now: datetime) -> None:
    """But for the second time that October shows an hour: test_hours.py says what holds then."""
    assume(not local(now).fold)
    there = [one for one in in_order(contacts) if wall_clock_says_open(one.hours, now)]
    answer = answers_now(contacts, now)
    assert answer.contact == there[0]
    assert answer.contact.number
    assert answer.until is None or answer.until > now
