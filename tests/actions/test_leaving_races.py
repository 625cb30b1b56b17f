"""A part is given on while its new owner notes an absence, and reports are given on while somebody writes about one."""

import threading
from collections.abc import Callable

from doing import file, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from teams import account_of, children_inbox
from town import MORNING, Town

from huskurage.actions.duty import add_absence
from huskurage.actions.errors import NobodyOnDuty
from huskurage.actions.leaving import give_part, give_reports, what_depends_on
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import note, report_for, take
from huskurage.core.concern import About
from huskurage.store.engine import Database
from huskurage.store.inboxes import Part
from huskurage.store.reports import Report


def beside(
    database: Database, work: Callable[[Session, Callable[[], None]], object], other: Callable[[Session], object]
) -> str:
    """Do the work, which lets the other run into it at some moment; answers how that one ended."""
    ended: list[str] = []

    def run() -> None:
        try:
            with database.writes() as session:
                other(session)
                session.commit()
            ended.append("done")
        except Exception as error:  # noqa: BLE001 - the test wants the name of whatever it is
            ended.append(type(error).__name__)

    second = threading.Thread(target=run)

    def let_in() -> None:
        second.start()
        second.join(0.7)

    with database.writes() as session:
        work(session, let_in)
        session.commit()
    second.join(30)
    return ended[0]


def test_who_has_just_got_the_part_is_not_away_unseen(database: Database, town: Town) -> None:
    def give(session: Session, let_in: Callable[[], None]) -> None:
        astrid, asta = account_of(session, town, "astrid"), account_of(session, town, "asta")
        (found,) = what_depends_on(session, astrid, to_change=True)
        give_part(session, asta, found.inbox, Part.DEPUTY, astrid, to=asta, now=MORNING)
        let_in()

    def be_away(session: Session) -> None:
        asta = account_of(session, town, "asta")
        add_absence(session, account=asta, first=MORNING.date(), last=MORNING.date(), by=asta, now=MORNING)

    assert beside(database, give, be_away) == NobodyOnDuty.__name__


def test_reports_of_two_inboxes_are_given_on_while_somebody_writes_about_one(database: Database, town: Town) -> None:
    with database.writes() as session:
        astrid = unlock(session, town.astrid)
        children, _ = children_inbox(session, astrid.account, account_of(session, town, "asta"))
        file(session, "Screams")
        file(session, "A child cries", page=2, about=About.CHILD)
        for report in session.scalars(select(Report)).all():
            read_thread(session, astrid, report, now=MORNING)
            take(session, astrid, report, now=MORNING)
        child = session.scalars(select(Report.id).where(Report.inbox_id == children.id)).one()
        session.commit()

    def give(session: Session, let_in: Callable[[], None]) -> None:
        astrid, asta = account_of(session, town, "astrid"), account_of(session, town, "asta")
        first, second = what_depends_on(session, astrid, to_change=True)
        give_reports(session, asta, first.inbox, astrid, to=asta, now=MORNING)
        let_in()
        give_reports(session, asta, second.inbox, astrid, to=asta, now=MORNING)

    def write(session: Session) -> None:
        report = report_for(session, unlock(session, town.asta), child, to_change=True)
        note(session, unlock(session, town.asta), report, text="Called the school", now=MORNING)

    assert beside(database, give, write) == "done"
    with database.reads() as session:
        assert [one.taken_by.name for one in session.scalars(select(Report)) if one.taken_by] == ["Asta", "Asta"]
