"""A landlord's list between its upload and its import: without tenants, packed small, its columns named."""

import hashlib
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from huskurage.core.columns import Column, guess_columns
from huskurage.core.personal import Personal, covered_cell, personal_columns, shown_heading
from huskurage.core.table import Row, Table

LETTERS = 26
NAMED = frozenset({Column.STREET, Column.AREA, Column.PROPERTY, Column.CITY})  # places are named after people, too
EXAMPLE_ROWS, LONGEST_EXAMPLE = 100, 60


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column that was not kept: its letter as the spreadsheet program shows it, its heading if it may be shown."""

    letter: str
    heading: str
    why: Personal


@dataclass(frozen=True, slots=True)
class HouseList:
    """What may be kept of a list: the columns that are about no person, which these were, and the first guess.

    `places` has the index in the whole list of each column that is kept.
    """

    table: Table = field(repr=False)
    places: tuple[int, ...]
    dropped: tuple[Dropped, ...]
    headings: str  # a digest of all headings of the whole list: they may name people

    def guessed(self) -> dict[Column, int]:
        """The most likely columns."""
        return guess_columns(self.table.header, self.table.rows)

    def heading(self, index: int) -> str:
        """What a kept column is called."""
        return shown_heading(self.table.header[index])

    def letter(self, index: int) -> str:
        """The letter of a kept column in the whole list."""
        return column_letter(self.places[index])

    def example(self, index: int) -> str:
        """The first different texts of a kept column, to know it by."""
        filled = dict.fromkeys(row.cells[index] for row in self.table.rows[:EXAMPLE_ROWS] if row.cells[index])
        return ", ".join(list(filled)[:3])[:LONGEST_EXAMPLE]

    def remembered(self, mapping: Mapping[Column, int]) -> dict[str, int]:
        """A mapping as it is remembered: by places in the whole list."""
        return {column.value: self.places[index] for column, index in mapping.items()}

    def recalled(self, remembered: Mapping[str, int]) -> dict[Column, int]:
        """A remembered mapping for this list, without columns that are not kept this time."""
        kept = {place: index for index, place in enumerate(self.places)}
        return {column: kept[remembered[column.value]] for column in Column if remembered.get(column.value) in kept}


def without_people(table: Table) -> HouseList:
    """Leave out the columns about persons, and cover single cells that surely are."""
    suspects = list(personal_columns(table.header, table.rows))
    guessed = guess_columns(table.header, table.rows)
    places_named = {index for column, index in guessed.items() if column in NAMED}
    rows = _covered(table.rows, {one.index for one in suspects}, places_named)
    again = personal_columns(table.header, rows)  # covered cells of several kinds may together make a column of persons
    suspects += [one for one in again if one.index not in {known.index for known in suspects}]
    closed = {one.index for one in suspects}
    places = tuple(index for index in range(len(table.header)) if index not in closed)
    if closed:
        rows = tuple(Row(row.number, tuple(row.cells[place] for place in places)) for row in rows)
    suspects.sort(key=lambda one: one.index)
    dropped = tuple(Dropped(column_letter(one.index), shown_heading(one.header), one.why) for one in suspects)
    headings = hashlib.blake2b(json.dumps(table.header).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()
    kept = Table("", table.header_row, tuple(shown_heading(table.header[place]) for place in places), rows)
    return HouseList(kept, places, dropped, headings)


def _covered(rows: Sequence[Row], closed: Collection[int], places: Collection[int]) -> tuple[Row, ...]:
    """The rows with the closed columns empty and single personal cells covered; `places` may look like names."""
    return tuple(
        Row(
            row.number,
            tuple(
                "" if at in closed or not cell else covered_cell(cell, names=at not in places)
                for at, cell in enumerate(row.cells)
            ),
        )
        for row in rows
    )


def pack(kept: HouseList) -> bytes:
    """The list in few bytes."""
    plain = [
        kept.table.header_row, kept.table.header, [row.number for row in kept.table.rows],
        [row.cells for row in kept.table.rows], kept.places,
        [(one.letter, one.heading, one.why.value) for one in kept.dropped], kept.headings,
    ]  # fmt: skip
    return zlib.compress(json.dumps(plain).encode())


def unpack(packed: bytes) -> HouseList:
    """The list from its few bytes."""
    header_row, header, numbers, cells, places, dropped, headings = json.loads(zlib.decompress(packed))
    rows = tuple(Row(number, tuple(line)) for number, line in zip(numbers, cells, strict=True))
    table = Table("", header_row, tuple(header), rows)
    left_out = tuple(Dropped(letter, heading, Personal(why)) for letter, heading, why in dropped)
    return HouseList(table, tuple(places), left_out, headings)


def column_letter(index: int) -> str:
    """The letter above a column in a spreadsheet program: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
