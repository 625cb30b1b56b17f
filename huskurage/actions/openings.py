"""Who can open an inbox: a keyholder or the printed kit lets a coordinator in; a keyholder takes an opening away."""

from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.entries import Keyring
from huskurage.actions.errors import StillNeeded
from huskurage.actions.keys import kit_ring, may_hold, opening_for, whole_ring
from huskurage.actions.leaving import what_depends_on
from huskurage.actions.people import Unlocked
from huskurage.actions.rotation import begin_rotation
from huskurage.store.audit import Act, record
from huskurage.store.inboxes import Inbox, drop_openings, hold_inbox
from huskurage.store.people import Account, accounts_of


def newcomers(session: Session, inbox: Inbox) -> list[Account]:
    """The coordinators who could be let in and cannot open the inbox now, by name."""
    here = accounts_of(session, inbox.municipality_id)
    return [one for one in here if may_hold(one, inbox) and not inbox.is_held_by(one)]


def let_in(session: Session, unlocked: Unlocked, inbox: Inbox, newcomer: Account, *, now: datetime) -> None:
    """A keyholder gives another coordinator openings of every key the inbox still has.

    Raises NotFound when they cannot open it themselves, or when the newcomer may not be a keyholder.
    """
    hold_inbox(session, inbox)
    _give(session, inbox, newcomer, whole_ring(inbox, unlocked.account, unlocked.pair))
    _log(session, Act.OPENING_GIVEN, unlocked.account, inbox, newcomer, now)


def let_in_with_kit(
    session: Session, account: Account, inbox: Inbox, newcomer: Account, *, typed: str, now: datetime
) -> None:
    """A coordinator lets a coordinator in with the code on the paper; also themselves, after a new start.

    Raises NotAKit, Unsealable or NotFound when the code does not open the inbox, NotFound when one of the two may not
    be a keyholder.
    """
    hold_inbox(session, inbox)
    ring = kit_ring(inbox, typed)
    opening_for(inbox, account, ring[inbox.generation])  # nobody but a coordinator of this municipality uses the kit
    _give(session, inbox, newcomer, ring)
    record(session, at=now, act=Act.KIT_USED, account=account, kind="inbox", object_id=str(inbox.id))
    _log(session, Act.OPENING_GIVEN, account, inbox, newcomer, now)


def take_away(session: Session, unlocked: Unlocked, inbox: Inbox, person: Account, *, now: datetime) -> None:
    """Somebody goes on to another team: they open this inbox no more, and it gets a new key. The account stays.

    Raises StillNeeded while reports, duties or the inbox itself depend on them, NotFound when whoever asks is no
    keyholder.
    """
    hold_inbox(session, inbox)
    whole_ring(inbox, unlocked.account, unlocked.pair)
    if what_depends_on(session, person, [inbox]):
        raise StillNeeded
    begin_rotation(session, unlocked, inbox, now=now, without=person)
    drop_openings(session, inbox, [one for one in inbox.openings if one.account_id == person.id])
    _log(session, Act.OPENING_TAKEN, unlocked.account, inbox, person, now)


def _give(session: Session, inbox: Inbox, newcomer: Account, ring: Keyring) -> None:
    fresh = [opening_for(inbox, newcomer, pair, generation) for generation, pair in ring.items()]
    drop_openings(session, inbox, [one for one in inbox.openings if one.account_id == newcomer.id])
    inbox.openings += fresh
    session.flush()


def _log(session: Session, act: Act, account: Account, inbox: Inbox, person: Account, now: datetime) -> None:
    """Two lines, so that the log is found by inbox and by person."""
    for kind, object_id in (("inbox", inbox.id), ("account", person.id)):
        record(session, at=now, act=act, account=account, kind=kind, object_id=str(object_id))
