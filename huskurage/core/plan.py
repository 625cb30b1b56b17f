"""A landlord's year: which activities a fresh action plan has, when each is due, and when its owner is reminded."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Generic, Protocol, TypeVar

from huskurage.core.swedish_time import is_holiday, local

REMIND_BEFORE: Final = timedelta(days=7)
FURTHEST: Final = timedelta(days=3 * 366)  # ahead: what is due later belongs to another plan
OLDEST: Final = timedelta(days=366)  # behind: for what is noted afterwards
REMINDING_HOURS: Final = range(8, 18)  # on a Swedish wall clock: nobody's telephone rings at night for a plan
JULY, DECEMBER = 7, 12
CAMPAIGN_WEEK = 47  # usually; some years another, so that the day is one to be changed (domain, 5)
LAST_DAYS_OFF, FIRST_DAYS_OFF = range(20, 32), range(1, 8)  # of December and of January: nobody is at work
MONDAY, SATURDAY = 1, 6


class Step(enum.Enum):
    """What a fresh plan begins with (domain, 1.4): everybody who works there first, then houses, then again."""

    TRAIN_STAFF = "train_staff"
    CONTRACTS = "contracts"
    HANG_POSTERS = "hang_posters"
    LETTERS = "letters"
    MEETINGS = "meetings"
    CAMPAIGN = "campaign"
    RENEW_POSTERS = "renew_posters"
    TRAIN_NEW_STAFF = "train_new_staff"
    FOLLOW_UP = "follow_up"


WEEKS: Final = {
    Step.TRAIN_STAFF: 3,
    Step.CONTRACTS: 5,
    Step.HANG_POSTERS: 7,
    Step.LETTERS: 8,
    Step.MEETINGS: 12,
    Step.RENEW_POSTERS: 30,
    Step.TRAIN_NEW_STAFF: 36,
    Step.FOLLOW_UP: 50,
}


class Reminder(enum.Enum):
    """Why an owner is told of an activity."""

    SOON = "soon"
    LATE = "late"


class Dated(Protocol):
    """What the order of a plan depends on."""

    due_on: date
    done_on: date | None


A = TypeVar("A", bound=Dated)


@dataclass(frozen=True)
class Sections(Generic[A]):
    """A plan in the order in which one looks at it; what was done last comes first among what is done."""

    late: list[A]
    this_month: list[A]
    later: list[A]
    done: list[A]


def in_sections(activities: Iterable[A], today: date) -> Sections[A]:
    """Sort a plan: late, due later this month, due after that, done."""
    sections = Sections[A]([], [], [], [])
    for one in sorted(activities, key=lambda each: each.due_on):
        _section_of(one, sections, today).append(one)
    sections.done.sort(key=lambda one: one.done_on or one.due_on, reverse=True)
    return sections


def is_late(activity: Dated, today: date) -> bool:
    """Whether its day is over and it is not done."""
    return activity.done_on is None and activity.due_on < today


def is_soon(activity: Dated, today: date) -> bool:
    """Whether it is due within seven days and not done."""
    return activity.done_on is None and today <= activity.due_on <= today + REMIND_BEFORE


def reminder_due(activity: Dated, reminded_on: date | None, today: date) -> Reminder | None:
    """Which reminder is to be sent today, when the latest was sent on `reminded_on`: one before, one when late."""
    if is_late(activity, today) and (reminded_on is None or reminded_on <= activity.due_on):
        return Reminder.LATE
    return Reminder.SOON if is_soon(activity, today) and reminded_on is None else None


def may_remind(now: datetime) -> bool:
    """Whether reminders leave at this moment: in the day, by a Swedish clock."""
    return local(now).hour in REMINDING_HOURS


def first_year(today: date) -> list[tuple[Step, date]]:
    """What a fresh plan holds and when each is due, in that order: on working days, never in July or at New Year."""
    days = [(step, working_day(today + timedelta(weeks=weeks))) for step, weeks in WEEKS.items()]
    return sorted([*days, (Step.CAMPAIGN, campaign_day(today))], key=lambda one: one[1])


def campaign_day(today: date) -> date:
    """The Monday of the next week 47 that lies at least three weeks ahead, so that there is time to prepare."""
    this_year = date.fromisocalendar(today.year, CAMPAIGN_WEEK, MONDAY)
    return (
        this_year
        if this_year - timedelta(weeks=3) >= today
        else date.fromisocalendar(today.year + 1, CAMPAIGN_WEEK, MONDAY)
    )


def working_day(day: date) -> date:
    """The day itself, or the next on which a housing company's people are at work."""
    while day.isoweekday() >= SATURDAY or _is_off(day):
        day += timedelta(days=1)
    return day


def _is_off(day: date) -> bool:
    rest = (day.month == DECEMBER and day.day in LAST_DAYS_OFF) or (day.month == 1 and day.day in FIRST_DAYS_OFF)
    return day.month == JULY or rest or is_holiday(day, eves=True)


def _section_of(one: A, sections: Sections[A], today: date) -> list[A]:
    if one.done_on is not None:
        return sections.done
    if one.due_on < today:
        return sections.late
    this_month = (one.due_on.year, one.due_on.month) == (today.year, today.month)
    return sections.this_month if this_month else sections.later
