"""Bo and a colleague go round: ticks add up, a stale page takes nothing away, a wrong tick is taken back."""

from datetime import timedelta

import pytest
from doing import unlock
from hung import TODAY, Said, change_number, printed, prints, stairwell
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.cover import cover_rounds_for, plan_cover_rounds
from huskurage.actions.errors import NotFound
from huskurage.actions.rounds import Asked, Tick, Ticked, landlord_of, old_stairwells, places, tick, wanted_ids
from huskurage.actions.survey import coverage, coverage_by_area, survey
from huskurage.core.standing import Wanted, months_before
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.hanging import CoverRound, Hanging
from huskurage.store.houses import Area, Tag
from huskurage.store.people import account_by_login

HOUSE = "Kyrkogatan 4 A"
LATER = MORNING + timedelta(days=3)


class Walk:
    """Somebody of Lindbackahem who goes round."""

    def __init__(self, session: Session, town: Town, name: str = "bo") -> None:
        self.session, self.town, self.who = session, town, unlock(session, town.people[name])

    def id(self, address: str = HOUSE) -> int:
        return stairwell(self.session, self.town.tags[address]).id

    def tick(self, *ticks: tuple[Tick, int], undo: bool = False, address: str = HOUSE, later: bool = False) -> None:
        marked = [Ticked(one, self.id(address), hanging) for one, hanging in ticks]
        said = {"undone": marked, "ticks": []} if undo else {"ticks": marked}
        tick(
            self.session, self.who, **said, sayings=Said(), design="calm", languages=("sv", "en"),
            now=LATER if later else MORNING,
        )  # fmt: skip

    def wanted(self, wanted: Wanted, **asked: object) -> set[int]:
        landlord = landlord_of(self.session, self.who)
        old = frozenset(old_stairwells(self.session, self.who, Said(), today=TODAY))
        if wanted is Wanted.OLD:
            return set(old)
        every = survey(self.session, landlord.id)
        return set(wanted_ids(every, Asked(wanted=wanted, **asked), today=TODAY, old=frozenset()))  # type: ignore[arg-type]  # fields of Asked

    def last(self, address: str = HOUSE) -> Hanging:
        return prints(self.session, self.id(address))[-1]


@pytest.fixture
def walk(session: Session, town: Town) -> Walk:
    return Walk(session, town)


@pytest.fixture
def poster(session: Session, town: Town) -> Hanging:
    return printed(session, town.tags[HOUSE])


def test_a_printed_poster_goes_up_is_checked_and_found_missing(walk: Walk, poster: Hanging) -> None:
    assert walk.wanted(Wanted.TO_HANG) == {walk.id()}
    walk.tick((Tick.UP, poster.id))
    assert (poster.up_on, poster.up_by_id) == (TODAY, walk.who.account.id)
    assert walk.wanted(Wanted.TO_HANG) == set()
    walk.tick((Tick.CHECKED, poster.id), later=True)
    assert (poster.checked_on, poster.checked_by_id) == (LATER.date(), walk.who.account.id)
    walk.tick((Tick.GONE, poster.id), later=True)
    assert poster.down_on == LATER.date()
    assert walk.wanted(Wanted.MISSING) == {walk.id()}


def test_whoever_was_first_stays_written_down(session: Session, walk: Walk, poster: Hanging) -> None:
    adam = account_by_login(session, "adam")
    assert adam is not None
    poster.up_on, poster.up_by_id = TODAY, adam.id
    walk.tick((Tick.UP, poster.id), later=True)
    assert (poster.up_on, poster.up_by_id) == (TODAY, adam.id)


def test_a_tick_from_a_stale_page_takes_nothing_away(walk: Walk, poster: Hanging) -> None:
    walk.tick((Tick.UP, poster.id), (Tick.GONE, poster.id))
    walk.tick((Tick.CHECKED, poster.id), (Tick.UP, 0), address=HOUSE)
    assert poster.down_on == TODAY
    assert poster.up_on == TODAY


