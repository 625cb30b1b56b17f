"""Helping somebody in again: a link for a new start, or for a new second factor."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from huskurage.actions.colleagues import person_for
from huskurage.actions.errors import LastOpener
from huskurage.actions.invitations import LIVES, digest_of, forget_old, new_token
from huskurage.actions.openers import inboxes_only_they_open
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, Invitation, InvitationKind


def offer_renewal(session: Session, *, person_id: int, kind: InvitationKind, by: Account, now: datetime) -> str:
    """Offer somebody a new start or a new second factor for 24 hours; answers the token of the link.

    An earlier open link of theirs dies. Raises NotFound when the person is not for `by` to help, and LastOpener when
    a new start would leave an inbox that nobody can open.
    """
    person = person_for(session, by, person_id)
    if kind is InvitationKind.NEW_START:
        check_not_last_opener(session, person)
    forget_old(session, now)
    session.execute(delete(Invitation).where(Invitation.account_id == person.id, Invitation.used_at.is_(None)))
    token = new_token()
    session.add(
        Invitation(
            digest=digest_of(token), kind=kind, municipality_id=person.municipality_id, login=person.login or "",
            name=person.name, email=person.email, role=person.role, landlord_id=person.landlord_id,
            account_id=person.id, invited_by_id=by.id, expires_at=now + LIVES[kind],
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
