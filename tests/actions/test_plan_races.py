"""Two people of one landlord at the same moment: one fresh plan, one logo, one finished round, and no error page."""

import threading
import time
from collections.abc import Callable

from doing import unlock
from hung import TODAY, Said, printed
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.errors import NotFound, NothingChanged
from huskurage.actions.logos import keep_logo
from huskurage.actions.plan import (
    Intent,
    activity_for,
    add_activity,
    change_activity,
    remove_activity,
    start_plan,
)
from huskurage.actions.rounds import Tick, Ticked, tick
from huskurage.core.logo import Drawn
from huskurage.core.plan import Step
from huskurage.core.standing import months_before
from huskurage.store.engine import Database
from huskurage.store.hanging import CoverRound
from huskurage.store.houses import Area
from huskurage.store.logos import Logo
from huskurage.store.plan import Activity, ActivityKind
from huskurage.web.database import transaction

AT_ONCE = 4


def all_at_once(database: Database, deed: Callable[[Session, int], object]) -> list[str]:
    """What each of several says who do the same at the same moment."""
    together, said = threading.Barrier(AT_ONCE), list[str]()

    def one(number: int) -> None:
        together.wait()
        try:
            with transaction(database) as session:
                deed(session, number)
            said.append("done")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test names it
            said.append(type(error).__name__)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_two_who_begin_begin_one_plan(database: Database, town: Town) -> None:
    names = {step: step.value for step in Step}
    said = all_at_once(database, lambda session, _: start_plan(session, unlock(session, town.bo), names, now=MORNING))
    assert said == [NothingChanged.__name__] * (AT_ONCE - 1) + ["done"]
    with database.reads() as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == len(Step)


def test_two_who_send_a_logo_leave_one(database: Database, town: Town) -> None:
    def keep(session: Session, number: int) -> None:
        keep_logo(session, unlock(session, town.bo), Drawn(bytes([number]), 30, 30), now=MORNING)

    assert all_at_once(database, keep) == ["done"] * AT_ONCE
    with database.reads() as session:
        assert len(session.scalars(select(Logo)).all()) == 1


def test_what_somebody_takes_out_is_gone_for_who_changes_it(database: Database, town: Town) -> None:
    with transaction(database) as session:
        intent = Intent(kind=ActivityKind.CAMPAIGN, what="A stand at the square", owner_id=None, due_on=MORNING.date())
        activity_id = add_activity(session, unlock(session, town.bo), intent, now=MORNING).id

    def deed(session: Session, number: int) -> None:
        bo = unlock(session, town.bo)
        found = activity_for(session, bo, activity_id, held=True)
        time.sleep(0.1)  # until all have knocked
        if number % 2:
            change_activity(session, bo, found, Intent(**(vars(intent) | {"what": "Two stands"})), now=MORNING)
        else:
            remove_activity(session, bo, found, now=MORNING)

    assert set(all_at_once(database, deed)) == {"done", NotFound.__name__}


def test_two_who_tick_a_rounds_last_stairwells_finish_it(database: Database, town: Town) -> None:
    houses = ["Kyrkogatan 4 A", "Kyrkogatan 10"]
    with transaction(database) as session:
        hung = [printed(session, town.tags[one], up_on=months_before(TODAY, 3)) for one in houses]
        ticks = [Ticked(Tick.CHECKED, one.stairwell_id, one.id) for one in hung]
        area = session.scalars(select(Area).where(Area.name == "Centrum")).one()
        session.add(CoverRound(landlord_id=area.landlord_id, area_id=area.id, month=TODAY.replace(day=1)))

    def deed(session: Session, number: int) -> None:
        bo, own = unlock(session, town.bo), ticks[number : number + 1]  # the others' boxes are empty
        tick(session, bo, own, sayings=Said(), design="calm", languages=("sv", "en"), now=MORNING)
        time.sleep(0.2)  # before it is committed, the other has ticked, or waits

    assert all_at_once(database, deed) == ["done"] * AT_ONCE
    with database.reads() as session:
        assert session.scalars(select(CoverRound.done_on)).one() == TODAY
