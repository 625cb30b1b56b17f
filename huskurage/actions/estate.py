"""What landlord staff see of their houses: pages of the list, what hangs where, and the choice that is printed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.people import Unlocked
from huskurage.store.choosing import (
    PosterState,
    Sieve,
    areas_of,
    count_of,
    hangings_of,
    ids_of,
    sieved,
    standing,
    streets_of,
    whole,
)
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Area, Stairwell, stairwells_of

PAGE = 200  # stairwells


@dataclass(frozen=True)
class Hangs:
    """What is known of one stairwell's poster, and the print that says so."""

    state: PosterState
    hanging: Hanging | None = None


@dataclass(frozen=True)
class Houses:
    """One page of the list, in walking order; pages are counted from 1. `total` is what passes the sieve."""

    stairwells: Sequence[Stairwell]
    posters: Mapping[int, Hangs]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class Standing:
    """How far a landlord has come, in stairwells that are not retired."""

    stairwells: int
    printed: int
    up: int
    not_up: int
    old: int
    missing: int


def houses_page(session: Session, unlocked: Unlocked, sieve: Sieve, *, number: int, old: Collection[int]) -> Houses:
    """One page of this person's own landlord's stairwells. `old` are the revisions that say what is true no more.

    Raises NotFound for somebody without a landlord.
    """
    query = sieved(_landlord(unlocked), sieve, old)
    total = count_of(session, query)
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    shown = list(session.scalars(whole(query).offset((number - 1) * PAGE).limit(PAGE)))
    return Houses(shown, posters_of(session, shown, old), number, pages, total)


def posters_of(session: Session, stairwells: Sequence[Stairwell], old: Collection[int]) -> dict[int, Hangs]:
    """What hangs in each of these stairwells."""
    hangings = hangings_of(session, [one.id for one in stairwells])
    return {one.id: _hangs(one, hangings.get(one.id, []), old) for one in stairwells}


def places(session: Session, unlocked: Unlocked, sieve: Sieve) -> tuple[list[Area], list[str]]:
    """The areas and streets that this person's list can be narrowed to."""
    landlord_id = _landlord(unlocked)
    streets = streets_of(session, landlord_id, sieve.area, retired=sieve.retired)
    return areas_of(session, landlord_id, retired=sieve.retired), streets


def how_far(session: Session, unlocked: Unlocked, *, old: Collection[int]) -> Standing:
    """How many stairwells there are, how many have a printed poster, and in how many it hangs."""
    count = {state: _count(session, unlocked, Sieve(poster=state), old) for state in PosterState}
    everything = _count(session, unlocked, Sieve(), old)
    return Standing(
        stairwells=everything,
        printed=everything - count[PosterState.NOT_PRINTED],
        up=count[PosterState.UP],
        not_up=count[PosterState.NOT_UP],
        old=count[PosterState.OLD],
        missing=count[PosterState.MISSING],
    )


def chosen_by_sieve(session: Session, unlocked: Unlocked, sieve: Sieve, *, old: Collection[int]) -> list[int]:
    """All stairwells that pass, in walking order. Retired ones are never printed."""
    return ids_of(session, sieved(_landlord(unlocked), replace(sieve, retired=False), old))


def chosen_by_id(session: Session, unlocked: Unlocked, ids: Sequence[int]) -> list[int]:
    """These stairwells in walking order, without the retired; raises NotFound when one is not this landlord's."""
    mine = standing(session, _landlord(unlocked), ids)
    if len(mine) < len(set(ids)):
        known = set(ids_of(session, stairwells_of(_landlord(unlocked), retired=True)))
        if not set(ids) <= known:
            raise NotFound
    return mine


def _hangs(stairwell: Stairwell, hangings: Sequence[Hanging], old: Collection[int]) -> Hangs:
    """The state that asks most for something to be done comes first."""
    up = next((one for one in hangings if one.up_on), None)
    ready = next((one for one in hangings if not one.up_on), None)
    if stairwell.said_missing:
        return Hangs(PosterState.MISSING, up or ready)
    if ready:
        return Hangs(PosterState.NOT_UP, ready)
    if up:
        return Hangs(PosterState.OLD if up.revision_id in old else PosterState.UP, up)
    return Hangs(PosterState.NOT_PRINTED)


def _count(session: Session, unlocked: Unlocked, sieve: Sieve, old: Collection[int]) -> int:
    return count_of(session, sieved(_landlord(unlocked), sieve, old))


def _landlord(unlocked: Unlocked) -> int:
    if unlocked.account.landlord_id is None:
        raise NotFound
    return unlocked.account.landlord_id
