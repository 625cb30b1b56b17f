"""Making accounts and inboxes, giving keyholders their openings, and opening an inbox with one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyotp
from sqlalchemy.orm import Session

from huskurage.actions.entries import Keyring
from huskurage.actions.errors import InboxNotReady, NotFound
from huskurage.actions.factors import give_recovery_codes
from huskurage.core.access import Role
from huskurage.core.derivation import ARGON2_PASSPHRASE, Cost
from huskurage.core.keys import (
    RecoveryKit,
    check_passphrase,
    kit_pair,
    lock_key,
    new_kit,
)
from huskurage.core.sealing import KeyPair, key_pair_of, new_key_pair, seal_to, unseal
from huskurage.store.audit import Act, record
from huskurage.store.inboxes import Inbox, Opening, Receives, drop_openings, hold_inbox
from huskurage.store.people import Account
from huskurage.store.places import Landlord, Municipality

OPENERS_NEEDED = 2  # architecture, section 3


@dataclass(frozen=True)
class NewAccount:
    """An account with what is shown to its owner once and never stored."""

    account: Account
    totp_secret: str
    recovery_codes: tuple[str, ...]

    def __repr__(self) -> str:
        return "<NewAccount>"


def make_account(
    session: Session,
    *,
    login: str,
    name: str,
    role: Role,
    municipality: Municipality,
    landlord: Landlord | None,
    passphrase: str,
    pepper: bytes,
    language: str = "sv",
    email: str = "",
    cost: Cost = ARGON2_PASSPHRASE,
) -> NewAccount:
    """Make a person's account with a key pair of its own; raises WeakPassphrase. Derives a key (64 MiB)."""
    check_passphrase(passphrase)
    pair, secret = new_key_pair(), pyotp.random_base32()
    locked = lock_key(pair.private, passphrase, cost=cost)
    account = Account(
        login=login.strip().casefold(), name=name, role=role, language=language,
        municipality_id=municipality.id, landlord_id=landlord.id if landlord else None,
        public_key=pair.public, key_salt=locked.salt, key_box=locked.box,
        totp_box=seal_to(pair.public, secret.encode()), email=email,
    )  # fmt: skip
    session.add(account)
    session.flush()
    return NewAccount(account, secret, give_recovery_codes(session, account, pepper=pepper))


def make_inbox(
    session: Session,
    *,
    municipality: Municipality,
    name: str,
    receives: Receives,
    hours: dict[str, Any],
    keyholders: Sequence[Account],
    now: datetime,
) -> tuple[Inbox, RecoveryKit]:
    """Make an inbox, its keyholders' openings and its recovery kit. It is not live before the kit was test-opened.

    The kit's code is in the answer and nowhere else. Raises NotFound for a keyholder who may not be one.
    """
    pair, kit = new_key_pair(), new_kit()
    inbox = Inbox(municipality_id=municipality.id, name=name, receives=receives, public_key=pair.public, hours=hours)
    for account in keyholders:
        inbox.openings.append(opening_for(inbox, account, pair))
    inbox.openings.append(opening_for_kit(inbox, kit.pair.public, pair))
    session.add(inbox)
    session.flush()
    record(session, at=now, act=Act.INBOX_MADE, account=None, kind="inbox", object_id=str(inbox.id))
    return inbox, kit


def may_hold(account: Account, inbox: Inbox) -> bool:
    """Whether this person may be a keyholder at all: a coordinator of the inbox's own municipality who works here."""
    here = account.municipality_id == inbox.municipality_id and account.left_on is None
    return here and account.role is Role.COORDINATOR


def opening_for(inbox: Inbox, account: Account, pair: KeyPair, generation: int = 1) -> Opening:
    """One of the inbox's private keys sealed to a person; raises NotFound for whoever may not be a keyholder."""
    if not may_hold(account, inbox):
        raise NotFound
    sealed = seal_to(account.public_key, pair.private)
    return Opening(account_id=account.id, kit_key=None, sealed_key=sealed, generation=generation)


