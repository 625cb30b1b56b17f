"""Floods: what a machine sends is put aside, never away, and it sees the same receipt as anybody."""

from doing import Neighbour, code_on, kept, main_of, open_inbox
from flask import Flask
from town import Clock, Town

from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.inboxes import Receives


def states(database: Database) -> list[State]:
    return [state for state, _ in kept(database)]


def send_in_no_time(neighbour: Neighbour, **fields: str) -> str:
    return code_on(neighbour.send(ticket=neighbour.ticket(wait=3), **fields))


def test_a_form_sent_within_three_seconds_is_put_aside_with_an_ordinary_receipt(
    neighbour: Neighbour, database: Database
) -> None:
    fast = neighbour.send(ticket=neighbour.ticket(wait=2))
    assert len(code_on(fast)) == 20
    assert states(database) == [State.QUARANTINED]
    slow = neighbour.send()
    assert main_of(fast).replace(code_spans(fast), "") == main_of(slow).replace(code_spans(slow), "")


def code_spans(receipt: object) -> str:
    return main_of(receipt).split('aria-describedby="code-help">')[1].split("</p>")[0]


def test_three_seconds_are_enough_for_a_person(neighbour: Neighbour, database: Database) -> None:
    assert send_in_no_time(neighbour)
    assert states(database) == [State.RECEIVED]


def test_who_fills_in_the_trap_is_put_aside_with_a_receipt(neighbour: Neighbour, database: Database) -> None:
    assert len(code_on(neighbour.send(website="https://buy.example"))) == 20
    assert states(database) == [State.QUARANTINED]


def test_the_trap_says_honestly_that_it_is_to_be_left_empty(neighbour: Neighbour) -> None:
    page = neighbour.app.test_client().get(neighbour.path("write")).get_data(as_text=True)
    trap = page.split('<div class="trap"')[1].split("</div>")[0]
    assert "Leave this empty" in trap
    assert 'tabindex="-1"' in trap


def test_the_trap_is_remembered_over_the_112_page(neighbour: Neighbour) -> None:
    page = neighbour.send(website="https://buy.example", happening="yes").get_data(as_text=True)
    assert 'name="website" value="https://buy.example"' in page


LONG = "I hear somebody scream and cry every night"


def test_the_same_long_words_from_another_page_go_aside_for_a_day(
    neighbour: Neighbour, database: Database, clock: Clock
) -> None:
    for text in (LONG, f"{LONG.upper()}, 17!"):
        assert len(code_on(neighbour.send(text))) == 20
    assert states(database) == [State.QUARANTINED, State.RECEIVED]
    clock.move(hours=24)
    neighbour.send(LONG)
    assert states(database).count(State.RECEIVED) == 2


def test_the_same_page_sent_again_is_no_echo_and_short_words_are_nobodys_own(
    neighbour: Neighbour, database: Database
) -> None:
    ticket = neighbour.ticket()
    assert len({code_on(neighbour.send(LONG, ticket=ticket)) for _ in range(2)}) == 1
    for _ in range(3):
        neighbour.send("Skrik och slag")
    assert states(database) == [State.RECEIVED] * 4


def test_the_twenty_first_send_of_a_house_goes_aside_not_away(
    neighbour: Neighbour, database: Database, app: Flask, clock: Clock, town: Town
) -> None:
    for _ in range(21):
        assert len(send_in_no_time(neighbour)) == 20
    assert states(database) == [State.QUARANTINED] + [State.RECEIVED] * 20
    assert send_in_no_time(Neighbour(app, clock, town.tags["Kyrkogatan 10"]))
    assert states(database).count(State.RECEIVED) == 21
    clock.move(minutes=10)
    assert send_in_no_time(neighbour)
    assert states(database).count(State.RECEIVED) == 22


def test_a_municipality_has_a_budget_of_its_own_whatever_houses_are_named(
    neighbour: Neighbour, database: Database, app: Flask, clock: Clock
) -> None:
    tags = ["AAAAAA2", "AAAAAA3", "AAAAAA4", neighbour.tag]
    for tag in tags[:3]:
        other = Neighbour(app, clock, tag)
        for _ in range(20):
            send_in_no_time(other)
    send_in_no_time(neighbour)
    assert states(database) == [State.QUARANTINED] + [State.RECEIVED] * 60


def test_a_flood_of_one_inbox_leaves_the_other_open(
    neighbour: Neighbour, database: Database, app: Flask, clock: Clock
) -> None:
    with database.writes() as session:
        open_inbox(session, Receives.CHILDREN)
        session.commit()
    for tag in ("AAAAAA2", "AAAAAA3", "AAAAAA4"):
        for _ in range(20):
            send_in_no_time(Neighbour(app, clock, tag), children="no")
    send_in_no_time(neighbour, children="no")
    send_in_no_time(neighbour, children="yes")
    assert states(database) == [State.QUARANTINED] + [State.RECEIVED] * 61


def test_a_page_that_comes_many_times_on_a_bad_line_costs_the_house_one_send(
    neighbour: Neighbour, database: Database, clock: Clock
) -> None:
    for _ in range(3):
        ticket = neighbour.ticket()
        codes = {code_on(neighbour.send(ticket=ticket, text=f"Skrik {clock()}")) for _ in range(10)}
        assert len(codes) == 1
    assert len(code_on(neighbour.send())) == 20
    assert states(database) == [State.RECEIVED] * 4
