"""Cover rounds: drawn a year ahead for every landlord, shown to its staff, done when its posters were looked after."""

import secrets
from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.actions.survey import Surveyed, survey
from huskurage.core.cover import months_ahead, rounds_to_draw
from huskurage.core.standing import first_of_month
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.hanging import CoverRound, cover_rounds_of
from huskurage.store.houses import Area, Building, Stairwell

STILL_SHOWN = 2  # months for which a round that was missed is asked for


def plan_cover_rounds(session: Session, now: datetime) -> None:
    """Draw what is missing of the coming twelve months' rounds, for every landlord. Harmless to repeat.

    Only the register's areas and chance decide; nothing here reads a report.
    """
    months = months_ahead(local(now).date())
    lived_in = select(Area.landlord_id, Area.id).where(
        Area.id.in_(select(Building.area_id).join(Stairwell).where(Stairwell.retired_on.is_(None)))
    )
    areas: dict[int, list[int]] = defaultdict(list)
    for landlord_id, area_id in session.execute(lived_in.order_by(Area.id)):
        areas[landlord_id].append(area_id)
    planned: dict[int, list[date]] = defaultdict(list)
    query = select(CoverRound.area_id, CoverRound.month).where(CoverRound.month.in_(months))
    for area_id, month in session.execute(query):
        planned[area_id].append(month)
    for landlord_id, own in areas.items():
        for area_id, month in rounds_to_draw(own, planned, months, secrets.SystemRandom()):
            session.add(CoverRound(landlord_id=landlord_id, area_id=area_id, month=month))
    session.flush()


def cover_rounds_for(session: Session, unlocked: Unlocked, *, today: date) -> list[CoverRound]:
    """The person's own landlord's rounds: those missed lately, this month's, and what is drawn for later."""
    landlord_id = unlocked.account.landlord_id
    if landlord_id is None:
        raise NotFound
    month = first_of_month(today)
    found = cover_rounds_of(session, landlord_id, first_of_month(today, -STILL_SHOWN), first_of_month(today, 12))
    return [one for one in found if one.month >= month or one.done_on is None]


def mark_cover_round(session: Session, unlocked: Unlocked, round_id: int, *, done: bool, now: datetime) -> None:
    """Tick a round of the person's own landlord, or take the tick back; raises NotFound for any other, as for none."""
    found = session.get(CoverRound, round_id) if is_row_number(round_id) else None
    if found is None or found.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    found.done_on = (found.done_on or local(now).date()) if done else None
    session.flush()
    record(session, at=now, act=Act.POSTERS_HUNG, account=unlocked.account, kind="cover", object_id=str(found.id))


def close_cover_rounds(session: Session, landlord_id: int, *, today: date) -> None:
    """Tick those begun rounds whose every poster was looked at, or found missing, since their month began."""
    open_rounds = [
        one
        for one in cover_rounds_of(session, landlord_id, first_of_month(today, -STILL_SHOWN), first_of_month(today))
        if one.done_on is None
    ]
    if not open_rounds:
        return
    by_area: dict[int, list[Surveyed]] = defaultdict(list)
    for each in survey(session, landlord_id):
        by_area[each.area_id].append(each)
    for one in open_rounds:
        days = [each.stands.looked_at() for each in by_area[one.area_id] if each.stands.hangs or each.stands.gone]
        if days and all(day and day >= one.month for day in days):
            one.done_on = today
