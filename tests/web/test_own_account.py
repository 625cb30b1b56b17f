"""My account: the passphrase, the app, recovery codes, sessions, where letters go."""

import re

import pyotp
import pytest
from doing import Desk, Neighbour, unlock
from flask import Flask
from newcomers import CHOSEN, codes_on
from sqlalchemy import select
from town import Clock, Person, Town, sign_in

from huskurage.core.keys import lock_key
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.people import StaffSession, account_by_login

HERE = "/staff/account/"


@pytest.fixture
def elsewhere(app: Flask, asta: Desk, town: Town, clock: Clock) -> Desk:
    """Asta at a second device."""
    assert asta.status("/staff/") == 303
    clock.move(seconds=30)
    return Desk(app, town.asta, clock)


def change(desk: Desk, person: Person, **changes: str) -> int:
    typed = {"passphrase": person.passphrase, "chosen": CHOSEN, "again": CHOSEN} | changes
    return int(desk.press(f"{HERE}passphrase", **typed).status_code)


def acts(database: Database) -> list[Act]:
    with database.reads() as session:
        return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.position)))


def test_the_name_in_the_header_leads_to_ones_account(asta: Desk, bo: Desk, adam: Desk) -> None:
    for desk, home in ((asta, "/staff/inbox/"), (bo, "/staff/houses/"), (adam, "/staff/set-up/")):
        assert f'<a href="{HERE}">' in desk.see(home)
        assert desk.status(HERE) == 200


def test_a_changed_passphrase_opens_what_the_old_one_opened(
    app: Flask, asta: Desk, neighbour: Neighbour, town: Town, clock: Clock
) -> None:
    neighbour.send()
    report = asta.reports()[0]
    assert change(asta, town.asta) == 303
    assert "Screams" in asta.press(f"{report}/read").get_data(as_text=True)
    clock.move(seconds=30)
    assert sign_in(app.test_client(), town.asta, clock).status_code == 422
    changed = Person("asta", CHOSEN, town.asta.totp_secret, ())
    assert "Screams" in Desk(app, changed, clock).press(f"{report}/read").get_data(as_text=True)


def test_a_session_dies_at_its_next_request_after_the_passphrase_changed_elsewhere(
    asta: Desk, elsewhere: Desk, astrid: Desk, town: Town, database: Database
) -> None:
    assert elsewhere.status("/staff/inbox/") == 200
    assert change(asta, town.asta) == 303
    assert elsewhere.client.get("/staff/inbox/").headers["Location"] == "/staff/sign-in"
    assert elsewhere.press(f"{HERE}email", email="x@y.example").headers["Location"] == "/staff/sign-in"
    assert asta.status("/staff/inbox/") == astrid.status("/staff/inbox/") == 200
    assert acts(database)[-1] is Act.PASSPHRASE_CHANGED


@pytest.mark.parametrize("changes", [
    {"passphrase": "asta dricker te 7100"}, {"chosen": "short", "again": "short"}, {"again": "something else here"},
    {"passphrase": ""},
])  # fmt: skip
def test_a_passphrase_that_cannot_be_changed_stays(
    asta: Desk, elsewhere: Desk, town: Town, database: Database, changes: dict[str, str]
) -> None:
    assert change(asta, town.asta, **changes) == 422
    assert elsewhere.status("/staff/inbox/") == 200
    with database.reads() as session:
        assert unlock(session, town.asta).pair


def test_guesses_of_the_old_passphrase_are_counted_and_logged(asta: Desk, town: Town, database: Database) -> None:
    for _ in range(9):
        change(asta, town.asta, passphrase="a wrong one it is")
    assert change(asta, town.asta) == 422
    assert acts(database).count(Act.SIGN_IN_FAILED) == 9


def test_another_app_takes_the_old_ones_place(app: Flask, asta: Desk, town: Town, clock: Clock) -> None:
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', asta.see(f"{HERE}app"))
    assert secret is not None
    new = pyotp.TOTP(secret.group(1).replace(" ", ""))
    assert asta.press(f"{HERE}app", code="000000").status_code == 422
    assert asta.press(f"{HERE}app", code=new.at(clock())).status_code == 303
    clock.move(seconds=30)
    assert sign_in(app.test_client(), town.asta, clock).status_code == 422
    assert sign_in(app.test_client(), town.asta, clock, code=new.at(clock())).status_code == 303


