"""Passkeys as a second factor: made, used in place of the code, counted, removed; never instead of the passphrase."""

import json
import re
from typing import Any

import pytest
from authenticator import Authenticator
from doing import Desk
from flask import Flask
from newcomers import CHOSEN, Newcomer, codes_on, invite
from sqlalchemy import select
from town import Clock, Person, Town, hidden, sign_in

from huskurage.store.engine import Database
from huskurage.store.people import Account, Passkey

PAGE = "/staff/account/passkeys"
SIGN_IN = "/staff/sign-in"


def add(desk: Desk, device: Authenticator, name: str = "Telefonen") -> int:
    return int(desk.press(PAGE, name=name, passkey=device.make(desk.see(PAGE))).status_code)


def enter(app: Flask, person: Person, device: Authenticator, **changes: str) -> int:
    """Sign in with a passkey in place of the code."""
    client = app.test_client()
    page = client.get(SIGN_IN).get_data(as_text=True)
    form = {
        "csrf_token": hidden(page, "csrf_token"), "login": person.name, "passphrase": person.passphrase,
        "passkey": device.sign(page), "code": "",
    }  # fmt: skip
    return int(client.post(SIGN_IN, data=form | changes).status_code)


@pytest.fixture
def phone(asta: Desk) -> Authenticator:
    """Asta's telephone, known here."""
    device = Authenticator()
    assert add(asta, device) == 303
    return device


def test_a_passkey_stands_in_for_the_code(app: Flask, town: Town, phone: Authenticator) -> None:
    assert [enter(app, town.asta, phone) for _ in range(2)] == [303, 303]


def test_a_passkey_never_stands_in_for_the_passphrase(app: Flask, town: Town, phone: Authenticator) -> None:
    assert enter(app, town.asta, phone, passphrase="a wrong one it is") == 422
    assert enter(app, town.asta, phone, passphrase="") == 422


def test_another_persons_passkey_is_worth_nothing(app: Flask, town: Town, phone: Authenticator) -> None:
    assert enter(app, town.astrid, phone) == 422


def test_an_unknown_passkey_is_worth_nothing_even_with_a_known_name(
    app: Flask, town: Town, phone: Authenticator
) -> None:
    assert enter(app, town.asta, Authenticator()) == 422
    assert enter(app, town.asta, Authenticator(credential=phone.credential, count=99)) == 422


def test_a_passkey_from_another_site_is_worth_nothing(app: Flask, town: Town, phone: Authenticator) -> None:
    phone.origin = "https://huskurage.example.evil.example"
    assert enter(app, town.asta, phone) == 422


def test_a_copy_that_has_signed_less_often_is_refused(app: Flask, town: Town, phone: Authenticator) -> None:
    copy = Authenticator(key=phone.key, credential=phone.credential, count=phone.count)
    for _ in range(3):
        assert enter(app, town.asta, phone) == 303
    assert enter(app, town.asta, copy) == 422


def test_a_recorded_answer_is_not_taken_twice(app: Flask, asta: Desk, town: Town) -> None:
    cloud = Authenticator(counts=False)  # no counter would notice
    add(asta, cloud)
    first, second = app.test_client(), app.test_client()
    page = first.get(SIGN_IN).get_data(as_text=True)
    form = {
        "csrf_token": hidden(page, "csrf_token"), "login": "asta", "passphrase": town.asta.passphrase,
        "passkey": cloud.sign(page), "code": "",
    }  # fmt: skip
    kept = first.get_cookie("form", path="/staff")
    assert kept is not None
    second.set_cookie("form", kept.value, path="/staff")
    assert first.post(SIGN_IN, data=form).status_code == 303
    assert second.post(SIGN_IN, data=form).status_code == 422


def test_an_answer_to_an_old_page_is_refused(app: Flask, town: Town, phone: Authenticator, clock: Clock) -> None:
    client = app.test_client()
    page = client.get(SIGN_IN).get_data(as_text=True)
    clock.move(hours=1)
    form = {"csrf_token": hidden(page, "csrf_token"), "login": "asta", "passphrase": town.asta.passphrase}
    assert client.post(SIGN_IN, data=form | {"passkey": phone.sign(page)}).status_code == 422


