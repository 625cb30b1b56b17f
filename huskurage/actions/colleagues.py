"""Whom somebody sees of those who work here, and whom they may help."""

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.core.access import Permission, may
from huskurage.store.people import Account, accounts_of


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
