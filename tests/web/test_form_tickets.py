"""The form's ticket: the same page is one report; old, forged and missing tickets are exchanged with the text kept."""

import pytest
from doing import SCREAMS, Neighbour, code_on, kept
from town import Clock, hidden

from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind


def test_the_same_page_sent_twice_shows_the_same_code_and_is_one_report(
    neighbour: Neighbour, database: Database
) -> None:
    ticket = neighbour.ticket()
    first, second = neighbour.send(ticket=ticket), neighbour.send(ticket=ticket)
    assert code_on(first) == code_on(second)
    assert "Your concern has been sent" in second.get_data(as_text=True)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]


def test_changed_words_from_the_same_page_are_said_to_be_an_addition(neighbour: Neighbour, database: Database) -> None:
    ticket = neighbour.ticket()
    first, second = neighbour.send(ticket=ticket), neighbour.send("And a crash", ticket=ticket)
    assert code_on(first) == code_on(second)
    assert "Your new text has been added" in second.get_data(as_text=True)
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN, EntryKind.ADDITION])]


def test_a_page_that_was_open_all_day_works(neighbour: Neighbour, clock: Clock) -> None:
    ticket = neighbour.ticket()
    clock.move(hours=23, minutes=59)
    assert len(code_on(neighbour.send(ticket=ticket))) == 20


def assert_exchanged(neighbour: Neighbour, clock: Clock, ticket: str) -> None:
    refused = neighbour.send(ticket=ticket, floor="second")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert SCREAMS in page
    assert 'value="second"' in page
    clock.move(seconds=30)
    assert len(code_on(neighbour.send(ticket=hidden(page, "ticket")))) == 20


def test_a_page_of_yesterday_gets_a_fresh_ticket_that_works(neighbour: Neighbour, clock: Clock) -> None:
    ticket = neighbour.ticket()
    clock.move(hours=25)
    assert_exchanged(neighbour, clock, ticket)


@pytest.mark.parametrize("forged", ["", "x", "00" * 16, "ab" * 16 + ".a.b", "å" * 300, "\x00", "x" * 5000])
def test_a_forged_or_missing_ticket_gets_a_fresh_one_that_works(
    neighbour: Neighbour, clock: Clock, forged: str
) -> None:
    assert_exchanged(neighbour, clock, forged)


def test_a_ticket_that_was_changed_in_one_place_is_forged(neighbour: Neighbour) -> None:
    ticket = neighbour.ticket()
    changed = ("0" if ticket[0] != "0" else "1") + ticket[1:]
    assert neighbour.send(ticket=changed).status_code == 422


def test_a_ticket_from_tomorrow_is_not_believed(neighbour: Neighbour, clock: Clock) -> None:
    ticket = neighbour.ticket()
    clock.move(hours=-25)
    assert neighbour.send(ticket=ticket).status_code == 422


def test_after_taking_it_back_the_same_page_makes_a_new_concern(
    neighbour: Neighbour, database: Database, clock: Clock
) -> None:
    ticket = neighbour.ticket()
    first = code_on(neighbour.send(ticket=ticket))
    neighbour.come_back(first, withdraw="1")
    refused = neighbour.send("It goes on", ticket=ticket)
    assert refused.status_code == 422
    assert "It goes on" in refused.get_data(as_text=True)
    clock.move(seconds=30)
    second = neighbour.send("It goes on", ticket=hidden(refused.get_data(as_text=True), "ticket"))
    assert code_on(second) not in {first, ""}
    assert [state for state, _ in kept(database)] == [State.RECEIVED, State.WITHDRAWN]
