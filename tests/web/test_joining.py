"""Links: looked at freely, opened by a button, used once, dead after their time."""

from typing import Any

import pytest
from doing import Desk, main_of
from flask import Flask
from flask.testing import FlaskClient
from newcomers import CHOSEN, Newcomer, invite
from sqlalchemy import select
from town import MORNING, Clock, Person, Town, sign_in

from huskurage.core.access import Role
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening, openings_held_by
from huskurage.store.people import Account, Invitation, Passkey, RecoveryCode, account_by_login

KARIN = "karin@lindbacka.example"


@pytest.fixture
def karin(app: Flask, clock: Clock, adam: Desk) -> Newcomer:
    return Newcomer(app, clock, invite(adam))


def logged(database: Database) -> list[Act]:
    with database.reads() as session:
        return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.position)))


def test_karin_joins_and_signs_in_with_what_she_chose(
    app: Flask, clock: Clock, karin: Newcomer, database: Database
) -> None:
    person = karin.accept()
    assert len(set(person.recovery_codes)) == 10
    clock.move(seconds=30)
    client = app.test_client()
    assert sign_in(client, person, clock).status_code == 303
    assert client.get("/staff/").headers["Location"] == "/staff/inbox/"
    assert sign_in(app.test_client(), person, clock, code=person.recovery_codes[3]).status_code == 303
    assert logged(database)[-5:] == [
        Act.PERSON_INVITED, Act.PERSON_JOINED, Act.SIGNED_IN, Act.RECOVERY_CODE_USED, Act.SIGNED_IN
    ]  # fmt: skip


def test_a_newcomer_can_open_nothing_and_is_told_who_lets_her_in(karin: Newcomer, database: Database) -> None:
    answer = karin.send(karin.press())
    assert "Ask one of them: Asta, Astrid." in answer.get_data(as_text=True)
    with database.reads() as session:
        made = account_by_login(session, KARIN)
        assert made is not None
        assert (made.name, made.role, made.email) == ("Karin", Role.COORDINATOR, KARIN)
        assert openings_held_by(session, made.id) == []
        assert len(session.scalars(select(Opening)).all()) == 3


def test_the_code_that_set_up_the_app_is_spent(app: Flask, clock: Clock, karin: Newcomer) -> None:
    assert sign_in(app.test_client(), karin.accept(), clock).status_code == 422


def test_looking_burns_nothing(karin: Newcomer, app: Flask, database: Database) -> None:
    for _ in range(5):
        assert app.test_client().get(karin.link).status_code == 200
        assert FlaskClient.open(app.test_client(), karin.link, method="HEAD").status_code == 200  # no page to inspect
        assert app.test_client().get(f"{karin.link}begin").headers["Location"] == karin.link
    with database.reads() as session:
        assert session.scalars(select(Invitation)).one().used_at is None
    assert karin.accept().name == KARIN


def test_pressing_alone_burns_nothing_either(karin: Newcomer, app: Flask, clock: Clock) -> None:
    Newcomer(app, clock, karin.link).press()
    assert karin.accept().name == KARIN


def test_a_link_works_once(karin: Newcomer, app: Flask, clock: Clock, database: Database) -> None:
    late = Newcomer(app, clock, karin.link)
    page = late.press()
    karin.accept()
    assert late.send(page).status_code == 404
    assert karin.client.get(karin.link).status_code == 404
    with database.reads() as session:
        assert len(session.scalars(select(Account).where(Account.login == KARIN)).all()) == 1


@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7, 404)])
def test_an_invitation_works_for_seven_days(karin: Newcomer, clock: Clock, days: float, status: int) -> None:
    page = karin.press()
    clock.move(days=days)
    assert karin.client.get(karin.link).status_code == status
    assert karin.send(page).status_code == status


def dead_answers(app: Flask, clock: Clock, adam: Desk) -> list[Any]:
    """An unknown link, a used one, one taken back, one replaced, one too old."""
    used, taken_back, replaced, old = (invite(adam, f"{number}@lindbacka.example") for number in range(4))
    Newcomer(app, clock, used).accept()
    page = adam.see("/staff/people/")
    withdrawn = page.split("1@lindbacka.example")[1].split('action="')[1].split('"')[0]
    assert adam.press(withdrawn).status_code == 303
    invite(adam, "2@lindbacka.example")
    clock.move(days=8)
    links = ("/staff/join/unknown/", f"/staff/join/{'x' * 500}/", used, taken_back, replaced, old)
    return [app.test_client().get(link) for link in links]


def test_all_dead_links_answer_alike(app: Flask, clock: Clock, adam: Desk) -> None:
    answers = dead_answers(app, clock, adam)
    assert {one.status_code for one in answers} == {404}
    assert len({main_of(one) for one in answers}) == 1


