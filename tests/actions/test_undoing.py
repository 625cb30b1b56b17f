"""Bo takes an import back: exactly, except what was edited or printed since, which is kept and named."""

from datetime import date, timedelta
from typing import Any

import pytest
from doing import dump, unlock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import BOS_HOUSES, MORNING, Town

from huskurage.actions.errors import NotFound, TooLateToUndo
from huskurage.actions.estate import places
from huskurage.actions.houses import add_house, retire_house
from huskurage.actions.housing import import_houses, read_list
from huskurage.actions.people import Unlocked
from huskurage.actions.register import facts_of
from huskurage.actions.undoing import UNDO_WITHIN, WhyKept, forget_journals, import_for, kept_by, undo_import
from huskurage.core.houses import HouseRow
from huskurage.core.sharing import SMALL_BUILDING
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.choosing import Sieve
from huskurage.store.engine import Database
from huskurage.store.hanging import Hanging, Revision
from huskurage.store.houses import Stairwell, register_of, stairwells_of
from huskurage.store.places import landlord_by_slug
from huskurage.store.printing import JobState, PrintJob

LATER = MORNING + timedelta(days=1)
NEW = "Nygatan;1;A;777 30;Lindbacka;9;Ny;Hyttan 9:1\n"
CHANGED = BOS_HOUSES.replace(";12;Centrum", ";13;Norr").replace(";9;", ";11;") + NEW
NEW_ALONE = BOS_HOUSES + NEW


@pytest.fixture
def bo(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.bo)


def bring_in(session: Session, houses: str, slug: str = "lindbackahem") -> str:
    landlord = landlord_by_slug(session, slug)
    assert landlord is not None
    reading = read_list(houses.encode(), "hus.csv")
    return import_houses(session, landlord=landlord, reading=reading, account=None, now=MORNING).import_id


def undo(session: Session, bo: Unlocked, import_id: str, **by: float) -> None:
    undo_import(session, bo, import_id, now=LATER + timedelta(**by), small_below=SMALL_BUILDING)


def register(session: Session) -> list[tuple[Any, ...]]:
    session.flush()
    session.expire_all()
    return [(facts_of(one), one.walk, one.search, one.tag, one.own_tag) for one in session.scalars(stairwells_of(1))]


def at(session: Session, address: str) -> Stairwell:
    return next(one for one in register_of(session, 1) if one.address == address)


def kept(session: Session, bo: Unlocked, import_id: str) -> dict[str, WhyKept]:
    session.flush()
    return {one.address: why for one, why in kept_by(session, import_for(session, bo, import_id))}


def test_an_import_is_taken_back_exactly(session: Session, bo: Unlocked) -> None:
    before = register(session)
    undo(session, bo, made := bring_in(session, CHANGED))
    assert register(session) == before
    assert kept(session, bo, made) == {}
    assert at(session, "Nygatan 1 A").retired_on == LATER.date()


def test_the_journal_of_an_import_goes_with_the_days_in_which_it_can_be_undone(session: Session, bo: Unlocked) -> None:
    made = import_for(session, bo, bring_in(session, CHANGED))
    forget_journals(session, MORNING + UNDO_WITHIN)
    session.refresh(made)
    assert made.journal
    forget_journals(session, MORNING + UNDO_WITHIN + timedelta(seconds=1))
    session.refresh(made)
    assert made.journal == []
    assert made.new == 1


def test_the_list_is_not_narrowed_to_places_without_houses(session: Session, bo: Unlocked) -> None:
    undo(session, bo, bring_in(session, NEW_ALONE))
    areas, streets = places(session, bo, Sieve())
    assert ("Ny" in {one.name for one in areas}, "Nygatan" in streets) == (False, False)
    areas, streets = places(session, bo, Sieve(retired=True))
    assert ("Ny" in {one.name for one in areas}, "Nygatan" in streets) == (True, True)


def test_what_was_edited_since_stays_with_all_of_its_building(session: Session, bo: Unlocked) -> None:
    made = bring_in(session, CHANGED)
    at(session, "Kyrkogatan 4 A").dwellings = 14
    undo(session, bo, made)
    assert kept(session, bo, made) == {"Kyrkogatan 4 A": WhyKept.EDITED, "Kyrkogatan 4 B": WhyKept.SHARES}
    assert at(session, "Kyrkogatan 4 A").dwellings == 14
    assert at(session, "Kyrkogatan 4 B").building.area.name == "Norr"
    assert at(session, "Kyrkogatan 10").dwellings == 9


