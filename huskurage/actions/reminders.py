"""Reminding the owners of activities by letter: seven days before, and once when it is late."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.core.plan import may_remind, reminder_due
from huskurage.core.swedish_time import local
from huskurage.store.people import Account
from huskurage.store.plan import owned_and_open

OrderLetter = Callable[[Session, Account, datetime], bool]


def remind(session: Session, *, now: datetime, order_letter: OrderLetter) -> int:
    """Order a letter to everybody who owns an activity that is due within seven days or late; answers how many.

    One letter a person, however much is due. That somebody was reminded is written in the transaction that orders
    their letter; whoever cannot be written to counts as not reminded, and is tried again. Only who works for the
    landlord still is reminded, and only in the day. Nothing here knows that reports exist.
    """
    if not may_remind(now):
        return 0
    today = local(now).date()
    reached: dict[int, bool] = {}
    for activity, owner in owned_and_open(session):
        if reminder_due(activity, activity.reminded_on, today) is None:
            continue
        if owner.id not in reached:
            reached[owner.id] = order_letter(session, owner, now)
        if reached[owner.id]:
            activity.reminded_on = today
    session.flush()
    return sum(reached.values())
