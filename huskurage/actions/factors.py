"""Second factors: an app's codes, passkeys and recovery codes; given, spent and counted."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from huskurage.core.authenticator import step_of
from huskurage.core.keys import new_recovery_codes, recovery_digest
from huskurage.core.passkeys import Asked, NewPasskey, NotAPasskey, check_answer, credential_in
from huskurage.core.sealing import KeyPair, seal_to, unseal
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Passkey, RecoveryCode


@dataclass(frozen=True)
class AppFactor:
    """An authenticator app's secret, and the step of the code by which somebody showed that they have it."""

    secret: str = field(repr=False)
    step: int


@dataclass(frozen=True)
class PasskeyFactor:
    """A passkey that was just made, and what its owner calls it."""

    made: NewPasskey
    name: str


Factor = AppFactor | PasskeyFactor


def app_factor(secret: str, typed: str, *, now: datetime) -> AppFactor | None:
    """The app as a second factor, or None when the code is not one of its codes of now."""
    step = step_of(secret, typed, now)
    return None if step is None else AppFactor(secret, step)


def give_factor(session: Session, account: Account, factor: Factor, *, today: date) -> None:
    """Give the account this second factor beside those it has; a new app takes the old one's place."""
    if isinstance(factor, AppFactor):
        account.totp_box = seal_to(account.public_key, factor.secret.encode())
        account.totp_step = factor.step
        return
    made = factor.made
    session.add(
        Passkey(
            credential=made.credential, account_id=account.id, public_key=made.public_key,
            sign_count=made.sign_count, name=factor.name, added_on=today,
        )
    )  # fmt: skip
    session.flush()


def drop_factors(session: Session, account: Account) -> None:
    """Take every second factor away, recovery codes too."""
    account.totp_box, account.totp_step = None, 0
    session.execute(delete(Passkey).where(Passkey.account_id == account.id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def give_recovery_codes(session: Session, account: Account, *, pepper: bytes) -> tuple[str, ...]:
    """Draw ten recovery codes in place of all earlier ones. They are in the answer and nowhere else."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = new_recovery_codes()
    session.add_all([RecoveryCode(digest=recovery_digest(code, pepper), account_id=account.id) for code in codes])
    session.flush()
    return codes


def recovery_codes_left(session: Session, account: Account) -> int:
    """How many recovery codes are still worth something."""
    query = select(func.count()).where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    return session.scalar(query) or 0


def passkeys_of(session: Session, account: Account) -> list[Passkey]:
    """The account's passkeys, oldest first."""
    query = select(Passkey).where(Passkey.account_id == account.id)
    return list(session.scalars(query.order_by(Passkey.added_on, Passkey.name)))


def spend_factor(
    session: Session, account: Account, pair: KeyPair, *, code: str, passkey: Asked | None, pepper: bytes, now: datetime
) -> bool:
    """Whether the second factor is right. A code is spent by this; a passkey has to have signed once more."""
    if passkey is not None:
        return _spend_passkey(session, account, passkey)
    if account.totp_box is not None:
        step = step_of(unseal(pair, account.totp_box).decode(), code, now, after=account.totp_step)
        if step is not None:
            account.totp_step = step
            return True
    return _spend_recovery_code(session, account, code, pepper, now)


def _spend_passkey(session: Session, account: Account, asked: Asked) -> bool:
    try:
        found = session.get(Passkey, credential_in(asked), with_for_update=True, populate_existing=True)
        if found is None or found.account_id != account.id:
            return False
        found.sign_count = check_answer(asked, public_key=found.public_key, sign_count=found.sign_count)
    except NotAPasskey:
        return False
    return True


def _spend_recovery_code(session: Session, account: Account, code: str, pepper: bytes, now: datetime) -> bool:
    query = select(RecoveryCode).where(
        RecoveryCode.digest == recovery_digest(code, pepper),
        RecoveryCode.account_id == account.id,
        RecoveryCode.used_at.is_(None),
    )
    spare = session.scalars(query.with_for_update()).first()
    if spare is None:
        return False
    spare.used_at = now
    record(session, at=now, act=Act.RECOVERY_CODE_USED, account=account)
    return True
