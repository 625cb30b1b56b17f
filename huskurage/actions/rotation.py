"""A new key for an inbox: openings of it for everybody who stays, then content keys sealed anew, batch by batch."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session, contains_eager

from huskurage.actions.entries import Keyring, fetch_keys, key_of
from huskurage.actions.keys import may_hold, opening_for, opening_for_kit, whole_ring
from huskurage.actions.people import Unlocked
from huskurage.core.sealing import Unsealable, new_key_pair, reseal_key, unwrap_key, wrap_key
from huskurage.store.audit import Act, record
from huskurage.store.inboxes import Inbox, Opening, drop_openings, hold_inbox
from huskurage.store.people import Account
from huskurage.store.reports import ContentKey, Entry, Recipient, Report

BATCH = 200  # content keys of one transaction: a fraction of a second


def begin_rotation(
    session: Session, unlocked: Unlocked, inbox: Inbox, *, now: datetime, without: Account | None = None
) -> None:
    """Give the inbox a new key pair, opened by everybody who opens the current one and may still, and by the kit.

    From now on everything is sealed to it. `without` is somebody who shall not have it. Raises NotFound for whoever
    cannot open the inbox themselves.
    """
    hold_inbox(session, inbox)
    whole_ring(inbox, unlocked.account, unlocked.pair)
    pair, generation = new_key_pair(), inbox.generation + 1
    gone = without.id if without else None
    stay = [one for one in inbox.keyholders if may_hold(one, inbox) and one.id != gone]
    fresh = [opening_for(inbox, one, pair, generation) for one in stay]
    if inbox.kit is not None and inbox.kit.kit_key is not None:
        fresh.append(opening_for_kit(inbox, inbox.kit.kit_key, pair, generation))
    inbox.openings += fresh
    inbox.public_key, inbox.generation, inbox.rotation_due = pair.public, generation, False
    record(session, at=now, act=Act.KEY_ROTATED, account=unlocked.account, kind="inbox", object_id=str(inbox.id))


def reseal_batch(session: Session, unlocked: Unlocked, inbox: Inbox, limit: int = BATCH, *, now: datetime) -> int:
    """Seal at most `limit` content keys to the inbox's newest key; answers how many are left.

    With none left the older openings are deleted. Contents are never touched. What does not open, because its report's
    key is not in the key store or the row is damaged, stays as it is and is left: so do the openings that may once
    open it. Safe to stop anywhere, and beside people who write and read. Raises NotFound without an opening.
    """
    hold_inbox(session, inbox)
    if not inbox.unfinished:
        return 0
    ring = whole_ring(inbox, unlocked.account, unlocked.pair)
    done, after = 0, ""
    while done < limit and (keys := _older_keys(session, inbox, after, limit - done)):
        after = keys[-1].entry_id
        fetch_keys(session, [key.entry.report for key in keys])
        done += sum(_reseal(key, inbox, ring) for key in keys)
    session.flush()
    left = left_to_reseal(session, inbox)
    if not left:
        drop_openings(session, inbox, [one for one in inbox.openings if one.generation != inbox.generation])
        record(session, at=now, act=Act.KEY_RESEALED, account=unlocked.account, kind="inbox", object_id=str(inbox.id))
    return left


def left_to_reseal(session: Session, inbox: Inbox) -> int:
    """How many content keys are still sealed to an older key of the inbox."""
    return session.scalar(_older(select(func.count()).select_from(ContentKey), inbox)) or 0


def drop_openings_of(session: Session, account: Account) -> None:
    """Delete every opening this person holds: after a new start their new key opens none of them anyway."""
    session.execute(delete(Opening).where(Opening.account_id == account.id))
    session.expire_all()


def _older_keys(session: Session, inbox: Inbox, after: str, limit: int) -> Sequence[ContentKey]:
    """The next rows in a stable order, as they are now, and nobody else's until this transaction ends."""
    query = _older(select(ContentKey), inbox).where(ContentKey.entry_id > after)
    whole = contains_eager(ContentKey.entry).contains_eager(Entry.report)
    query = query.order_by(ContentKey.entry_id).limit(limit).options(whole)
    return session.scalars(query.with_for_update(of=ContentKey), execution_options={"populate_existing": True}).all()


def _older(query: Select, inbox: Inbox) -> Select:  # type: ignore[type-arg]  # rows, or their number
    joined = query.join(ContentKey.entry).join(Entry.report)
    return joined.where(
        Report.inbox_id == inbox.id,
        ContentKey.recipient == Recipient.INBOX,
        ContentKey.generation != inbox.generation,
    )


def _reseal(key: ContentKey, inbox: Inbox, ring: Keyring) -> bool:
    """Whether the content key could be sealed anew."""
    report_key, pair = key_of(key.entry.report), ring.get(key.generation)
    if report_key is None or pair is None:
        return False
    try:
        sealed = reseal_key(unwrap_key(key.sealed, report_key), opened_by=pair, to=inbox.public_key)
    except Unsealable:
        return False
    key.sealed, key.generation = wrap_key(sealed, report_key), inbox.generation
    return True
