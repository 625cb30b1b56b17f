"""Planning: own activities only, own colleagues only, a fresh year once, and figures that count."""

from datetime import date, timedelta

import pytest
from doing import dump, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions import plan
from huskurage.actions.errors import NotFound, NothingChanged
from huskurage.actions.plan import (
    Figures,
    Intent,
    PlanIsFull,
    activity_for,
    add_activity,
    change_activity,
    due_soon,
    figures,
    mark_done,
    owners_for,
    plan_for,
    reopen,
    start_plan,
)
from huskurage.core.plan import Step
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.people import account_by_login
from huskurage.store.plan import ActivityKind

TODAY = MORNING.date()
NAMES = {step: f"Name of {step.value}" for step in Step}


def intent(days: int = 0, *, owner: int | None = None, kind: ActivityKind = ActivityKind.POSTER_ROUND) -> Intent:
    return Intent(kind=kind, what="Something", owner_id=owner, due_on=TODAY + timedelta(days=days))


def test_a_fresh_year_is_begun_once_and_belongs_to_whoever_began_it(session: Session, town: Town) -> None:
    bo = unlock(session, town.bo)
    start_plan(session, bo, NAMES, now=MORNING)
    made = plan_for(session, bo)
    assert sorted(one.what for one in made) == sorted(NAMES.values())
    assert {one.owner_id for one in made} == {bo.account.id}
    assert {one.kind for one in made} == set(ActivityKind)
    before = dump(session)
    with pytest.raises(NothingChanged):
        start_plan(session, bo, NAMES, now=MORNING)
    assert dump(session) == before
    assert plan_for(session, unlock(session, town.cleo)) == []


def test_owners_are_colleagues_who_work_here(session: Session, town: Town) -> None:
    bo, cleo = unlock(session, town.bo), account_by_login(session, "cleo")
    assert cleo is not None
    assert [one.name for one in owners_for(session, bo)] == ["Bo"]
    activity = add_activity(session, bo, intent(owner=bo.account.id), now=MORNING)
    for stranger in (cleo.id, 999_999):
        with pytest.raises(NotFound):
            add_activity(session, bo, intent(owner=stranger), now=MORNING)
        with pytest.raises(NotFound):
            change_activity(session, bo, activity, intent(owner=stranger), now=MORNING)
    bo.account.left_on = TODAY
    session.flush()
    change_activity(session, bo, activity, intent(3, owner=bo.account.id), now=MORNING)  # an owner who left may stay


def test_what_belongs_to_others_is_not_found(session: Session, town: Town) -> None:
    theirs = add_activity(session, unlock(session, town.bo), intent(), now=MORNING)
    for number in (theirs.id, 999_999, 0, -1, 2**31, 10**30):
        with pytest.raises(NotFound):
            activity_for(session, unlock(session, town.cleo), number)
    for name in ("asta", "adam"):
        with pytest.raises(NotFound):
            plan_for(session, unlock(session, town.people[name]))


def test_a_plan_has_an_end(session: Session, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_ACTIVITIES", 2)
    bo = unlock(session, town.bo)
    for _ in range(2):
        add_activity(session, bo, intent(), now=MORNING)
    with pytest.raises(PlanIsFull):
        add_activity(session, bo, intent(), now=MORNING)


def test_done_and_not_done_after_all(session: Session, town: Town) -> None:
    bo = unlock(session, town.bo)
    activity = add_activity(session, bo, intent(), now=MORNING)
    with pytest.raises(NothingChanged):
        reopen(session, bo, activity, now=MORNING)
    mark_done(session, bo, activity, done_on=TODAY, evidence="14 of 18 came", now=MORNING)
    reopen(session, bo, activity, now=MORNING)
    assert (activity.done_on, activity.evidence) == (None, "14 of 18 came")
    acts = session.scalars(select(AuditEvent.act).where(AuditEvent.act == Act.PLAN_CHANGED)).all()
    assert len(acts) == 3


def test_what_is_due_soon_is_late_or_within_a_week(session: Session, town: Town) -> None:
    bo = unlock(session, town.bo)
    made = [add_activity(session, bo, intent(days), now=MORNING) for days in (-40, -1, 0, 7, 8)]
    mark_done(session, bo, made[0], done_on=TODAY, evidence="x", now=MORNING)
    assert bo.account.landlord_id is not None
    assert due_soon(session, bo.account.landlord_id, TODAY) == made[1:4]
    assert due_soon(session, 999_999, TODAY) == []


def test_figures_count_what_falls_on_this_year(session: Session, town: Town) -> None:
    bo, training = unlock(session, town.bo), ActivityKind.STAFF_TRAINING
    last_year = -TODAY.timetuple().tm_yday - 3
    made = [
        add_activity(session, bo, intent(days, kind=kind), now=MORNING)
        for days, kind in (
            (0, training),
            (3, training),
            (1, ActivityKind.CAMPAIGN),
            (200, training),
            (last_year, training),
        )
    ]
    mark_done(session, bo, made[0], done_on=TODAY, evidence="x", now=MORNING)
    assert figures(plan_for(session, bo), TODAY) == Figures(planned=3, done=1, trainings=2, trainings_held=1)
    mark_done(session, bo, made[4], done_on=TODAY, evidence="late, but done", now=MORNING)
    assert figures(plan_for(session, bo), TODAY) == Figures(planned=4, done=2, trainings=3, trainings_held=2)
    assert figures([], date(2026, 1, 1)) == Figures(0, 0, 0, 0)
