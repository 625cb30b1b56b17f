"""What landlord staff do with their action plan: begin it, add, change, mark as done, look at what is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, NothingChanged
from huskurage.actions.people import Unlocked
from huskurage.core.access import Role
from huskurage.core.plan import Step, first_year, is_late, is_soon
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.people import Account
from huskurage.store.places import Landlord
from huskurage.store.plan import Activity, ActivityKind, activities_of

MOST_ACTIVITIES = 500  # of one landlord: more than anybody keeps, so that a page stays a page
KINDS = {
    Step.TRAIN_STAFF: ActivityKind.STAFF_TRAINING,
    Step.CONTRACTS: ActivityKind.CONTRACT_INFORMATION,
    Step.HANG_POSTERS: ActivityKind.POSTER_ROUND,
    Step.LETTERS: ActivityKind.LETTER_ROUND,
    Step.MEETINGS: ActivityKind.HOUSE_MEETING,
    Step.CAMPAIGN: ActivityKind.CAMPAIGN,
    Step.RENEW_POSTERS: ActivityKind.POSTER_ROUND,
    Step.TRAIN_NEW_STAFF: ActivityKind.STAFF_TRAINING,
    Step.FOLLOW_UP: ActivityKind.FOLLOW_UP,
}


class PlanIsFull(Exception):
    """The landlord has 500 activities: some must go before another comes."""


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What somebody means to do: at most 200 characters of what, and by whom; `owner_id` None: nobody yet."""

    kind: ActivityKind
    what: str
    owner_id: int | None
    due_on: date


@dataclass(frozen=True)
class Figures:
    """How a landlord's plan stands this year: what falls on it, what of that is done, and the same of training."""

    planned: int
    done: int
    trainings: int
    trainings_held: int


def plan_for(session: Session, unlocked: Unlocked) -> list[Activity]:
    """The activities of the person's own landlord, by day; raises NotFound for whoever has none."""
    return activities_of(session, _landlord_of(unlocked))


def activity_for(session: Session, unlocked: Unlocked, activity_id: int, *, held: bool = False) -> Activity:
    """An activity of the person's own landlord; raises NotFound for any other, as for none.

    `held`: until this transaction ends nobody else changes it or takes it out.
    """
    found = session.get(Activity, activity_id, with_for_update=held) if is_row_number(activity_id) else None
    if found is None or found.landlord_id != _landlord_of(unlocked):
        raise NotFound
    return found


def owners_for(session: Session, unlocked: Unlocked) -> list[Account]:
    """Who may own an activity: those who work for the same landlord now, by name."""
    mine = Account.landlord_id == _landlord_of(unlocked), Account.role == Role.LANDLORD_STAFF
    return list(session.scalars(select(Account).where(*mine, Account.left_on.is_(None)).order_by(Account.name)))


def add_activity(session: Session, unlocked: Unlocked, intent: Intent, *, now: datetime) -> Activity:
    """Plan something more; raises NotFound for an owner who works elsewhere, PlanIsFull."""
    landlord_id = _landlord_of(unlocked)
    if len(activities_of(session, landlord_id)) >= MOST_ACTIVITIES:
        raise PlanIsFull
    _check_owner(session, unlocked, intent.owner_id)
    added = _planned(session, landlord_id, intent)
    _note(session, unlocked, now)
    return added


def change_activity(session: Session, unlocked: Unlocked, activity: Activity, intent: Intent, *, now: datetime) -> None:
    """Change what is meant; raises NotFound for an owner who works elsewhere. A new owner or day: reminded anew."""
    if intent.owner_id != activity.owner_id:
        _check_owner(session, unlocked, intent.owner_id)
    if (intent.owner_id, intent.due_on) != (activity.owner_id, activity.due_on):
        activity.reminded_on = None
    activity.kind, activity.what = intent.kind, intent.what
    activity.owner_id, activity.due_on = intent.owner_id, intent.due_on
    _note(session, unlocked, now)


def mark_done(
    session: Session, unlocked: Unlocked, activity: Activity, *, done_on: date, evidence: str, now: datetime
) -> None:
    """Note that it was done, on which day, and what shows it; whoever was told of it is told no more."""
    activity.done_on, activity.evidence = done_on, evidence
    _note(session, unlocked, now)


def reopen(session: Session, unlocked: Unlocked, activity: Activity, *, now: datetime) -> None:
    """It was not done after all; what was written as evidence stays, to be changed. Raises NothingChanged."""
    if activity.done_on is None:
        raise NothingChanged
    activity.done_on = activity.reminded_on = None
    _note(session, unlocked, now)


def remove_activity(session: Session, unlocked: Unlocked, activity: Activity, *, now: datetime) -> None:
    """Take it out of the plan for good."""
    session.delete(activity)
    _note(session, unlocked, now)


def start_plan(session: Session, unlocked: Unlocked, names: Mapping[Step, str], *, now: datetime) -> None:
    """Begin with a year that suits most landlords, all of it owned by whoever asks.

    Raises NothingChanged for a plan that holds anything: two who press at the same moment begin one plan.
    `names` says what each step is called, in the words that are kept.
    """
    landlord_id = _landlord_of(unlocked)
    session.execute(select(Landlord.id).where(Landlord.id == landlord_id).with_for_update(key_share=True))
    if activities_of(session, landlord_id):
        raise NothingChanged
    for step, day in first_year(local(now).date()):
        intent = Intent(kind=KINDS[step], what=names[step], owner_id=unlocked.account.id, due_on=day)
        _planned(session, landlord_id, intent)
    _note(session, unlocked, now)


def due_soon(session: Session, landlord_id: int, today: date) -> list[Activity]:
    """What of a landlord's plan is late or due within seven days, the longest late first."""
    return [one for one in activities_of(session, landlord_id) if is_late(one, today) or is_soon(one, today)]


def figures(activities: Iterable[Activity], today: date) -> Figures:
    """How the plan stands this year: everything that was due or done in it."""
    this_year = [one for one in activities if today.year in {one.due_on.year, one.done_on.year if one.done_on else 0}]
    trainings = [one for one in this_year if one.kind is ActivityKind.STAFF_TRAINING]
    done = [sum(one.done_on is not None for one in some) for some in (this_year, trainings)]
    return Figures(planned=len(this_year), done=done[0], trainings=len(trainings), trainings_held=done[1])


def _landlord_of(unlocked: Unlocked) -> int:
    account = unlocked.account
    if account.role is not Role.LANDLORD_STAFF or account.landlord_id is None:
        raise NotFound
    return account.landlord_id


def _check_owner(session: Session, unlocked: Unlocked, owner_id: int | None) -> None:
    if owner_id is not None and owner_id not in {one.id for one in owners_for(session, unlocked)}:
        raise NotFound


def _planned(session: Session, landlord_id: int, intent: Intent) -> Activity:
    made = Activity(
        landlord_id=landlord_id, kind=intent.kind, what=intent.what, owner_id=intent.owner_id, due_on=intent.due_on
    )
    session.add(made)
    session.flush()
    return made


def _note(session: Session, unlocked: Unlocked, now: datetime) -> None:
    session.flush()
    landlord = str(_landlord_of(unlocked))
    record(session, at=now, act=Act.PLAN_CHANGED, account=unlocked.account, kind="landlord", object_id=landlord)
