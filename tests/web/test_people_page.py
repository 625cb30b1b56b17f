"""The page of people: who sees whom, who invites, and helping somebody in again."""

import re

import pytest
from doing import Desk, unlock
from flask import Flask
from newcomers import CHOSEN, Newcomer, invite, link_on
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from town import Clock, Town, sign_in

from huskurage.core.access import Role
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.people import Account, Invitation, RecoveryCode, StaffSession, account_by_login
from huskurage.store.places import Landlord, Municipality


def person_path(desk: Desk, name: str) -> str:
    """The page of somebody, by their name in the list."""
    found = re.search(rf'href="(/staff/people/\d+)">{name}<', desk.see("/staff/people/"))
    assert found is not None
    return found.group(1)


def openers(database: Database) -> list[str]:
    with database.reads() as session:
        query = select(Opening).order_by(Opening.id)
        return [one.account.name if one.account else "kit" for one in session.scalars(query)]


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?(\w+)', page.split("Links that still work", maxsplit=1)[0])


def test_adam_sees_everybody_here_and_asta_the_coordinators(adam: Desk, asta: Desk) -> None:
    assert names(adam.see("/staff/people/")) == ["Adam", "Asta", "Astrid", "Bo", "Cleo"]
    assert names(asta.see("/staff/people/")) == ["Asta", "Astrid"]
    assert "Invite somebody" not in asta.see("/staff/people/")


def elsewhere(session: Session) -> int:
    """Berit coordinates in another municipality."""
    other = Municipality(
        slug="annan", name="Annan kommun", exit_address="https://x.example/", mandated_form="https://x.example/"
    )
    session.add(other)
    session.flush()
    berit = Account(
        login="berit@annan.example", name="Berit", role=Role.COORDINATOR, municipality_id=other.id, landlord_id=None,
        language="sv", public_key=bytes(32), key_salt=bytes(16), key_box=bytes(72), totp_box=None,
    )  # fmt: skip
    session.add_all([berit, Landlord(municipality_id=other.id, slug="fremmande", name="Främmande")])
    session.commit()
    return berit.id


def test_people_of_another_municipality_are_not_there(adam: Desk, asta: Desk, database: Database) -> None:
    with database.writes() as session:
        berit = elsewhere(session)
        theirs = session.scalars(select(Landlord.id).where(Landlord.slug == "fremmande")).one()
    for desk in (adam, asta):
        assert "Berit" not in desk.see("/staff/people/")
        missing = desk.client.get("/staff/people/999999")
        assert desk.client.get(f"/staff/people/{berit}").get_data() == missing.get_data()
        for verb in ("new-start", "new-factor"):
            assert desk.press(f"/staff/people/{berit}/{verb}").status_code == 404
    assert "Främmande" not in adam.see("/staff/people/invite")
    fields = {"name": "X", "email": "x@lindbacka.example", "role": "landlord_staff", "landlord": str(theirs)}
    assert adam.press("/staff/people/invite", **fields).status_code == 422
    assert link_on(adam.press("/staff/people/invite", name="B", email="berit@annan.example", role="coordinator"))


def test_landlord_staff_joins_for_a_landlord_of_here(app: Flask, clock: Clock, adam: Desk, database: Database) -> None:
    page = adam.see("/staff/people/invite")
    chosen = re.search(r'value="(\d+)">Bruksbostäder', page)
    assert chosen is not None
    link = invite(adam, "carl@bruks.example", "landlord_staff", landlord=chosen.group(1))
    person = Newcomer(app, clock, link).accept("carl@bruks.example")
    clock.move(seconds=30)
    carl = Desk(app, person, clock)
    assert carl.status("/staff/houses/") == 200
    assert "Bruksgatan" in carl.see("/staff/houses/")
    assert carl.status("/staff/people/") == 404
    assert openers(database) == ["Asta", "Astrid", "kit"]


