"""A landlord's posters seen as a whole: how each stairwell's stands, which are asked for, and how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.core.standing import AGES, CHECKED_WITHIN, Standing, Wanted, months_before, older_than, standing
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Area, Building, Stairwell


class Mark(NamedTuple):
    """One print of a poster, as little of it as counting needs."""

    id: int
    revision_id: int
    up_on: date | None
    checked_on: date | None
    down_on: date | None


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One stairwell, and how its poster stands."""

    id: int
    area_id: int
    area: str
    street: str
    letters_on: date | None
    said_missing: bool
    stands: Standing[Mark]

    def is_wanted(self, wanted: Wanted, *, months: int, today: date, old: frozenset[int]) -> bool:
        """Whether it is among those asked for. `old`: ids of revisions that no longer say what is true."""
        stands = self.stands
        match wanted:
            case Wanted.TO_HANG:
                return stands.waits is not None
            case Wanted.AGED:
                up_on = stands.hangs.up_on if stands.hangs else None
                return up_on is not None and older_than(up_on, months, today)
            case Wanted.MISSING:
                return self.said_missing or stands.gone is not None
            case Wanted.OLD:
                return stands.newest is not None and stands.newest.revision_id in old
            case Wanted.ALL:
                return True


@dataclass(frozen=True)
class Coverage:
    """How many stairwells there are, and of them: up, checked within a year, letters; and how old those up are.

    `ages` counts posters up for less than six months, a year, two years, and longer.
    """

    all: int
    up: int
    checked: int
    letters: int
    ages: tuple[int, ...]


def survey(session: Session, landlord_id: int) -> list[Surveyed]:
    """Every stairwell of a landlord that is in use, in walking order."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    prints = select(
        Hanging.stairwell_id, Hanging.id, Hanging.revision_id, Hanging.up_on, Hanging.checked_on, Hanging.down_on
    )
    of_theirs = prints.join(Stairwell).join(Building).where(Building.landlord_id == landlord_id)
    for stairwell_id, hanging_id, revision_id, up_on, checked_on, down_on in session.execute(
        of_theirs.order_by(Hanging.id)
    ):
        marks[stairwell_id].append(Mark(hanging_id, revision_id, up_on, checked_on, down_on))
    houses = select(
        Stairwell.id, Area.id, Area.name, Building.street, Stairwell.letters_on, Stairwell.said_missing
    ).select_from(Stairwell)
    lived_in = (
        houses.join(Building)
        .join(Area, Building.area_id == Area.id)
        .where(Building.landlord_id == landlord_id, Stairwell.retired_on.is_(None))
    )
    rows = session.execute(lived_in.order_by(Stairwell.walk, Stairwell.id))
    return [Surveyed(*row, standing(marks.get(row[0], []))) for row in rows]


def coverage(surveyed: Iterable[Surveyed], *, today: date) -> Coverage:
    """The numbers of these stairwells."""
    every = list(surveyed)
    up = [one.stands.hangs for one in every if one.stands.hangs and one.stands.hangs.up_on]
    limit = months_before(today, CHECKED_WITHIN)
    return Coverage(
        all=len(every),
        up=len(up),
        checked=sum(max(day for day in (one.up_on, one.checked_on) if day) >= limit for one in up),
        letters=sum(one.letters_on is not None for one in every),
        ages=_ages([one.up_on for one in up if one.up_on], today),
    )


def coverage_by_area(surveyed: Sequence[Surveyed], *, today: date) -> list[tuple[int, str, Coverage]]:
    """The numbers of each area, by its name: (id, name, numbers)."""
    areas: dict[tuple[str, int], list[Surveyed]] = defaultdict(list)
    for one in surveyed:
        areas[one.area, one.area_id].append(one)
    return [(key[1], key[0], coverage(areas[key], today=today)) for key in sorted(areas)]


def _ages(days: list[date], today: date) -> tuple[int, ...]:
    older = [sum(older_than(day, months, today) for day in days) for months in AGES]
    bounds = [len(days), *older, 0]
    return tuple(bounds[place] - bounds[place + 1] for place in range(len(bounds) - 1))
