"""Contact hours against a reference that only reads a wall clock, minute by minute, around odd days."""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wallclock import DAY, LINDBACKA, MINUTE, NIGHTS, OFFICE, OFFICE_ONLY, at, wall_clock_says_open

from huskurage.core.hours import (
    ALWAYS,
    EVERY_DAY,
    POLICE,
    WEEKDAYS,
    Answering,
    Band,
    Contact,
    ContactKind,
    Hours,
    answers_now,
    hours_from_json,
    hours_to_json,
    is_open,
    last_open,
    next_open,
    open_until,
)

ODD_DAYS = (
    date(2026, 3, 29),  # the clock jumps from 02 to 03
    date(2026, 10, 25),  # 02:00 to 02:59 come twice
    date(2026, 6, 19),  # Midsummer's eve, a Friday
    date(2026, 12, 24),
    date(2027, 1, 1),
    date(2026, 5, 14),  # Ascension Day, a Thursday
    date(2026, 11, 18),  # an ordinary Wednesday
)


@pytest.mark.parametrize("odd", ODD_DAYS)
@pytest.mark.parametrize("hours", [OFFICE, NIGHTS], ids=["office", "nights"])
def test_hours_open_and_close_as_the_wall_clock_says_every_minute(hours: Hours, odd: date) -> None:
    start = at(odd - DAY, "12:00")
    for minute in range(2880):
        now = start + minute * MINUTE
        assert is_open(hours, now) == wall_clock_says_open(hours, now), now


@pytest.mark.parametrize("odd", ODD_DAYS)
@pytest.mark.parametrize("contacts", [LINDBACKA, OFFICE_ONLY, ()], ids=["all", "office only", "none"])
def test_answers_now_is_never_empty_and_its_until_is_the_next_change(contacts: tuple[Contact, ...], odd: date) -> None:
    start = at(odd, "00:00") - 6 * MINUTE
    minutes = [start + minute * MINUTE for minute in range(1600)]
    runs = [(answer, list(run)) for answer, run in groupby(minutes, key=lambda now: answers_now(contacts, now))]
    for (answer, run), (following, _) in pairwise(runs):
        assert answer.until == run[-1] + MINUTE
        assert answer.contact != following.contact
    for answer, run in runs:
        assert wall_clock_says_open(answer.contact.hours, run[0])
        assert answer.until is None or answer.until > run[-1]


def test_answers_now_names_social_services_then_out_of_hours_then_the_police() -> None:
    wednesday = date(2026, 11, 18)
    assert answers_now(LINDBACKA, at(wednesday, "16:29")).contact.kind is ContactKind.SOCIAL_SERVICES
    assert answers_now(LINDBACKA, at(wednesday, "16:30")) == Answering(LINDBACKA[0], at(date(2026, 11, 19), "08:00"))
    assert answers_now(OFFICE_ONLY, at(wednesday, "16:30")) == Answering(POLICE, at(date(2026, 11, 19), "08:00"))
    assert answers_now((), at(wednesday, "16:30")) == Answering(POLICE, None)


def test_answers_now_keeps_socialjour_the_whole_of_a_holiday_on_a_thursday() -> None:
    answer = answers_now(LINDBACKA, at(date(2026, 5, 14), "10:00"))
    assert answer == Answering(LINDBACKA[0], at(date(2026, 5, 15), "08:00"))


def test_a_closed_police_number_falls_back_to_the_one_always_open() -> None:
    desk = Contact(ContactKind.POLICE, "08-465 004 12", OFFICE)
    emergency = Contact(ContactKind.EMERGENCY, "112")
    assert answers_now((emergency, desk), at(date(2026, 11, 22), "12:00")).contact == POLICE


@pytest.mark.parametrize(
    ("day", "shift"), [(date(2026, 3, 29), timedelta(hours=23)), (date(2026, 10, 25), timedelta(hours=25))]
)
def test_a_day_around_the_clock_is_as_long_as_that_day_is(day: date, shift: timedelta) -> None:
    sundays = Hours((Band(frozenset({6}), time(0), time(0)),))
    opens = next_open(sundays, at(day, "00:00") - MINUTE)
    assert open_until(sundays, opens) == opens + shift


def test_a_band_that_opens_in_the_skipped_hour_opens_at_the_jump() -> None:
    early = Hours((Band(EVERY_DAY, time(2, 30), time(6)),))
    assert not is_open(early, datetime(2026, 3, 29, 0, 59, tzinfo=UTC))
    assert is_open(early, datetime(2026, 3, 29, 1, 0, tzinfo=UTC))