def test_two_who_hang_the_same_unnoted_poster_hang_one(walk: Walk) -> None:
    walk.tick((Tick.UP, 0))
    walk.tick((Tick.UP, 0), later=True)
    (only,) = prints(walk.session, walk.id())
    assert only.up_on == TODAY
    assert only.tag_code == walk.town.tags[HOUSE]
    assert walk.wanted(Wanted.OLD) == set()


def test_a_poster_hung_where_few_live_carries_the_areas_tag(walk: Walk) -> None:
    house = stairwell(walk.session, walk.town.tags[HOUSE])
    house.building.area.tags.append(Tag(code="AREATAG"))
    house.shared_area = house.building.area
    walk.session.flush()
    walk.tick((Tick.UP, 0))
    assert walk.last().tag_code == "AREATAG"


def test_wrong_ticks_are_taken_back_one_by_one(walk: Walk, poster: Hanging) -> None:
    walk.tick((Tick.UP, poster.id), (Tick.CHECKED, poster.id), (Tick.LETTERS, 0), (Tick.GONE, poster.id))
    house = stairwell(walk.session, walk.town.tags[HOUSE])
    assert (house.letters_on, house.letters_by_id) == (TODAY, walk.who.account.id)
    walk.tick((Tick.GONE, poster.id), undo=True)
    assert (poster.down_on, poster.up_on, poster.checked_on) == (None, TODAY, TODAY)
    walk.tick((Tick.CHECKED, poster.id), undo=True)
    assert (poster.up_on, poster.checked_on, poster.checked_by_id) == (TODAY, None, None)
    walk.tick((Tick.UP, poster.id), (Tick.LETTERS, 0), undo=True)
    assert (poster.up_on, poster.up_by_id) == (None, None)
    assert (house.letters_on, house.letters_by_id) == (None, None)
    assert walk.wanted(Wanted.TO_HANG) == {walk.id()}


def test_when_a_new_poster_was_not_put_up_after_all_the_old_one_hangs_again(walk: Walk, poster: Hanging) -> None:
    walk.tick((Tick.UP, poster.id))
    new = printed(walk.session, walk.town.tags[HOUSE], said=Said(headline="Ny"))
    walk.tick((Tick.UP, new.id))
    (shown,) = places(walk.session, [walk.id()], old=frozenset())
    assert shown.stands.hangs is new
    walk.tick((Tick.UP, new.id), undo=True)
    (shown,) = places(walk.session, [walk.id()], old=frozenset())
    assert (shown.stands.hangs, shown.stands.waits) == (poster, new)


@pytest.mark.parametrize(("what", "clears"), [(Tick.UP, True), (Tick.CHECKED, True), (Tick.GONE, False)])
def test_that_one_is_missing_is_settled_by_who_sees_it_hang(
    walk: Walk, poster: Hanging, what: Tick, *, clears: bool
) -> None:
    if what is not Tick.UP:
        walk.tick((Tick.UP, poster.id))
    house = stairwell(walk.session, walk.town.tags[HOUSE])
    house.said_missing = True
    walk.session.flush()
    assert walk.wanted(Wanted.MISSING) == {house.id}
    walk.tick((what, poster.id))
    assert house.said_missing is not clears


def test_a_changed_number_makes_the_reprint_list_until_new_ones_are_printed(walk: Walk, poster: Hanging) -> None:
    walk.tick((Tick.UP, poster.id))
    assert walk.wanted(Wanted.OLD) == set()
    change_number(walk.session)
    assert walk.wanted(Wanted.OLD) == {walk.id()}
    printed(walk.session, walk.town.tags[HOUSE])
    assert walk.wanted(Wanted.OLD) == set()
    assert walk.wanted(Wanted.TO_HANG) == {walk.id()}


def test_posters_that_have_hung_long_are_found(walk: Walk, poster: Hanging) -> None:
    poster.up_on = months_before(TODAY, 12) - timedelta(days=1)
    walk.session.flush()
    assert walk.wanted(Wanted.AGED) == walk.wanted(Wanted.AGED, months=6) == {walk.id()}
    assert walk.wanted(Wanted.AGED, months=24) == set()


