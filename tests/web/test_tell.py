"""Telling what does not work: sealed, without a name, the same answer for man and machine, nothing lost in silence."""

import logging

import pytest
from doing import Desk, main_of, unlock
from flask import Flask
from house.ways import everything
from hygiene import InspectingClient
from othertown import found_other_town
from readers import FORM, TEXT, Reader, heard
from sqlalchemy import update
from town import Clock, Town

from huskurage.actions.feedback import told_to
from huskurage.core.feedback import Feedback
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.people import Account
from huskurage.web.site import Site

STATEMENT = "/en/accessibility"


@pytest.fixture
def reader(app: Flask, clock: Clock, town: Town) -> Reader:
    del town
    return Reader(app, clock)


def nobody_works(database: Database) -> None:
    with database.writes() as session:
        session.execute(update(Account).values(left_on=Clock()().date()))
        session.commit()


def test_what_is_told_reaches_the_administrator_and_nobody_else(reader: Reader, database: Database, town: Town) -> None:
    answer = reader.tell(part="The page about 112")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Thank you" in page
    assert TEXT not in page
    assert heard(database, town) == [Feedback(text=TEXT, part="The page about 112", language="en")]
    assert heard(database, town, "asta") == []


def test_traces_are_left_in_two_tables_alone_and_in_no_log(
    reader: Reader, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = everything(database)
    answer = reader.tell("Karin hits the children, 070-174 06 05", part="Storgatan")
    after = everything(database)
    assert {name for name in after if after[name] != before[name]} == {"remarks", "remark_keys"}
    for said in ("Karin", "070-174", "Storgatan"):
        assert said not in caplog.text
        assert said not in repr(after)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_man_and_machine_get_the_same_answer_and_what_machines_sent_lies_apart(
    reader: Reader, database: Database, town: Town
) -> None:
    answers = [reader.tell("one"), reader.tell("two", wait=1), reader.tell("three", website="https://buy.example")]
    assert {one.status_code for one in answers} == {200}
    assert len({main_of(one) for one in answers}) == 1
    assert len({tuple(sorted(one.headers.keys())) for one in answers}) == 1
    assert {one.text: one.hurried for one in heard(database, town)} == {"one": False, "two": True, "three": True}


def test_the_same_page_sent_twice_is_one_message_and_changed_words_are_another(
    reader: Reader, database: Database, town: Town
) -> None:
    ticket = reader.ticket()
    answers = [reader.tell(ticket=ticket), reader.tell(ticket=ticket), reader.tell(f"{TEXT}!", ticket=ticket)]
    assert len({main_of(one) for one in answers}) == 1
    assert sorted(one.text for one in heard(database, town)) == [TEXT, f"{TEXT}!"]


@pytest.mark.parametrize("budget", ["feedback_network", "feedback_town"])
def test_who_is_not_heard_is_told_so_with_the_text_kept_and_numbers_to_call(
    reader: Reader, database: Database, town: Town, site: Site, budget: str
) -> None:
    getattr(site, budget).limit = 1
    reader.tell("first")
    for odd in ({}, {"website": "https://buy.example"}):
        answer = reader.tell(part="The map", **odd)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 429
        assert "It is NOT sent" in page
        assert f">\n{TEXT}</textarea>" in page
        assert 'value="The map"' in page
        assert page.index('href="tel:084650040') < page.index("<form")
    assert [one.text for one in heard(database, town)] == ["first"]


def test_a_flood_from_one_network_ends_after_ten(reader: Reader, database: Database, town: Town, clock: Clock) -> None:
    ticket = reader.ticket()
    statuses = [reader.tell(f"Buy {number}", ticket=ticket).status_code for number in range(15)]
    assert statuses == [200] * 10 + [429] * 5
    clock.move(hours=1)
    assert reader.tell("I am real").status_code == 200
    assert len(heard(database, town)) == 11


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("house", ["", "Kyrkogatan 4 A"])
def test_every_state_begins_with_leave_and_112_and_shows_the_way_to_the_concern_form(
    app: Flask, clock: Clock, town: Town, site: Site, database: Database, language: str, house: str
) -> None:
    here = "/" + "/".join(filter(None, (language, town.tags.get(house, ""))))
    reader = Reader(app, clock, f"{here}/accessibility/tell")
    ticket = reader.ticket()
    answers = [reader.client.get(reader.path), reader.tell(""), reader.tell(ticket=ticket)]
    site.feedback_town.limit = 0
    answers.append(reader.tell())
    nobody_works(database)
    answers.append(reader.client.get(reader.path))
    site.feedback_town.limit = 60
    answers.append(reader.tell("Other words", ticket=ticket))
    assert [one.status_code for one in answers] == [200, 422, 200, 429, 200, 503]
    for answer in answers:
        page = answer.get_data(as_text=True)
        links = [part.split('"')[0] for part in page.split('href="')[1:]]
        assert [one for one in links if not one.startswith(("data:", "/static/"))][:2] == ["#main", "/leave"]
        assert page.index('href="tel:112"') < page.index("<h1>")
        assert f'href="{here}/write"' in page.partition("<main")[2].partition("</main>")[0]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers


def test_where_nobody_can_read_it_is_not_offered_and_numbers_stand_in_its_place(
    reader: Reader, client: InspectingClient, database: Database
) -> None:
    ticket = reader.ticket()
    assert f'href="{FORM}"' in client.get(STATEMENT).text
    nobody_works(database)
    reader.clock.move(minutes=1)  # pages are drawn once a minute
    assert f'href="{FORM}"' not in client.get(STATEMENT).text
    page = client.get(FORM).text
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert 'href="tel:084650040' in page
    answer = reader.tell(ticket=ticket)
    assert answer.status_code == 503
    assert f">\n{TEXT}</textarea>" in answer.get_data(as_text=True)


def test_it_is_one_small_answer_that_nobody_finds_by_searching(client: InspectingClient, town: Town) -> None:
    for tag in ("", f"{town.tags['Kyrkogatan 4 A']}/", "2222222/"):
        for language in ("sv", "en"):
            path = f"/{language}/{tag}accessibility"
            assert f'href="{path}/tell"' in client.get(path).text
            answer = client.get(f"{path}/tell", headers={"Accept-Encoding": "br"})
            assert len(answer.get_data()) + 2000 < 14_336
    assert "tell" not in client.get("/robots.txt").text + client.get("/sitemap.xml").text


def test_it_goes_to_the_municipality_of_the_page(
    app: Flask, clock: Clock, town: Town, database: Database, settings: Settings
) -> None:
    with database.writes() as session:
        other = found_other_town(session, settings)
        session.commit()
    Reader(app, clock, f"/en/{other.tag}/accessibility/tell").tell("In Storvik")
    assert heard(database, town) == []
    with database.reads() as session:
        told = told_to(session, unlock(session, other.people["tor"]))
    assert {one.feedback.text for one in told if one.feedback} == {"In Storvik", "The map is too small"}
    nowhere = app.test_client().post(FORM, data={"text": TEXT})
    assert nowhere.status_code == 422
    assert TEXT in nowhere.get_data(as_text=True)


def test_a_database_that_is_away_loses_no_word(reader: Reader, database: Database) -> None:
    ticket = reader.ticket()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE remark_keys RENAME TO remark_keys_away")
    answer = reader.tell(ticket=ticket)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE remark_keys_away RENAME TO remark_keys")
    assert answer.status_code == 503
    assert TEXT in answer.get_data(as_text=True)
    assert reader.tell(ticket=ticket).status_code == 200


def test_the_landlord_and_coordinators_meet_nothing_of_it(reader: Reader, asta: Desk, bo: Desk) -> None:
    pages = ("/staff/inbox/", "/staff/feedback/", "/staff/set-up/")
    before = [main_of(asta.client.get(path)) for path in pages]
    reader.tell()
    assert [main_of(asta.client.get(path)) for path in pages] == before
    assert bo.status("/staff/feedback/") == 404
