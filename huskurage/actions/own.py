"""What signed-in people change about their own account: passphrase, second factors, sessions, address for letters."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from huskurage.actions.errors import LastFactor, NotFound
from huskurage.actions.factors import Factor, give_factor, give_recovery_codes
from huskurage.actions.people import Unlocked
from huskurage.actions.sessions import end_sessions
from huskurage.core.keys import LockedKey
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Passkey, StaffSession


def own_account(session: Session, unlocked: Unlocked) -> Account:
    """The person's account, held until the transaction ends; raises NotFound when their session ended meanwhile."""
    account = session.get_one(Account, unlocked.account.id, with_for_update={"key_share": True}, populate_existing=True)
    if session.get(StaffSession, unlocked.session_digest) is None:
        raise NotFound
    return account


def change_passphrase(session: Session, *, unlocked: Unlocked, locked: LockedKey, now: datetime) -> None:
    """Keep the same key locked with a new passphrase, and end every other session of this person.

    Whoever calls has opened the account with the old passphrase first, and locked `unlocked.pair` with the new one.
    """
    account = own_account(session, unlocked)
    account.key_salt, account.key_box = locked.salt, locked.box
    end_sessions(session, account, keep=unlocked.session_digest)
    _log(session, Act.PASSPHRASE_CHANGED, account, now)


def add_factor(session: Session, *, unlocked: Unlocked, factor: Factor, now: datetime) -> None:
    """Take a new app in the old one's place, or one more passkey."""
    account = own_account(session, unlocked)
    give_factor(session, account, factor, today=local(now).date())
    _log(session, Act.FACTOR_CHANGED, account, now)


def remove_passkey(session: Session, *, unlocked: Unlocked, credential: bytes, now: datetime) -> None:
    """Forget one of the own passkeys; raises NotFound, and LastFactor when nothing else would be left."""
    account = own_account(session, unlocked)
    found = session.get(Passkey, credential)
    if found is None or found.account_id != account.id:
        raise NotFound
    count = session.scalar(select(func.count()).where(Passkey.account_id == account.id))
    if account.totp_box is None and count == 1:
        raise LastFactor
    session.delete(found)
    _log(session, Act.FACTOR_CHANGED, account, now)


def new_codes(session: Session, *, unlocked: Unlocked, pepper: bytes, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes in place of the old ones; they are in the answer and nowhere else."""
    account = own_account(session, unlocked)
    codes = give_recovery_codes(session, account, pepper=pepper)
    _log(session, Act.FACTOR_CHANGED, account, now)
    return codes


def end_session(session: Session, *, unlocked: Unlocked, digest: bytes, now: datetime) -> None:
    """End another of one's own sessions. One that has ended already, or is somebody else's, changes nothing."""
    account = own_account(session, unlocked)
    found = session.get(StaffSession, digest)
    if found is not None and found.account_id == account.id:
        session.delete(found)
        _log(session, Act.SESSION_ENDED, account, now)


def end_other_sessions(session: Session, *, unlocked: Unlocked, now: datetime) -> None:
    """End every session of this person but the one they are in."""
    account = own_account(session, unlocked)
    if end_sessions(session, account, keep=unlocked.session_digest):
        _log(session, Act.SESSION_ENDED, account, now)


def change_email(session: Session, *, unlocked: Unlocked, email: str, now: datetime) -> None:
    """Send letters there from now on; empty: no letters."""
    account = own_account(session, unlocked)
    if account.email != email:
        account.email = email
        _log(session, Act.ACCOUNT_CHANGED, account, now)


def _log(session: Session, act: Act, account: Account, now: datetime) -> None:
    record(session, at=now, act=act, account=account, kind="account", object_id=str(account.id))
