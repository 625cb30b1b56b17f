"""The list that somebody is in the middle of importing: kept in memory, read once more at each step."""

from collections.abc import Mapping
from dataclasses import dataclass

from huskurage.core.columns import Column
from huskurage.core.derivation import Busy
from huskurage.core.houses import Reading, read_houses
from huskurage.core.lists import HouseList, pack, unpack, without_people
from huskurage.core.shelf import Kept
from huskurage.core.spreadsheet import read_table
from huskurage.web.guard import unlocked
from huskurage.web.site import now, site

PATIENCE = 30.0  # seconds until another list has been read


class ListGone(Exception):
    """The list is no longer in memory, or somebody else's, or never was: all alike."""


@dataclass(frozen=True)
class Opened:
    """A list as it lies on the shelf, and what its columns are taken to mean."""

    list_id: str
    kept: Kept
    houses: HouseList

    @property
    def mapping(self) -> dict[Column, int]:
        """What somebody chose, in the order of a list."""
        return {column: self.kept.notes[column.value] for column in Column if column.value in self.kept.notes}

    def reading(self) -> Reading:
        """The houses, faults and duplicates of the list."""
        return read_houses(self.houses.table, self.mapping)


def take_in(content: bytes, filename: str) -> tuple[str, HouseList]:
    """Read an uploaded file and keep what is about no person; raises Unreadable, Busy."""
    if not site().list_desk.acquire(timeout=PATIENCE):
        raise Busy
    try:
        houses = without_people(read_table(content, filename))
    finally:
        site().list_desk.release()
    return site().lists.put(pack(houses), owner=unlocked().account.id, now=now()), houses


def opened(list_id: str) -> Opened:
    """The person's own list of that id; raises ListGone."""
    kept = site().lists.find(list_id, owner=unlocked().account.id, now=now())
    if kept is None:
        raise ListGone
    return Opened(list_id, kept, unpack(kept.content))


def choose_columns(one: Opened, mapping: Mapping[Column, int]) -> None:
    """Note what the columns mean."""
    one.kept.notes = {column.value: index for column, index in mapping.items()}
