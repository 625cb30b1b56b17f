"""From a mapped table to houses: one stairwell a row, with every fault named by row and column."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from huskurage.core.address import (
    house_key,
    part_address,
    part_number,
    plain_entrance,
    tidy_city,
    tidy_postcode,
    walking_order,
)
from huskurage.core.cells import LONGEST_CELL, FaultReason, complaints, showable
from huskurage.core.columns import Column
from huskurage.core.personal import Suspect, personal_columns, personal_content
from huskurage.core.table import Row, Table

__all__ = [
    "Duplicate",
    "Fault",
    "FaultReason",
    "HouseRow",
    "PersonalColumnMapped",
    "Reading",
    "house_key",
    "read_house",
    "read_houses",
    "walking_order",
]

MOST_DWELLINGS = 2_000
LONGEST = {"street": 120, "number": 20, "entrance": 20, "city": 80}  # as the register keeps them
LONGEST_KEY = 200
_PARTS = {Column.STREET: "street", Column.NUMBER: "number", Column.ENTRANCE: "entrance", Column.CITY: "city"}
_NOTHING = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "--"})  # how lists say "none"
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}[-.\s](jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[ck]t|nov|dec)\w*",
    re.IGNORECASE,
)


class PersonalColumnMapped(Exception):
    """Somebody mapped a column that holds persons; `suspects` says which and why."""

    def __init__(self, suspects: tuple[Suspect, ...]) -> None:
        super().__init__(", ".join(f"{suspect.index}: {suspect.why.value}" for suspect in suspects))
        self.suspects = suspects


@dataclass(frozen=True, slots=True)
class HouseRow:
    """One stairwell as a list names it; `dwellings` is None where the list does not say."""

    row: int
    area: str
    property_designation: str
    street: str
    number: str
    entrance: str
    postcode: str
    city: str
    dwellings: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which row and column; `value` is safe to show, and empty where it looks personal."""

    row: int
    column: Column | None
    why: FaultReason
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that names the stairwell of an earlier row; `differs` when it says something else about it."""

    row: int
    first_row: int
    differs: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says: houses (the first of each), faulty rows, and rows that repeat a house."""

    houses: tuple[HouseRow, ...]
    faults: tuple[Fault, ...]
    duplicates: tuple[Duplicate, ...]


class _Wrong(Exception):
    def __init__(self, column: Column, why: FaultReason, value: str = "") -> None:
        super().__init__(why.value)
        self.column, self.why, self.value = column, why, value


def read_houses(table: Table, mapping: Mapping[Column, int]) -> Reading:
    """Read every row by `mapping` (column to index from 0); a faulty row gives one or more faults, no house.

    Raises `PersonalColumnMapped` when the mapping points at a personal column, KeyError never: an index
    outside the table reads as an empty column.
    """
    mapped = set(mapping.values())
    closed = tuple(each for each in personal_columns(table.header, table.rows) if each.index in mapped)
    if closed:
        raise PersonalColumnMapped(closed)
    houses: dict[str, HouseRow] = {}
    faults: list[Fault] = []
    duplicates: list[Duplicate] = []
    for row in table.rows:
        house, wrong = _read_row(row, mapping)
        faults.extend(wrong)
        if house is None:
            continue
        first = houses.setdefault(house_key(house), house)
        if first is not house:
            duplicates.append(Duplicate(row.number, first.row, differs=_facts(first) != _facts(house)))
    return Reading(tuple(houses.values()), tuple(faults), tuple(duplicates))


def read_house(texts: Mapping[Column, str]) -> tuple[HouseRow | None, tuple[Fault, ...]]:
    """One stairwell as somebody typed it, read as a row of a list is: the house, or what is wrong with it."""
    cells = tuple(texts.get(column, "") for column in Column)
    house, wrong = _read_row(Row(0, cells), {column: index for index, column in enumerate(Column)})
    return house, tuple(wrong)


def _facts(house: HouseRow) -> tuple[str, str, str, int | None]:
    return (
        house.area.casefold(),
        house.property_designation.casefold(),
        house.city.casefold(),
        house.dwellings,
    )


