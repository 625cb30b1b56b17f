"""Somebody leaves, through the pages: given to others first, then nothing of theirs answers at its next request."""

import pytest
from doing import Desk, Neighbour
from flask import Flask
from sqlalchemy import select
from town import MORNING, Clock, Town, sign_in

from huskurage.store.engine import Database
from huskurage.store.people import Absence, Account, account_by_login


@pytest.fixture
def numbers(database: Database) -> dict[str, str]:
    """People's numbers, as addresses carry them."""
    with database.reads() as session:
        return {one.name.casefold(): str(one.id) for one in session.scalars(select(Account))}


def hand_on(desk: Desk, numbers: dict[str, str], who: str, **to: str) -> int:
    chosen = {name.replace("_", "-"): numbers[whom] for name, whom in to.items()}
    return int(desk.press(f"/staff/leaving/{numbers[who]}/hand-on", **chosen).status_code)


def leave(desk: Desk, numbers: dict[str, str], who: str) -> int:
    return int(desk.press(f"/staff/leaving/{numbers[who]}").status_code)


def test_the_list_offers_everybody_but_oneself(asta: Desk, numbers: dict[str, str]) -> None:
    page = asta.see("/staff/leaving/")
    assert f'href="/staff/leaving/{numbers["astrid"]}"' in page
    assert f'href="/staff/leaving/{numbers["asta"]}"' not in page
    assert asta.status(f"/staff/leaving/{numbers['asta']}") == 404
    assert leave(asta, numbers, "asta") == 404


def test_what_depends_on_astrid_is_listed_and_holds_her_until_it_was_given_away(
    asta: Desk, astrid: Desk, neighbour: Neighbour, numbers: dict[str, str]
) -> None:
    neighbour.send("Screams")
    (report,) = astrid.reports()
    astrid.press(f"{report}/take")
    held = asta.press(f"/staff/leaving/{numbers['astrid']}")
    assert held.status_code == 422
    assert "1 open report in Lindbacka" in held.get_data(as_text=True)
    assert hand_on(asta, numbers, "astrid", reports_1="asta") == 303
    assert "1 open report" not in asta.see(f"/staff/leaving/{numbers['astrid']}")
    assert leave(asta, numbers, "astrid") == 422
    assert hand_on(asta, numbers, "astrid", deputy_1="asta") == 303
    assert leave(asta, numbers, "astrid") == 303
    assert "With Asta" in asta.see(report)


@pytest.mark.parametrize("odd", ["9" * 5000, "9" * 12, "0", "-1", "x", "\u0663"])
def test_a_number_that_is_none_is_nobody_and_no_inbox(asta: Desk, numbers: dict[str, str], odd: str) -> None:
    hand_on_path = f"/staff/leaving/{numbers['astrid']}/hand-on"
    assert asta.press(hand_on_path, **{"deputy-1": odd}).status_code == 404
    assert asta.press(hand_on_path, inbox=odd).status_code == 404


@pytest.mark.parametrize("inbox", [{}, {"inbox": "1"}])
def test_a_part_that_would_leave_a_day_to_nobody_is_refused_in_words(
    asta: Desk, numbers: dict[str, str], database: Database, inbox: dict[str, str]
) -> None:
    with database.writes() as session:
        session.add(Absence(account_id=int(numbers["asta"]), first_day=MORNING.date(), last_day=MORNING.date()))
        session.commit()
    answer = asta.press(f"/staff/leaving/{numbers['astrid']}/hand-on", **{"deputy-1": numbers["asta"]}, **inbox)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, page.count('role="alert"')) == (422, 1)
    assert "on 23 Nov nobody would be on duty in Lindbacka" in page
    assert "who acts first in Lindbacka" in page
    assert f'<option value="{numbers["asta"]}" selected>Asta</option>' in page


