"""Who is on duty: an inbox's people, hours and rules, absences, and the days on which nobody would read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NobodyOnDuty, NotEligible, NotFound
from huskurage.core.access import Permission, Role, may
from huskurage.core.contacts import numbers_in
from huskurage.core.deadlines import DeadlineRules, rules_to_json
from huskurage.core.hours import Hours, hours_to_json
from huskurage.core.rota import Away, Rota
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.inboxes import Duty, Inbox, Part, duties_of, inboxes_of, people_on_duty
from huskurage.store.people import Absence, Account, absences_from, accounts_of

LONGEST_ABSENCE = 400  # days
READERS = (Part.OWNER, Part.DEPUTY)


@dataclass(frozen=True)
class Plan:
    """How an inbox is kept: when somebody reads, by which rules, who (account ids), and whom to call otherwise."""

    hours: Hours
    rules: DeadlineRules
    people: dict[Part, int]
    away_text: str


def inbox_to_set_up(session: Session, account: Account, inbox_id: int, *, to_change: bool = False) -> Inbox:
    """The municipality's inbox; raises NotFound for another's, as for none. It gives no right to read.

    `to_change` makes whoever else wants to change who is on duty wait, and no neighbour who sends.
    """
    query = select(Inbox).where(Inbox.id == inbox_id)
    if to_change:
        query = query.with_for_update(key_share=True)
    found = session.scalars(query).first() if is_row_number(inbox_id) else None
    if found is None or found.municipality_id != account.municipality_id:
        raise NotFound
    return found


def eligible(session: Session, inbox: Inbox, part: Part) -> list[Account]:
    """The people who may have that part: owner and deputy read reports and can open the inbox; a manager need not."""
    people = accounts_of(session, inbox.municipality_id)
    if part is Part.MANAGER:
        return [one for one in people if one.role is not Role.LANDLORD_STAFF]
    openers = {opening.account_id for opening in inbox.current_openings}
    return [one for one in people if may(one.role, Permission.REPORT_READ) and one.id in openers]


def keep_inbox(session: Session, *, inbox: Inbox, plan: Plan, by: Account, now: datetime) -> None:
    """Set the inbox's hours, rules, people and away text together.

    Raises NotEligible when somebody may not have their part or has two, NobodyOnDuty when a live inbox would be
    without anyone on some day from today on and the away text names no number to call.
    """
    for part, account_id in plan.people.items():
        if account_id not in {one.id for one in eligible(session, inbox, part)}:
            raise NotEligible
    if len(set(plan.people.values())) < len(plan.people):
        raise NotEligible
    if plan.people != {duty.part: duty.account_id for duty in inbox.duties}:
        _give_parts(inbox, plan.people)
        record(session, at=now, act=Act.DUTY_CHANGED, account=by, kind="inbox", object_id=str(inbox.id))
    kept = (hours_to_json(plan.hours), rules_to_json(plan.rules), plan.away_text)
    if kept != (inbox.hours, inbox.rules, inbox.away_text):
        inbox.hours, inbox.rules, inbox.away_text = kept
        record(session, at=now, act=Act.INBOX_CHANGED, account=by, kind="inbox", object_id=str(inbox.id))
    session.flush()
    check_manned(session, inbox, local(now).date())


def add_absence(session: Session, *, account: Account, first: date, last: date, by: Account, now: datetime) -> Absence:
    """Note that somebody is away on these days, both included.

    Raises NotEligible for days that are no stretch from today on or longer than 400 days, NobodyOnDuty when a live
    inbox would be without anyone and names no number.
    """
    today = local(now).date()
    if not (first <= last and today <= last and (last - first).days < LONGEST_ABSENCE):
        raise NotEligible
    held = [duty.inbox_id for duty in duties_of(session, account.id) if duty.part in READERS]
    query = select(Inbox).where(Inbox.id.in_(held)).order_by(Inbox.id).with_for_update(key_share=True)
    inboxes = list(session.scalars(query))  # whoever else wants to be away then waits until this has been decided
    absence = Absence(account_id=account.id, first_day=first, last_day=last)
    session.add(absence)
    session.flush()
    for inbox in inboxes:
        check_manned(session, inbox, max(first, today), last=last)
    record(session, at=now, act=Act.ABSENCE_CHANGED, account=by, kind="account", object_id=str(account.id))
    return absence


def end_absence(session: Session, *, absence: Absence, by: Account, now: datetime) -> None:
    """Take an absence back: the person is there after all."""
    session.delete(absence)
    record(session, at=now, act=Act.ABSENCE_CHANGED, account=by, kind="account", object_id=str(absence.account_id))


def absence_for(session: Session, account: Account, absence_id: int) -> Absence:
    """An absence of one's own or of a colleague in the municipality; raises NotFound otherwise, as for none."""
    found = session.get(Absence, absence_id) if is_row_number(absence_id) else None
    if found is None or session.get_one(Account, found.account_id).municipality_id != account.municipality_id:
        raise NotFound
    return found


def colleagues(session: Session, municipality_id: int) -> list[Account]:
    """The people of the municipality itself who work here now: whoever may be on duty."""
    return [one for one in accounts_of(session, municipality_id) if may(one.role, Permission.DUTY_OWN)]


def rota_of(session: Session, inbox: Inbox, first: date) -> Rota:
    """The inbox's owner and deputy, and their absences from that day on."""
    duty = people_on_duty(session, inbox)
    people = frozenset(duty[part].id for part in READERS if part in duty)
    aways = absences_from(session, people, first) if people else []
    return Rota(people, tuple(Away(one.account_id, one.first_day, one.last_day) for one in aways))


def unmanned_days(session: Session, inbox: Inbox, first: date, days: int) -> list[date]:
    """The days, of so many from the first on, on which neither owner nor deputy is there."""
    return rota_of(session, inbox, first).unmanned(first, days)


def check_manned(session: Session, inbox: Inbox, first: date, *, last: date | None = None) -> None:
    """Raises NobodyOnDuty when a live inbox has an unmanned day ahead and its away text names no number to call.

    Looks from the first day to the last given, or as far as absences have been noted.
    """
    if not inbox.live or numbers_in(inbox.away_text):
        return
    rota = rota_of(session, inbox, first)
    until = last or rota.last_away(first)
    days = rota.unmanned(first, (until - first).days + 1)
    if days:
        raise NobodyOnDuty(inbox.name, days)


def unmanned_inboxes(
    session: Session, inboxes: Iterable[Inbox], first: date, days: int
) -> list[tuple[Inbox, list[date]]]:
    """The live inboxes without anyone on some of so many days, with those days; for a warning."""
    found = [(inbox, unmanned_days(session, inbox, first, days)) for inbox in inboxes if inbox.live]
    return [(inbox, missing) for inbox, missing in found if missing]


def inboxes_to_set_up(session: Session, account: Account) -> list[Inbox]:
    """All inboxes of the account's municipality."""
    return inboxes_of(session, account.municipality_id)


def _give_parts(inbox: Inbox, people: dict[Part, int]) -> None:
    held = {duty.part: duty for duty in inbox.duties}
    for part in Part:
        duty, account_id = held.get(part), people.get(part)
        if duty is not None and account_id is None:
            inbox.duties.remove(duty)
        elif duty is not None and account_id is not None:
            duty.account_id = account_id
        elif account_id is not None:
            inbox.duties.append(Duty(part=part, account_id=account_id))
