"""Somebody says that no poster hangs in their stairwell: which one it is, and nothing else, is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.core.address import house_key, part_address, part_number, plain_entrance, tidy_postcode
from huskurage.store.houses import Building, Stairwell
from huskurage.store.places import Landlord

MOST = 100  # entrances of one house number, in several places
May = Callable[[int], bool]  # whether this stairwell may still be marked; asking may spend of a budget


@dataclass(frozen=True)
class TypedHouse:
    """A stairwell as somebody types it, brought to the form in which imports keep it."""

    street: str
    number: str
    entrance: str
    postcode: str

    def __repr__(self) -> str:
        return "<TypedHouse>"


def typed_house(street: str, number: str, entrance: str, postcode: str) -> TypedHouse:
    """The stairwell that was typed: "4 A" in the number's box, or everything in the street's, is understood too."""
    if not number:
        parted = part_address(street)
        return TypedHouse(
            parted.street, parted.number, plain_entrance(entrance) or parted.entrance,
            tidy_postcode(postcode) or parted.postcode,
        )  # fmt: skip
    found, letter = part_number(number) or (number, "")
    return TypedHouse(street, found, plain_entrance(entrance) or letter, tidy_postcode(postcode) or "")


def say_missing(session: Session, municipality_id: int, house: TypedHouse, *, may: May) -> None:
    """Mark the stairwell, if it is in a register of the municipality; no day, no hour, nothing about who said it.

    Where no postcode was typed and the address is in more than one place, nothing is marked. Answers nothing, so that
    nobody can tell whether there is such a house.
    """
    found = _stairwells(session, municipality_id, house)
    if len({one.building.postcode for one in found}) > 1:
        return
    for one in found:
        if not one.said_missing and may(one.id):
            one.said_missing = True


def _stairwells(session: Session, municipality_id: int, house: TypedHouse) -> list[Stairwell]:
    key = house_key(TypedHouse(house.street, house.number, "", house.postcode))  # a building's key, or its beginning
    fits = Building.key == key if house.postcode else Building.key.startswith(key, autoescape=True)
    query = (
        select(Stairwell)
        .join(Building)
        .join(Landlord)
        .where(Landlord.municipality_id == municipality_id, fits, Stairwell.retired_on.is_(None))
    )
    found = list(session.scalars(query.limit(MOST)))
    if not house.entrance and len(found) == 1:
        return found
    return [one for one in found if _entrance(one.entrance) == _entrance(house.entrance)]


def _entrance(name: str) -> str:
    return house_key(TypedHouse("", "", plain_entrance(name), ""))