@pytest.mark.parametrize(("passphrase", "words"), [
    ("short", "at least 12 characters"), ("aaaaaaaaaaaaaaaaa", "too easy to guess"), ("a" * 2000, "at most 1024"),
    ("", "Choose a passphrase"),
])  # fmt: skip
def test_a_weak_passphrase_is_refused_and_never_shown_back(karin: Newcomer, passphrase: str, words: str) -> None:
    answer = karin.send(karin.press(), chosen=passphrase, again=passphrase)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert f'value="{karin.code()}"' in page
    assert len(passphrase) < 6 or passphrase not in page
    assert karin.send(page).status_code == 200


def test_two_different_passphrases_are_refused(karin: Newcomer) -> None:
    answer = karin.send(karin.press(), again=f"{CHOSEN}x")
    assert answer.status_code == 422
    assert CHOSEN not in answer.get_data(as_text=True)


@pytest.mark.parametrize("code", ["", "000000", "12", "x" * 900])
def test_an_app_that_was_not_set_up_is_refused(karin: Newcomer, code: str) -> None:
    answer = karin.send(karin.press(), code=code)
    assert answer.status_code == 422
    assert CHOSEN not in answer.get_data(as_text=True)


def test_the_secret_is_another_for_every_press_and_the_same_until_it_is_confirmed(karin: Newcomer) -> None:
    karin.press()
    first = karin.secret
    assert first[:4] in karin.client.get(f"{karin.link}begin").get_data(as_text=True)
    karin.press()
    assert karin.secret != first


def test_an_administrator_who_joins_is_no_keyholder(app: Flask, clock: Clock, adam: Desk, database: Database) -> None:
    link = invite(adam, "ada@lindbacka.example", "administrator")
    person = Newcomer(app, clock, link).accept("ada@lindbacka.example")
    clock.move(seconds=30)
    ada = Desk(app, person, clock)
    assert ada.status("/staff/inbox/") == 404
    assert ada.status("/staff/people/") == 200
    with database.reads() as session:
        made = account_by_login(session, person.name)
        assert made is not None
        assert openings_held_by(session, made.id) == []


def leave(database: Database, login: str) -> int:
    """The account of somebody who left; answers which it was."""
    with database.writes() as session:
        gone = account_by_login(session, login)
        assert gone is not None
        gone.login, gone.left_on = None, MORNING.date()
        session.commit()
        return gone.id


def test_inviting_the_address_of_somebody_who_left_revives_nothing(
    app: Flask, clock: Clock, adam: Desk, karin: Newcomer, database: Database
) -> None:
    first = karin.accept()
    clock.move(seconds=30)
    desk = Desk(app, first, clock)
    gone = leave(database, KARIN)
    assert desk.status("/staff/inbox/") == 303
    assert sign_in(app.test_client(), first, clock, code=first.recovery_codes[0]).status_code == 422
    second = Newcomer(app, clock, invite(adam)).accept()
    with database.reads() as session:
        fresh = account_by_login(session, KARIN)
        assert fresh is not None
        assert fresh.id != gone
        mine = select(RecoveryCode).where(RecoveryCode.account_id == fresh.id)
        assert len(session.scalars(mine).all()) == 10
        assert session.scalars(select(Passkey)).all() == []
    assert desk.status("/staff/inbox/") == 303
    assert sign_in(app.test_client(), second, clock, code=first.recovery_codes[1]).status_code == 422


def test_an_address_that_another_municipality_uses_is_found_out_only_when_accepting(
    karin: Newcomer, town: Town, database: Database
) -> None:
    page = karin.press()
    with database.writes() as session:
        account_by_login(session, town.bo.name).login = KARIN  # type: ignore[union-attr]  # Bo is there
        session.commit()
    answer = karin.send(page)
    assert answer.status_code == 404
    assert "in use already" in answer.get_data(as_text=True)
    with database.reads() as session:
        assert session.scalars(select(Invitation)).one().used_at is None


def test_nothing_typed_here_is_carried_on_by_an_error_page(karin: Newcomer) -> None:
    karin.press()
    answer = karin.client.post(f"{karin.link}begin", data={"csrf_token": "", "chosen": CHOSEN, "text": CHOSEN})
    assert answer.status_code == 400
    assert CHOSEN not in answer.get_data(as_text=True)


def test_the_link_is_kept_nowhere(karin: Newcomer, database: Database, adam: Desk) -> None:
    token = karin.link.split("/")[3]
    with database.reads() as session:
        assert token not in repr(session.execute(select(Invitation.__table__)).all())
    assert token not in adam.see("/staff/people/")


def test_somebody_who_joined_speaks_the_language_they_joined_in(karin: Newcomer, database: Database) -> None:
    karin.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "sv"
    person: Person = karin.accept()
    with database.reads() as session:
        made = account_by_login(session, person.name)
        assert made is not None
        assert made.language == "sv"
