"""The deadline days of a report, which follow from its inbox and the moment alone, and when each is over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huskurage.core.deadlines import (
    DeadlineKind,
    DeadlineRules,
    answer_deadline,
    deadlines_for,
    due_moment,
    rules_from_json,
)
from huskurage.core.hours import Hours, hours_from_json
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, Receives


@dataclass(frozen=True)
class Clocks:
    """By which days somebody reads, assesses the need of protection, hands over or closes; None: no such clock."""

    look_by: date
    protect_by: date | None
    decide_by: date | None


def clocks(inbox: Inbox, now: datetime) -> Clocks:
    """The days of a report received now: they tell no more than the choice of inbox does."""
    children = inbox.receives is not Receives.ADULTS
    hours, rules = rules_of(inbox)
    found = deadlines_for(about_children=children, received=now, hours=hours, rules=rules)
    days = {one.kind: one.day for one in found}
    return Clocks(
        look_by=days[DeadlineKind.FIRST_LOOK],
        protect_by=days.get(DeadlineKind.PROTECTION_ASSESSMENT),
        decide_by=days.get(DeadlineKind.PRELIMINARY_ASSESSMENT),
    )


def answer_day(inbox: Inbox, now: datetime) -> date:
    """The day on which somebody looks again at a question asked now."""
    hours, rules = rules_of(inbox)
    return answer_deadline(asked=now, hours=hours, rules=rules).day


def due(inbox: Inbox, day: date) -> datetime:
    """When (UTC) a stored day is over for this inbox."""
    hours, rules = rules_of(inbox)
    return due_moment(day, hours, rules)


def last_day_over(inbox: Inbox, now: datetime) -> date:
    """The latest day that is over for this inbox: what should have been done by it is late."""
    today = local(now).date()
    return today if due(inbox, today) <= now else today - timedelta(days=1)


def rules_of(inbox: Inbox) -> tuple[Hours, DeadlineRules]:
    """When somebody reads, and the inbox's own rules."""
    return hours_from_json(inbox.hours), rules_from_json(inbox.rules)
