"""Going round: the list of stairwells one asks for, and what was ticked there by whom, on which day."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from huskurage.actions.cover import close_cover_rounds
from huskurage.actions.errors import NotFound
from huskurage.actions.hanging import Sayings, edition_now, old_revisions, revision_for
from huskurage.actions.people import Unlocked
from huskurage.actions.survey import Surveyed, survey
from huskurage.core.standing import Standing, Wanted, standing
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.hanging import Hanging, hangings_of
from huskurage.store.houses import Building, Stairwell, locked_landlord
from huskurage.store.people import Account
from huskurage.store.places import Landlord


class Tick(enum.Enum):
    """What is ticked in a stairwell."""

    UP = "up"
    CHECKED = "checked"
    LETTERS = "letters"
    GONE = "gone"


@dataclass(frozen=True)
class Ticked:
    """One tick. `hanging_id` is the print that the page showed; 0 where no print was noted."""

    tick: Tick
    stairwell_id: int
    hanging_id: int


@dataclass(frozen=True)
class Place:
    """A stairwell on the list: how its poster stands, and whether that says what is no longer true."""

    stairwell: Stairwell
    stands: Standing[Hanging]
    old: bool
    letters_by: Account | None


@dataclass(frozen=True)
class Asked:
    """Which stairwells one wants to see; `months` counts for the aged ones."""

    area_id: int | None = None
    street: str = ""
    wanted: Wanted = Wanted.ALL
    months: int = 12


def landlord_of(session: Session, unlocked: Unlocked) -> Landlord:
    """The person's own landlord; raises NotFound where there is none."""
    found = session.get(Landlord, unlocked.account.landlord_id) if unlocked.account.landlord_id else None
    if found is None:
        raise NotFound
    return found


def wanted_ids(every: Sequence[Surveyed], asked: Asked, *, today: date, old: frozenset[int]) -> list[int]:
    """The stairwells asked for, in walking order. Raises NotFound for an area in which the landlord has no house."""
    if asked.area_id is not None and asked.area_id not in {one.area_id for one in every}:
        raise NotFound
    return [
        one.id
        for one in every
        if asked.area_id in (None, one.area_id)
        and asked.street in ("", one.street)
        and one.is_wanted(asked.wanted, months=asked.months, today=today, old=old)
    ]


def old_stairwells(session: Session, unlocked: Unlocked, sayings: Sayings, *, today: date) -> list[int]:
    """The reprint list: stairwells whose poster carries another number, word or design than today's."""
    landlord = landlord_of(session, unlocked)
    old = old_revisions(session, landlord.municipality, sayings)
    return wanted_ids(survey(session, landlord.id), Asked(wanted=Wanted.OLD), today=today, old=old)


def places(session: Session, ids: Sequence[int], *, old: frozenset[int]) -> list[Place]:
    """These stairwells in walking order, with their prints."""
    whole = joinedload(Stairwell.building).joinedload(Building.area)
    found = session.scalars(select(Stairwell).where(Stairwell.id.in_(ids)).order_by(Stairwell.walk).options(whole))
    hangings, shown = hangings_of(session, list(ids)), []
    for one in found:
        stands = standing(hangings.get(one.id, []))
        said = stands.newest is not None and stands.newest.revision_id in old
        by = session.get(Account, one.letters_by_id) if one.letters_by_id else None
        shown.append(Place(one, stands, said, by))
    return shown


def tick(
    session: Session,
    unlocked: Unlocked,
    ticks: Sequence[Ticked],
    *,
    undone: Sequence[Ticked] = (),
    sayings: Sayings,
    design: str,
    languages: Sequence[str],
    now: datetime,
) -> None:
    """Write down what was seen on a round; what another ticked before stays as it is. `undone` is taken back.

    A poster that was put up though no print of it was noted counts as today's edition in `design` and `languages`.
    Raises NotFound where any stairwell or print is not the landlord's; nothing is written then.
    """
    landlord, today = landlord_of(session, unlocked), local(now).date()
    every = [*ticks, *undone]
    stairwells = _locked(session, landlord.id, {one.stairwell_id for one in every})
    prints = hangings_of(session, list(stairwells))
    made = _Made(session, landlord, sayings, design, languages, today)
    _check_prints(every, prints)
    for one in ticks:
        _tick(one, stairwells[one.stairwell_id], prints.setdefault(one.stairwell_id, []), unlocked.account, made)
    for one in undone:
        _undo(one, stairwells[one.stairwell_id], prints.get(one.stairwell_id, []))
    session.flush()
    close_cover_rounds(session, landlord.id, today=today)
    session.flush()
    _log(session, unlocked.account, landlord.id, every, now)