@pytest.mark.parametrize("undo", [False, True])
def test_nobody_ticks_in_anothers_house_and_nothing_of_such_a_page_is_kept(
    walk: Walk, poster: Hanging, *, undo: bool
) -> None:
    cleos = stairwell(walk.session, walk.town.tags["Bruksgatan 1"]).id
    theirs = printed(walk.session, walk.town.tags["Bruksgatan 1"], up_on=TODAY)
    own = walk.id()
    for wrong in (Ticked(Tick.LETTERS, cleos, 0), Ticked(Tick.CHECKED, own, theirs.id), Ticked(Tick.UP, 999_999, 0)):
        marked = [Ticked(Tick.UP, own, poster.id), wrong]
        with pytest.raises(NotFound):
            tick(
                walk.session, walk.who, [] if undo else marked, undone=marked if undo else [], sayings=Said(),
                design="calm", languages=("sv",), now=MORNING,
            )  # fmt: skip
        assert (poster.up_on, theirs.up_on) == (None, TODAY)


@pytest.mark.parametrize("name", ["asta", "adam"])
def test_who_has_no_houses_has_no_rounds(session: Session, town: Town, name: str) -> None:
    with pytest.raises(NotFound):
        Walk(session, town, name).tick((Tick.LETTERS, 0))


def test_an_area_without_houses_of_ones_own_is_not_found(walk: Walk) -> None:
    cleos = stairwell(walk.session, walk.town.tags["Bruksgatan 1"]).building.area_id
    for area in (cleos, 999_999):
        with pytest.raises(NotFound):
            walk.wanted(Wanted.ALL, area_id=area)


def test_the_numbers_are_of_each_area_and_of_posters_alone(walk: Walk, poster: Hanging) -> None:
    walk.tick((Tick.UP, poster.id), (Tick.LETTERS, 0))
    printed(walk.session, walk.town.tags["Åsvägen 2"], up_on=months_before(TODAY, 20))
    every = survey(walk.session, landlord_of(walk.session, walk.who).id)
    areas = {name: numbers for _, name, numbers in coverage_by_area(every, today=TODAY)}
    centre, meadow = areas["Centrum"], areas["Söderängen"]
    assert (centre.all, centre.up, centre.checked, centre.letters, centre.ages) == (3, 1, 1, 1, (1, 0, 0, 0))
    assert (meadow.all, meadow.up, meadow.checked, meadow.letters, meadow.ages) == (1, 1, 0, 0, (0, 0, 1, 0))
    whole = coverage(every, today=TODAY)
    assert (whole.all, whole.up) == (4, 2)


def test_a_house_that_was_sold_is_no_longer_on_the_round(walk: Walk, poster: Hanging) -> None:
    stairwell(walk.session, walk.town.tags[HOUSE]).retired_on = TODAY
    walk.session.flush()
    assert poster.stairwell_id not in walk.wanted(Wanted.ALL)
    assert walk.wanted(Wanted.TO_HANG) == set()


def test_every_saved_page_leaves_one_line_of_each_kind(walk: Walk, poster: Hanging) -> None:
    before = len(walk.session.scalars(select(AuditEvent)).all())
    walk.tick((Tick.UP, poster.id), (Tick.CHECKED, poster.id), (Tick.LETTERS, 0))
    lines = walk.session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()[before:]
    assert {one.act for one in lines} == {Act.POSTERS_HUNG, Act.LETTERS_DELIVERED}
    assert len(lines) == 2
    assert {one.account_id for one in lines} == {walk.who.account.id}


def test_a_cover_round_is_done_when_all_its_posters_were_looked_at(walk: Walk, poster: Hanging) -> None:
    other = printed(walk.session, walk.town.tags["Kyrkogatan 10"], up_on=months_before(TODAY, 3))
    plan_cover_rounds(walk.session, MORNING)
    area = walk.session.scalars(select(Area).where(Area.name == "Centrum")).one()
    due = CoverRound(landlord_id=area.landlord_id, area_id=area.id, month=TODAY.replace(day=1))
    walk.session.add(due)
    walk.tick((Tick.UP, poster.id))
    assert due.done_on is None
    walk.tick((Tick.GONE, other.id), address="Kyrkogatan 10", later=True)
    assert due.done_on == LATER.date()
    assert due in cover_rounds_for(walk.session, walk.who, today=LATER.date())
