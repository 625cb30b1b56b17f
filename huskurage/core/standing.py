"""How a stairwell's poster stands, told from its prints: what hangs, what waits to be hung, what was found missing."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

CHECKED_WITHIN = 12  # months
AGES = (6, 12, 24)  # months by which posters are sorted


class Printed(Protocol):
    """One print of a poster, by its days or none; a row of the database has columns of its own type there."""

    @property
    def up_on(self) -> Any: ...  # noqa: ANN401 - a day or nothing, or a column of them
    @property
    def checked_on(self) -> Any: ...  # noqa: ANN401 - the same
    @property
    def down_on(self) -> Any: ...  # noqa: ANN401 - the same


Print = TypeVar("Print", bound=Printed)


class Wanted(enum.Enum):
    """Which stairwells one wants to see."""

    ALL = "all"
    TO_HANG = "to_hang"  # printed, not up
    AGED = "aged"  # up for longer than so many months
    MISSING = "missing"  # somebody said so, or it was found to be
    OLD = "old"  # another number, word or design than today's


@dataclass(frozen=True, slots=True)
class Standing(Generic[Print]):
    """`hangs` is the print on the wall; `waits` a newer one that is not up; `gone` the last one, found missing."""

    hangs: Print | None = None
    waits: Print | None = None
    gone: Print | None = None

    @property
    def newest(self) -> Print | None:
        """The print that was or will be on the wall last."""
        return self.waits or self.hangs

    def looked_at(self) -> date | None:
        """The last day on which somebody stood before it, found it, or found it missing."""
        one = self.hangs or self.gone
        days = (one.up_on, one.checked_on, one.down_on) if one else ()
        return max((day for day in days if day), default=None)


def standing(prints: Sequence[Print]) -> Standing[Print]:
    """How it stands, from all prints of one stairwell, oldest first: the newest that was put up counts."""
    last = next((place for place in reversed(range(len(prints))) if prints[place].up_on), -1)
    newer = [one for one in prints[last + 1 :] if one.down_on is None]
    waits = newer[-1] if newer else None
    if last < 0:
        return Standing(waits=waits)
    up = prints[last]
    return Standing(up, waits) if up.down_on is None else Standing(None, waits, up)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of a month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def first_of_month(day: date, ahead: int = 0) -> date:
    """The first day of the month that lies so many months ahead."""
    return months_before(day.replace(day=1), -ahead)


def older_than(up_on: date, months: int, today: date) -> bool:
    """Whether a poster has hung for more than so many months."""
    return up_on < months_before(today, months)
