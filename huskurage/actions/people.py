"""Signing in with a passphrase and a second factor, and the unlocked session that follows."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from huskurage.actions.errors import SignInRefused
from huskurage.actions.factors import spend_factor
from huskurage.core.derivation import ARGON2_PASSPHRASE, Cost
from huskurage.core.keys import LockedKey, lock_for_session, unlock_from_session, unlock_key
from huskurage.core.passkeys import Asked
from huskurage.core.sealing import KeyPair, Unsealable
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, StaffSession

IDLE = timedelta(minutes=30)  # architecture, section 3
ABSOLUTE = timedelta(hours=8)
TOKEN_BYTES = 32
NOBODY = LockedKey(salt=bytes(16), box=bytes(72))  # an unknown name costs the same derivation as a known one


@dataclass(frozen=True)
class Unlocked:
    """A signed-in account with its private key open, for one request."""

    account: Account
    pair: KeyPair
    session_digest: bytes
    seen_at: datetime

    def __repr__(self) -> str:
        return "<Unlocked>"


def open_account(account: Account | None, passphrase: str, *, cost: Cost = ARGON2_PASSPHRASE) -> KeyPair | None:
    """The account's key pair, or None when the passphrase is wrong or there is no account. Derives a key (64 MiB).

    Takes the same work either way. Called outside any transaction, behind the derivation queue. A key box that was
    put in from another row opens with its own passphrase, but its public key is not the account's: None.
    """
    locked = LockedKey(salt=account.key_salt, box=account.key_box) if account else NOBODY
    try:
        pair = unlock_key(locked, passphrase, cost=cost)
    except Unsealable:
        return None
    return pair if account and secrets.compare_digest(pair.public, account.public_key) else None


def sign_in(
    session: Session,
    *,
    account: Account | None,
    pair: KeyPair | None,
    code: str,
    pepper: bytes,
    now: datetime,
    passkey: Asked | None = None,
) -> str:
    """Begin an unlocked session and answer the cookie's value; raises SignInRefused. A code is spent once.

    A passkey's answer stands in for the code when there is one.
    """
    if account is not None:
        session.refresh(
            account, with_for_update={"key_share": True}
        )  # whoever sends the same code at the same time waits here
    if account is None or pair is None or not _is_theirs(account, pair):
        raise SignInRefused
    if not spend_factor(session, account, pair, code=code, passkey=passkey, pepper=pepper, now=now):
        raise SignInRefused
    session.execute(delete(StaffSession).where(StaffSession.seen_at < now - ABSOLUTE))
    cookie_key, box = lock_for_session(pair.private)
    token = secrets.token_bytes(TOKEN_BYTES)
    session.add(StaffSession(digest=_digest(token), account_id=account.id, key_box=box, begun_at=now, seen_at=now))
    record(session, at=now, act=Act.SIGNED_IN, account=account)
    return (token + cookie_key).hex()


def unlocked_session(session: Session, *, cookie: str, now: datetime) -> Unlocked | None:
    """The person behind the cookie, or None when it is unknown, idle for 30 minutes, 8 hours old, or they have left."""
    try:
        raw = bytes.fromhex(cookie)
    except ValueError:
        return None
    found = session.get(StaffSession, _digest(raw[:TOKEN_BYTES]))
    if found is None or found.account.left_on is not None:
        return None
    if found.seen_at + IDLE < now or found.begun_at + ABSOLUTE < now:
        return None
    try:
        pair = unlock_from_session(raw[TOKEN_BYTES:], found.key_box)
    except (Unsealable, ValueError):
        return None
    if not _is_theirs(found.account, pair):
        return None
    return Unlocked(found.account, pair, found.digest, found.seen_at)


def sign_out(session: Session, *, unlocked: Unlocked, now: datetime) -> None:
    """End this session: its row, and with it the sealed key, is gone."""
    found = session.get(StaffSession, unlocked.session_digest)
    if found is not None:
        session.delete(found)
    record(session, at=now, act=Act.SIGNED_OUT, account=unlocked.account)


def mark_seen(session: Session, *, digest: bytes, now: datetime) -> None:
    """Move the idle clock of a session forward."""
    found = session.get(StaffSession, digest)
    if found is not None:
        found.seen_at = now


def _digest(token: bytes) -> bytes:
    return hashlib.blake2b(token, digest_size=32).digest()


def _is_theirs(account: Account, pair: KeyPair) -> bool:
    """Whether somebody who works here still has this key: it was opened before a lock was held."""
    return account.left_on is None and secrets.compare_digest(pair.public, account.public_key)