def test_a_picture_that_somebody_saw_can_be_drawn_anew(asta: Desk) -> None:
    before = asta.see(f"{HERE}app")
    assert asta.press(f"{HERE}app/another").status_code == 303
    assert asta.see(f"{HERE}app").split('class="secret"')[1][:60] != before.split('class="secret"')[1][:60]


def test_new_recovery_codes_take_the_old_ones_place(app: Flask, asta: Desk, town: Town, clock: Clock) -> None:
    sign_in(app.test_client(), town.asta, clock, code=town.asta.recovery_codes[0])
    assert "9 left" in asta.see(HERE)
    codes = codes_on(asta.press(f"{HERE}recovery-codes"))
    assert len(set(codes)) == 10
    assert "10 left" in asta.see(HERE)
    assert sign_in(app.test_client(), town.asta, clock, code=town.asta.recovery_codes[1]).status_code == 422
    assert sign_in(app.test_client(), town.asta, clock, code=codes[9]).status_code == 303


def test_sessions_are_listed_and_ended_one_by_one(asta: Desk, elsewhere: Desk, database: Database) -> None:
    page = asta.see(HERE)
    assert (page.count("last seen"), page.count("this one")) == (3, 1)
    named = re.findall(r'name="session" value="(\w+)"', page)
    assert len(named) == 1
    assert asta.press(f"{HERE}sessions/end", session=named[0]).status_code == 303
    assert elsewhere.status("/staff/inbox/") == 303
    assert asta.status("/staff/inbox/") == 200
    assert acts(database)[-1] is Act.SESSION_ENDED


def test_all_other_sessions_end_at_once(asta: Desk, elsewhere: Desk, astrid: Desk) -> None:
    assert asta.press(f"{HERE}sessions/end-others").status_code == 303
    assert elsewhere.status("/staff/inbox/") == 303
    assert asta.status("/staff/inbox/") == astrid.status("/staff/inbox/") == 200


def test_nobody_ends_another_persons_session(asta: Desk, astrid: Desk, database: Database) -> None:
    with database.reads() as session:
        hers = account_by_login(session, "astrid")
        assert hers is not None
        digest = session.scalars(select(StaffSession.digest).where(StaffSession.account_id == hers.id)).one()
    for named in (digest.hex(), "00" * 32, "zz", ""):
        assert asta.press(f"{HERE}sessions/end", session=named).status_code == 303
    assert astrid.status("/staff/inbox/") == 200


def test_letters_go_where_one_says(asta: Desk, database: Database) -> None:
    assert asta.press(f"{HERE}email", email="asta@other.example").status_code == 303
    assert 'value="asta@other.example"' in asta.see(HERE)
    assert asta.press(f"{HERE}email", email="no address").status_code == 422
    assert asta.press(f"{HERE}email", email="").status_code == 303
    with database.reads() as session:
        found = account_by_login(session, "asta")
        assert found is not None
        assert found.email == ""
    assert acts(database).count(Act.ACCOUNT_CHANGED) == 2


def test_who_left_is_out_at_the_next_request(asta: Desk, astrid: Desk, database: Database, clock: Clock) -> None:
    with database.writes() as session:
        gone = account_by_login(session, "asta")
        assert gone is not None
        gone.left_on = clock().date()
        session.commit()
    assert asta.status("/staff/inbox/") == 303
    assert astrid.status("/staff/inbox/") == 200


def test_a_session_whose_key_is_no_longer_the_accounts_is_worth_nothing(
    asta: Desk, astrid: Desk, town: Town, database: Database
) -> None:
    with database.writes() as session:
        asta_now = account_by_login(session, "asta")
        other = unlock(session, town.astrid).pair
        assert asta_now is not None
        locked = lock_key(other.private, CHOSEN)
        asta_now.public_key, asta_now.key_salt, asta_now.key_box = other.public, locked.salt, locked.box
        session.commit()
    assert asta.status("/staff/inbox/") == 303
    assert astrid.status("/staff/inbox/") == 200