def opening_for_kit(inbox: Inbox, kit_key: bytes, pair: KeyPair, generation: int = 1) -> Opening:
    """The same for a kit. A test of its paper holds for every generation: it is the paper that was tried."""
    known = next((one for one in inbox.openings if one.kit_key == kit_key), None)
    sealed = seal_to(kit_key, pair.private)
    tested = known.test_opened_on if known else None
    return Opening(account_id=None, kit_key=kit_key, sealed_key=sealed, generation=generation, test_opened_on=tested)


def replace_kit(session: Session, *, inbox: Inbox, holder: KeyPair, account: Account, now: datetime) -> RecoveryKit:
    """Make a new recovery kit with a keyholder's key; the old printed code opens nothing from now on.

    The inbox stays live (its keyholders still open it), and the new kit counts only once it was test-opened.
    Raises NotFound when the account holds no opening of the inbox.
    """
    hold_inbox(session, inbox)
    ring, kit = whole_ring(inbox, account, holder), new_kit()
    drop_openings(session, inbox, [opening for opening in inbox.openings if opening.kit_key is not None])
    inbox.openings += [opening_for_kit(inbox, kit.pair.public, pair, generation) for generation, pair in ring.items()]
    record(session, at=now, act=Act.KIT_MADE, account=account, kind="inbox", object_id=str(inbox.id))
    return kit


def test_open_kit(
    session: Session,
    *,
    inbox: Inbox,
    typed: str,
    now: datetime,
    today: date,
    account: Account | None = None,  # noqa: PT028 - a verb of the house, not a test of pytest's
) -> None:
    """Open the inbox with the printed kit and note the day; raises NotAKit or Unsealable when it does not open."""
    ring = kit_ring(inbox, typed)
    _check_opens(ring[inbox.generation], inbox)
    for opening in inbox.openings:
        if opening.kit_key is not None:
            opening.test_opened_on = today
    record(session, at=now, act=Act.KIT_TESTED, account=account, kind="inbox", object_id=str(inbox.id))


test_open_kit.__test__ = False  # type: ignore[attr-defined]  # a verb of the house, not a test of pytest's


def note_wrong_code(session: Session, inbox: Inbox, account: Account, *, now: datetime) -> None:
    """Somebody typed a kit code that does not open the inbox: a line in the log, that trying leaves a trace."""
    record(session, at=now, act=Act.KIT_REFUSED, account=account, kind="inbox", object_id=str(inbox.id))


def go_live(inbox: Inbox) -> None:
    """Let the inbox take concerns; raises InboxNotReady (architecture, section 3)."""
    tested = any(opening.test_opened_on for opening in inbox.current_openings if opening.kit_key is not None)
    if len(inbox.current_openings) < OPENERS_NEEDED or not tested:
        raise InboxNotReady
    inbox.live = True


def inbox_ring(inbox: Inbox, account: Account, pair: KeyPair) -> Keyring:
    """All of the inbox's key pairs that a keyholder's own opens, by generation; raises NotFound when there is none."""
    held = [opening for opening in inbox.openings if opening.account_id == account.id]
    if not held:
        raise NotFound
    return {one.generation: key_pair_of(unseal(pair, one.sealed_key)) for one in held}


def whole_ring(inbox: Inbox, account: Account, pair: KeyPair) -> Keyring:
    """As `inbox_ring`, for what concerns the inbox as it is now; raises NotFound without its current key."""
    ring = inbox_ring(inbox, account, pair)
    if inbox.generation not in ring:
        raise NotFound
    return ring


def kit_ring(inbox: Inbox, typed: str) -> Keyring:
    """All of the inbox's key pairs that the printed code opens.

    Raises NotAKit for a mistyped code, NotFound where there is no kit, Unsealable for another inbox's or an older kit.
    """
    pair, held = kit_pair(typed), [opening for opening in inbox.openings if opening.kit_key is not None]
    ring = {one.generation: key_pair_of(unseal(pair, one.sealed_key)) for one in held}
    if inbox.generation not in ring:
        raise NotFound
    return ring


def _check_opens(pair: KeyPair, inbox: Inbox) -> None:
    unseal(pair, seal_to(inbox.public_key, b"probe"))
