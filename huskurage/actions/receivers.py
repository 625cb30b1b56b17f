"""The directory of receivers: who a concern can be handed over to, added, changed and retired."""

from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.receivers import ReceiverKind
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.places import Receiver


def receiver_for(session: Session, unlocked: Unlocked, receiver_id: int) -> Receiver:
    """A receiver of the person's own municipality; raises NotFound for any other, as for none."""
    found = session.get(Receiver, receiver_id) if is_row_number(receiver_id) else None
    if found is None or found.municipality_id != unlocked.account.municipality_id:
        raise NotFound
    return found


def add_receiver(
    session: Session, unlocked: Unlocked, *, kind: ReceiverKind, name: str, reached_by: str, accepts: str, now: datetime
) -> Receiver:
    """Put a receiver into the directory of the person's municipality."""
    added = Receiver(
        municipality_id=unlocked.account.municipality_id, kind=kind, name=name, reached_by=reached_by, accepts=accepts
    )
    session.add(added)
    session.flush()
    _note(session, unlocked, added, now)
    return added


def change_receiver(
    session: Session,
    unlocked: Unlocked,
    receiver: Receiver,
    *,
    kind: ReceiverKind,
    name: str,
    reached_by: str,
    accepts: str,
    now: datetime,
) -> None:
    """Change what the directory says. What was handed over keeps the names it was handed over under."""
    receiver.kind, receiver.name, receiver.reached_by, receiver.accepts = kind, name, reached_by, accepts
    _note(session, unlocked, receiver, now)


def retire_receiver(session: Session, unlocked: Unlocked, receiver: Receiver, *, retired: bool, now: datetime) -> None:
    """Offer the receiver no longer, or again."""
    receiver.retired = retired
    _note(session, unlocked, receiver, now)


def _note(session: Session, unlocked: Unlocked, receiver: Receiver, now: datetime) -> None:
    account, number = unlocked.account, str(receiver.id)
    record(session, at=now, act=Act.RECEIVERS_CHANGED, account=account, kind="receiver", object_id=number)
