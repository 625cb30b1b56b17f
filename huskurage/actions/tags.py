"""Which tag leads where: replacing one, moving one, and letting small buildings share their area's."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.housing import stairwell_for
from huskurage.actions.people import Unlocked
from huskurage.actions.register import opened_register
from huskurage.core.swedish_time import local
from huskurage.core.tags import fold_tag
from huskurage.store.audit import Act, record
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.places import Landlord


def replace_tag(session: Session, unlocked: Unlocked, stairwell_id: int, *, seen: str, now: datetime) -> Tag:
    """Give the stairwell a new random tag; the old one goes on answering. Harmless when the page was sent before.

    `seen` is the tag that the page showed: when that is no longer the stairwell's, nothing happens. Raises NotFound.
    """
    stairwell = stairwell_for(session, unlocked, stairwell_id)
    register = opened_register(session, stairwell.building.landlord_id)
    session.refresh(stairwell)
    old = next(tag for tag in stairwell.tags if tag.retired_on is None)
    if old.code != seen:
        return old
    old.retired_on = local(now).date()
    fresh = register.fresh_tag()
    stairwell.tags.append(fresh)
    _note(session, unlocked, stairwell, now)
    return fresh


def move_tag(session: Session, unlocked: Unlocked, code: str, to_id: int, *, now: datetime) -> Stairwell:
    """Let a printed tag lead to another stairwell of the same landlord; answers where it led before.

    New posters of both carry other tags. What is known to hang with it moves along. Raises NotFound.
    """
    target = stairwell_for(session, unlocked, to_id)
    register = opened_register(session, target.building.landlord_id)
    tag = session.get(Tag, fold_tag(code) or "", populate_existing=True)
    source = tag.stairwell if tag else None
    if tag is None or source is None or source.building.landlord_id != target.building.landlord_id:
        raise NotFound
    if source.id == target.id:
        return source
    if tag.retired_on is None:
        source.tags.append(register.fresh_tag())
    tag.retired_on = tag.retired_on or local(now).date()
    tag.stairwell = target
    hanging = select(Hanging).where(Hanging.tag_code == tag.code, Hanging.down_on.is_(None))
    for one in session.scalars(hanging):
        one.stairwell_id = target.id
    _note(session, unlocked, target, now)
    return source


def settle_small_buildings(session: Session, now: datetime, *, small_below: int) -> None:
    """Where the setting has changed since a landlord's houses were last settled, settle them anew."""
    del now
    for landlord_id in session.scalars(select(Landlord.id).where(Landlord.small_below != small_below)).all():
        opened_register(session, landlord_id).settle(small_below=small_below)


def _note(session: Session, unlocked: Unlocked, stairwell: Stairwell, now: datetime) -> None:
    session.flush()
    record(
        session, at=now, act=Act.TAG_CHANGED, account=unlocked.account, kind="stairwell", object_id=str(stairwell.id)
    )
