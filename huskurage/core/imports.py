"""What an import would do to a register: plain facts compared with plain facts, before anything is touched."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace

from huskurage.core.address import house_key
from huskurage.core.columns import Column
from huskurage.core.houses import HouseRow

FIELDS: Mapping[Column, str] = {
    Column.STREET: "street",
    Column.NUMBER: "number",
    Column.ENTRANCE: "entrance",
    Column.POSTCODE: "postcode",
    Column.CITY: "city",
    Column.AREA: "area",
    Column.PROPERTY: "property_designation",
    Column.DWELLINGS: "dwellings",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A known stairwell's facts before and after; `back` when it had been retired and is on a list again."""

    before: HouseRow
    after: HouseRow
    back: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """Which facts change."""
        return tuple(one for one, name in FIELDS.items() if getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: stairwells it would make, those it would change, and how many listed stay."""

    new: tuple[HouseRow, ...]
    changed: tuple[Change, ...]
    unchanged: int

    def digest(self) -> str:
        """32 hex digits that are the same for the same plan: what somebody saw is what is done."""
        plain = [
            [astuple(one) for one in self.new],
            [(astuple(one.before), astuple(one.after), one.back) for one in self.changed],
        ]
        return hashlib.blake2b(json.dumps(plain).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def facts(house: HouseRow) -> HouseRow:
    """The house without the row it was read from."""
    return replace(house, row=0)


def facts_digest(house: HouseRow) -> str:
    """32 hex digits by which a page knows whether the facts are still those that it showed."""
    plain = json.dumps(astuple(facts(house))).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(plain, digest_size=16).hexdigest()


def building_key(house: HouseRow) -> str:
    """The identity of the building that a stairwell belongs to: street, number and postcode."""
    return house_key(replace(house, entrance=""))


def plan_import(
    known: Mapping[str, HouseRow], houses: Sequence[HouseRow], *, retired: frozenset[str] = frozenset()
) -> Plan:
    """Compare the houses of a list with the known ones, both by `house_key`.

    What a list leaves empty stays as it was. Area, property and town belong to a building: a row changes them for
    all its stairwells, and each of these counts as changed.
    """
    comparison = _Comparison(known)
    for house in houses:
        comparison.read(house)
    listed = {house_key(house): house for house in houses}
    changed = [
        Change(house, comparison.after(house, key), key in retired and key in listed) for key, house in known.items()
    ]
    changed = [one for one in changed if one.back or one.columns]
    new = [comparison.after(facts(house), key) for key, house in listed.items() if key not in known]
    touched = {house_key(one.before) for one in changed}
    return Plan(tuple(new), tuple(changed), sum(key in known and key not in touched for key in listed))


class _Comparison:
    """The facts of buildings and stairwells as they would be after the rows that were read."""

    def __init__(self, known: Mapping[str, HouseRow]) -> None:
        self._buildings = {building_key(house): house for house in known.values()}
        self._dwellings = {key: house.dwellings for key, house in known.items()}
        self._areas = {house.area.casefold(): house.area for house in known.values()}

    def read(self, house: HouseRow) -> None:
        key, area = building_key(house), self._areas.setdefault(house.area.casefold(), house.area)
        was = self._buildings.get(key, house)
        self._buildings[key] = replace(
            was,
            area=area or was.area,
            property_designation=house.property_designation or was.property_designation,
            city=house.city or was.city,
        )
        if house.dwellings is not None:
            self._dwellings[house_key(house)] = house.dwellings

    def after(self, house: HouseRow, key: str) -> HouseRow:
        building = self._buildings[building_key(house)]
        return replace(
            house,
            area=building.area,
            property_designation=building.property_designation,
            city=building.city,
            street=building.street,
            number=building.number,
            postcode=building.postcode,
            dwellings=self._dwellings.get(key),
        )


def kept_facts(house: HouseRow) -> list[str | int | None]:
    """The facts as a journal keeps them."""
    return [getattr(house, name) for name in FIELDS.values()]


def facts_from(kept: Sequence[str | int | None]) -> HouseRow:
    """The facts that a journal kept."""
    return HouseRow(row=0, **dict(zip(FIELDS.values(), kept, strict=True)))  # type: ignore[arg-type]  # as they were kept
