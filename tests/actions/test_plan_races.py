"""Two people of one landlord at the same moment: one fresh plan, one logo, and no error page."""

import threading
from collections.abc import Callable

from doing import unlock
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.errors import NothingChanged
from huskurage.actions.logos import keep_logo
from huskurage.actions.plan import start_plan
from huskurage.core.logo import Drawn
from huskurage.core.plan import Step
from huskurage.store.engine import Database
from huskurage.store.logos import Logo
from huskurage.store.plan import Activity
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