def _read_row(row: Row, mapping: Mapping[Column, int]) -> tuple[HouseRow | None, list[Fault]]:
    texts: dict[Column, str] = {}
    wrong: list[_Wrong] = []
    for column in Column:
        index = mapping.get(column, -1)
        raw = row.cells[index] if 0 <= index < len(row.cells) else ""
        try:
            texts[column] = _tidy(raw, column)
        except _Wrong as one:
            wrong.append(one)
    house = None
    if not wrong:
        house = _house(row.number, texts, wrong)
    return (None if wrong else house), [Fault(row.number, one.column, one.why, one.value) for one in wrong]


def _tidy(raw: str, column: Column) -> str:
    """One cell with its spaces collapsed; raises `_Wrong` for what may not be kept or shown."""
    text = " ".join(unicodedata.normalize("NFC", raw[: LONGEST_CELL * 10]).split())
    if not text or text in _NOTHING:
        return ""
    if personal_content(text):
        raise _Wrong(column, FaultReason.LOOKS_PERSONAL)
    why = next(complaints(text), None)
    if why:
        raise _Wrong(column, why, showable(text))
    return text


def _house(number: int, texts: Mapping[Column, str], wrong: list[_Wrong]) -> HouseRow | None:
    parted = part_address(texts[Column.STREET])
    steps = (_place, _postcode, _dwellings, _keepable)
    house = HouseRow(
        row=number,
        area=texts[Column.AREA],
        property_designation=texts[Column.PROPERTY],
        street=parted.street,
        number=parted.number,
        entrance=parted.entrance,
        postcode=parted.postcode,
        city=tidy_city(texts[Column.CITY] or parted.city),
        dwellings=None,
    )
    for step in steps:
        try:
            house = step(house, texts)
        except _Wrong as one:
            wrong.append(one)
    return house


def _place(house: HouseRow, texts: Mapping[Column, str]) -> HouseRow:
    """Bring the street cell and the columns for number and entrance together."""
    if not house.street:
        raise _Wrong(Column.STREET, FaultReason.MISSING)
    own = texts[Column.NUMBER]
    number, letter = house.number, house.entrance
    if own:
        parted = part_number(own)
        if parted is None:
            why = FaultReason.BECAME_A_DATE if _DATE.fullmatch(own) else FaultReason.NOT_A_NUMBER
            raise _Wrong(Column.NUMBER, why, own)
        if number and number != parted[0]:
            raise _Wrong(Column.NUMBER, FaultReason.NUMBERS_DISAGREE, own)
        number, letter = parted[0], parted[1] or letter
    if not number or number == "0":
        raise _Wrong(Column.NUMBER, FaultReason.MISSING)
    entrance = plain_entrance(texts[Column.ENTRANCE])
    if entrance and letter and entrance.casefold() != letter.casefold():
        number += letter  # number 12B with a door 2: the letter belongs to the number
    return replace(house, number=number, entrance=entrance or letter)


def _postcode(house: HouseRow, texts: Mapping[Column, str]) -> HouseRow:
    own = texts[Column.POSTCODE]
    postcode = tidy_postcode(own) if own else house.postcode
    if postcode is None:
        raise _Wrong(Column.POSTCODE, FaultReason.NOT_A_POSTCODE, own)
    return replace(house, postcode=postcode)


def _dwellings(house: HouseRow, texts: Mapping[Column, str]) -> HouseRow:
    own = texts[Column.DWELLINGS]
    if not own:
        return house
    if not (own.isascii() and own.isdecimal() and int(own[:9]) <= MOST_DWELLINGS):
        raise _Wrong(Column.DWELLINGS, FaultReason.NOT_A_COUNT, own)
    return replace(house, dwellings=int(own))


def _keepable(house: HouseRow, texts: Mapping[Column, str]) -> HouseRow:
    """What the parts became must fit the register, and must read as the same parts again."""
    del texts
    for column, name in _PARTS.items():
        part = getattr(house, name)
        if len(part) > LONGEST[name] or (column is Column.STREET and len(house_key(house)) > LONGEST_KEY):
            raise _Wrong(column, FaultReason.TOO_LONG, showable(part))
        why = next(complaints(part), None)
        if why:
            raise _Wrong(column, why, showable(part))
    return house
