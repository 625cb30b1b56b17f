"""Accepting a link: a new account, a new start with new keys, or a new second factor under the old key."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import LinkIsDead, NameTaken
from huskurage.actions.factors import Factor, drop_factors, give_factor, give_recovery_codes
from huskurage.actions.invitations import log_id, open_link
from huskurage.actions.renewals import check_not_last_opener
from huskurage.actions.rotation import drop_openings_of
from huskurage.actions.sessions import end_sessions
from huskurage.core.derivation import ARGON2_PASSPHRASE, Cost
from huskurage.core.keys import LockedKey, lock_key
from huskurage.core.sealing import KeyPair, new_key_pair
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Invitation, InvitationKind, account_by_login


@dataclass(frozen=True)
class OwnKey:
    """A new key pair of somebody, locked with the passphrase they chose."""

    pair: KeyPair = field(repr=False)
    locked: LockedKey = field(repr=False)


@dataclass(frozen=True)
class Joined:
    """Who came in, with the recovery codes that are shown once."""

    account: Account
    recovery_codes: tuple[str, ...] = field(repr=False)


def new_own_key(passphrase: str, *, cost: Cost = ARGON2_PASSPHRASE) -> OwnKey:
    """Draw a key pair and lock it; raises WeakPassphrase. Derives a key (64 MiB): behind the queue, outside locks."""
    pair = new_key_pair()
    return OwnKey(pair, lock_key(pair.private, passphrase, cost=cost))


def join(
    session: Session, *, token: str, key: OwnKey, factor: Factor, language: str, pepper: bytes, now: datetime
) -> Joined:
    """Make the invited account. It can open no inbox before a keyholder lets it in, whatever its role.

    Raises LinkIsDead and NameTaken.
    """
    link = _use(session, token, InvitationKind.JOIN, now)
    if account_by_login(session, link.login) is not None:
        raise NameTaken
    account = Account(
        login=link.login, name=link.name, role=link.role, municipality_id=link.municipality_id,
        landlord_id=link.landlord_id, language=language, email=link.email, totp_box=None,
        public_key=key.pair.public, key_salt=key.locked.salt, key_box=key.locked.box,
    )  # fmt: skip
    session.add(account)
    session.flush()
    codes = _begin_with(session, account, factor, pepper, now)
    record(
        session, at=now, act=Act.PERSON_JOINED, account=account, kind="invitation", object_id=log_id(link.digest)
    )  # fmt: skip
    return Joined(account, codes)


def start_anew(session: Session, *, token: str, key: OwnKey, factor: Factor, pepper: bytes, now: datetime) -> Joined:
    """Give somebody who forgot the passphrase a new key pair: what was sealed to the old one is lost to them.

    Their openings go, so a keyholder or a recovery kit must let them in again; sessions, passkeys and recovery codes
    end. Others' openings stay. Raises LinkIsDead, and LastOpener when an inbox would then open to nobody.
    """
    link = _use(session, token, InvitationKind.NEW_START, now)
    account = _account_of(session, link)
    check_not_last_opener(session, account)
    drop_openings_of(session, account)
    account.public_key = key.pair.public
    account.key_salt, account.key_box = key.locked.salt, key.locked.box
    codes = _begin_with(session, account, factor, pepper, now)
    record(session, at=now, act=Act.NEW_START_MADE, account=account, kind="account", object_id=str(account.id))
    return Joined(account, codes)


def replace_factor(
    session: Session, *, token: str, pair: KeyPair, factor: Factor, pepper: bytes, now: datetime
) -> Joined:
    """Give somebody who knows the passphrase a second factor in place of all they had. The key stays.

    `pair` is what the passphrase opened. Sessions end. Raises LinkIsDead.
    """
    link = _use(session, token, InvitationKind.NEW_FACTOR, now)
    account = _account_of(session, link)
    if account.public_key != pair.public:
        raise LinkIsDead  # a new start was made since the passphrase opened the key
    codes = _begin_with(session, account, factor, pepper, now)
    record(session, at=now, act=Act.FACTOR_CHANGED, account=account, kind="account", object_id=str(account.id))
    return Joined(account, codes)


def _use(session: Session, token: str, kind: InvitationKind, now: datetime) -> Invitation:
    link = open_link(session, token=token, now=now, to_use=True)
    if link.kind is not kind:
        raise LinkIsDead
    link.used_at = now
    return link


def _account_of(session: Session, link: Invitation) -> Account:
    return session.get_one(Account, link.account_id, with_for_update={"key_share": True}, populate_existing=True)


def _begin_with(
    session: Session, account: Account, factor: Factor, pepper: bytes, now: datetime
) -> tuple[str, ...]:  # fmt: skip
    """From here on the account has this second factor, ten fresh recovery codes and no session."""
    end_sessions(session, account, keep=None)
    drop_factors(session, account)
    give_factor(session, account, factor, today=local(now).date())
    return give_recovery_codes(session, account, pepper=pepper)
