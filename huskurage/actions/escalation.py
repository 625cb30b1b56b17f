"""Telling the next person of what waits: the owner, then the deputy, then the manager, and nobody once it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from huskurage.actions.clocks import rules_of
from huskurage.actions.letters import can_be_written_to
from huskurage.actions.notices import day_of
from huskurage.core.deadlines import DeadlineKind
from huskurage.core.escalation import Rung, Step, Waiting, next_step
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, Part, openings_held_by, people_on_duty
from huskurage.store.outbox import fresh_letters
from huskurage.store.people import Account, absent_on
from huskurage.store.reports import Notice, NoticeKind, Report, Told, open_notices

OrderLetter = Callable[[Session, Account, datetime], object]
PATIENCE = timedelta(minutes=30)  # how long a letter that nobody has tried to send holds up the next person's
KINDS = {
    NoticeKind.LOOK: DeadlineKind.FIRST_LOOK,
    NoticeKind.PROTECT: DeadlineKind.PROTECTION_ASSESSMENT,
    NoticeKind.ANSWER: DeadlineKind.ANSWER,
    NoticeKind.DECIDE: DeadlineKind.PRELIMINARY_ASSESSMENT,
}
RUNGS = {Told.NOBODY: Rung.NOBODY, Told.OWNER: Rung.FIRST, Told.DEPUTY: Rung.DEPUTY, Told.MANAGER: Rung.MANAGER}
TOLD = {rung: told for told, rung in RUNGS.items()}


@dataclass
class _Round:
    """What one round knows: the moment, who is away, whose letter has not gone out yet, who is on duty where."""

    session: Session
    now: datetime
    away: set[int]
    unsent: set[int]
    staff: dict[int, dict[Part, Account]] = field(default_factory=dict)
    reached: dict[int, bool] = field(default_factory=dict)
    opened: dict[int, set[int]] = field(default_factory=dict)

    def reachable(self, account: Account | None) -> bool:
        """Whether a letter would reach somebody who is at work."""
        if account is None or account.id in self.away:
            return False
        if account.id not in self.reached:
            self.reached[account.id] = can_be_written_to(self.session, account)
        return self.reached[account.id]

    def opens(self, account: Account, inbox_id: int) -> bool:
        """Whether the person can open the inbox still."""
        if account.id not in self.opened:
            self.opened[account.id] = {one.inbox_id for one in openings_held_by(self.session, account.id)}
        return inbox_id in self.opened[account.id]

    def on_duty(self, inbox: Inbox) -> dict[Part, Account]:
        """Who has a part in the inbox, can act and is reachable today."""
        if inbox.id not in self.staff:
            found = people_on_duty(self.session, inbox)
            self.staff[inbox.id] = {part: one for part, one in found.items() if self.reachable(one)}
        return self.staff[inbox.id]


def escalate(session: Session, *, now: datetime, order_letter: OrderLetter) -> int:
    """Order a letter to whoever's turn it is to be told of what waits in live inboxes; answers how many people.

    One letter per person, however much waits for them, and at most one person per notice in a round. The next is
    told only when the letter to the one before has gone out, or could not be sent, or has lain untried for half an
    hour. Nothing is opened; that it was told is written in the transaction that orders the letter. Two rounds at
    the same time do not meet: a notice that another transaction holds is left to it.
    """
    notices = open_notices(session)
    today = local(now).date()
    here = _Round(session, now, absent_on(session, today), fresh_letters(session, since=now - PATIENCE))
    called: dict[int, Account] = {}
    for notice in notices:
        found = _tell(here, notice)
        if found is not None:
            called[found.id] = found
    for account in called.values():
        order_letter(session, account, now)
    return len(called)


def _tell(here: _Round, notice: Notice) -> Account | None:
    """Move the notice one rung up, if somebody's turn has come; answers whose."""
    day = day_of(notice)
    if day is None or here.unsent & set(notice.people_told[-1:]):
        return None
    hours, rules = rules_of(notice.report.inbox)
    people = _people(here, notice.report)
    waiting = Waiting(KINDS[notice.kind], day, RUNGS[notice.told], frozenset(notice.people_told))
    step: Step | None = next_step(
        waiting, [[one.id for one in rung] for rung in people], now=here.now, hours=hours, rules=rules
    )
    if step is None:
        return None
    notice.tell(TOLD[step.rung], step.person)
    return next(one for rung in people for one in rung if one.id == step.person)


def _people(here: _Round, report: Report) -> list[list[Account]]:
    """Who may be told on each rung: the taker, or the owner; the deputy, or the owner; the manager, or the rest.

    The rest: somebody who was away when it was their turn, and is back.
    """
    duty = here.on_duty(report.inbox)
    taker = report.taken_by
    if taker is not None and not (here.reachable(taker) and here.opens(taker, report.inbox_id)):
        taker = None
    owner, deputy, manager = (duty.get(part) for part in (Part.OWNER, Part.DEPUTY, Part.MANAGER))
    return [[one for one in rung if one] for rung in ((taker, owner), (deputy, owner), (manager, owner, deputy))]