def test_what_came_into_a_changed_building_since_keeps_it(session: Session, bo: Unlocked) -> None:
    made = bring_in(session, CHANGED)
    house = HouseRow(0, "Norr", "Hyttan 6:38", "Kyrkogatan", "4", "C", "777 30", "Lindbacka", 4)
    add_house(session, bo, house=house, now=LATER, small_below=SMALL_BUILDING)
    undo(session, bo, made)
    assert set(kept(session, bo, made).values()) == {WhyKept.SHARES}
    assert facts_of(at(session, "Kyrkogatan 4 C")) == house


def test_what_was_printed_since_stays(session: Session, bo: Unlocked) -> None:
    made = bring_in(session, CHANGED)
    printed, failed = at(session, "Nygatan 1 A").id, at(session, "Kyrkogatan 10").id
    session.add_all(
        PrintJob(
            landlord_id=1, ordered_by_id=None, ordered_at=LATER, beat_at=LATER, stairwell_ids=[number],
            languages=["sv"], total=1, state=state,
        )
        for number, state in ((printed, JobState.DONE), (failed, JobState.FAILED))
    )  # fmt: skip
    undo(session, bo, made, minutes=1)
    assert kept(session, bo, made) == {"Nygatan 1 A": WhyKept.PRINTED}
    assert at(session, "Nygatan 1 A").retired_on is None
    assert at(session, "Kyrkogatan 10").dwellings == 9


def test_what_hangs_since_stays(session: Session, bo: Unlocked) -> None:
    made = bring_in(session, CHANGED)
    new = at(session, "Nygatan 1 A")
    revision = Revision(
        municipality_id=1,
        fingerprint=b"x" * 16,
        label="calm",
        numbers={},
        design="calm",
        languages=["sv"],
        made_on=date(2026, 11, 1),
    )
    session.add(revision)
    session.flush()
    session.add(Hanging(stairwell_id=new.id, revision_id=revision.id, tag_code=new.tag, printed_on=MORNING.date()))
    undo(session, bo, made)
    assert kept(session, bo, made) == {"Nygatan 1 A": WhyKept.PRINTED}


def test_a_stairwell_that_the_import_brought_back_is_retired_again(session: Session, bo: Unlocked) -> None:
    house = at(session, "Kyrkogatan 10")
    retire_house(session, bo, house.id, retired=True, now=MORNING, small_below=SMALL_BUILDING)
    made = bring_in(session, BOS_HOUSES)
    assert house.retired_on is None
    undo(session, bo, made)
    assert house.retired_on == MORNING.date()


def test_an_import_is_undone_once_within_seven_days_and_by_its_landlord(
    session: Session, bo: Unlocked, town: Town
) -> None:
    made = bring_in(session, CHANGED)
    with pytest.raises(TooLateToUndo):
        undo(session, bo, made, days=6, seconds=1)
    with pytest.raises(NotFound):
        undo(session, unlock(session, town.cleo), made)
    undo(session, bo, made)
    with pytest.raises(TooLateToUndo):
        undo(session, bo, made)
    lines = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.IMPORT_UNDONE)).all()
    assert [one.object_id for one in lines] == [made]


def test_undoing_one_of_two_imports_leaves_what_the_other_said(session: Session, bo: Unlocked) -> None:
    made = bring_in(session, CHANGED)
    bring_in(session, CHANGED.replace(";11;", ";15;"))
    undo(session, bo, made)
    assert at(session, "Kyrkogatan 10").dwellings == 15
    assert kept(session, bo, made)["Kyrkogatan 10"] is WhyKept.EDITED


HOUSES = st.lists(
    st.tuples(
        st.sampled_from(["Kyrkogatan", "Åsvägen", "Nygatan"]), st.integers(1, 12), st.sampled_from(["", "A", "B"]),
        st.sampled_from(["", "3", "9", "40"]), st.sampled_from(["", "Centrum", "CENTRUM", "Norr"]),
        st.sampled_from(["", "Hyttan 1:1", "Hyttan 2:2"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(houses=HOUSES)
def test_undoing_any_list_at_once_gives_the_same_register(database: Database, town: Town, houses: list[Any]) -> None:
    lines = [
        f"{street};{number};{door};777 30;Lindbacka;{many};{area};{prop}"
        for street, number, door, many, area, prop in houses
    ]
    with database.writes() as session:  # never committed: each list meets the same town
        bo = unlock(session, town.bo)
        before = register(session)
        undo(session, bo, bring_in(session, "\n".join([BOS_HOUSES.splitlines()[0], *lines])))
        assert register(session) == before


def test_an_import_that_is_undone_leaves_no_tag_without_an_answer(session: Session, bo: Unlocked) -> None:
    made = bring_in(session, CHANGED)
    tags = dump(session)["tags"]
    undo(session, bo, made)
    assert dump(session)["tags"] == tags
