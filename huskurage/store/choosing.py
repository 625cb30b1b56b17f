"""Choosing among a landlord's houses: by words, area, street and by what hangs there."""

import enum
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from huskurage.store.hanging import Hanging
from huskurage.store.houses import Area, Building, Stairwell, stairwells_of

AT_ONCE = 500  # ids in one question: databases count the values they are handed


class PosterState(enum.Enum):
    """What is known of a stairwell's poster."""

    NOT_PRINTED = "none"  # or what was printed has been taken down
    NOT_UP = "printed"
    UP = "up"
    OLD = "old"  # it hangs, but a number on it has changed
    MISSING = "missing"  # somebody said that none hangs


@dataclass(frozen=True, kw_only=True)
class Sieve:
    """What is looked for; empty fields let everything through. `retired` shows the houses that were taken away, too."""

    search: str = ""
    area: int | None = None
    street: str = ""
    poster: PosterState | None = None
    retired: bool = False


def sieved(landlord_id: int, sieve: Sieve, old: Collection[int] = ()) -> Select[Stairwell]:
    """One landlord's stairwells that pass, in walking order. `old` are the revisions whose numbers have changed."""
    query = stairwells_of(landlord_id, sieve.search, retired=True)
    if sieve.area is not None:
        query = query.where(Building.area_id == sieve.area)
    if sieve.street:
        query = query.where(Building.street == sieve.street)
    if sieve.poster is not None:
        query = query.where(_state(sieve.poster, old))
    return query if sieve.retired else query.where(Stairwell.retired_on.is_(None))


def count_of(session: Session, query: Select[Stairwell]) -> int:
    """How many stairwells a query finds."""
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def ids_of(session: Session, query: Select[Stairwell]) -> list[int]:
    """The ids of the stairwells a query finds, in its order."""
    return list(session.scalars(query.with_only_columns(Stairwell.id)))


def whole(query: Select[Stairwell]) -> Select[Stairwell]:
    """The query with everything that a list or a poster says of a stairwell fetched along."""
    building = joinedload(Stairwell.building)
    return query.options(
        building.joinedload(Building.area), building.joinedload(Building.landlord), selectinload(Stairwell.tags)
    )


def standing(session: Session, landlord_id: int, ids: Collection[int]) -> list[int]:
    """Those of the ids that are this landlord's houses and still stand there, in walking order."""
    found = [
        (walk, one)
        for some in _portions(ids)
        for walk, one in session.execute(
            select(Stairwell.walk, Stairwell.id)
            .join(Building)
            .where(Building.landlord_id == landlord_id, Stairwell.id.in_(some), Stairwell.retired_on.is_(None))
        )
    ]
    return [one for _, one in sorted(found)]


def stairwells_by_id(session: Session, ids: Collection[int]) -> dict[int, Stairwell]:
    """The stairwells with these ids, as far as there are any, with everything that a poster says."""
    queries = (whole(select(Stairwell).where(Stairwell.id.in_(some))) for some in _portions(ids))
    return {one.id: one for query in queries for one in session.scalars(query)}


def count_by_area(session: Session, ids: Collection[int]) -> dict[str, int]:
    """How many of these stairwells lie in which area; the nameless area is called nothing."""
    found: Counter[str] = Counter()
    for some in _portions(ids):
        query = select(Area.name, func.count()).select_from(Stairwell).join(Building).join(Area)
        for name, count in session.execute(query.where(Stairwell.id.in_(some)).group_by(Area.name)):
            found[name] += count
    return dict(sorted(found.items()))


def areas_of(session: Session, landlord_id: int, *, retired: bool) -> list[Area]:
    """The areas of a landlord's houses by name; with `retired` also of those that were taken away."""
    query = select(Area).where(Area.id.in_(_houses(landlord_id, Building.area_id, retired=retired)))
    return list(session.scalars(query.order_by(Area.name)))


def streets_of(session: Session, landlord_id: int, area_id: int | None, *, retired: bool) -> list[str]:
    """The streets of a landlord's houses, or of those in one area; with `retired` also of those taken away."""
    query = _houses(landlord_id, Building.street, retired=retired).distinct().order_by(Building.street)
    return list(session.scalars(query if area_id is None else query.where(Building.area_id == area_id)))


def hangings_of(session: Session, ids: Collection[int]) -> Mapping[int, list[Hanging]]:
    """What was printed for these stairwells and not taken down, the newest first."""
    found: dict[int, list[Hanging]] = {}
    for some in _portions(ids):
        query = select(Hanging).where(Hanging.stairwell_id.in_(some), Hanging.down_on.is_(None))
        for one in session.scalars(query.order_by(Hanging.printed_on.desc(), Hanging.id.desc())):
            found.setdefault(one.stairwell_id, []).append(one)
    return found


def _houses(landlord_id: int, of: InstrumentedAttribute[Any], *, retired: bool) -> Select[Any]:
    """Something of the buildings of a landlord in which a stairwell is in use; with `retired` of all."""
    query = select(of).join(Stairwell).where(Building.landlord_id == landlord_id)
    return query if retired else query.where(Stairwell.retired_on.is_(None))


def _state(state: PosterState, old: Collection[int]) -> ColumnElement[bool]:
    up = Hanging.up_on.is_not(None)
    return {
        PosterState.NOT_PRINTED: not_(_one()),
        PosterState.NOT_UP: and_(_one(Hanging.up_on.is_(None))),
        PosterState.UP: and_(_one(up)),
        PosterState.OLD: and_(_one(up, Hanging.revision_id.in_(old))),
        PosterState.MISSING: Stairwell.said_missing.is_(True),
    }[state]


def _one(*conditions: ColumnElement[bool]) -> Exists:
    """Whether there is such a print of the stairwell that was not taken down."""
    return exists().where(Hanging.stairwell_id == Stairwell.id, Hanging.down_on.is_(None), *conditions)


def _portions(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in portions that one question can carry."""
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some