@pytest.mark.parametrize("to", ["adam", "bo", "astrid"])
def test_reports_go_to_no_one_who_cannot_read_them(
    adam: Desk, astrid: Desk, neighbour: Neighbour, numbers: dict[str, str], to: str
) -> None:
    neighbour.send("Screams")
    astrid.press(f"{astrid.reports()[0]}/take")
    assert hand_on(adam, numbers, "astrid", reports_1=to) == 404
    assert adam.press(f"/staff/leaving/{numbers['astrid']}/hand-on", **{"reports-1": "x"}).status_code == 404


def test_nothing_of_hers_answers_at_her_next_request(
    asta: Desk, astrid: Desk, neighbour: Neighbour, numbers: dict[str, str], app: Flask, clock: Clock, town: Town
) -> None:
    neighbour.send("Screams")
    (report,) = astrid.reports()
    hand_on(asta, numbers, "astrid", deputy_1="asta")
    leave(asta, numbers, "astrid")
    assert astrid.client.get("/staff/inbox/").headers["Location"] == "/staff/sign-in"
    half_written = astrid.press(f"{report}/note", text="Half a note")
    assert half_written.status_code == 403
    assert "Half a note" in half_written.get_data(as_text=True)
    assert "Half a note" not in asta.press(f"{report}/read").get_data(as_text=True)
    clock.move(seconds=31)
    assert sign_in(app.test_client(), town.astrid, clock).status_code == 422
    for spare in town.astrid.recovery_codes[:2]:
        assert sign_in(app.test_client(), town.astrid, clock, code=spare).status_code == 422


def test_asta_gives_the_new_key_at_once(
    asta: Desk, neighbour: Neighbour, numbers: dict[str, str], database: Database
) -> None:
    neighbour.send("Screams")
    hand_on(asta, numbers, "astrid", deputy_1="asta")
    ended = asta.press(f"/staff/leaving/{numbers['astrid']}")
    page = asta.see(ended.headers["Location"])
    assert "access has ended" in page
    assert "/staff/openings/1/go-on" in page
    assert asta.press("/staff/openings/1/go-on").headers["Location"] == "/staff/openings/1"
    assert len(asta.reports()) == 1
    with database.reads() as session:
        assert account_by_login(session, "astrid") is None


def test_adam_ends_astrid_and_the_inbox_is_red_until_asta_gives_it_a_new_key(
    adam: Desk, asta: Desk, numbers: dict[str, str]
) -> None:
    hand_on(adam, numbers, "astrid", deputy_1="asta")
    ended = adam.press(f"/staff/leaving/{numbers['astrid']}")
    assert "A keyholder has to give this inbox a new key" in adam.see(ended.headers["Location"])
    assert "needs a new key" in asta.see("/staff/openings/1")
    assert adam.press("/staff/openings/1/new-key", generation="1").status_code == 404
    asta.press("/staff/openings/1/new-key", generation="1")
    assert "All is well" in asta.see("/staff/openings/1")


def test_her_name_stays_in_the_log_of_what_she_read(
    asta: Desk, astrid: Desk, neighbour: Neighbour, numbers: dict[str, str]
) -> None:
    neighbour.send("Screams")
    (report,) = astrid.reports()
    astrid.press(f"{report}/read")
    hand_on(asta, numbers, "astrid", deputy_1="asta")
    leave(asta, numbers, "astrid")
    assert "Astrid" in asta.see(report)
    assert "Astrid" not in asta.see("/staff/openings/")


def test_bo_leaves_and_signs_in_no_more(
    adam: Desk, bo: Desk, numbers: dict[str, str], app: Flask, clock: Clock, town: Town
) -> None:
    assert leave(adam, numbers, "bo") == 303
    assert bo.client.get("/staff/houses/").headers["Location"] == "/staff/sign-in"
    clock.move(seconds=31)
    assert sign_in(app.test_client(), town.bo, clock).status_code == 422
    assert adam.status(f"/staff/leaving/{numbers['bo']}") == 404
    assert adam.status(f"/staff/leaving/{numbers['cleo']}/ended") == 303
