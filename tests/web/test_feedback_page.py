"""The administrator's page with what does not work for people: opened, dealt with, calm about what stays shut."""

import re
from datetime import timedelta

import pytest
from doing import Desk
from flask import Flask
from house.things import told
from sqlalchemy import delete, select, update
from town import MORNING, Clock, Town

from huskurage.core.access import Role
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.people import Account
from huskurage.store.remarks import Remark, RemarkKey

PAGE = "/staff/feedback/"


@pytest.fixture
def adam(app: Flask, town: Town, clock: Clock) -> Desk:
    return Desk(app, town.adam, clock)


def says(database: Database, text: str, **words: object) -> str:
    """Somebody told this; answers the id of the message."""
    with database.writes() as session:
        made = told(session, 1, now=MORNING, text=text, **words)  # type: ignore[arg-type]  # as they are
        session.commit()
    return made


def test_adam_reads_what_was_told_where_and_in_which_language(adam: Desk, database: Database) -> None:
    says(database, "<b>The</b> map, call 070-174 06 05", part="Åsvägen", language="ar")
    page = adam.see(PAGE)
    assert "&lt;b&gt;The&lt;/b&gt; map" in page
    assert '<bdi dir="ltr">070-174 06 05</bdi>' in page
    assert "Åsvägen" in page
    assert "العربية" in page
    assert "deleted by itself on Feb 21" in page or "deleted by itself on 21 Feb" in page
    assert "Call one today, who writes it down as a concern." in page


def test_a_press_deletes_it_and_the_set_up_page_counts_what_is_left(adam: Desk, database: Database) -> None:
    first = says(database, "One")
    says(database, "Two")
    assert "2 messages about what does not work" in adam.see("/staff/set-up/")
    assert adam.press(f"{PAGE}{first}/dealt-with").headers["Location"] == PAGE
    page = adam.see(PAGE)
    assert ">One<" not in page
    assert ">Two<" in page
    assert "1 message about what does not work" in adam.see("/staff/set-up/")
    assert adam.press(f"{PAGE}{first}/dealt-with").status_code == 404
    with database.reads() as session:
        acts = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.FEEDBACK_REMOVED)).all()
        assert [(one.object_kind, one.object_id) for one in acts] == [("", "")]


def test_the_log_shows_that_and_not_what(adam: Desk, asta: Desk, database: Database) -> None:
    made = says(database, "A word of mine")
    adam.press(f"{PAGE}{made}/dealt-with")
    for desk in (asta, adam):
        desk.press("/staff/log/")
        page = desk.see("/staff/log/")
        assert "Put a message on accessibility away" in page
        assert made not in page


def test_nothing_waits_is_said_calmly(adam: Desk) -> None:
    page = adam.see(PAGE)
    assert "No message waits for you." in page
    assert "do not open" not in page
    assert "messages about" not in adam.see("/staff/set-up/")


def test_what_does_not_open_is_said_without_alarm_and_without_a_button(adam: Desk, database: Database) -> None:
    shut = says(database, "Sealed to somebody who left")
    with database.writes() as session:
        session.execute(delete(RemarkKey))
        session.commit()
    page = adam.see(PAGE)
    assert "Messages that do not open for you" in page
    assert "Nothing is broken" in page
    assert shut not in page
    assert 'role="alert"' not in page


def test_what_machines_sent_lies_apart_and_goes_with_one_press(adam: Desk, database: Database) -> None:
    says(database, "A real one")
    for number in range(3):
        says(database, f"Buy {number}", hurried=True)
    page = adam.see(PAGE)
    assert page.index("A real one") < page.index("Sent as machines send") < page.index("Buy 1")
    assert "Show them (3)" in page
    assert adam.press(f"{PAGE}hurried").status_code == 303
    page = adam.see(PAGE)
    assert "A real one" in page
    assert "Buy" not in page


def test_a_long_list_ends_and_says_so(adam: Desk, database: Database) -> None:
    for number in range(102):
        says(database, f"Message {number}")
    page = adam.see(PAGE)
    assert len(re.findall("/dealt-with", page)) == 100
    assert "2 more stand here when some of these are dealt with." in page


def test_coordinators_read_it_where_no_administrator_works(asta: Desk, adam: Desk, database: Database) -> None:
    before = says(database, "While Adam was here")
    with database.writes() as session:
        session.execute(update(Account).where(Account.role == Role.ADMINISTRATOR).values(left_on=MORNING.date()))
        session.commit()
    after = says(database, "Since he left")
    page = asta.see(PAGE)
    assert "Since he left" in page
    assert "While Adam" not in page
    assert "do not open" not in page
    assert asta.press(f"{PAGE}{before}/dealt-with").status_code == 404
    assert asta.press(f"{PAGE}{after}/dealt-with").status_code == 303
    assert adam.client.get(PAGE).status_code == 303, "his session ended with his work"


def test_the_menu_leads_there(adam: Desk) -> None:
    assert f'href="{PAGE}"' in adam.see("/staff/set-up/")


def test_old_messages_are_gone_from_the_page(adam: Desk, database: Database) -> None:
    with database.writes() as session:
        made = told(session, 1, now=MORNING - timedelta(days=200), text="Old")
        session.commit()
    assert ">Old<" in adam.see(PAGE)  # until the jobs have run
    with database.reads() as session:
        assert session.get(Remark, made) is not None
