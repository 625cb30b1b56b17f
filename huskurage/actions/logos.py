"""What people do with logos: keep their own landlord's or municipality's, look at it, take it away."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.access import Role
from huskurage.core.logo import Drawn
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.logos import Logo
from huskurage.store.places import Landlord, Municipality

Owner = Landlord | Municipality


def owner_of_logo(session: Session, unlocked: Unlocked) -> Owner:
    """Whose logo this person keeps: landlord staff their landlord's, an administrator the municipality's.

    Raises NotFound for whoever works for neither.
    """
    account = unlocked.account
    if account.role is Role.ADMINISTRATOR:
        return session.get_one(Municipality, account.municipality_id)
    if account.role is not Role.LANDLORD_STAFF or account.landlord_id is None:
        raise NotFound
    return session.get_one(Landlord, account.landlord_id)


def logo_for(session: Session, unlocked: Unlocked) -> Logo:
    """The logo that this person keeps; raises NotFound when there is none."""
    found = _logo_of(session, owner_of_logo(session, unlocked))
    if found is None:
        raise NotFound
    return found


def keep_logo(session: Session, unlocked: Unlocked, drawn: Drawn, *, now: datetime) -> Logo:
    """Keep a logo that was drawn anew from what somebody sent in; the one before is gone."""
    owner = _held(session, unlocked)
    kept = _logo_of(session, owner)
    today = local(now).date()
    if kept is None:
        kept = Logo(
            landlord_id=owner.id if isinstance(owner, Landlord) else None,
            municipality_id=owner.id if isinstance(owner, Municipality) else None,
            png=drawn.png, width=drawn.width, height=drawn.height, added_on=today,
        )  # fmt: skip
        session.add(kept)
    else:
        kept.png, kept.width, kept.height, kept.added_on = drawn.png, drawn.width, drawn.height, today
    session.flush()
    _note(session, unlocked, owner, now)
    return kept


def remove_logo(session: Session, unlocked: Unlocked, *, now: datetime) -> None:
    """Take the logo away; harmless where there is none."""
    owner = _held(session, unlocked)
    kept = _logo_of(session, owner)
    if kept is not None:
        session.delete(kept)
        session.flush()
        _note(session, unlocked, owner, now)


def logos_for(session: Session, landlord: Landlord) -> list[tuple[str, bytes]]:
    """The logos that stand on a landlord's sheets as (whose, PNG): the municipality's first; those there are."""
    owners: tuple[Owner, ...] = (landlord.municipality, landlord)
    found = [(owner.name, _logo_of(session, owner)) for owner in owners]
    return [(name, logo.png) for name, logo in found if logo is not None]


def _held(session: Session, unlocked: Unlocked) -> Owner:
    """Whose logo it is; two who send theirs at the same moment wait for each other."""
    owner = owner_of_logo(session, unlocked)
    session.refresh(owner, with_for_update={"key_share": True})
    return owner


def _logo_of(session: Session, owner: Owner) -> Logo | None:
    column = Logo.landlord_id if isinstance(owner, Landlord) else Logo.municipality_id
    return session.scalars(select(Logo).where(column == owner.id)).first()


def _note(session: Session, unlocked: Unlocked, owner: Owner, now: datetime) -> None:
    kind = "landlord" if isinstance(owner, Landlord) else "municipality"
    record(session, at=now, act=Act.LOGO_CHANGED, account=unlocked.account, kind=kind, object_id=str(owner.id))