def test_a_band_inside_the_skipped_hour_stays_closed_that_day() -> None:
    blink = Hours((Band(EVERY_DAY, time(2, 10), time(2, 50)),))
    assert last_open(blink, date(2026, 3, 29)) is None
    assert next_open(blink, at(date(2026, 3, 29), "00:00")) == at(date(2026, 3, 30), "02:10")


def test_a_band_that_closes_in_the_doubled_hour_closes_the_first_time_and_stays_closed() -> None:
    late = Hours((Band(EVERY_DAY, time(0), time(2, 30)),))
    october = date(2026, 10, 25)
    assert is_open(late, at(october, "02:29"))
    assert not is_open(late, at(october, "02:30"))
    assert not is_open(late, at(october, "02:15", fold=1))


def test_hours_that_touch_are_one_stretch() -> None:
    assert open_until(NIGHTS, at(date(2026, 11, 20), "17:00")) == at(date(2026, 11, 23), "00:00")
    halves = Hours((Band(EVERY_DAY, time(0), time(12)), Band(EVERY_DAY, time(12), time(0))), holidays_closed=False)
    assert open_until(halves, at(date(2026, 11, 20), "17:00")) is None
    assert open_until(ALWAYS, at(date(2026, 11, 20), "17:00")) is None


def test_hours_around_the_clock_but_for_holidays_end_at_the_next_holiday() -> None:
    hours = Hours((Band(EVERY_DAY, time(0), time(0)),))
    assert open_until(hours, at(date(2026, 11, 1), "12:00")) == at(date(2026, 12, 24), "00:00")


def test_offices_work_on_eves_when_the_municipality_says_so() -> None:
    eve = at(date(2026, 12, 24), "10:00")
    assert not is_open(OFFICE, eve)
    assert is_open(Hours(OFFICE.bands, eves_as_holidays=False), eve)


def test_last_open_ends_at_midnight_and_knows_closed_days() -> None:
    assert last_open(OFFICE, date(2026, 11, 18)) == at(date(2026, 11, 18), "16:30")
    assert last_open(OFFICE, date(2026, 11, 21)) is None
    assert last_open(ALWAYS, date(2026, 10, 25)) == at(date(2026, 10, 26), "00:00")


bands = st.builds(
    Band,
    st.frozensets(st.integers(0, 7), min_size=1),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
)
all_hours = st.builds(Hours, st.lists(bands, min_size=1, max_size=3).map(tuple), st.booleans(), st.booleans())
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds


@given(all_hours, moments)
def test_any_hours_are_closed_until_they_open_and_open_until_they_close(hours: Hours, now: datetime) -> None:
    opening, closing = next_open(hours, now), open_until(hours, now)
    assert is_open(hours, opening)
    assert opening == now or not any(is_open(hours, now + (opening - now) * part / 7) for part in range(7))
    if closing is not None:
        assert not is_open(hours, closing)
        assert closing == now or all(is_open(hours, now + (closing - now) * part / 7) for part in range(7))


@given(all_hours)
def test_hours_survive_the_database(hours: Hours) -> None:
    assert hours_from_json(json.loads(json.dumps(hours_to_json(hours)))) == hours


GOOD = hours_to_json(OFFICE)
GOOD_BAND = {"days": [0], "opens": "08:00", "closes": "16:00"}


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {},
        {**GOOD, "extra": 1},
        {**GOOD, "bands": []},
        {**GOOD, "bands": ["08-16"]},
        {**GOOD, "holidays_closed": 1},
        {**GOOD, "bands": [{**GOOD_BAND, "days": []}]},
        {**GOOD, "bands": [{**GOOD_BAND, "days": [8]}]},
        {**GOOD, "bands": [{**GOOD_BAND, "days": [True]}]},
        {**GOOD, "bands": [{**GOOD_BAND, "opens": "8:00"}]},
        {**GOOD, "bands": [{**GOOD_BAND, "closes": "24:00"}]},
        {**GOOD, "bands": [{**GOOD_BAND, "closes": 16}]},
    ],
)
def test_hours_from_json_refuses_in_plain_words(bad: object) -> None:
    with pytest.raises(ValueError, match=r"(?i)hours|band|clock"):
        hours_from_json(bad)


def test_a_band_refuses_seconds() -> None:
    with pytest.raises(ValueError, match="whole minute"):
        Band(WEEKDAYS, time(8, 0, 30), time(16))


def test_hours_refuse_a_moment_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open(OFFICE, datetime(2026, 11, 18, 12, 0))  # noqa: DTZ001 -- the mistake under test
