"""The order of a plan, the days of a fresh one, and when somebody is reminded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.plan import (
    Reminder,
    Step,
    campaign_day,
    first_year,
    in_sections,
    is_late,
    is_soon,
    may_remind,
    reminder_due,
    working_day,
)
from huskurage.core.swedish_time import is_holiday

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))


@dataclass
class Planned:
    due_on: date
    done_on: date | None = None


def due(days: int, *, done: int | None = None) -> Planned:
    return Planned(TODAY + timedelta(days=days), None if done is None else TODAY + timedelta(days=done))


def test_a_plan_shows_late_then_this_month_then_later_then_done() -> None:
    late, today, month, later, done, before = due(-1), due(0), due(7), due(8), due(-9, done=-2), due(5, done=-4)
    sections = in_sections([done, later, month, before, today, late], TODAY)
    assert (sections.late, sections.this_month, sections.later) == ([late], [today, month], [later])
    assert sections.done == [done, before]


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=20), DAYS)
def test_everything_stands_in_one_place_and_nothing_done_is_late(
    dates: list[tuple[date, date | None]], today: date
) -> None:
    activities = [Planned(*one) for one in dates]
    sections = in_sections(activities, today)
    all_of_them = [*sections.late, *sections.this_month, *sections.later, *sections.done]
    assert sorted(map(id, all_of_them)) == sorted(map(id, activities))
    assert all(one.done_on is None and one.due_on < today for one in sections.late)
    assert not any(is_late(one, today) or is_soon(one, today) for one in sections.done)


@pytest.mark.parametrize(("days", "reminded", "expected"), [
    (8, None, None), (7, None, Reminder.SOON), (0, None, Reminder.SOON), (7, 0, None), (3, -4, None),
    (-1, None, Reminder.LATE), (-1, -8, Reminder.LATE), (-1, -1, Reminder.LATE), (-1, 0, None), (-30, -29, None),
])  # fmt: skip
def test_one_reminder_before_and_one_when_late(days: int, reminded: int | None, expected: Reminder | None) -> None:
    reminded_on = None if reminded is None else TODAY + timedelta(days=reminded)
    assert reminder_due(due(days), reminded_on, TODAY) is expected
    assert reminder_due(due(days, done=0), reminded_on, TODAY) is None


@given(st.integers(-380, 400), st.integers(0, 60))
def test_whoever_is_asked_every_day_is_reminded_at_most_twice(days: int, start: int) -> None:
    activity, reminded, sent = due(days), None, []
    for number in range(start, 900):
        today = TODAY + timedelta(days=number - 450)
        if (found := reminder_due(activity, reminded, today)) is not None:
            reminded = today
            sent.append((found, today))
    assert [one for one, _ in sent] == [Reminder.SOON, Reminder.LATE]
    assert sent[1][1] == activity.due_on + timedelta(days=1)


def test_nobody_is_reminded_at_night() -> None:
    hours = [hour for hour in range(24) if may_remind(datetime(2026, 11, 23, hour, 30, tzinfo=UTC))]
    assert hours == list(range(7, 17))  # an hour behind Sweden in winter


@given(DAYS)
def test_a_fresh_year_lies_on_working_days_in_order_with_training_first(today: date) -> None:
    year = first_year(today)
    assert {step for step, _ in year} == set(Step)
    days = [day for _, day in year]
    assert days == sorted(days)
    assert all(today < day <= today + timedelta(days=425) for day in days)
    for step, day in year:
        assert day.isoweekday() < 6
        assert step is Step.CAMPAIGN or (day.month != 7 and not is_holiday(day, eves=True))
    order = [step for step, _ in year if step is not Step.CAMPAIGN]
    assert order == [step for step in Step if step is not Step.CAMPAIGN]


@pytest.mark.parametrize(("today", "campaign"), [
    (date(2026, 1, 5), date(2026, 11, 16)), (date(2026, 10, 26), date(2026, 11, 16)),
    (date(2026, 10, 27), date(2027, 11, 22)), (date(2026, 12, 31), date(2027, 11, 22)),
])  # fmt: skip
def test_the_campaign_is_in_week_47_with_time_to_prepare(today: date, campaign: date) -> None:
    assert campaign_day(today) == campaign


@pytest.mark.parametrize(("day", "moved"), [
    (date(2027, 7, 5), date(2027, 8, 2)), (date(2026, 12, 24), date(2027, 1, 8)),
    (date(2026, 11, 21), date(2026, 11, 23)), (date(2027, 5, 6), date(2027, 5, 7)),
    (date(2026, 11, 23), date(2026, 11, 23)),
])  # fmt: skip
def test_days_off_are_passed_over(day: date, moved: date) -> None:
    assert working_day(day) == moved
