"""Single-use links: inviting somebody, finding what a link is for, and taking it back."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from huskurage.actions.colleagues import people_seen_by
from huskurage.actions.errors import AlreadyHere, LinkIsDead, NotFound
from huskurage.core.access import Permission, Role, may
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Invitation, InvitationKind, account_by_login
from huskurage.store.places import Landlord

LIVES = {
    InvitationKind.JOIN: timedelta(days=7),
    InvitationKind.NEW_START: timedelta(hours=24),
    InvitationKind.NEW_FACTOR: timedelta(hours=24),
}
TOKEN_BYTES = 32
LONGEST_TOKEN = 100  # characters; ours have 43
_USE = b"hkg invitation"


def invite(
    session: Session,
    *,
    municipality_id: int,
    name: str,
    email: str,
    role: Role,
    landlord: Landlord | None,
    by: Account | None,
    now: datetime,
) -> str:
    """Invite somebody for seven days; answers the token of the link, which is kept nowhere.

    An earlier open invitation of the same address dies. Raises AlreadyHere when somebody of the municipality signs in
    with the address, and NotFound when landlord staff has no landlord here. That another municipality's account has
    the address is not told: accepting answers NameTaken.
    """
    login, landlord_id = email.casefold(), _landlord_id(role, landlord, municipality_id)
    _check_new(session, login, municipality_id)
    forget_old(session, now)
    _replace_earlier(session, login, municipality_id)
    token = new_token()
    link = Invitation(
        digest=digest_of(token), kind=InvitationKind.JOIN, municipality_id=municipality_id, login=login, name=name,
        email=email, role=role, landlord_id=landlord_id, account_id=None,
        invited_by_id=by.id if by else None, expires_at=now + LIVES[InvitationKind.JOIN],
    )  # fmt: skip
    session.add(link)
    record(session, at=now, act=Act.PERSON_INVITED, account=by, kind="invitation", object_id=log_id(link.digest))
    return token


def open_link(session: Session, *, token: str, now: datetime, to_use: bool = False) -> Invitation:
    """The invitation behind a link; raises LinkIsDead. Looking burns nothing.

    `to_use` makes whoever else presses at the same time wait, and then find it used.
    """
    if len(token) > LONGEST_TOKEN:
        raise LinkIsDead
    digest = digest_of(token)
    found = session.get(Invitation, digest, with_for_update=to_use or None, populate_existing=to_use)
    if found is None or found.used_at is not None or found.expires_at <= now:
        raise LinkIsDead
    if found.account_id is not None and session.get_one(Account, found.account_id).left_on is not None:
        raise LinkIsDead
    return found


def open_invitations(session: Session, account: Account, *, now: datetime) -> list[Invitation]:
    """The links of the municipality that still work, as far as this person may see and take them back."""
    query = select(Invitation).where(
        Invitation.municipality_id == account.municipality_id, Invitation.used_at.is_(None), Invitation.expires_at > now
    )
    helped = {person.id for person in people_seen_by(session, account) if person.id != account.id}
    inviting = may(account.role, Permission.ACCOUNT_INVITE)
    found = session.scalars(query.order_by(Invitation.expires_at, Invitation.digest))
    return [one for one in found if (inviting if one.account_id is None else one.account_id in helped)]


def withdraw(session: Session, *, by: Account, invitation_id: str, now: datetime) -> None:
    """Take an open link back: it is dead from now on. Raises NotFound for one that is not this person's to see."""
    found = next((one for one in open_invitations(session, by, now=now) if one.digest.hex() == invitation_id), None)
    if found is None:
        raise NotFound
    session.delete(found)
    record(session, at=now, act=Act.INVITATION_WITHDRAWN, account=by, kind="invitation", object_id=log_id(found.digest))


def log_id(digest: bytes) -> str:
    """How the log names a link: half of its digest, which opens nothing."""
    return digest.hex()[:32]


def new_token() -> str:
    """What stands at the end of a link: 256 random bits in 43 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> bytes:
    """The 32 bytes by which a link is known again."""
    return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32, person=_USE).digest()


def forget_old(session: Session, now: datetime) -> None:
    """Names and addresses of those who were invited are not kept longer than their links could work."""
    session.execute(delete(Invitation).where(Invitation.expires_at <= now))


def _landlord_id(role: Role, landlord: Landlord | None, municipality_id: int) -> int | None:
    """For whom somebody works; raises NotFound when landlord staff has no landlord in the municipality."""
    if role is not Role.LANDLORD_STAFF:
        return None
    if landlord is None or landlord.municipality_id != municipality_id:
        raise NotFound
    return landlord.id


def _check_new(session: Session, login: str, municipality_id: int) -> None:
    here = account_by_login(session, login)
    if here is not None and here.municipality_id == municipality_id:
        raise AlreadyHere


def _replace_earlier(session: Session, login: str, municipality_id: int) -> None:
    session.execute(
        delete(Invitation).where(
            Invitation.login == login,
            Invitation.municipality_id == municipality_id,
            Invitation.kind == InvitationKind.JOIN,
            Invitation.used_at.is_(None),
        )
    )
