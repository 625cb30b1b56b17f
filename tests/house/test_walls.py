"""The walls: every route, tried by everybody, with their own things, with another municipality's, and with none."""

import re

import pytest
from flask import Flask
from house.ways import Things, Way, enter, everything, knock, nothing_like, things_of, ways
from othertown import OtherTown, found_other_town
from town import CHEAP, PEPPER, Clock, Person, Town
from werkzeug.test import TestResponse

from huskurage.actions.keys import make_account
from huskurage.core.access import Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.places import Municipality

WALLS = {404, 422}
FIELDS = {"text": "x", "reason": "help_given", "language": "en", "first": "2026-11-23", "stairwell": "1"}
CHANGES_ANYWAY = {"audit_events", "audit_heads", "staff_sessions"}  # that somebody tried is written down
PEOPLE = {
    "asta": Role.COORDINATOR, "nils": Role.COORDINATOR, "bo": Role.LANDLORD_STAFF, "adam": Role.ADMINISTRATOR,
    "olle": Role.COORDINATOR, "siv": Role.LANDLORD_STAFF, "tor": Role.ADMINISTRATOR,
}  # fmt: skip
FROM_STORVIK = {"olle", "siv", "tor"}


@pytest.fixture
def storvik(things: Things, database: Database, settings: Settings) -> OtherTown:
    """The other municipality; Lindbacka's things are there before."""
    del things
    with database.writes() as session:
        made = found_other_town(session, settings)
        session.commit()
    return made


@pytest.fixture
def theirs(storvik: OtherTown, database: Database, app: Flask) -> Things:
    """One of everything that addresses name, in Storvik."""
    with database.reads() as session:
        return things_of(session, storvik.municipality_id, app)


@pytest.fixture
def people(town: Town, storvik: OtherTown, database: Database) -> dict[str, Person]:
    """The people of both towns, and Nils, a coordinator of Lindbacka who holds no opening."""
    with database.writes() as session:
        made = make_account(
            session, login="nils", name="Nils", role=Role.COORDINATOR, landlord=None, pepper=PEPPER, language="en",
            municipality=session.get_one(Municipality, 1), passphrase="nils dricker kaffe 71", cost=CHEAP,
        )  # fmt: skip
        session.commit()
    nils = Person("nils", "nils dricker kaffe 71", made.totp_secret, made.recovery_codes)
    return town.people | storvik.people | {"nils": nils}


def page_of(answer: TestResponse) -> tuple[int, str, dict[str, str]]:
    """Everything of an answer but the form tokens of its page."""
    body = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    headers = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Content-Length"}}
    return answer.status_code, body, headers


def rows_that_count(database: Database) -> dict[str, list[str]]:
    return {name: rows for name, rows in everything(database).items() if name not in CHANGES_ANYWAY}


def pairs(app: Flask, foreign: Things) -> list[tuple[Way, Way]]:
    """Each staff way to somebody else's things, beside the same way to nothing."""
    beside = zip(ways(app, foreign), ways(app, nothing_like(foreign)), strict=True)
    return [(there, none) for there, none in beside if there.staff and there.path != none.path]


@pytest.mark.parametrize("name", PEOPLE)
def test_another_municipalitys_things_are_as_if_they_were_not(
    app: Flask, things: Things, theirs: Things, people: dict[str, Person], clock: Clock, database: Database, name: str
) -> None:
    client, token = enter(app, people[name], clock)
    before = rows_that_count(database)
    tried = pairs(app, things if name in FROM_STORVIK else theirs)
    assert len(tried) > 9
    for there, none in tried:
        for fields in ({}, FIELDS) if there.method == "POST" else ({},):
            answers = [page_of(knock(client, way, token, **fields)) for way in (there, none)]
            assert answers[0] == answers[1], (name, there)
            assert answers[0][0] in WALLS, (name, there, answers[0][0])
    assert rows_that_count(database) == before


@pytest.mark.parametrize("name", PEOPLE)
def test_at_home_a_person_enters_where_their_role_may_and_nowhere_else(
    app: Flask, things: Things, theirs: Things, people: dict[str, Person], clock: Clock, name: str
) -> None:
    client, token = enter(app, people[name], clock)
    own = theirs if name in FROM_STORVIK else things
    for way in ways(app, own):
        of_the_inbox = way.door is Permission.OPENING_GIVE and f"/openings/{own['inbox_id']}" in way.path
        no_such_link = f"/invitations/{'0' * 64}/" in way.path  # a digest: only Lindbacka's is known
        oneself = name == "olle" and any(part in way.path for part in ("/leaving/", "/people/"))  # others help one
        nothing_passed_on = name == "olle" and "/hand-over/" in way.path  # his report was never handed over
        sealed_to_others = PEOPLE[name] is Role.COORDINATOR and str(own["remark_id"]) in way.path
        apart = no_such_link or oneself or nothing_passed_on or sealed_to_others
        apart = apart or (name == "nils" and of_the_inbox)
        if isinstance(way.door, Permission) and not apart:
            without_opening = name == "nils" and str(own["report_id"]) in way.path
            welcome = may(PEOPLE[name], way.door) and not without_opening
            assert (knock(client, way, token).status_code != 404) == welcome, (name, way)


def test_a_coordinator_without_an_opening_meets_reports_as_if_they_were_not(
    app: Flask, things: Things, people: dict[str, Person], clock: Clock, database: Database
) -> None:
    client, token = enter(app, people["nils"], clock)
    before = rows_that_count(database)
    tried = [pair for pair in pairs(app, things) if str(things["report_id"]) in pair[0].path]
    assert len(tried) > 6
    for there, none in tried:
        for fields in ({}, FIELDS) if there.method == "POST" else ({},):
            answers = [page_of(knock(client, way, token, **fields)) for way in (there, none)]
            assert answers[0] == answers[1], there
            assert answers[0][0] in WALLS, there
    assert rows_that_count(database) == before


def test_nobody_gets_further_than_the_sign_in_to_either_towns_things(
    app: Flask, things: Things, theirs: Things
) -> None:
    stranger = app.test_client()
    for own in (things, theirs):
        for way in ways(app, own):
            if isinstance(way.door, Permission) and way.method == "GET":
                assert knock(stranger, way).headers.get("Location") == "/staff/sign-in", way


@pytest.mark.parametrize("name", ["asta", "bo", "adam"])
@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_numbers_that_no_row_can_have_answer_as_what_does_not_exist(
    app: Flask, things: Things, town: Town, clock: Clock, name: str, number: int
) -> None:
    client, token = enter(app, town.people[name], clock)
    odd = nothing_like(things, number=number)
    tried = [way for way in ways(app, odd) if way.staff and str(number) in way.path.split("/")]
    assert len(tried) > 5
    for way in tried:
        assert knock(client, way, token, **FIELDS).status_code in WALLS, way
