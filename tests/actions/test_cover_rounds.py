"""Cover rounds in the database: for every landlord, ahead of time, and by nothing that neighbours do."""

import threading
from datetime import date, timedelta

import pytest
from doing import file, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.cover import cover_rounds_for, mark_cover_round, plan_cover_rounds
from huskurage.actions.errors import NotFound
from huskurage.actions.housing import import_houses, read_list
from huskurage.actions.upkeep import in_one_transaction, run_jobs
from huskurage.store.engine import Database
from huskurage.store.hanging import CoverRound
from huskurage.store.houses import Area
from huskurage.store.places import Landlord

JOB = in_one_transaction("cover", plan_cover_rounds)
NEW_AREA = "Gata;Nr;Postnummer;Ort;Område\nNygatan;1;777 30;Lindbacka;Nyhem\n"


def drawn(session: Session) -> list[tuple[int, int, date]]:
    rows = session.scalars(select(CoverRound).order_by(CoverRound.landlord_id, CoverRound.month, CoverRound.area_id))
    return [(one.landlord_id, one.area_id, one.month) for one in rows]


def test_every_area_of_every_landlord_has_its_round_within_twelve_months(session: Session) -> None:
    plan_cover_rounds(session, MORNING)
    rounds = drawn(session)
    areas = session.scalars(select(Area)).all()
    assert {(landlord, area) for landlord, area, _ in rounds} == {(one.landlord_id, one.id) for one in areas}
    assert {len([1 for landlord, _, _ in rounds if landlord == one.landlord_id]) >= 4 for one in areas} == {True}
    assert all(date(2026, 12, 1) <= month <= date(2027, 11, 1) for _, _, month in rounds)


def test_drawing_again_draws_nothing_and_a_new_area_gets_a_round_of_its_own(session: Session) -> None:
    plan_cover_rounds(session, MORNING)
    before = drawn(session)
    plan_cover_rounds(session, MORNING)
    assert drawn(session) == before
    landlord = session.scalars(select(Landlord).where(Landlord.slug == "lindbackahem")).one()
    import_houses(
        session, landlord=landlord, reading=read_list(NEW_AREA.encode(), "hus.csv"), account=None, now=MORNING
    )
    plan_cover_rounds(session, MORNING)
    new = session.scalars(select(Area.id).where(Area.name == "Nyhem")).one()
    more = [one for one in drawn(session) if one not in before]
    assert {area for _, area, _ in more} == {new}


def test_what_neighbours_do_moves_no_round(session: Session) -> None:
    plan_cover_rounds(session, MORNING)
    before = drawn(session)
    for page in range(5):
        file(session, page=page + 1, poster_house="Kyrkogatan 4 A, Lindbacka")
    plan_cover_rounds(session, MORNING)
    assert drawn(session) == before


def test_two_hosts_draw_one_plan(database: Database) -> None:
    start, failed = threading.Barrier(2), []

    def host() -> None:
        start.wait(30)
        failed.extend(run_jobs(database.writes.begin, now=MORNING, jobs=(JOB,)))

    threads = [threading.Thread(target=host) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with database.writes() as session:
        before = drawn(session)
        plan_cover_rounds(session, MORNING)
        assert drawn(session) == before
        for area in session.scalars(select(Area)):
            own = [month for _, one, month in before if one == area.id]
            alone = session.scalars(select(Area.id).where(Area.landlord_id == area.landlord_id)).all()
            assert len(own) == (4 if len(alone) == 1 else 2)


def test_a_round_is_ticked_by_hand_and_the_tick_taken_back(session: Session, town: Town) -> None:
    plan_cover_rounds(session, MORNING)
    bo = unlock(session, town.bo)
    coming = cover_rounds_for(session, bo, today=MORNING.date())
    for moment in (MORNING, MORNING + timedelta(days=2)):
        mark_cover_round(session, bo, coming[0].id, done=True, now=moment)
        assert coming[0].done_on == MORNING.date()
    mark_cover_round(session, bo, coming[0].id, done=False, now=MORNING)
    assert coming[0].done_on is None


def test_nobody_sees_or_ticks_anothers_rounds(session: Session, town: Town) -> None:
    plan_cover_rounds(session, MORNING)
    bo, cleo = unlock(session, town.bo), unlock(session, town.cleo)
    shown = cover_rounds_for(session, cleo, today=MORNING.date())
    assert {one.landlord_id for one in shown} == {cleo.account.landlord_id}
    for odd in (shown[0].id, 999_999, 0, 2**31, -1):
        with pytest.raises(NotFound):
            mark_cover_round(session, bo, odd, done=True, now=MORNING)
    with pytest.raises(NotFound):
        cover_rounds_for(session, unlock(session, town.asta), today=MORNING.date())
