"""The calendar feed: days and numbers for whoever knows the address, and for nobody once it has ended."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from canaries import Canaries
from doing import Desk, Neighbour, file, keys_for, only_report, unlock
from hygiene import InspectingClient
from icalendar import Calendar
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from town import MORNING, Clock, Town

from huskurage.actions.calendar import due_days
from huskurage.actions.closing import agree, propose_no_action, quarantine
from huskurage.actions.reporting import answer
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, assess
from huskurage.core.concern import About, Answer, Words
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.people import Feed, account_by_login
from huskurage.store.reports import Report
from huskurage.web.database import transaction

PAGE = "/staff/calendar/"
TODAY, LOOK_AGAIN, TWO_WEEKS = date(2026, 11, 23), date(2026, 11, 26), date(2026, 12, 7)


def made(desk: Desk) -> str:
    """The path of a calendar address that the person makes now."""
    page = desk.press(f"{PAGE}make").get_data(as_text=True)
    return re.findall(r">\nhttp://huskurage\.example(/calendar/[\w-]{43}\.ics)</textarea>", page)[0]


def events(client: InspectingClient, path: str) -> list[tuple[date, str]]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    found = Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")
    return [(one["DTSTART"].dt, str(one["SUMMARY"])) for one in found]


def test_a_feed_says_on_which_days_how_much_is_due(asta: Desk, neighbour: Neighbour, client: InspectingClient) -> None:
    path = made(asta)
    assert events(client, path) == []
    neighbour.send()
    neighbour.send()
    assert events(client, path) == [(TODAY, "To do: 2"), (TWO_WEEKS, "To do: 2")]


def test_a_feed_speaks_its_persons_language(asta: Desk, neighbour: Neighbour, client: InspectingClient) -> None:
    path = made(asta)
    neighbour.send()
    asta.press("/staff/language/sv")
    assert events(client, path)[0] == (TODAY, "Att göra: 1")


@pytest.fixture
def town_session(database: Database) -> Iterator[Session]:
    with database.writes() as session:
        yield session


def test_what_was_done_is_due_no_more(town_session: Session, town: Town) -> None:
    session, asta, astrid = town_session, unlock(town_session, town.asta), unlock(town_session, town.astrid)
    file(session)
    report = only_report(session)

    def due() -> list[date]:
        session.flush()
        return list(due_days(session, asta.account.id))

    assert due() == [TODAY, TWO_WEEKS]
    read_thread(session, asta, report, now=MORNING)
    assert due() == [TODAY, TWO_WEEKS], "the need of protection was not assessed"
    assess(session, asta, report, text="No child", now=MORNING)
    assert due() == [TWO_WEEKS]
    ask(session, asta, report, text="Which floor?", language="en", now=MORNING)
    assert due() == [LOOK_AGAIN, TWO_WEEKS]
    answer(session, keys=keys_for(), words=Words(text="The second", language="en"), now=MORNING)
    assert due() == [TODAY, TWO_WEEKS], "the answer waits to be read"
    read_thread(session, asta, report, now=MORNING)
    assert due() == [TWO_WEEKS]
    propose_no_action(session, asta, report, text="Nothing to do", now=MORNING)
    assert due() == [TWO_WEEKS]
    agree(session, astrid, report, now=MORNING)
    assert due() == []


def test_what_lies_in_the_tray_is_due_only_when_its_writer_says_more(town_session: Session, town: Town) -> None:
    session, asta = town_session, unlock(town_session, town.asta)
    file(session)
    report = only_report(session)
    quarantine(session, asta, report, now=MORNING)
    session.flush()
    assert due_days(session, asta.account.id) == {}
    answer(session, keys=keys_for(), words=Words(text="It is real", language="en"), now=MORNING)
    session.flush()
    assert list(due_days(session, asta.account.id)) == [TODAY]


def test_a_feed_shows_the_inboxes_that_its_person_can_open(
    asta: Desk, neighbour: Neighbour, client: InspectingClient, database: Database
) -> None:
    path = made(asta)
    neighbour.send()
    with transaction(database) as session:
        account = account_by_login(session, "asta")
        assert account is not None
        session.execute(delete(Opening).where(Opening.account_id == account.id))
    assert events(client, path) == []


def test_nothing_that_was_said_and_no_hour_is_in_a_feed(
    asta: Desk, neighbour: Neighbour, client: InspectingClient, database: Database, clock: Clock
) -> None:
    sing = Canaries()
    path = made(asta)
    neighbour.send(sing("text"), children="yes", about="child", typed_house=sing("house"), floor=sing("floor"))
    one = client.get(path).get_data(as_text=True)
    clock.move(hours=3)
    assert client.get(path).get_data(as_text=True) == one
    with database.reads() as session:
        report = session.scalars(select(Report)).one()
    hours = {f"{clock():%H%M}", "0900", "0901", "1000"}
    for secret in (sing.stem, report.id, path[10:20], "Kyrkogatan", "child", "Lindbacka", "urgent", *hours):
        assert secret not in re.sub(r"UID:[\w-]+", "", one)
    assert re.findall(r"DTSTAMP:(\S+)", one) == ["20261123T000000Z", "20261207T000000Z"]
    assert not re.search(r"LOCATION|DESCRIPTION|ORGANIZER|LAST-MODIFIED|CREATED|SEQUENCE|VALARM|URL", one)


def test_two_concerns_that_differ_in_everything_make_the_same_feed(database: Database) -> None:
    feeds = []
    for page, facts in enumerate(({}, {"about": About.CHILD, "children": Answer.YES, "happening": Answer.YES})):
        with database.writes() as session:
            account = account_by_login(session, "asta")
            assert account is not None
            file(session, "x" * (1 + 900 * page), page=page + 1, **facts)
            feeds.append(due_days(session, account.id))
    assert feeds[0] == feeds[1]


def test_a_uid_stays_for_its_feed_and_is_another_in_another(
    asta: Desk, astrid: Desk, neighbour: Neighbour, client: InspectingClient
) -> None:
    neighbour.send()
    mine, theirs = made(asta), made(astrid)
    uids = [re.findall(r"UID:(\S+)", client.get(path).get_data(as_text=True)) for path in (mine, mine, theirs)]
    assert uids[0] == uids[1]
    assert len({*uids[0], *uids[2]}) == 4


def test_an_address_is_shown_once_and_only_its_digest_is_kept(asta: Desk, database: Database) -> None:
    token = made(asta).removeprefix("/calendar/").removesuffix(".ics")
    assert token not in asta.see(PAGE)
    assert "You have a calendar address (made 23 Nov)." in asta.see(PAGE)
    with database.reads() as session:
        (feed,) = session.scalars(select(Feed))
        assert token.encode() not in feed.digest
        assert len(feed.digest) == 32


@pytest.mark.parametrize("ending", ["ended", "new", "left", "landlord"])
def test_an_ended_address_answers_like_one_that_never_was(
    asta: Desk, client: InspectingClient, database: Database, ending: str
) -> None:
    path = made(asta)
    if ending == "ended":
        assert asta.press(f"{PAGE}end").headers["Location"] == PAGE
    elif ending == "new":
        assert made(asta) != path
    with transaction(database) as session:
        account, bo = account_by_login(session, "asta"), account_by_login(session, "bo")
        assert account is not None
        assert bo is not None
        if ending == "left":
            account.left_on = MORNING.date()
        elif ending == "landlord":
            account.role = bo.role
    never = client.get(f"/calendar/{'A' * 43}.ics")
    gone = client.get(path)
    assert (gone.status_code, gone.get_data()) == (404, never.get_data())


@pytest.mark.parametrize("odd", ["a", "%00", "é" * 43, "A" * 5000, "%F0%9F%92%8C", "%ED%A0%80", ".."])
def test_odd_addresses_are_no_feed(client: InspectingClient, odd: str) -> None:
    assert client.get(f"/calendar/{odd}.ics").status_code == 404


def test_ending_what_never_was_does_no_harm(asta: Desk) -> None:
    assert asta.press(f"{PAGE}end").status_code == 303
    assert "You have no calendar address." in asta.see(PAGE)
