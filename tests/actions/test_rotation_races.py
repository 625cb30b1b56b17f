"""A new key is given while somebody files and somebody reads: nothing is sealed to a key that is gone."""

import threading
from collections.abc import Callable
from contextlib import suppress

from doing import file, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from teams import first_inbox, free_of_duties, rotate
from town import MORNING, Town

from huskurage.actions.errors import NotFound
from huskurage.actions.leaving import end_account
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import report_for, reports_awaiting
from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.people import Account
from huskurage.store.reports import ContentKey, Recipient, Report


def beside(database: Database, before: Callable[[Session], object], other: Callable[[Session], object]) -> None:
    """Begin the first work, let the other begin and run into it, and commit the first."""

    def run() -> None:
        with database.writes() as session:
            other(session)
            session.commit()

    second = threading.Thread(target=run)
    with database.writes() as session:
        before(session)
        session.flush()
        second.start()
        second.join(0.5)
        session.commit()
    second.join(30)
    assert not second.is_alive()


def readable(database: Database, town: Town) -> list[str]:
    with database.reads() as session:
        asta = unlock(session, town.asta)
        listed = reports_awaiting(session, asta, frozenset({State.RECEIVED, State.READ}))
        return sorted(one.concern.text for one in listed if one.concern)


def give_new_key(town: Town) -> Callable[[Session], None]:
    return lambda session: rotate(session, unlock(session, town.asta), first_inbox(session))


def test_a_concern_that_is_being_filed_is_sealed_anew_with_the_rest(database: Database, town: Town) -> None:
    beside(database, lambda session: file(session, "Just now"), give_new_key(town))
    assert readable(database, town) == ["Just now"]
    with database.reads() as session:
        keys = session.scalars(select(ContentKey.generation).where(ContentKey.recipient == Recipient.INBOX))
        assert list(keys) == [2]


def test_a_concern_that_comes_in_the_middle_waits_for_the_new_key(database: Database, town: Town) -> None:
    beside(database, give_new_key(town), lambda session: file(session, "In the middle"))
    assert readable(database, town) == ["In the middle"]


def test_a_report_that_is_being_read_keeps_the_key_it_is_read_with(database: Database, town: Town) -> None:
    with database.writes() as session:
        file(session, "Read me")
        session.commit()

    def rotating() -> None:
        with database.writes() as session:
            give_new_key(town)(session)
            session.commit()

    second = threading.Thread(target=rotating)
    with database.writes() as session:
        astrid = unlock(session, town.astrid)
        report = report_for(session, astrid, session.scalars(select(Report.id)).one(), to_change=True)
        assert {one.generation for one in report.inbox.openings} == {1}
        second.start()
        second.join(0.5)
        assert [one.content.text for one in read_thread(session, astrid, report, now=MORNING)] == ["Read me"]
        session.commit()
    second.join(30)
    assert readable(database, town) == ["Read me"]


def test_a_list_that_is_being_read_is_of_one_moment(database: Database, town: Town) -> None:
    with database.writes() as session:
        file(session, "Listed")
        session.commit()
    with database.reads() as session:
        asta = unlock(session, town.asta)
        report = session.scalars(select(Report)).one()
        assert [len(entry.keys) for entry in report.entries] == [2]
        with database.writes() as writing:
            give_new_key(town)(writing)
            writing.commit()
        (one,) = reports_awaiting(session, asta, frozenset({State.RECEIVED}))
        assert one.concern is not None


def test_two_who_end_each_other_at_once_leave_one_who_can_open(database: Database, town: Town) -> None:
    with database.writes() as session:
        free_of_duties(session, first_inbox(session))
        session.commit()
    outcomes: list[str] = []

    with database.reads() as session:
        people = {name: unlock(session, town.people[name]) for name in ("asta", "astrid")}

    def ends(who: str, whom: str) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            person = session.get_one(Account, people[whom].account.id)
            with suppress(NotFound):
                end_account(session, people[who], person, now=MORNING, today=MORNING.date())
                outcomes.append(who)

        return work

    beside(database, ends("asta", "astrid"), ends("astrid", "asta"))
    assert outcomes == ["asta"]
    with database.reads() as session:
        there = session.scalars(select(Account.name).where(Account.left_on.is_(None))).all()
        assert "Asta" in there
        assert "Astrid" not in there
