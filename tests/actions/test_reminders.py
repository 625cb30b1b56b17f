"""Letters about the action plan: to the owner, seven days before and once when late; and never mixed with concerns."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from doing import file, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import CHEAP, MORNING, PEPPER, Town

from huskurage.actions.escalation import escalate
from huskurage.actions.keys import make_account
from huskurage.actions.letters import order_letter, something_waits
from huskurage.actions.plan import (
    Intent,
    activity_for,
    add_activity,
    change_activity,
    mark_done,
    remove_activity,
    reopen,
)
from huskurage.actions.reminders import remind
from huskurage.core.access import Role
from huskurage.store.outbox import Letter
from huskurage.store.people import Account, account_by_login
from huskurage.store.plan import Activity, ActivityKind
from huskurage.store.reports import Told

TODAY = MORNING.date()
Remind = Callable[[float], list[str]]


def person(session: Session, name: str) -> Account:
    found = account_by_login(session, name)
    assert found is not None
    return found


def intent(days: int, owner: int | None, what: str = "Hang posters") -> Intent:
    return Intent(kind=ActivityKind.POSTER_ROUND, what=what, owner_id=owner, due_on=TODAY + timedelta(days=days))


@pytest.fixture
def planned(session: Session, town: Town) -> Callable[..., Activity]:
    """Bo plans something for himself, due in so many days."""

    def plan(days: int, owner: str = "bo") -> Activity:
        return add_activity(session, unlock(session, town.bo), intent(days, person(session, owner).id), now=MORNING)

    return plan


@pytest.fixture
def reminded(session: Session) -> Remind:
    """Run the job so many days after the morning, and take the letters away as if delivered; whose they were."""

    def order(inside: Session, account: Account, now: datetime) -> bool:
        return order_letter(inside, account, now=now)

    def run(days: float) -> list[str]:
        moment = MORNING + timedelta(days=days)
        ordered = remind(session, now=moment, order_letter=order)
        letters = list(session.scalars(select(Letter)))
        names = sorted(one.account.name for one in letters if something_waits(session, one.account))
        assert len(letters) == ordered
        for one in letters:
            session.delete(one)
        session.flush()
        return names

    return run


def test_the_owner_is_told_seven_days_before_and_once_when_late(
    planned: Callable[..., Activity], reminded: Remind
) -> None:
    planned(20)
    told = {day: reminded(day) for day in range(60)}
    assert {day: names for day, names in told.items() if names} == {13: ["Bo"], 21: ["Bo"]}


def test_running_it_again_tells_nobody_twice(planned: Callable[..., Activity], reminded: Remind) -> None:
    planned(3)
    planned(-3)
    assert [reminded(part / 100) for part in range(5)] == [["Bo"], [], [], [], []]


def test_nobody_is_reminded_of_what_is_done_taken_away_or_nobodys(
    session: Session, town: Town, planned: Callable[..., Activity], reminded: Remind
) -> None:
    bo = unlock(session, town.bo)
    mark_done(session, bo, planned(2), done_on=TODAY, evidence="All hang", now=MORNING)
    remove_activity(session, bo, planned(2), now=MORNING)
    add_activity(session, bo, intent(2, None), now=MORNING)
    assert [name for day in range(10) for name in reminded(day)] == []


def test_what_is_done_meanwhile_stops_the_letter_that_waits(
    session: Session, town: Town, planned: Callable[..., Activity]
) -> None:
    activity, bo = planned(2), unlock(session, town.bo)
    remind(session, now=MORNING, order_letter=lambda inside, one, now: order_letter(inside, one, now=now))
    assert something_waits(session, bo.account)
    mark_done(session, bo, activity, done_on=TODAY, evidence="Done", now=MORNING)
    assert not something_waits(session, bo.account)
    reopen(session, bo, activity, now=MORNING)
    assert not something_waits(session, bo.account), "nobody has been told of it since"


def test_a_new_day_and_a_new_owner_are_told_anew(
    session: Session, town: Town, planned: Callable[..., Activity], reminded: Remind
) -> None:
    hired = make_account(
        session, login="bea", name="Bea", role=Role.LANDLORD_STAFF, municipality=person(session, "bo").municipality,
        landlord=person(session, "bo").landlord, passphrase="bea dricker kaffe 71", pepper=PEPPER, cost=CHEAP,
        email="bea@lindbacka.example",
    ).account  # fmt: skip
    session.flush()
    activity, bo = planned(2), unlock(session, town.bo)
    assert reminded(0) == ["Bo"]
    change_activity(session, bo, activity, intent(5, hired.id), now=MORNING)
    assert reminded(0.01) == ["Bea"]
    change_activity(session, bo, activity, intent(30, hired.id), now=MORNING)
    assert [reminded(1), reminded(23)] == [[], ["Bea"]]
    change_activity(session, bo, activity, intent(30, hired.id, "Other words"), now=MORNING)
    assert reminded(23.01) == []


@pytest.mark.parametrize("change", [
    {"left_on": date(2026, 11, 1)}, {"email": ""}, {"landlord_id": None}, {"role": Role.COORDINATOR},
])  # fmt: skip
def test_who_does_not_work_here_any_more_or_has_no_address_is_not_written_to(
    session: Session, planned: Callable[..., Activity], reminded: Remind, change: dict[str, object]
) -> None:
    planned(2)
    for name, value in change.items():
        setattr(person(session, "bo"), name, value)
    session.flush()
    assert [reminded(0), reminded(3)] == [[], []]


def test_whoever_gets_an_address_later_is_told_then(
    session: Session, planned: Callable[..., Activity], reminded: Remind
) -> None:
    planned(5)
    person(session, "bo").email = ""
    session.flush()
    assert reminded(0) == []
    person(session, "bo").email = "bo@lindbacka.example"
    session.flush()
    assert reminded(1) == ["Bo"]


def test_concerns_never_cause_a_letter_to_landlord_staff(session: Session) -> None:
    """Not even when a notice names one of them by mistake, and whatever the round does."""
    file(session)
    bo = person(session, "bo")
    only_report(session).notices[0].tell(Told.OWNER, bo.id)
    session.flush()
    assert not something_waits(session, bo)
    called: list[str] = []
    for hours in range(0, 24 * 30, 3):
        moment = MORNING + timedelta(hours=hours)
        escalate(session, now=moment, order_letter=lambda _, account, __: called.append(account.name))
        remind(session, now=moment, order_letter=lambda _, account, __: bool(called.append(f"plan {account.name}")))
    assert called
    assert set(called) <= {"Asta", "Astrid", "Adam"}


def test_a_plan_never_causes_a_letter_to_coordinators(
    session: Session, planned: Callable[..., Activity], reminded: Remind
) -> None:
    activity = planned(2)
    activity.owner_id, activity.reminded_on = person(session, "asta").id, TODAY
    session.flush()
    assert not something_waits(session, person(session, "asta"))
    activity.reminded_on = None
    session.flush()
    assert reminded(0) == []


def test_one_letter_for_much_that_is_due(
    planned: Callable[..., Activity], reminded: Remind, session: Session, town: Town
) -> None:
    made = [planned(days) for days in (-5, 0, 1, 7)]
    assert reminded(0) == ["Bo"]
    bo = unlock(session, town.bo)
    assert [activity_for(session, bo, one.id).reminded_on for one in made] == [TODAY] * 4
