"""What landlord staff do with houses: import a list, look them up, choose among them."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.core.columns import guess_columns
from huskurage.core.houses import HouseRow, Reading, house_key, read_houses, walking_order
from huskurage.core.spreadsheet import read_table
from huskurage.core.tags import new_tag
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.houses import (
    Area,
    Building,
    Stairwell,
    Tag,
    areas_by_name,
    buildings_by_key,
    stairwells_of,
    tag_codes,
)
from huskurage.store.people import Account
from huskurage.store.places import Landlord

MOST_LISTED = 2_000  # stairwells on one page


@dataclass(frozen=True)
class Imported:
    """How many stairwells an import made, changed and found as they were."""

    new: int
    changed: int
    unchanged: int


def read_list(content: bytes, filename: str) -> Reading:
    """Read a landlord's spreadsheet with its columns guessed; raises Unreadable. Nothing is saved."""
    table = read_table(content, filename)
    return read_houses(table, guess_columns(table.header, table.rows))


def import_houses(
    session: Session, *, landlord: Landlord, reading: Reading, account: Account | None, now: datetime
) -> Imported:
    """Save the read houses: new stairwells get a tag, known ones their new facts; nothing is ever taken away."""
    buildings = buildings_by_key(session, landlord.id)
    known = {_key(stairwell): stairwell for stairwell in session.scalars(stairwells_of(landlord.id))}
    areas, taken = areas_by_name(session, landlord.id), tag_codes(session)
    before = {house_key(house): _facts(known.get(house_key(house))) for house in reading.houses}
    for house in reading.houses:
        key = house_key(house)
        area = _area(areas, landlord, house.area)
        if key in known:
            _update(known[key], house, area)
        else:
            known[key] = _add(session, area, buildings, taken, house)
    new = sum(facts is None for facts in before.values())
    unchanged = sum(_facts(known[key]) == facts for key, facts in before.items())
    _walk(list(known.values()))
    record(session, at=now, act=Act.HOUSES_IMPORTED, account=account, kind="landlord", object_id=str(landlord.id))
    session.flush()
    return Imported(new, len(before) - new - unchanged, unchanged)


def stairwells_for(session: Session, unlocked: Unlocked, *, search: str = "") -> list[Stairwell]:
    """The stairwells of this person's own landlord, in walking order; nobody else's, whoever asks."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    return list(session.scalars(stairwells_of(unlocked.account.landlord_id, search).limit(MOST_LISTED)))


def stairwell_for(session: Session, unlocked: Unlocked, stairwell_id: int) -> Stairwell:
    """One of this person's own landlord's stairwells; raises NotFound for any other, as for none."""
    found = session.get(Stairwell, stairwell_id) if is_row_number(stairwell_id) else None
    if found is None or found.building.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    return found


def _add(session: Session, area: Area, buildings: dict[str, Building], taken: set[str], house: HouseRow) -> Stairwell:
    key = house_key(replace(house, entrance=""))
    building = buildings.get(key)
    if building is None:
        building = Building(
            landlord_id=area.landlord_id,
            key=key,
            area=area,
            property_designation=house.property_designation,
            street=house.street,
            number=house.number,
            postcode=house.postcode,
            city=house.city,
        )
        buildings[key] = building
    stairwell = Stairwell(
        entrance=house.entrance, dwellings=house.dwellings, walk=0, search=_words(house), building=building
    )
    stairwell.tags.append(Tag(code=_fresh_tag(taken)))
    session.add(stairwell)
    return stairwell


def _area(areas: dict[str, Area], landlord: Landlord, name: str) -> Area:
    """The landlord's area of that name, made when there is none; the nameless one where a list does not say."""
    return areas.setdefault(name.casefold(), Area(landlord_id=landlord.id, name=name))


def _fresh_tag(taken: set[str]) -> str:
    tag = new_tag()
    while tag in taken:
        tag = new_tag()
    taken.add(tag)
    return tag


def _update(stairwell: Stairwell, house: HouseRow, area: Area) -> None:
    """Write the house's new facts; what the list leaves empty stays as it was."""
    building = stairwell.building
    if house.dwellings is not None:
        stairwell.dwellings = house.dwellings
    if house.area:
        building.area = area
    building.property_designation = house.property_designation or building.property_designation
    building.city = house.city or building.city
    stairwell.search = _words(_as_house(stairwell))


def _facts(stairwell: Stairwell | None) -> HouseRow | None:
    return _as_house(stairwell) if stairwell else None


def _as_house(stairwell: Stairwell) -> HouseRow:
    building = stairwell.building
    return HouseRow(
        row=0,
        area=building.area.name,
        property_designation=building.property_designation,
        street=building.street,
        number=building.number,
        entrance=stairwell.entrance,
        postcode=building.postcode,
        city=building.city,
        dwellings=stairwell.dwellings,
    )


def _key(stairwell: Stairwell) -> str:
    return house_key(_as_house(stairwell))


def _words(house: HouseRow) -> str:
    parts = (
        house.street, house.number, house.entrance, house.postcode, house.city, house.area, house.property_designation
    )  # fmt: skip
    return " ".join(parts).casefold()


def _walk(stairwells: list[Stairwell]) -> None:
    for place, stairwell in enumerate(sorted(stairwells, key=lambda one: walking_order(_as_house(one)))):
        stairwell.walk = place
