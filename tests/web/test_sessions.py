"""The unlocked session: its cookie, its ends, and what a stolen half is worth."""

import dataclasses
from collections.abc import Iterator

import pytest
from doing import Desk, Neighbour
from flask import Flask
from flask.testing import FlaskClient
from hygiene import InspectingClient
from sqlalchemy import select
from town import CHEAP, Clock, Town, sign_in

from huskurage.app import create_app
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.people import StaffSession
from huskurage.web.site import EXTENSION


@pytest.fixture
def production(settings: Settings, clock: Clock) -> Iterator[Flask]:
    made = create_app(dataclasses.replace(settings, production=True), now=clock)
    made.test_client_class = InspectingClient
    made.extensions[EXTENSION].passphrase_cost = CHEAP
    yield made
    made.extensions[EXTENSION].database.close()


def key_cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("key", path="/staff")
    assert cookie is not None
    return cookie.value


def test_the_cookie_is_for_staff_pages_alone_and_for_no_script(
    client: InspectingClient, town: Town, clock: Clock
) -> None:
    answer = sign_in(client, town.asta, clock)
    set_cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("key="))
    parts = {part.strip().lower() for part in set_cookie.split(";")[1:]}
    assert parts == {"httponly", "path=/staff", "samesite=strict"}


def test_in_production_every_cookie_is_secure(production: Flask, town: Town, clock: Clock) -> None:
    client = production.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    answer = sign_in(client, town.asta, clock)
    cookies = answer.headers.getlist("Set-Cookie") + client.get("/staff/sign-in").headers.getlist("Set-Cookie")
    assert {one.split("=")[0] for one in cookies} >= {"key", "form"}
    assert all("; Secure" in one and "Path=/staff" in one and "SameSite=Strict" in one for one in cookies)


def test_twenty_nine_quiet_minutes_keep_the_session_and_thirty_one_end_it(asta: Desk, clock: Clock) -> None:
    clock.move(minutes=29)
    assert asta.status("/staff/inbox/") == 200
    clock.move(minutes=29)
    assert asta.status("/staff/inbox/") == 200
    clock.move(minutes=31)
    assert asta.status("/staff/inbox/") == 303


def test_after_eight_hours_it_ends_however_busy(asta: Desk, clock: Clock) -> None:
    for _ in range(23):
        clock.move(minutes=20)
        assert asta.status("/staff/inbox/") == 200
    clock.move(minutes=21)
    assert asta.client.get("/staff/inbox/").headers["Location"] == "/staff/sign-in"


def test_signing_out_kills_the_cookie_wherever_it_is(asta: Desk, app: Flask, database: Database) -> None:
    stolen = key_cookie(asta.client)
    assert asta.press("/staff/sign-out").headers["Location"] == "/staff/sign-in"
    thief = app.test_client()
    thief.set_cookie("key", stolen, path="/staff")
    assert thief.get("/staff/inbox/").status_code == 303
    assert asta.client.get_cookie("key", path="/staff") is None
    with database.reads() as session:
        assert session.scalars(select(StaffSession)).all() == []


def test_a_cookie_with_a_wrong_key_half_opens_nothing(asta: Desk, app: Flask) -> None:
    stolen = key_cookie(asta.client)
    for forged in (stolen[:64] + "00" * 32, stolen[:64], stolen[:-2], "zz", "é", "", stolen + "00", "00" * 64):
        thief = app.test_client()
        thief.set_cookie("key", forged, path="/staff")
        assert thief.get("/staff/inbox/").status_code == 303


def test_the_row_of_a_session_holds_neither_the_cookie_nor_the_private_key(asta: Desk, database: Database) -> None:
    cookie = bytes.fromhex(key_cookie(asta.client))
    with database.reads() as session:
        row = session.execute(select(StaffSession.__table__)).one()
    stored = b"".join(bytes(value) for value in row if isinstance(value, bytes | memoryview))
    assert cookie[:32] not in stored
    assert cookie[32:] not in stored


def test_two_sessions_of_one_person_end_apart(app: Flask, town: Town, clock: Clock) -> None:
    first = Desk(app, town.asta, clock)
    clock.move(seconds=30)
    second = Desk(app, town.asta, clock)
    first.press("/staff/sign-out")
    assert second.status("/staff/inbox/") == 200


def test_a_send_without_its_token_changes_nothing(asta: Desk) -> None:
    for token in ("", "old", asta.token[:-1]):
        assert asta.client.post("/staff/sign-out", data={"csrf_token": token}).status_code == 400
    assert asta.status("/staff/inbox/") == 200


def test_a_token_from_before_signing_in_is_worth_nothing_after_it(
    client: InspectingClient, town: Town, clock: Clock
) -> None:
    page = client.get("/staff/sign-in").get_data(as_text=True)
    before = page.split('name="csrf_token" value="')[1].split('"')[0]
    sign_in(client, town.asta, clock)
    client.get("/staff/inbox/")
    assert client.post("/staff/sign-out", data={"csrf_token": before}).status_code == 400


def test_staff_choose_their_own_language(asta: Desk) -> None:
    assert asta.press("/staff/language/sv").status_code == 303
    assert '<html lang="sv"' in asta.see("/staff/inbox/")
    assert asta.press("/staff/language/ar").status_code == 404


@pytest.mark.parametrize("path", ["/staff/", "/staff/inbox/", "/staff/houses/", "/staff/openings/", "/staff/prints/"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client: InspectingClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/sign-in")


def test_a_note_written_while_the_session_ended_is_shown_back(asta: Desk, neighbour: Neighbour, clock: Clock) -> None:
    neighbour.send()
    report = asta.reports()[0]
    clock.move(minutes=31)
    answer = asta.press(f"{report}/note", text="Called the school")
    assert answer.status_code == 403
    assert ">\nCalled the school</textarea>" in answer.get_data(as_text=True)
