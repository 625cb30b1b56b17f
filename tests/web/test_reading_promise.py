"""What public pages promise about reading: from the inbox's own rules, honest when nobody is there or nobody read."""

from datetime import date, timedelta
from typing import Any

import pytest
from doing import Desk, Neighbour, file, only_report
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from town import MORNING, OFFICE, Clock, Town

from huskurage.actions.keys import go_live, make_inbox, test_open_kit
from huskurage.core.hours import WEEKDAYS, Band, Hours, hours_to_json
from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.inboxes import Duty, Inbox, Part, Receives
from huskurage.store.people import Absence, Account, account_by_login
from huskurage.store.places import only_municipality
from huskurage.store.reports import Report

MONDAY = MORNING.date()
LATE = "Concerns are lying unread longer than they should."
CALL = "Ring socialjouren, 08-465 004 10, dygnet runt."


def away(database: Database, name: str, first: int, last: int) -> None:
    with database.writes() as session:
        who = session.scalars(select(Account.id).where(Account.login == name)).one()
        session.add(Absence(account_id=who, first_day=MONDAY + timedelta(first), last_day=MONDAY + timedelta(last)))
        session.commit()


def change(database: Database, **values: Any) -> None:
    with database.writes() as session:
        session.execute(update(Inbox).values(**values))
        session.commit()


def front(client: FlaskClient, language: str = "en") -> str:
    page: str = client.get(f"/{language}/").get_data(as_text=True)
    return " ".join(page.split())


def filed(database: Database, state: State = State.RECEIVED, **facts: Any) -> None:
    with database.writes() as session:
        file(session, **facts)
        only_report(session).state = state
        session.commit()


@pytest.mark.parametrize(("minutes", "late"), [(359, False), (360, True), (361, True), (24 * 60, True)])
@pytest.mark.parametrize("state", [State.RECEIVED, State.ANSWERED])
def test_the_promise_breaks_at_the_end_of_the_reading_hours(
    client: FlaskClient, database: Database, clock: Clock, state: State, minutes: int, late: bool
) -> None:
    filed(database, state)  # on Monday at 10:00; reading ends at 16:00
    clock.move(minutes=minutes)
    assert (LATE in front(client)) == late


@pytest.mark.parametrize("state", [State.QUARANTINED, State.READ, State.WITHDRAWN, State.CLOSED])
def test_what_nobody_has_to_read_breaks_no_promise(
    client: FlaskClient, database: Database, clock: Clock, state: State
) -> None:
    filed(database, state)
    clock.move(days=2)
    assert LATE not in front(client)


def test_a_weekend_breaks_no_promise(client: FlaskClient, database: Database, clock: Clock) -> None:
    clock.move(days=4, hours=8)  # Friday evening
    filed(database, now=clock())
    for hours, late in ((24, False), (24, False), (21, False), (2, True)):
        clock.move(hours=hours)
        assert (LATE in front(client)) == late


def test_reading_heals_a_broken_promise(neighbour: Neighbour, app: Flask, town: Town, clock: Clock) -> None:
    neighbour.send()
    clock.move(hours=7)
    asta, client = Desk(app, town.asta, clock), app.test_client()
    assert LATE in front(client)
    (path,) = asta.reports()
    asta.press(f"{path}/read")
    assert LATE not in front(client)


def test_each_inbox_keeps_its_own_hours(client: FlaskClient, database: Database, clock: Clock) -> None:
    until_noon = Hours((Band(WEEKDAYS, OFFICE.bands[0].opens, OFFICE.bands[0].closes.replace(hour=12)),))
    with database.writes() as session:
        municipality, astrid = only_municipality(session), account_by_login(session, "astrid")
        assert municipality is not None
        assert astrid is not None
        inbox, kit = make_inbox(
            session, municipality=municipality, name="Barn", receives=Receives.CHILDREN, keyholders=[astrid],
            hours=hours_to_json(until_noon), now=MORNING,
        )  # fmt: skip
        test_open_kit(session, inbox=inbox, typed=kit.code, now=MORNING, today=MONDAY)
        go_live(inbox)
        inbox.duties = [Duty(part=Part.OWNER, account_id=astrid.id)]
        session.commit()
    filed(database)
    clock.move(hours=3)  # 13:00: children's concerns are read tomorrow, and nothing is late
    assert "It is read on Tuesday" in front(client)
    assert LATE not in front(client)
    with database.writes() as session:
        session.execute(update(Report).values(inbox_id=2))
        session.commit()
    assert LATE in front(client)


def test_nobody_there_today_is_said_with_whom_to_call(client: FlaskClient, database: Database) -> None:
    change(database, away_text=CALL)
    assert "It is read today." in front(client)
    away(database, "asta", 0, 3)
    assert "It is read today." in front(client)
    away(database, "astrid", 0, 1)
    page = front(client)
    assert "Nobody is here to read right now. It is read on Wednesday 25 November, from 08:00." in page
    number = '<a href="tel:0846500410"><bdi dir="ltr" class="n">08-465 004 10</bdi></a>'
    assert f'Until then: <bdi lang="sv" dir="ltr">Ring socialjouren, {number}, dygnet runt.</bdi>' in page


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_page_that_says_so_stays_one_small_answer(client: FlaskClient, database: Database, language: str) -> None:
    change(database, away_text=CALL + " " + "Å" * 250)
    for name in ("asta", "astrid"):
        away(database, name, 0, 9)
    answer = client.get(f"/{language}/", headers={"Accept-Encoding": "br"})
    assert len(answer.get_data()) + 2000 < 14_336


def test_what_the_away_text_says_is_text(client: FlaskClient, database: Database) -> None:
    change(database, away_text="<b>08-465 004 10</b> & co")
    for name in ("asta", "astrid"):
        away(database, name, 0, 0)
    assert "&lt;b&gt;<a " in front(client)
    assert "&amp; co" in front(client)


def test_absences_on_days_without_reading_are_no_news(client: FlaskClient, database: Database, clock: Clock) -> None:
    for name in ("asta", "astrid"):
        away(database, name, 5, 6)
    clock.move(days=4, hours=8)
    assert "Nobody is here" not in front(client)
    assert "It is read on Monday" in front(client)


def test_without_anyone_at_all_the_number_that_answers_stands_there(client: FlaskClient, database: Database) -> None:
    with database.writes() as session:
        session.execute(update(Account).values(left_on=date(2026, 11, 1)))
        session.commit()
    page = front(client)
    assert "Nobody is here to read right now." in page
    assert "It is read" not in page
    assert "Call instead:" in page