def _check_prints(every: Sequence[Ticked], prints: Mapping[int, list[Hanging]]) -> None:
    """Raises NotFound when a print is another stairwell's."""
    for one in every:
        if one.hanging_id and one.hanging_id not in {each.id for each in prints.get(one.stairwell_id, [])}:
            raise NotFound


def _log(session: Session, account: Account, landlord_id: int, every: Sequence[Ticked], now: datetime) -> None:
    """One line for posters and one for letters, however many were ticked."""
    acts = {Act.LETTERS_DELIVERED if one.tick is Tick.LETTERS else Act.POSTERS_HUNG for one in every}
    for act in sorted(acts, key=lambda one: one.value):
        record(session, at=now, act=act, account=account, kind="landlord", object_id=str(landlord_id))


@dataclass
class _Made:
    """Makes the hanging of a poster of which no print was noted."""

    session: Session
    landlord: Landlord
    sayings: Sayings
    design: str
    languages: Sequence[str]
    today: date

    def hanging(self, stairwell: Stairwell) -> Hanging:
        town = self.landlord.municipality
        edition = edition_now(town, sayings=self.sayings, design=self.design, languages=self.languages)
        revision = revision_for(self.session, town, edition=edition, day=self.today)
        made = Hanging(
            stairwell_id=stairwell.id, revision_id=revision.id, tag_code=stairwell.tag, printed_on=self.today
        )
        self.session.add(made)
        return made


def _tick(one: Ticked, stairwell: Stairwell, prints: list[Hanging], account: Account, made: _Made) -> None:
    today, shown = made.today, next((each for each in prints if each.id == one.hanging_id), None)
    if one.tick is Tick.LETTERS:
        if stairwell.letters_on is None or stairwell.letters_on < today:
            stairwell.letters_on, stairwell.letters_by_id = today, account.id
    elif one.tick is Tick.UP:
        stairwell.said_missing = False
        stands = standing(prints)
        if shown is None and stands.hangs is None:
            shown = stands.waits or made.hanging(stairwell)
            prints.extend(() if shown in prints else (shown,))
        if shown is not None and shown.up_on is None:
            shown.up_on, shown.up_by_id = today, account.id
    elif shown is not None and shown.up_on is not None:
        if one.tick is Tick.GONE:
            shown.down_on = shown.down_on or today
        elif shown.checked_on is None or shown.checked_on < today:
            shown.checked_on, shown.checked_by_id = today, account.id
            stairwell.said_missing = stairwell.said_missing and shown.down_on is not None


def _undo(one: Ticked, stairwell: Stairwell, prints: list[Hanging]) -> None:
    shown = next((each for each in prints if each.id == one.hanging_id), None)
    if one.tick is Tick.LETTERS:
        stairwell.letters_on = stairwell.letters_by_id = None
    elif shown is None:
        raise NotFound
    elif one.tick is Tick.GONE:
        shown.down_on = None
    else:
        shown.checked_on = shown.checked_by_id = None
        if one.tick is Tick.UP:
            shown.up_on = shown.up_by_id = shown.down_on = None


def _locked(session: Session, landlord_id: int, ids: set[int]) -> dict[int, Stairwell]:
    """The landlord's own of these stairwells, held until the transaction ends; raises NotFound when one is missing."""
    locked_landlord(session, landlord_id)  # whoever prints, moves a tag or ticks the round's last stairwell waits
    query = select(Stairwell).join(Building).where(Building.landlord_id == landlord_id, Stairwell.id.in_(ids))
    held = query.order_by(Stairwell.id).with_for_update(key_share=True, of=Stairwell)
    found = {one.id: one for one in session.scalars(held.execution_options(populate_existing=True))}
    if len(found) != len(ids):
        raise NotFound
    return found
