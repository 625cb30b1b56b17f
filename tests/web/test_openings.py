"""Who can open what, on its pages: red states, letting in with a key or with the paper, taking away, a new key."""

import pytest
from doing import Desk, Neighbour, code_on
from sqlalchemy import delete, select
from teams import account_of, children_inbox, first_inbox, free_of_duties
from town import Town, hidden

from huskurage.store.engine import Database
from huskurage.store.inboxes import Inbox, Opening
from huskurage.store.people import account_by_login

FIRST = "/staff/openings/1"


@pytest.fixture
def children(database: Database, town: Town) -> str:
    """The address of a children's inbox that Asta alone opens."""
    with database.writes() as session:
        inbox, _ = children_inbox(session, account_of(session, town, "asta"))
        session.commit()
        return f"/staff/openings/{inbox.id}"


def number(database: Database, name: str) -> str:
    with database.reads() as session:
        account = account_by_login(session, name)
        assert account is not None
        return str(account.id)


def holders(database: Database, path: str) -> list[str]:
    with database.reads() as session:
        inbox = session.get_one(Inbox, int(path.rpartition("/")[2]))
        return [one.name for one in inbox.keyholders]


def forget(database: Database, name: str) -> None:
    """Somebody's openings are gone, as after a new start."""
    with database.writes() as session:
        session.execute(delete(Opening).where(Opening.account_id == int(number(database, name))))
        session.commit()


def test_openings_list_who_opens_what_and_the_administrator_changes_nothing(asta: Desk, adam: Desk) -> None:
    for desk, may in ((asta, True), (adam, False)):
        page = desk.see("/staff/openings/")
        assert "Astrid" in page
        assert "Recovery kit" in page
        assert ("Make a new inbox" in page) is may
        inbox = desk.see(FIRST)
        assert "All is well" in inbox
        assert ("new-key" in inbox) is may


def test_asta_lets_astrid_in_and_astrid_reads(
    asta: Desk, astrid: Desk, neighbour: Neighbour, children: str, database: Database
) -> None:
    neighbour.send("A child cries", about="child")
    assert astrid.reports() == []
    assert asta.press(f"{children}/people", person=number(database, "astrid")).status_code == 303
    (report,) = astrid.reports()
    assert "A child cries" in astrid.press(f"{report}/read").get_data(as_text=True)


@pytest.mark.parametrize("who", ["adam", "bo", "asta"])
def test_only_a_coordinator_who_is_offered_can_be_let_in(
    asta: Desk, children: str, database: Database, town: Town, who: str
) -> None:
    answer = asta.press(f"{children}/people", person=number(database, who))
    assert answer.status_code == 404
    answer = asta.press(f"{children}/with-kit", person=number(database, who), code=town.kit_code)
    assert answer.status_code == 404
    assert holders(database, children) == ["Asta"]


def test_nothing_chosen_shows_the_page_again(asta: Desk, children: str) -> None:
    assert asta.press(f"{children}/people").status_code == 422
    again = asta.press(f"{children}/with-kit", code="2345")
    assert again.status_code == 422
    assert 'value="2345"' in again.get_data(as_text=True)


def test_the_paper_lets_astrid_back_in_and_reading_works(
    astrid: Desk, neighbour: Neighbour, database: Database, town: Town
) -> None:
    code = code_on(neighbour.send("Screams"))
    forget(database, "astrid")
    assert astrid.reports() == []
    me = number(database, "astrid")
    wrong = town.kit_code[:-1] + ("3" if town.kit_code.endswith("2") else "2")
    assert astrid.press(f"{FIRST}/with-kit", person=me, code=wrong).status_code == 422
    assert astrid.press(f"{FIRST}/with-kit", person=me, code=town.kit_code.lower()).status_code == 303
    (report,) = astrid.reports()
    assert "Screams" in astrid.press(f"{report}/read").get_data(as_text=True)
    assert code


def test_astrid_goes_to_another_team(asta: Desk, astrid: Desk, neighbour: Neighbour, database: Database) -> None:
    neighbour.send("Screams")
    theirs = f"{FIRST}/people/{number(database, 'astrid')}"
    held = asta.press(theirs)
    assert held.status_code == 422
    assert "given to others" in held.get_data(as_text=True)
    moved = asta.press(f"/staff/leaving/{number(database, 'astrid')}/hand-on", inbox="1",
                       **{"deputy-1": number(database, "asta")})  # fmt: skip
    assert moved.headers["Location"] == theirs
    assert asta.press(theirs).status_code == 303
    assert astrid.reports() == []
    assert astrid.status(theirs) == 404
    assert "1 text is still sealed" in asta.see(FIRST)
    asta.press(f"{FIRST}/go-on")
    assert "All is well" in asta.see(FIRST)
    assert len(asta.reports()) == 1


def test_a_new_key_is_given_once_for_each_page_and_the_inbox_reads_on(
    asta: Desk, neighbour: Neighbour, database: Database
) -> None:
    code = code_on(neighbour.send("Screams"))
    generation = hidden(asta.see(FIRST), "generation")
    assert asta.press(f"{FIRST}/new-key", generation=generation).headers["Location"] == FIRST
    assert asta.press(f"{FIRST}/new-key", generation=generation).status_code == 409
    assert neighbour.come_back(code).status_code == 200
    (report,) = asta.reports()
    assert "Screams" in asta.press(f"{report}/read").get_data(as_text=True)
    with database.reads() as session:
        assert {one.generation for one in session.scalars(select(Opening))} == {2}


def test_what_cannot_be_sealed_anew_is_said_and_nothing_runs_for_ever(
    asta: Desk, neighbour: Neighbour, database: Database
) -> None:
    neighbour.send("Screams")
    database.key_store.burn(asta.reports()[0].rpartition("/")[2])
    answer = asta.press(f"{FIRST}/new-key", generation="1")
    assert answer.headers["Location"] == f"{FIRST}?stuck=1"
    page = asta.see(answer.headers["Location"])
    assert "could not be opened" in page
    assert "data-go-on" not in page


def test_a_red_inbox_says_what_to_do(asta: Desk, astrid: Desk, adam: Desk, database: Database) -> None:
    with database.writes() as session:
        first_inbox(session).rotation_due = True
        session.commit()
    for desk, holds in ((asta, True), (astrid, True), (adam, False)):
        assert "has left. It needs a new key" in desk.see("/staff/openings/")
        assert ("new-key" in desk.see(FIRST)) is holds
    asta.press(f"{FIRST}/new-key", generation="1")
    assert "All is well" in astrid.see(FIRST)


def test_too_few_openers_are_red(asta: Desk, children: str, database: Database) -> None:
    with database.writes() as session:
        session.execute(delete(Opening).where(Opening.kit_key.is_not(None)))
        free_of_duties(session, first_inbox(session))
        session.commit()
    assert "Too few can open this inbox" in asta.see(children)
    assert "Too few can open this inbox" not in asta.see(FIRST)
