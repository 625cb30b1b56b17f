"""Things that happen at the same moment: the same page sent by many, and an answer while Asta closes."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from doing import code_on, file, kept, keys_for, only_report, unlock
from flask import Flask
from sqlalchemy.orm import Session
from town import MORNING, Clock, Town

from huskurage.actions.closing import close
from huskurage.actions.reporting import answer
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import note, report_for
from huskurage.core.concern import Words
from huskurage.core.lifecycle import CloseReason, State
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind
from huskurage.web.formtickets import new_ticket


def at_once(work: Callable[[int], object], times: int) -> list[object]:
    """Do the work in that many threads that start together; answers what they made of it."""
    start, done = threading.Barrier(times), []

    def one(number: int) -> None:
        start.wait(30)
        done.append(work(number))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return done


@pytest.fixture
def ticket(app: Flask, clock: Clock) -> str:
    with app.test_request_context():
        made = new_ticket()
    clock.move(seconds=30)
    return made


def send(app: Flask, ticket: str, text: str) -> str:
    return code_on(app.test_client().post("/en/write", data={"ticket": ticket, "text": text}))


def test_the_same_page_sent_by_many_threads_is_one_report_with_one_code(
    app: Flask, ticket: str, database: Database
) -> None:
    codes = at_once(lambda _: send(app, ticket, "Screams"), 6)
    assert len(codes) == 6
    assert len(set(codes)) == 1
    assert len(str(codes[0])) == 20
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]


def test_different_words_from_one_page_at_once_are_all_kept_in_one_report(
    app: Flask, ticket: str, database: Database
) -> None:
    codes = at_once(lambda number: send(app, ticket, f"Version {number}"), 4)
    assert len(set(codes)) == 1
    ((_, entries),) = kept(database)
    assert Counter(entries) == {EntryKind.CONCERN: 1, EntryKind.ADDITION: 3}


def test_the_same_answer_sent_by_many_threads_is_kept_once(database: Database) -> None:
    with database.writes() as session:
        file(session)
        session.commit()

    def say(_: int) -> None:
        with database.writes() as session:
            answer(session, keys=keys_for(), words=Words("Second", "en"), now=MORNING)
            session.commit()

    at_once(say, 4)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN, EntryKind.ADDITION])]


def read_by_asta(database: Database, town: Town) -> None:
    with database.writes() as session:
        file(session)
        read_thread(session, unlock(session, town.asta), only_report(session), now=MORNING)
        session.commit()


def meanwhile(database: Database, town: Town, verb: Callable[[Session], None]) -> None:
    """Asta has opened the report's page for a verb; the neighbour answers before she is done."""

    def neighbour() -> None:
        with database.writes() as session:
            answer(session, keys=keys_for(), words=Words("It got worse", "en"), now=MORNING)
            session.commit()

    answering = threading.Thread(target=neighbour)
    with database.writes() as session:
        asta, report_id = unlock(session, town.asta), only_report(session).id
        session.expire_all()
        report_for(session, asta, report_id, to_change=True)
        answering.start()
        answering.join(0.5)
        verb(session)
        session.commit()
    answering.join(30)
    assert not answering.is_alive()


def test_an_answer_that_comes_while_asta_closes_is_not_buried(database: Database, town: Town) -> None:
    read_by_asta(database, town)
    meanwhile(
        database, town,
        lambda session: close(
            session, unlock(session, town.asta), only_report(session), reason=CloseReason.HELP_GIVEN, now=MORNING
        ),
    )  # fmt: skip
    assert kept(database) == [(State.ANSWERED, [EntryKind.CONCERN, EntryKind.ADDITION])]


def test_a_note_and_an_answer_at_once_are_both_kept(database: Database, town: Town) -> None:
    read_by_asta(database, town)
    meanwhile(
        database, town,
        lambda session: note(session, unlock(session, town.asta), only_report(session), text="Called", now=MORNING),
    )  # fmt: skip
    ((_, entries),) = kept(database)
    assert entries == [EntryKind.CONCERN, EntryKind.NOTE, EntryKind.ADDITION]
