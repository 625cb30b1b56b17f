"""What may be kept of a campaign and an event, and what is shown when: in Swedish time, over the year and the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.campaigns import (
    ABOUT_LIMIT,
    BOOKING_LIMIT,
    FURTHEST,
    LONGEST,
    NAME_LIMIT,
    SPOKEN,
    BadBooking,
    BadDays,
    DaysProblem,
    booking_host,
    check_booking,
    check_campaign_days,
    check_event_times,
    check_line,
    check_paragraphs,
    is_over,
    is_shown,
)
from huskurage.core.contacts import check_number
from huskurage.core.texts import BadWords, NumberInWords, UnknownValue

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize("good", [
    "", "08-465 004 50", "https://lindbacka.example/boka?dag=24#nu", "https://boka.lindbacka.example:8443",
])  # fmt: skip
def test_one_books_by_telephone_at_an_address_or_not_at_all(good: str) -> None:
    assert check_booking(good) == good


@pytest.mark.parametrize("bad", [
    "javascript:alert(1)", "JavaScript:alert(1)", "http://lindbacka.example", "HTTPS://lindbacka.example",
    "https:lindbacka.example", "https://", "https://localhost", "https://a..b", "https://lindbacka.example/a b",
    "https://lindbacka.example/\n", "https://lindbacka.example/\u202e", "https://boka@evil.example", "https://[::1",
    "https://lindbacka.example:port/", "https://lindbacka.example/å", "data:text/html,x", "//lindbacka.example",
    "ring oss", "0771-22 00 60", "0" * 40, "https://lindbacka.example/" + "x" * BOOKING_LIMIT,
])  # fmt: skip
def test_what_is_neither_a_number_nor_a_safe_address_is_refused(bad: str) -> None:
    with pytest.raises(BadBooking):
        check_booking(bad)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_a_number_or_a_named_site(typed: str) -> None:
    try:
        kept = check_booking(typed)
    except BadBooking:
        return
    if booking_host(kept):
        assert kept.startswith("https://")
    elif kept:
        assert check_number(kept) == kept


def test_the_site_on_which_one_books_has_a_name() -> None:
    assert booking_host("https://boka.lindbacka.example:8443/a") == "boka.lindbacka.example"
    assert booking_host("08-465 004 50") == booking_host("") == ""


def test_a_line_is_one_line_without_numbers_and_not_too_long() -> None:
    assert check_line("  En vecka\n fri ", NAME_LIMIT) == "En vecka fri"
    assert len(check_line("x" * NAME_LIMIT, NAME_LIMIT)) == NAME_LIMIT
    with pytest.raises(BadWords) as long:
        check_line("x" * (NAME_LIMIT + 1), NAME_LIMIT)
    assert long.value.part == "80"
    with pytest.raises(NumberInWords):
        check_line("Ring 08-465 004 50", NAME_LIMIT)


def test_several_lines_stay_lines_and_braces_are_known() -> None:
    assert check_paragraphs("Hej.\n\nRing {social_services}.", ABOUT_LIMIT) == "Hej.\n\nRing {social_services}."
    with pytest.raises(UnknownValue):
        check_paragraphs("{password}", ABOUT_LIMIT)
    with pytest.raises(BadWords) as long:
        check_paragraphs("x" * 250_000, ABOUT_LIMIT)
    assert long.value.part == "600"


def problem(first: date, last: date, announced: date = TODAY, earliest: date = TODAY) -> DaysProblem | None:
    try:
        check_campaign_days(first, last, announced, today=TODAY, earliest=earliest)
    except BadDays as bad:
        return bad.problem
    return None


def test_a_campaigns_days_follow_each_other_within_reach() -> None:
    assert problem(TODAY, TODAY) is None
    assert problem(TODAY + DAY, TODAY) is DaysProblem.ORDER
    assert problem(TODAY, TODAY + LONGEST) is None
    assert problem(TODAY, TODAY + LONGEST + DAY) is DaysProblem.LONG
    assert problem(TODAY - 9 * DAY, TODAY - DAY, TODAY - 9 * DAY) is DaysProblem.PAST
    assert problem(TODAY - 9 * DAY, TODAY - DAY, TODAY - 9 * DAY, earliest=TODAY - DAY) is None
    assert problem(TODAY, TODAY + DAY, TODAY - FURTHEST - DAY) is DaysProblem.PAST
    assert problem(TODAY + FURTHEST, TODAY + FURTHEST) is None
    assert problem(TODAY + FURTHEST, TODAY + FURTHEST + DAY) is DaysProblem.FAR
    assert problem(TODAY, TODAY + DAY, TODAY + 2 * DAY) is DaysProblem.HIDDEN
    assert problem(date(2026, 12, 28), date(2027, 1, 3)) is None, "over the turn of the year"


def event_problem(day: date, begins: time, ends: time, earliest: date = TODAY) -> DaysProblem | None:
    try:
        check_event_times(day, begins, ends, today=TODAY, earliest=earliest)
    except BadDays as bad:
        return bad.problem
    return None


def test_an_event_ends_after_it_begins_on_a_day_that_comes() -> None:
    assert event_problem(TODAY, time(18), time(20)) is None
    assert event_problem(TODAY, time(20), time(20)) is DaysProblem.ORDER
    assert event_problem(TODAY, time(20), time(0)) is DaysProblem.ORDER
    assert event_problem(TODAY - DAY, time(18), time(20)) is DaysProblem.PAST
    assert event_problem(TODAY - DAY, time(18), time(20), earliest=TODAY - DAY) is None
    assert event_problem(TODAY + FURTHEST + DAY, time(18), time(20)) is DaysProblem.FAR


@pytest.mark.parametrize(("now", "shown"), [
    (datetime(2026, 11, 9, 22, 59, tzinfo=UTC), False),  # the ninth is not over in Sweden
    (datetime(2026, 11, 9, 23, 0, tzinfo=UTC), True),  # midnight there
    (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), True),
    (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), False),
])  # fmt: skip
def test_a_campaign_is_shown_from_its_announcement_until_its_last_day_in_sweden(now: datetime, *, shown: bool) -> None:
    assert is_shown(date(2026, 11, 10), date(2026, 11, 22), now) is shown


def test_a_campaign_over_new_year_is_shown_on_both_sides_of_it() -> None:
    for now in (datetime(2026, 12, 31, 12, tzinfo=UTC), datetime(2027, 1, 3, 12, tzinfo=UTC)):
        assert is_shown(date(2026, 12, 1), date(2027, 1, 3), now)
    assert not is_shown(date(2026, 12, 1), date(2027, 1, 3), datetime(2027, 1, 4, 12, tzinfo=UTC))


@pytest.mark.parametrize(("day", "ends", "last_shown"), [
    (date(2026, 7, 1), time(20), datetime(2026, 7, 1, 17, 59, tzinfo=UTC)),  # summer: two hours ahead
    (date(2026, 11, 24), time(20), datetime(2026, 11, 24, 18, 59, tzinfo=UTC)),  # winter: one
    (date(2026, 12, 31), time(23, 59), datetime(2026, 12, 31, 22, 58, tzinfo=UTC)),
    (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),  # never comes: three o'clock
    (date(2027, 3, 28), time(12), datetime(2027, 3, 28, 9, 59, tzinfo=UTC)),  # the first day of summer time
    (date(2026, 10, 25), time(12), datetime(2026, 10, 25, 10, 59, tzinfo=UTC)),  # the first of winter time
])  # fmt: skip
def test_an_event_is_shown_until_its_end_on_a_swedish_wall(day: date, ends: time, last_shown: datetime) -> None:
    assert not is_over(day, ends, last_shown)
    assert is_over(day, ends, last_shown + timedelta(minutes=1))


def test_easy_to_read_is_not_a_language_that_is_spoken() -> None:
    assert "sv-simple" not in SPOKEN
    assert {"sv", "en", "ar", "kmr"} <= set(SPOKEN)
