"""Houses by hand: change one, add one, retire it when it is sold or torn down, and take it into use again."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import FactsChanged, HouseExists, NotFound, NothingChanged
from huskurage.actions.housing import stairwell_for
from huskurage.actions.people import Unlocked
from huskurage.actions.register import Register, facts_of, opened_register
from huskurage.core.houses import HouseRow, house_key
from huskurage.core.imports import building_key, facts_digest
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.houses import Stairwell


def change_house(
    session: Session,
    unlocked: Unlocked,
    stairwell_id: int,
    *,
    house: HouseRow,
    whole_building: bool,
    whole_area: bool = False,
    seen: str,
    now: datetime,
    small_below: int,
) -> None:
    """Write a stairwell's facts. Area, property and town become those of its whole building.

    `seen` is the digest of the facts that the page showed; raises FactsChanged when they are others by now, HouseExists
    when the address is another stairwell's, NotFound. With `whole_building` its other stairwells get the same street,
    number and postcode; with `whole_area` all houses of its area come along to the new area's name.
    """
    register, stairwell = _held(session, unlocked, stairwell_id)
    if facts_digest(facts_of(stairwell)) != seen:
        raise FactsChanged
    moving = [(stairwell, house), *(_along(register, stairwell, house) if whole_building else [])]
    _check_free(register, moving)
    if whole_area:
        register.rename_area(stairwell.building.area, house.area)
    for one, new in moving:
        register.move(one, new)
    register.change(stairwell, house)
    register.settle(small_below=small_below)
    _note(session, unlocked, stairwell, now)


def add_house(session: Session, unlocked: Unlocked, *, house: HouseRow, now: datetime, small_below: int) -> Stairwell:
    """A new stairwell with a tag of its own; raises HouseExists when there is one of that address."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    register = opened_register(session, unlocked.account.landlord_id)
    known = register.stairwells.get(house_key(house))
    if known is not None:
        raise HouseExists(known.id)
    made = register.add(house)
    register.settle(small_below=small_below)
    _note(session, unlocked, made, now)
    return made


def retire_house(
    session: Session, unlocked: Unlocked, stairwell_id: int, *, retired: bool, now: datetime, small_below: int
) -> None:
    """Note that a stairwell is sold or torn down, or in use again. Its tags answer all the same.

    Raises NothingChanged when it was so already, NotFound.
    """
    register, stairwell = _held(session, unlocked, stairwell_id)
    if retired == (stairwell.retired_on is not None):
        raise NothingChanged
    stairwell.retired_on = local(now).date() if retired else None
    register.settle(small_below=small_below)
    _note(session, unlocked, stairwell, now)


def _held(session: Session, unlocked: Unlocked, stairwell_id: int) -> tuple[Register, Stairwell]:
    """The register, locked before the stairwell is looked at, so that nobody else's change is missed."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    register = opened_register(session, unlocked.account.landlord_id)
    return register, stairwell_for(session, unlocked, stairwell_id)


def _along(register: Register, stairwell: Stairwell, house: HouseRow) -> list[tuple[Stairwell, HouseRow]]:
    """The other stairwells of the building, with its new street, number and postcode; none when these stay."""
    if building_key(house) == stairwell.building.key:
        return []
    street, number, postcode = house.street, house.number, house.postcode
    return [
        (one, replace(facts_of(one), street=street, number=number, postcode=postcode))
        for one in register.stairwells.values()
        if one.building is stairwell.building and one is not stairwell
    ]


def _check_free(register: Register, moving: list[tuple[Stairwell, HouseRow]]) -> None:
    """Raises HouseExists when a new address belongs to a stairwell that does not move itself."""
    taken = register.stairwells.keys() - {house_key(facts_of(one)) for one, _ in moving}
    for _, new in moving:
        if house_key(new) in taken:
            raise HouseExists(register.stairwells[house_key(new)].id)


def _note(session: Session, unlocked: Unlocked, stairwell: Stairwell, now: datetime) -> None:
    session.flush()
    record(
        session, at=now, act=Act.HOUSE_CHANGED, account=unlocked.account, kind="stairwell", object_id=str(stairwell.id)
    )
