"""A municipality's inboxes: finding one, making one, letting it take concerns, and what is wrong with each."""

import enum
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from huskurage.actions.duty import check_manned
from huskurage.actions.errors import NotFound
from huskurage.actions.keys import OPENERS_NEEDED, go_live, opening_for
from huskurage.actions.people import Unlocked
from huskurage.core.access import Role
from huskurage.core.hours import WEEKDAYS, Band, Hours, hours_to_json
from huskurage.core.sealing import new_key_pair
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.inboxes import Inbox, Receives, hold_inbox, inboxes_of
from huskurage.store.people import Account

OFFICE_HOURS = Hours((Band(WEEKDAYS, time(8), time(16)),))  # what a new inbox begins with
KIT_HOLDS = timedelta(days=365)  # after that the paper is tried again


class Alarm(enum.Enum):
    """Why an inbox is red."""

    TOO_FEW_OPENERS = "too_few_openers"
    KIT_UNTRIED = "kit_untried"
    KIT_OLD = "kit_old"
    KEY_DUE = "key_due"  # somebody who could open it has left
    KEY_UNFINISHED = "key_unfinished"  # a new key was given, and not everything is sealed to it yet


def inbox_in(session: Session, account: Account, inbox_id: int) -> Inbox:
    """The inbox, if it is this person's municipality's; raises NotFound otherwise, as for no such inbox."""
    found = session.get(Inbox, inbox_id) if is_row_number(inbox_id) else None
    if found is None or found.municipality_id != account.municipality_id:
        raise NotFound
    return found


def found_inbox(session: Session, unlocked: Unlocked, *, name: str, receives: Receives, now: datetime) -> Inbox:
    """Make an inbox with office hours and this coordinator as its first keyholder. It has no kit and is not live.

    Raises NotFound for whoever may not be a keyholder.
    """
    pair, here = new_key_pair(), unlocked.account.municipality_id
    hours = hours_to_json(OFFICE_HOURS)
    inbox = Inbox(municipality_id=here, name=name, receives=receives, public_key=pair.public, hours=hours)
    inbox.openings.append(opening_for(inbox, unlocked.account, pair))
    session.add(inbox)
    session.flush()
    record(session, at=now, act=Act.INBOX_MADE, account=unlocked.account, kind="inbox", object_id=str(inbox.id))
    return inbox


def let_live(session: Session, unlocked: Unlocked, inbox: Inbox, *, now: datetime) -> None:
    """Let the inbox take concerns from now on; raises InboxNotReady, as `go_live`, and NobodyOnDuty for tonight.

    Raises NotFound for whoever is no keyholder of it.
    """
    hold_inbox(session, inbox)
    if not inbox.is_held_by(unlocked.account):
        raise NotFound
    if inbox.live:
        return
    go_live(inbox)
    today = local(now).date()
    check_manned(session, inbox, today, last=today)
    record(session, at=now, act=Act.INBOX_LIVE, account=unlocked.account, kind="inbox", object_id=str(inbox.id))


def openers(inbox: Inbox) -> int:
    """In how many independent ways the inbox opens: its keyholders, and the kit once its paper was tried."""
    tried = inbox.kit is not None and inbox.kit.test_opened_on is not None
    return len(inbox.keyholders) + tried


def kit_alarm(inbox: Inbox, today: date) -> Alarm | None:
    """What is wrong with the recovery kit: none was tried, or it was tried more than a year ago."""
    tried = inbox.kit.test_opened_on if inbox.kit else None
    if tried is None:
        return Alarm.KIT_UNTRIED
    return Alarm.KIT_OLD if tried + KIT_HOLDS < today else None


def alarms(inbox: Inbox, today: date) -> list[Alarm]:
    """Everything that makes the inbox red, the worst first (architecture, section 3)."""
    wrong = {
        Alarm.TOO_FEW_OPENERS: openers(inbox) < OPENERS_NEEDED,
        Alarm.KEY_DUE: inbox.rotation_due,
        Alarm.KEY_UNFINISHED: inbox.unfinished and not inbox.rotation_due,
    }
    kit = kit_alarm(inbox, today)
    return [alarm for alarm, is_so in wrong.items() if is_so] + ([kit] if kit else [])


def warnings_for(session: Session, account: Account, *, today: date) -> list[tuple[Alarm, Inbox]]:
    """What this person should see to: all about inboxes they open, and any that too few can open. Live ones only.

    An administrator, who opens none, sees all of the municipality's.
    """
    everything = account.role is Role.ADMINISTRATOR
    return [
        (alarm, inbox)
        for inbox in inboxes_of(session, account.municipality_id)
        for alarm in (alarms(inbox, today) if inbox.live else ())
        if everything or inbox.is_held_by(account) or alarm is Alarm.TOO_FEW_OPENERS
    ]
