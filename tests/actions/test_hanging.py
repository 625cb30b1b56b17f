"""What was printed for whom, and what a poster on the wall gets wrong when a number has changed."""

import threading
from datetime import date, timedelta

import pytest
from hung import NEW_NUMBER, OLD_NUMBER, TODAY, Said, change_number, lindbacka, numbers, printed, prints, stairwell
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import Town

from huskurage.actions.hanging import (
    StaleNumber,
    edition_now,
    label_of,
    note_printed,
    old_revisions,
    revision_for,
    stale_behind,
)
from huskurage.store.engine import Database
from huskurage.store.hanging import Revision
from huskurage.store.houses import Tag
from huskurage.store.places import LocalContact

STALE = (StaleNumber("social_services", OLD_NUMBER, NEW_NUMBER),)
LONG_AGO = TODAY - timedelta(days=400)


@pytest.fixture
def tag(town: Town) -> str:
    return town.tags["Kyrkogatan 4 A"]


def test_a_revision_is_made_once_and_keeps_the_label_that_was_printed(session: Session) -> None:
    here = lindbacka(session)
    edition = edition_now(here, sayings=Said(), design="calm", languages=("sv", "en"))
    foretold = label_of(session, here, edition=edition, day=TODAY)
    made = revision_for(session, here, edition=edition, day=TODAY)
    again = revision_for(session, here, edition=edition, day=date(2027, 3, 1))
    assert made is again
    assert made.label == foretold == label_of(session, here, edition=edition, day=date(2027, 3, 1))
    assert numbers(made) == {"social_services": OLD_NUMBER, "out_of_hours": "08-465 004 10"}


def test_two_prints_that_begin_at_once_have_one_revision(database: Database) -> None:
    start, made = threading.Barrier(2), []

    def one() -> None:
        with database.writes() as session:
            here = lindbacka(session)
            edition = edition_now(here, sayings=Said(), design="calm", languages=("sv",))
            start.wait(30)
            made.append(revision_for(session, here, edition=edition, day=TODAY).label)
            session.commit()

    if database.engine.dialect.name == "sqlite":
        start = threading.Barrier(1)  # there one has to wait for the other anyway
    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with database.reads() as session:
        assert made == [session.scalars(select(Revision)).one().label] * 2


def test_a_print_noted_twice_before_it_hangs_is_one_poster(session: Session, tag: str) -> None:
    first = printed(session, tag, day=LONG_AGO)
    again = printed(session, tag)
    assert again is first
    assert first.printed_on == TODAY
    first.up_on = TODAY
    assert printed(session, tag) is not first
    assert len(prints(session, first.stairwell_id)) == 2


def test_a_changed_number_word_or_design_makes_old_what_was_printed(session: Session, tag: str) -> None:
    said = Said()
    revision = printed(session, tag, said=said).revision
    assert old_revisions(session, lindbacka(session), said) == frozenset()
    assert old_revisions(session, lindbacka(session), Said(headline="Hör du?")) == {revision.id}
    change_number(session)
    assert old_revisions(session, lindbacka(session), said) == {revision.id}
    change_number(session, NEW_NUMBER, OLD_NUMBER)
    revision.design = "no-longer-there"
    assert old_revisions(session, lindbacka(session), said) == {revision.id}


def test_the_page_knows_which_number_the_poster_gets_wrong(session: Session, tag: str) -> None:
    printed(session, tag, up_on=TODAY)
    assert stale_behind(session, tag, lindbacka(session)) == ()
    change_number(session)
    assert stale_behind(session, tag, lindbacka(session)) == STALE


def test_a_poster_that_nobody_ticked_may_hang_all_the_same(session: Session, tag: str) -> None:
    printed(session, tag)
    change_number(session)
    assert stale_behind(session, tag, lindbacka(session)) == STALE


def test_a_new_poster_settles_it_when_it_is_up_and_not_before(session: Session, tag: str) -> None:
    printed(session, tag, day=LONG_AGO, up_on=LONG_AGO)
    change_number(session)
    new = printed(session, tag)
    assert stale_behind(session, tag, lindbacka(session)) == STALE
    new.up_on = TODAY
    session.flush()
    assert stale_behind(session, tag, lindbacka(session)) == ()


def test_who_stands_before_a_poster_that_is_said_to_be_gone_is_told_too(session: Session, tag: str) -> None:
    torn = printed(session, tag, day=LONG_AGO, up_on=LONG_AGO)
    torn.down_on = TODAY
    change_number(session)
    assert stale_behind(session, tag, lindbacka(session)) == STALE


def test_behind_a_retired_tag_the_old_number_is_told_though_a_new_poster_hangs(session: Session, tag: str) -> None:
    printed(session, tag, day=LONG_AGO, up_on=LONG_AGO)
    change_number(session)
    house = stairwell(session, tag)
    house.tags[0].retired_on = TODAY
    house.tags.append(Tag(code="NEWTAG2"))
    session.flush()
    session.refresh(house)
    printed(session, "NEWTAG2", up_on=TODAY)
    assert stale_behind(session, tag, lindbacka(session)) == STALE
    assert stale_behind(session, "NEWTAG2", lindbacka(session)) == ()


def test_behind_an_areas_tag_all_its_posters_count(session: Session, town: Town) -> None:
    houses = [stairwell(session, town.tags[one]) for one in ("Kyrkogatan 4 A", "Kyrkogatan 4 B")]
    shared = Tag(code="AREATAG")
    houses[0].building.area.tags.append(shared)
    session.flush()
    here = lindbacka(session)
    for house in houses:
        edition = edition_now(here, sayings=Said(), design="calm", languages=("sv", "en"))
        revision = revision_for(session, here, edition=edition, day=TODAY)
        note_printed(session, {house.id: "AREATAG"}, revision=revision, day=TODAY)
        prints(session, house.id)[-1].up_on = TODAY
        change_number(session, *((OLD_NUMBER, NEW_NUMBER) if house is houses[0] else (NEW_NUMBER, NEW_NUMBER)))
    assert stale_behind(session, "AREATAG", here) == STALE
    prints(session, houses[0].id)[-1].down_on = TODAY
    session.flush()
    assert stale_behind(session, "AREATAG", here) == ()


def test_a_number_that_is_no_more_has_no_right_one(session: Session, tag: str) -> None:
    printed(session, tag, up_on=TODAY)
    session.delete(session.scalars(select(LocalContact).where(LocalContact.number == OLD_NUMBER)).one())
    session.flush()
    session.expire_all()
    assert stale_behind(session, tag, lindbacka(session)) == (StaleNumber("social_services", OLD_NUMBER, ""),)


def test_a_tag_that_was_never_printed_says_nothing(session: Session, tag: str) -> None:
    assert stale_behind(session, tag, lindbacka(session)) == ()
    assert stale_behind(session, "2222222", lindbacka(session)) == ()
