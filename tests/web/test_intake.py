"""A concern by telephone or at the desk: the same questions, a code shown once, and nothing of the caller kept."""

from typing import Any

import pytest
from doing import Desk, Neighbour, code_on, kept
from sqlalchemy import select
from town import Clock, Town, hidden

from huskurage.core.lifecycle import State
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.base import Base
from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox
from huskurage.store.reports import EntryKind
from huskurage.web.site import Site

PATH = "/staff/intake/"
SAID = "Hon hör ett barn som gråter varje natt hos grannen"


def write(desk: Desk, **fields: Any) -> Any:
    ticket = hidden(desk.see(PATH), "ticket")
    return desk.press(PATH, **({"ticket": ticket, "channel": "phone", "language": "sv", "text": SAID} | fields))


def test_what_a_caller_says_is_filed_and_the_code_opens_it(
    asta: Desk, neighbour: Neighbour, database: Database
) -> None:
    answer = write(asta, children="yes", typed_house="Åsvägen 2")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Received. Nobody has read it yet." in neighbour.come_back(code_on(answer)).get_data(as_text=True)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]


def test_the_report_names_who_wrote_it_down_and_how_it_came(asta: Desk) -> None:
    write(asta, typed_house="Åsvägen 2", about="child")
    (report,) = asta.reports()
    page = asta.press(f"{report}/read").get_data(as_text=True)
    assert "Åsvägen 2" in page
    assert "By telephone" in page
    assert "· Asta</p>" in page
    assert SAID in page


def test_the_log_says_that_it_was_done_and_nothing_of_what_was_said(asta: Desk, database: Database) -> None:
    write(asta, typed_house="Okändgatan 77")
    with database.reads() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.REPORT_FILED_FOR_CALLER)).one()
        assert event.account is not None
        assert (event.account.name, event.object_id) == ("Asta", "")  # which report it was would tell its hour
        rows = [repr(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    assert not [row for row in rows if SAID in row or "phone" in row or "Okändgatan" in row]


def test_the_same_page_sent_twice_is_one_report_with_one_code(asta: Desk, database: Database) -> None:
    ticket = hidden(asta.see(PATH), "ticket")
    codes = {code_on(write(asta, ticket=ticket)) for _ in range(2)}
    assert len(codes) == 1
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]
    assert "Added to the same concern" in write(asta, ticket=ticket, text="More").get_data(as_text=True)


def test_a_poster_s_code_gives_its_house(asta: Desk, town: Town) -> None:
    write(asta, tag=town.tags["Kyrkogatan 4 A"].lower())
    assert "Kyrkogatan 4 A, Lindbacka" in asta.see("/staff/inbox/")


@pytest.mark.parametrize(
    "fields", [{"tag": "AAAAAA2"}, {"tag": "x"}, {"text": ""}, {"channel": ""}, {"language": "xx"}, {"ticket": "00"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    asta: Desk, database: Database, fields: dict[str, str]
) -> None:
    answer = write(asta, floor="third", **fields)
    assert answer.status_code == 422
    assert 'value="third"' in answer.get_data(as_text=True)
    assert kept(database) == []


def test_what_could_show_who_called_is_pointed_out_once(asta: Desk, database: Database) -> None:
    ticket = hidden(asta.see(PATH), "ticket")
    words = {"ticket": ticket, "text": f"{SAID}. Ring 070-174 06 05"}
    asked = write(asta, **words)
    assert asked.status_code == 422
    assert "This could show who the caller is" in asked.get_data(as_text=True)
    assert write(asta, **words, kept="1").status_code == 200
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]


def test_what_happens_now_sends_to_112(asta: Desk) -> None:
    assert "hang up and call 112" in asta.see(PATH)
    answer = write(asta, happening="yes").get_data(as_text=True)
    assert 'href="tel:112"' in answer


def test_a_coordinator_s_concern_is_never_put_in_the_tray(
    asta: Desk, site: Site, database: Database, clock: Clock
) -> None:
    for key in (b"", b"1"):
        while site.tag_sends.spend(key, clock()) or site.inbox_sends.spend(key, clock()):
            pass
    write(asta)
    write(asta)
    assert [state for state, _ in kept(database)] == [State.RECEIVED, State.RECEIVED]


def test_while_no_inbox_is_live_the_words_are_handed_back(asta: Desk, database: Database) -> None:
    with database.writes() as session:
        for inbox in session.scalars(select(Inbox)):
            inbox.live = False
        session.commit()
    answer = write(asta)
    assert answer.status_code == 409
    assert SAID in answer.get_data(as_text=True)
    assert "NOT kept" in answer.get_data(as_text=True)


def test_a_concern_taken_back_meanwhile_gets_a_fresh_page(asta: Desk, neighbour: Neighbour) -> None:
    ticket = hidden(asta.see(PATH), "ticket")
    neighbour.come_back(code_on(write(asta, ticket=ticket)), withdraw="1")
    answer = write(asta, ticket=ticket)
    assert answer.status_code == 409
    assert hidden(answer.get_data(as_text=True), "ticket") != ticket