@pytest.mark.parametrize("written", [
    "x", "{}", "[]", "null", '{"rawId": 7}', '{"rawId": "é"}', '{"id": "AA", "rawId": "AA"}', "[" * 9000, "x" * 20_000,
])  # fmt: skip
def test_strange_answers_are_refused(app: Flask, town: Town, asta: Desk, clock: Clock, written: str) -> None:
    assert sign_in(app.test_client(), town.astrid, clock, passkey=written).status_code == 422
    assert asta.press(PAGE, name="Telefonen", passkey=written).status_code == 422


def test_passkeys_have_names_and_are_removed_one_by_one(
    app: Flask, asta: Desk, town: Town, phone: Authenticator
) -> None:
    stick = Authenticator()
    assert add(asta, stick, "Nyckeln") == 303
    page = asta.see("/staff/account/")
    assert page.index("Passkey: Nyckeln") < page.index("Passkey: Telefonen")
    assert asta.press(f"{PAGE}/remove", passkey=phone.credential.hex()).status_code == 303
    assert (enter(app, town.asta, phone), enter(app, town.asta, stick)) == (422, 303)


def test_a_passkey_without_a_name_or_known_already_is_refused(asta: Desk, astrid: Desk, phone: Authenticator) -> None:
    assert add(asta, Authenticator(), "") == 422
    assert add(astrid, phone) == 422
    assert len(options_known(asta)) == 1


def options_known(desk: Desk) -> list[Any]:
    found = re.search(r'data-options="([^"]*)"', desk.see(PAGE))
    assert found is not None
    return list(json.loads(found.group(1).replace("&#34;", '"'))["excludeCredentials"])


def test_nobody_removes_another_persons_passkey(app: Flask, astrid: Desk, town: Town, phone: Authenticator) -> None:
    for named in (phone.credential.hex(), "00", "", "é"):
        assert astrid.press(f"{PAGE}/remove", passkey=named).status_code == 303
    assert enter(app, town.asta, phone) == 303


def test_karin_joins_with_a_passkey_alone_and_cannot_remove_it(
    app: Flask, clock: Clock, adam: Desk, database: Database
) -> None:
    karin, device = Newcomer(app, clock, invite(adam)), Authenticator()
    answer = karin.with_passkey(device)
    person = Person("karin@lindbacka.example", CHOSEN, "A" * 32, codes_on(answer))
    assert enter(app, person, device) == 303
    client = app.test_client()
    assert sign_in(client, person, clock, code=person.recovery_codes[0]).status_code == 303
    token = hidden(client.get("/staff/account/").get_data(as_text=True), "csrf_token")
    named = {"csrf_token": token, "passkey": device.credential.hex()}
    refused = client.post(f"{PAGE}/remove", data=named)
    assert refused.status_code == 422
    assert "your only second factor" in refused.get_data(as_text=True)
    with database.reads() as session:
        made = session.scalars(select(Account).where(Account.name == "Karin")).one()
        assert made.totp_box is None
        assert session.scalars(select(Passkey)).one().account_id == made.id


def test_a_passkey_that_was_made_is_kept_while_the_passphrase_is_chosen_anew(
    app: Flask, clock: Clock, adam: Desk
) -> None:
    karin = Newcomer(app, clock, invite(adam))
    refused = karin.with_passkey(Authenticator(), chosen="short", again="short")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Your passkey is ready" in page
    kept = hidden(page, "passkey").replace("&#34;", '"')
    assert karin.send(page, code="", passkey=kept).status_code == 200


def test_a_passkey_goes_with_a_new_start(
    app: Flask, clock: Clock, adam: Desk, phone: Authenticator, database: Database
) -> None:
    found = re.search(r'href="(/staff/people/\d+)">Asta<', adam.see("/staff/people/"))
    assert found is not None
    answer = adam.press(f"{found.group(1)}/new-start").get_data(as_text=True)
    link = re.search(r"(/staff/join/[\w-]+/)", answer)
    assert link is not None
    person = Newcomer(app, clock, link.group(1)).accept("asta")
    assert enter(app, person, phone) == 422
    with database.reads() as session:
        assert session.scalars(select(Passkey)).all() == []
