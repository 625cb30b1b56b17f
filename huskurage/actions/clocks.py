"""The deadline days of a report, which follow from its inbox and the moment alone."""

from dataclasses import dataclass
from datetime import date, datetime

from huskurage.core.deadlines import DeadlineKind, answer_deadline, deadlines_for
from huskurage.core.hours import hours_from_json
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
    found = deadlines_for(about_children=children, received=now, hours=hours_from_json(inbox.hours))
    days = {one.kind: one.day for one in found}
    return Clocks(
        look_by=days[DeadlineKind.FIRST_LOOK],
        protect_by=days.get(DeadlineKind.PROTECTION_ASSESSMENT),
        decide_by=days.get(DeadlineKind.PRELIMINARY_ASSESSMENT),
    )


def answer_day(inbox: Inbox, now: datetime) -> date:
    """The day on which somebody looks again at a question asked now."""
    return answer_deadline(asked=now, hours=hours_from_json(inbox.hours)).day