@pytest.mark.parametrize(("changes", "words"), [
    ({"name": ""}, "Fill in the name"), ({"email": ""}, "Fill in the e-mail"), ({"email": "karin"}, "no e-mail"),
    ({"email": "k@x"}, "no e-mail"), ({"email": "x" * 130 + "@y.example"}, "Field cannot be longer"),
    ({"role": "king"}, "Not a valid choice"), ({"role": "landlord_staff"}, "whose staff"),
])  # fmt: skip
def test_an_invitation_that_cannot_be_is_refused_with_what_was_typed(
    adam: Desk, changes: dict[str, str], words: str
) -> None:
    typed = {"name": "Karin Ö", "email": "karin@lindbacka.example", "role": "coordinator"} | changes
    answer = adam.press("/staff/people/invite", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert typed["name"] in page


def test_who_works_here_is_not_invited_again(adam: Desk, town: Town, database: Database) -> None:
    with database.writes() as session:
        account_by_login(session, town.bo.name).login = "bo@lindbacka.example"  # type: ignore[union-attr]  # Bo is there
        session.commit()
    answer = adam.press("/staff/people/invite", name="Bo", email="BO@Lindbacka.example", role="coordinator")
    assert answer.status_code == 422
    assert "already" in answer.get_data(as_text=True)


def test_a_link_that_was_taken_back_is_dead(app: Flask, adam: Desk, database: Database) -> None:
    link = invite(adam)
    take_back = adam.see("/staff/people/").split('class="inline" method="post" action="')[1].split('"')[0]
    assert adam.press(take_back).status_code == 303
    assert app.test_client().get(link).status_code == 404
    assert adam.press(take_back).status_code == 404
    with database.reads() as session:
        acts = session.scalars(select(AuditEvent.act).where(AuditEvent.object_kind == "invitation")).all()
    assert acts == [Act.PERSON_INVITED, Act.INVITATION_WITHDRAWN]


def test_astrid_neither_sees_nor_takes_back_what_is_for_others(adam: Desk, astrid: Desk) -> None:
    invite(adam)
    adam.press(f"{person_path(adam, 'Bo')}/new-start")
    adam.press(f"{person_path(adam, 'Astrid')}/new-factor")
    links = re.findall(r'action="(/staff/invitations/\w+/withdraw)"', adam.see("/staff/people/"))
    assert len(links) == 3
    assert "withdraw" not in astrid.see("/staff/people/")
    assert {astrid.press(one).status_code for one in links} == {404}


def test_nobody_makes_a_link_for_themselves(asta: Desk, astrid: Desk) -> None:
    own = person_path(astrid, "Asta")
    assert asta.status(own) == asta.press(f"{own}/new-start").status_code == 404


def test_a_new_start_loses_ones_openings_and_leaves_the_others(
    app: Flask, clock: Clock, asta: Desk, astrid: Desk, database: Database, town: Town
) -> None:
    link = link_on(asta.press(f"{person_path(asta, 'Astrid')}/new-start"))
    person = Newcomer(app, clock, link).accept("astrid")
    assert openers(database) == ["Asta", "kit"]
    assert astrid.status("/staff/inbox/") == 303
    clock.move(seconds=30)
    for spent in (town.astrid.code(clock), town.astrid.recovery_codes[0]):
        assert sign_in(app.test_client(), town.astrid, clock, code=spent).status_code == 422
    again = Desk(app, person, clock)
    assert again.status("/staff/inbox/") == 200
    assert asta.status("/staff/inbox/") == 200


def test_a_new_start_works_for_a_day(app: Flask, clock: Clock, adam: Desk) -> None:
    link = link_on(adam.press(f"{person_path(adam, 'Bo')}/new-start"))
    newcomer = Newcomer(app, clock, link)
    page = newcomer.press()
    clock.move(hours=24)
    assert newcomer.send(page).status_code == 404


def untested_kit(database: Database) -> None:
    with database.writes() as session:
        session.execute(update(Opening).values(test_opened_on=None))
        session.commit()


def test_the_last_opener_gets_no_new_start(adam: Desk, database: Database) -> None:
    untested_kit(database)
    with database.writes() as session:
        astrid = account_by_login(session, "astrid")
        assert astrid is not None
        session.execute(delete(Opening).where(Opening.account_id == astrid.id))
        session.commit()
    answer = adam.press(f"{person_path(adam, 'Asta')}/new-start")
    assert answer.status_code == 422
    assert "nobody else can open Lindbacka" in answer.get_data(as_text=True)
    assert adam.press(f"{person_path(adam, 'Astrid')}/new-start").status_code == 200


def test_of_two_with_links_the_second_finds_that_she_is_the_last(
    app: Flask, clock: Clock, adam: Desk, database: Database
) -> None:
    untested_kit(database)
    links = [link_on(adam.press(f"{person_path(adam, name)}/new-start")) for name in ("Asta", "Astrid")]
    Newcomer(app, clock, links[0]).accept("asta")
    second = Newcomer(app, clock, links[1])
    answer = second.send(second.press())
    assert answer.status_code == 404
    assert "only one who can open" in answer.get_data(as_text=True)
    assert openers(database) == ["Astrid", "kit"]
    with database.writes() as session:
        session.execute(update(Opening).where(Opening.kit_key.is_not(None)).values(test_opened_on=clock().date()))
        session.commit()
    assert second.accept("astrid").name == "astrid"


def test_a_new_factor_keeps_the_key_and_all_that_it_opens(
    app: Flask, clock: Clock, adam: Desk, asta: Desk, town: Town, database: Database
) -> None:
    with database.reads() as session:
        before = unlock(session, town.asta).account.public_key
    newcomer = Newcomer(app, clock, link_on(adam.press(f"{person_path(adam, 'Asta')}/new-factor")))
    person = newcomer.accept("asta", passphrase=town.asta.passphrase)
    assert openers(database) == ["Asta", "Astrid", "kit"]
    assert asta.status("/staff/inbox/") == 303
    clock.move(seconds=30)
    assert sign_in(app.test_client(), town.asta, clock).status_code == 422
    assert sign_in(app.test_client(), town.asta, clock, code=town.asta.recovery_codes[0]).status_code == 422
    assert sign_in(app.test_client(), person, clock).status_code == 303
    with database.reads() as session:
        assert unlock(session, town.asta).account.public_key == before
        assert session.scalars(select(RecoveryCode.used_at).where(RecoveryCode.account_id == 1)).all() == [None] * 10


def test_a_new_factor_takes_the_passphrase(
    app: Flask, clock: Clock, adam: Desk, town: Town, database: Database
) -> None:
    link = link_on(adam.press(f"{person_path(adam, 'Asta')}/new-factor"))
    newcomer = Newcomer(app, clock, link)
    page = newcomer.press()
    for _ in range(9):
        refused = newcomer.send(page, passphrase=CHOSEN)
        assert refused.status_code == 422
    assert CHOSEN not in refused.get_data(as_text=True)
    assert "Too many tries" in newcomer.send(page, passphrase=town.asta.passphrase).get_data(as_text=True)
    clock.move(minutes=15)
    assert newcomer.accept("asta", passphrase=town.asta.passphrase).name == "asta"
    with database.reads() as session:
        acts = list(session.scalars(select(AuditEvent.act)))
        assert acts.count(Act.SIGN_IN_FAILED) == 9
        assert session.scalars(select(StaffSession.account_id).where(StaffSession.account_id == 1)).all() == []


def test_names_of_those_who_were_invited_are_forgotten_with_their_links(
    adam: Desk, app: Flask, town: Town, clock: Clock, database: Database
) -> None:
    invite(adam)
    clock.move(days=7)
    invite(Desk(app, town.adam, clock), "other@lindbacka.example")
    with database.reads() as session:
        assert session.scalars(select(Invitation.login)).all() == ["other@lindbacka.example"]
