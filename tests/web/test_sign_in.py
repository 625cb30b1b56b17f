"""Signing in: passphrase and second factor, each code spent once, every refusal alike and logged."""

from typing import Any

import pyotp
import pytest
from doing import main_of, unlock
from flask import Flask
from hygiene import InspectingClient
from sqlalchemy import select
from town import CHEAP, Clock, Person, Town, sign_in

from huskurage.core.derivation import argon2id
from huskurage.core.keys import lock_key
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.people import Account, StaffSession


def code_at(person: Person, clock: Clock, seconds: int) -> str:
    return pyotp.TOTP(person.totp_secret).at(int(clock().timestamp()) + seconds)


def acts(database: Database) -> list[tuple[Act, str | None]]:
    with database.reads() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        signing = {Act.SIGNED_IN, Act.SIGN_IN_FAILED, Act.SIGNED_OUT}
        return [(event.act, event.account.name if event.account else None) for event in events if event.act in signing]


def test_asta_signs_in_and_lands_on_her_inbox(client: InspectingClient, town: Town, clock: Clock) -> None:
    assert sign_in(client, town.asta, clock).headers["Location"] == "/staff/"
    assert client.get("/staff/").headers["Location"] == "/staff/inbox/"


@pytest.mark.parametrize(("who", "home"), [("bo", "/staff/start/"), ("adam", "/staff/set-up/")])
def test_everybody_lands_on_their_own_first_page(
    client: InspectingClient, town: Town, clock: Clock, who: str, home: str
) -> None:
    sign_in(client, town.people[who], clock)
    assert client.get("/staff/").headers["Location"] == home


def test_the_name_is_found_in_any_letter_case(client: InspectingClient, town: Town, clock: Clock) -> None:
    assert sign_in(client, town.asta, clock, login="  ASTA ").status_code == 303


def test_a_code_is_spent_once(app: Flask, town: Town, clock: Clock) -> None:
    assert sign_in(app.test_client(), town.asta, clock).status_code == 303
    assert sign_in(app.test_client(), town.asta, clock).status_code == 422
    clock.move(seconds=30)
    assert sign_in(app.test_client(), town.asta, clock).status_code == 303


def test_a_code_older_than_a_spent_one_is_worth_nothing(app: Flask, town: Town, clock: Clock) -> None:
    ahead, now = code_at(town.asta, clock, 30), code_at(town.asta, clock, 0)
    assert sign_in(app.test_client(), town.asta, clock, code=ahead).status_code == 303
    assert sign_in(app.test_client(), town.asta, clock, code=now).status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_clock_may_drift_by_one_step(
    client: InspectingClient, town: Town, clock: Clock, seconds: int, status: int
) -> None:
    assert sign_in(client, town.asta, clock, code=code_at(town.asta, clock, seconds)).status_code == status


def test_a_code_may_be_typed_with_a_space(client: InspectingClient, town: Town, clock: Clock) -> None:
    code = town.asta.code(clock)
    assert sign_in(client, town.asta, clock, code=f" {code[:3]} {code[3:]} ").status_code == 303


def test_a_recovery_code_works_once_in_any_writing(app: Flask, town: Town, clock: Clock) -> None:
    code = town.asta.recovery_codes[0]
    assert sign_in(app.test_client(), town.asta, clock, code=code.lower().replace("-", " ")).status_code == 303
    assert sign_in(app.test_client(), town.asta, clock, code=code).status_code == 422
    assert sign_in(app.test_client(), town.asta, clock, code=town.asta.recovery_codes[1]).status_code == 303


def test_another_persons_recovery_code_is_worth_nothing(client: InspectingClient, town: Town, clock: Clock) -> None:
    assert sign_in(client, town.asta, clock, code=town.astrid.recovery_codes[0]).status_code == 422


def refusals(app: Flask, town: Town, clock: Clock) -> list[Any]:
    wrong: list[dict[str, str]] = [
        {"passphrase": "asta dricker te 7100"}, {"login": "nobody"}, {"code": "000000"},
        {"login": "nobody", "passphrase": "x", "code": "x"},
    ]  # fmt: skip
    return [sign_in(app.test_client(), town.asta, clock, **changes) for changes in wrong]


