"""Single-use links: inviting somebody, offering a new start or a new second factor, and taking a link back."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from huskurage.actions.errors import AlreadyHere, LastOpener, LinkIsDead, NotFound
from huskurage.actions.openers import inboxes_only_they_open
from huskurage.core.access import Permission, Role, may
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Invitation, InvitationKind, account_by_login, accounts_of
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
    login, staff = email.casefold(), role is Role.LANDLORD_STAFF
    if staff and (landlord is None or landlord.municipality_id != municipality_id):
        raise NotFound
    here = account_by_login(session, login)
    if here is not None and here.municipality_id == municipality_id:
        raise AlreadyHere
    _forget_old(session, now)
    session.execute(
        delete(Invitation).where(
            Invitation.login == login,
            Invitation.municipality_id == municipality_id,
            Invitation.kind == InvitationKind.JOIN,
            Invitation.used_at.is_(None),
        )
    )
    token, made = _link(InvitationKind.JOIN, now)
    session.add(
        Invitation(
            digest=made[0], kind=InvitationKind.JOIN, municipality_id=municipality_id, login=login, name=name,
            email=email, role=role, landlord_id=landlord.id if staff and landlord else None, account_id=None,
            invited_by_id=by.id if by else None, expires_at=made[1],
        )
    )  # fmt: skip
    record(session, at=now, act=Act.PERSON_INVITED, account=by, kind="invitation", object_id=log_id(made[0]))
    return token


def offer_renewal(session: Session, *, person_id: int, kind: InvitationKind, by: Account, now: datetime) -> str:
    """Offer somebody a new start or a new second factor for 24 hours; answers the token of the link.

    An earlier open link of theirs dies. Raises NotFound when the person is not for `by` to help, and LastOpener when
    a new start would leave an inbox that nobody can open.
    """
    person = person_for(session, by, person_id)
    if kind is InvitationKind.NEW_START:
        check_not_last_opener(session, person)
    _forget_old(session, now)
    session.execute(delete(Invitation).where(Invitation.account_id == person.id, Invitation.used_at.is_(None)))
    token, made = _link(kind, now)
    session.add(
        Invitation(
            digest=made[0], kind=kind, municipality_id=person.municipality_id, login=person.login or "",
            name=person.name, email=person.email, role=person.role, landlord_id=person.landlord_id,
            account_id=person.id, invited_by_id=by.id, expires_at=made[1],
        )
    )  # fmt: skip
    act = Act.NEW_START_OFFERED if kind is InvitationKind.NEW_START else Act.NEW_FACTOR_OFFERED
    record(session, at=now, act=act, account=by, kind="account", object_id=str(person.id))
    return token


def check_not_last_opener(session: Session, person: Account) -> None:
    """Raise LastOpener when some inbox would open to nobody without this person's key."""
    shut = inboxes_only_they_open(session, person)
    if shut:
        raise LastOpener(tuple(inbox.name for inbox in shut))


def open_link(session: Session, *, token: str, now: datetime, to_use: bool = False) -> Invitation:
    """The invitation behind a link; raises LinkIsDead. Looking burns nothing.

    `to_use` makes whoever else presses at the same time wait, and then find it used.
    """
    if len(token) > LONGEST_TOKEN:
        raise LinkIsDead
    digest = _digest(token)
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


def people_seen_by(session: Session, account: Account) -> list[Account]:
    """Whom somebody sees on the page of people: an administrator everybody here, a coordinator the coordinators."""
    people = accounts_of(session, account.municipality_id)
    if may(account.role, Permission.ACCOUNT_INVITE):
        return people
    return [one for one in people if one.role is account.role]


def person_for(session: Session, account: Account, person_id: int) -> Account:
    """Somebody else whom this person may help; raises NotFound, also for oneself: four eyes see more than two."""
    people = people_seen_by(session, account)
    found = next((one for one in people if one.id == person_id and one.id != account.id), None)
    if found is None:
        raise NotFound
    return found


def log_id(digest: bytes) -> str:
    """How the log names a link: half of its digest, which opens nothing."""
    return digest.hex()[:32]


def _link(kind: InvitationKind, now: datetime) -> tuple[str, tuple[bytes, datetime]]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, (_digest(token), now + LIVES[kind])


def _digest(token: str) -> bytes:
    return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32, person=_USE).digest()


def _forget_old(session: Session, now: datetime) -> None:
    """Names and addresses of those who were invited are not kept longer than their links could work."""
    session.execute(delete(Invitation).where(Invitation.expires_at <= now))
