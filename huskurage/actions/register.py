"""A landlord's register while it is being changed: every stairwell at hand, tags drawn, walking order kept."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from huskurage.core.houses import HouseRow, house_key, walking_order
from huskurage.core.imports import building_key
from huskurage.core.sharing import holds_enough, is_small
from huskurage.core.tags import new_tag
from huskurage.store.houses import (
    Area,
    Building,
    Stairwell,
    Tag,
    areas_by_name,
    buildings_by_key,
    locked_landlord,
    register_of,
    tag_codes,
)
from huskurage.store.places import Landlord

SEARCHED = 500  # characters of a stairwell's words that are kept


@dataclass
class Register:
    """All of one landlord's houses, held until the transaction ends; nobody else changes them meanwhile."""

    session: Session = field(repr=False)
    landlord: Landlord
    stairwells: dict[str, Stairwell]  # by house_key
    buildings: dict[str, Building]
    areas: dict[str, Area]
    taken: set[str] = field(repr=False)

    def facts(self) -> dict[str, HouseRow]:
        """What is known of every stairwell."""
        return {key: facts_of(one) for key, one in self.stairwells.items()}

    def retired(self) -> frozenset[str]:
        """The keys of the stairwells that were retired."""
        return frozenset(key for key, one in self.stairwells.items() if one.retired_on)

    def area(self, name: str) -> Area:
        """The landlord's area of that name, made when there is none; the nameless one where a list does not say."""
        key = name.casefold()
        if key not in self.areas:
            self.areas[key] = Area(landlord_id=self.landlord.id, name=name)
            self.session.add(self.areas[key])
        return self.areas[key]

    def rename_area(self, area: Area, name: str) -> None:
        """Give an area another name, its tag along; where there is one of that name, its houses go there."""
        key = name.casefold()
        if area.name and name and self.areas.get(key, area) is area:
            del self.areas[area.name.casefold()]
            area.name, self.areas[key] = name, area
            return
        there = self.area(name)
        for building in self.buildings.values():
            building.area = there if building.area is area else building.area

    def building(self, house: HouseRow) -> Building:
        """The building of these facts, made when there is none."""
        key = building_key(house)
        if key not in self.buildings:
            self.buildings[key] = Building(
                landlord_id=self.landlord.id, key=key, area=self.area(house.area), street=house.street,
                number=house.number, postcode=house.postcode, city=house.city,
                property_designation=house.property_designation,
            )  # fmt: skip
        return self.buildings[key]

    def move(self, stairwell: Stairwell, house: HouseRow) -> None:
        """Write a stairwell's whole address anew; a building that nothing is left of is forgotten."""
        old = stairwell.building
        del self.stairwells[house_key(facts_of(stairwell))]
        stairwell.building, stairwell.entrance = self.building(house), house.entrance
        self.stairwells[house_key(house)] = stairwell
        if all(one.building is not old for one in self.stairwells.values()):
            del self.buildings[old.key]
            self.session.flush()
            self.session.expire(old)
            self.session.delete(old)

    def add(self, house: HouseRow) -> Stairwell:
        """A new stairwell with a tag of its own."""
        made = Stairwell(
            entrance=house.entrance, dwellings=house.dwellings, walk=0, search=search_words(house),
            building=self.building(house), tags=[self.fresh_tag()],
        )  # fmt: skip
        self.describe(made.building, house)
        self.session.add(made)
        self.stairwells[house_key(house)] = made
        return made

    def change(self, stairwell: Stairwell, house: HouseRow) -> None:
        """Write what an import may change: area, property, town and dwellings."""
        self.describe(stairwell.building, house)
        stairwell.dwellings = house.dwellings

    def describe(self, building: Building, house: HouseRow) -> None:
        """Write what belongs to a building as a whole."""
        building.area = self.area(house.area)
        building.property_designation, building.city = house.property_designation, house.city

    def fresh_tag(self) -> Tag:
        """A tag that nobody ever had."""
        code = new_tag()
        while code in self.taken:
            code = new_tag()
        self.taken.add(code)
        return Tag(code=code)

    def settle(self, *, small_below: int) -> None:
        """Bring what follows from the facts up to them: search words, walking order, and whose tag posters carry."""
        for one in self.stairwells.values():
            one.search = search_words(facts_of(one))
        in_use = sorted(self.stairwells.values(), key=lambda one: (one.retired_on is not None, _walk(one)))
        for place, one in enumerate(in_use):
            one.walk = place
        self._share_tags(small_below)
        self.landlord.small_below = small_below
        self.session.flush()

    def _share_tags(self, small_below: int) -> None:
        """A building with few dwellings carries its area's tag; an area with few, that of all the landlord's houses."""
        houses, areas = dict[int, list[Stairwell]](), dict[int, list[int | None]]()
        for one in self.stairwells.values():
            if one.retired_on is None:
                houses.setdefault(id(one.building), []).append(one)
                areas.setdefault(id(one.building.area), []).append(one.dwellings)
        enough = {area: holds_enough(dwellings, small_below) for area, dwellings in areas.items()}
        for stairwells in houses.values():
            area = stairwells[0].building.area
            small = is_small([one.dwellings for one in stairwells], small_below)
            shared = (area if enough[id(area)] else self.area("")) if small else None
            if shared is not None and shared.tag is None:
                shared.tags.append(self.fresh_tag())
            for one in stairwells:
                one.shared_area = shared


def opened_register(session: Session, landlord_id: int) -> Register:
    """The landlord's register, to be changed: whoever else wants to waits until this transaction ends."""
    landlord = locked_landlord(session, landlord_id)
    stairwells = {house_key(facts_of(one)): one for one in register_of(session, landlord_id)}
    return Register(
        session, landlord, stairwells, buildings_by_key(session, landlord_id), areas_by_name(session, landlord_id),
        tag_codes(session),
    )  # fmt: skip


def facts_of(stairwell: Stairwell) -> HouseRow:
    """What the register says of a stairwell, as a list would say it."""
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


def search_words(house: HouseRow) -> str:
    """Everything by which a stairwell is looked up, casefolded."""
    parts = (
        house.street, house.number, house.entrance, house.postcode, house.city, house.area, house.property_designation
    )  # fmt: skip
    return " ".join(parts).casefold()[:SEARCHED]


def _walk(stairwell: Stairwell) -> tuple[object, ...]:
    return walking_order(facts_of(stairwell))