def test_no_refusal_says_what_was_wrong(app: Flask, town: Town, clock: Clock) -> None:
    answers = refusals(app, town, clock)
    pages = {main_of(answer).replace('value="asta"', "").replace('value="nobody"', "") for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(pages) == 1
    assert not any("key=" in cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie"))


def test_every_try_costs_the_same_derivation(
    app: Flask, town: Town, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[tuple[int, object]] = []

    def counted(secret: bytes, *, salt: bytes, size: int, cost: Any) -> bytes:
        work.append((size, cost))
        return argon2id(secret, salt=salt, size=size, cost=cost)

    monkeypatch.setattr("huskurage.core.keys.argon2id", counted)
    refusals(app, town, clock)
    sign_in(app.test_client(), town.asta, clock)
    assert len(work) == 5
    assert len(set(work)) == 1


def test_refused_and_successful_sign_ins_are_logged_without_what_was_typed(
    app: Flask, town: Town, clock: Clock, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    refusals(app, town, clock)
    sign_in(app.test_client(), town.asta, clock)
    failed = [(Act.SIGN_IN_FAILED, name) for name in ("Asta", None, "Asta", None)]
    assert acts(database) == [*failed, (Act.SIGNED_IN, "Asta")]
    assert town.asta.passphrase not in caplog.text


def test_a_key_box_put_in_from_another_row_does_not_sign_in(
    client: InspectingClient, town: Town, clock: Clock, database: Database
) -> None:
    with database.writes() as session:
        asta = session.scalars(select(Account).where(Account.login == "asta")).one()
        astrid = session.scalars(select(Account).where(Account.login == "astrid")).one()
        asta.key_salt, asta.key_box = astrid.key_salt, astrid.key_box
        session.commit()
    for passphrase in (town.asta.passphrase, town.astrid.passphrase):
        assert sign_in(client, town.asta, clock, passphrase=passphrase).status_code == 422


@pytest.mark.parametrize("field", ["login", "passphrase", "code"])
def test_odd_fields_are_refused(
    client: InspectingClient, town: Town, clock: Clock, database: Database, field: str
) -> None:
    for value in ("", "   ", "\x00", "x" * 5000, "\ufffd" * 10):
        answer = sign_in(client, town.asta, clock, **{field: value})
        assert answer.status_code == 422, value[:20]
        assert town.asta.passphrase not in answer.get_data(as_text=True)
    with database.reads() as session:
        assert session.scalars(select(StaffSession)).all() == []


def test_a_passphrase_as_long_as_may_be_chosen_signs_in(
    client: InspectingClient, town: Town, clock: Clock, database: Database
) -> None:
    passphrase = "Asta dricker kaffe och läser " * 35
    with database.writes() as session:
        asta = unlock(session, town.asta)
        locked = lock_key(asta.pair.private, passphrase, cost=CHEAP)
        asta.account.key_salt, asta.account.key_box = locked.salt, locked.box
        session.commit()
    assert sign_in(client, town.asta, clock, passphrase=passphrase).status_code == 303


def test_the_forty_first_try_on_a_name_waits_whoever_tries(app: Flask, town: Town, clock: Clock) -> None:
    tries = [
        try_from(app, town.asta, clock, f"198.51.100.{number}", passphrase="wrong wrong wrong") for number in range(41)
    ]
    assert tries == [422] * 40 + [429]
    assert try_from(app, town.asta, clock, "203.0.113.9") == 429
    assert try_from(app, town.astrid, clock, "203.0.113.9") == 303
    clock.move(minutes=15)
    assert try_from(app, town.asta, clock, "203.0.113.9") == 303


def test_the_eleventh_try_of_a_network_waits_whichever_name(app: Flask, town: Town, clock: Clock) -> None:
    tries = [try_from(app, town.asta, clock, "198.51.100.7", login=f"name{number}") for number in range(11)]
    assert tries == [422] * 10 + [429]


def test_nobody_keeps_asta_out_from_a_single_place(app: Flask, town: Town, clock: Clock) -> None:
    for _ in range(50):
        try_from(app, town.asta, clock, "198.51.100.7", passphrase="wrong wrong wrong")
    assert try_from(app, town.asta, clock, "203.0.113.9") == 303


def test_one_subscribers_many_addresses_count_as_one_network(app: Flask, town: Town, clock: Clock) -> None:
    tries = [try_from(app, town.asta, clock, f"2001:db8:1:2::{number}", code="000000") for number in range(1, 12)]
    assert tries == [422] * 10 + [429]
    assert try_from(app, town.asta, clock, "2001:db8:1:3::1") == 303


def try_from(app: Flask, person: Person, clock: Clock, address: str, **changes: str) -> int:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return int(sign_in(client, person, clock, **changes).status_code)


def test_a_wait_says_so_with_a_page(app: Flask, town: Town, clock: Clock) -> None:
    for _ in range(10):
        sign_in(app.test_client(), town.asta, clock, code="000000")
    refused = sign_in(app.test_client(), town.asta, clock)
    assert refused.status_code == 429
    assert 'role="alert"' in refused.get_data(as_text=True)
