"""The landlord's register taken out as a file, which an import finds unchanged."""

from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.actions.register import facts_of
from huskurage.core.exporting import register_lines
from huskurage.store.audit import Act, record
from huskurage.store.houses import register_of
from huskurage.store.people import Account


def exported(session: Session, unlocked: Unlocked, *, now: datetime) -> list[list[str]]:
    """The lines of the person's own landlord's register, a header first; raises NotFound."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    return export_houses(session, unlocked.account.landlord_id, account=unlocked.account, now=now)


def export_houses(session: Session, landlord_id: int, *, account: Account | None, now: datetime) -> list[list[str]]:
    """The lines of a landlord's register in walking order, without retired stairwells; a header first."""
    houses = [facts_of(one) for one in register_of(session, landlord_id) if one.retired_on is None]
    record(session, at=now, act=Act.HOUSES_EXPORTED, account=account, kind="landlord", object_id=str(landlord_id))
    return register_lines(houses)
