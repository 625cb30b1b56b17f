"""Deadlines: a concern lands on a day somebody reads, and a child's clock also runs on weekends."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.deadlines import (
    Deadline,
    DeadlineKind,
    DeadlineRules,
    answer_deadline,
    deadlines_for,
    due_moment,
)
from huskurage.core.hours import ALWAYS, WEEKDAYS, Band, Hours
from huskurage.core.swedish_time import STOCKHOLM, local

OFFICE = Hours((Band(WEEKDAYS, time(8), time(16, 30)),))
NIGHTS = Hours((Band(WEEKDAYS, time(16), time(8)),), holidays_closed=False)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def due(kind: DeadlineKind, written: str, *, about_children: bool = True, hours: Hours = OFFICE) -> datetime:
    found = deadlines_for(about_children=about_children, received=at(written), hours=hours)
    return next(deadline.due for deadline in found if deadline.kind is kind)


@pytest.mark.parametrize(
    ("received", "looked_at"),
    [
        ("2026-11-18 10:00", "2026-11-18 16:30"),  # a Wednesday, while Asta reads
        ("2026-11-18 16:29", "2026-11-18 16:30"),
        ("2026-11-18 16:30", "2026-11-19 16:30"),
        ("2026-11-18 06:00", "2026-11-18 16:30"),  # before Asta comes to work
        ("2026-11-20 17:00", "2026-11-23 16:30"),  # Friday evening: Monday
        ("2026-12-23 17:00", "2026-12-28 16:30"),  # over Christmas
        ("2026-03-27 17:00", "2026-03-30 16:30"),  # over the change to summer time
        ("2026-10-23 17:00", "2026-10-26 16:30"),  # and back
    ],
)
def test_first_look_is_due_when_the_next_reading_day_ends(received: str, looked_at: str) -> None:
    assert due(DeadlineKind.FIRST_LOOK, received) == at(looked_at)


@pytest.mark.parametrize(
    ("received", "assessed"),
    [
        ("2026-11-18 10:00", "2026-11-18 16:30"),
        ("2026-11-18 14:59", "2026-11-18 16:30"),
        ("2026-11-18 15:00", "2026-11-19 16:30"),  # late in the day
        ("2026-11-20 17:00", "2026-11-21 16:00"),  # Friday evening: Saturday, not Monday
        ("2026-11-21 09:00", "2026-11-21 16:00"),  # Saturday morning: that Saturday
        ("2026-12-24 23:59", "2026-12-25 16:00"),
        ("2026-10-25 00:30", "2026-10-25 16:00"),
    ],
)
def test_protection_assessment_of_a_child_waits_for_no_weekend(received: str, assessed: str) -> None:
    assert due(DeadlineKind.PROTECTION_ASSESSMENT, received) == at(assessed)


def test_protection_assessment_moves_on_when_reading_ended_early() -> None:
    mornings = Hours((Band(WEEKDAYS, time(8), time(12)),))
    noon = due(DeadlineKind.PROTECTION_ASSESSMENT, "2026-11-18 12:00", hours=mornings)
    assert noon == at("2026-11-19 12:00")


def test_concerns_about_adults_have_no_protection_assessment() -> None:
    found = deadlines_for(about_children=False, received=at("2026-11-18 10:00"), hours=OFFICE)
    assert [deadline.kind for deadline in found] == [
        DeadlineKind.FIRST_LOOK,
        DeadlineKind.PRELIMINARY_ASSESSMENT,
    ]


def test_preliminary_assessment_is_due_after_14_calendar_days() -> None:
    assert due(DeadlineKind.PRELIMINARY_ASSESSMENT, "2026-11-18 10:00") == at("2026-12-02 16:30")
    assert due(DeadlineKind.PRELIMINARY_ASSESSMENT, "2026-12-12 10:00") == at("2026-12-26 16:00")


def test_the_day_received_is_the_swedish_one() -> None:
    found = deadlines_for(about_children=True, received=datetime(2026, 7, 1, 22, 30, tzinfo=UTC), hours=OFFICE)
    assert {deadline.day for deadline in found} == {date(2026, 7, 2), date(2026, 7, 16)}


def test_a_municipality_sets_its_own_rules() -> None:
    rules = DeadlineRules(late_from=time(12), preliminary_days=7, preliminary_days_adults=None, answer_days=5)
    child, adult = (
        {each.kind: each.day for each in deadlines_for(about_children=about, received=noon, hours=OFFICE, rules=rules)}
        for about, noon in ((True, at("2026-11-18 12:00")), (False, at("2026-11-18 12:00")))
    )
    assert child[DeadlineKind.PROTECTION_ASSESSMENT] == date(2026, 11, 19)
    assert child[DeadlineKind.PRELIMINARY_ASSESSMENT] == date(2026, 11, 25)
    assert adult == {DeadlineKind.FIRST_LOOK: date(2026, 11, 18)}


def test_an_unanswered_question_comes_back_after_three_days() -> None:
    friday = answer_deadline(asked=at("2026-11-20 11:00"), hours=OFFICE)
    assert friday == Deadline(DeadlineKind.ANSWER, date(2026, 11, 23), at("2026-11-23 16:30"))


@pytest.mark.parametrize(
    ("hours", "day", "ends"),
    [
        (OFFICE, "2026-11-18", "2026-11-18 16:30"),
        (OFFICE, "2026-11-22", "2026-11-22 16:00"),  # a Sunday
        (OFFICE, "2026-06-19", "2026-06-19 16:00"),  # Midsummer's eve
        (ALWAYS, "2026-11-22", "2026-11-23 00:00"),
        (NIGHTS, "2026-11-21", "2026-11-21 08:00"),  # Friday's night shift ends on Saturday
    ],
)
def test_due_moment_ends_a_stored_day(hours: Hours, day: str, ends: str) -> None:
    assert due_moment(date.fromisoformat(day), hours) == at(ends)


def test_deadlines_refuse_a_moment_without_a_time_zone() -> None:
    naive = datetime(2026, 11, 18, 10, 0)  # noqa: DTZ001 -- the mistake under test
    with pytest.raises(ValueError, match="time zone"):
        deadlines_for(about_children=True, received=naive, hours=OFFICE)


clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
bands = st.builds(Band, st.frozensets(st.integers(0, 7), min_size=1), clocks, clocks)
all_hours = st.builds(Hours, st.lists(bands, min_size=1, max_size=3).map(tuple), st.booleans(), st.booleans())
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds


@given(all_hours, moments, st.booleans())
def test_deadlines_lie_ahead_in_order_and_follow_from_the_stored_day(
    hours: Hours, received: datetime, about: bool
) -> None:
    found = deadlines_for(about_children=about, received=received, hours=hours)
    assert all(deadline.due > received for deadline in found)
    assert [deadline.due for deadline in found] == sorted(deadline.due for deadline in found)
    assert all(due_moment(deadline.day, hours) == deadline.due for deadline in found)
    for deadline in found:
        if deadline.kind is DeadlineKind.PROTECTION_ASSESSMENT:
            assert deadline.day - local(received).date() <= timedelta(days=1)
