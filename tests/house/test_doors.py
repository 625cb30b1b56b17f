"""Every door of the site, tried: who may enter, what a closed one says, and that looking changes nothing."""

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from house.ways import Things, enter, everything, knock, nothing_like, things_of, ways
from hygiene import InspectingClient
from othertown import found_other_town
from sqlalchemy import delete
from town import Clock, Town, hidden

from huskurage.app import ALL, create_app
from huskurage.core.access import GRANTS, Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.people import Account, account_by_login
from huskurage.web.guard import ANYONE, COOKIE, door_of, open_to

SIGN_IN = "/staff/sign-in"
OPEN_STAFF_DOORS = {
    "account.sign_in", "account.send_sign_in", "joining.door", "joining.press", "joining.begin", "joining.accept"
}  # fmt: skip
PEOPLE = {Role.COORDINATOR: "asta", Role.LANDLORD_STAFF: "bo", Role.ADMINISTRATOR: "adam"}
LET_IN = {200, 303, 409, 422}
SEALED_TO_OTHERS = {(Role.COORDINATOR, "feedback.dealt_with")}  # an administrator works here: theirs it is
REFUSED_TOKEN = 400
THE_MUNICIPALITYS = ("inbox_id", "account_id", "receiver_id", "absence_id", "letter_id", "invitation_id")


def test_every_view_says_who_may_enter(app: Flask) -> None:
    silent = {name for name, view in app.view_functions.items() if door_of(view) is None}
    assert not silent


def test_a_view_that_says_nothing_is_closed(settings: Settings, clock: Clock) -> None:
    room = Blueprint("silent", __name__)
    room.add_url_rule("/silent", "public", lambda: "secret")
    room.add_url_rule("/staff/silent", "staff", lambda: "secret", methods=["GET", "POST"])
    app = create_app(settings, (*ALL, room), now=clock)
    app.test_client_class = InspectingClient
    for path in ("/silent", "/staff/silent"):
        answer = app.test_client().get(path)
        assert answer.status_code == 403
        assert "secret" not in answer.get_data(as_text=True)
    assert app.test_client().post("/staff/silent").status_code == 403


def test_a_view_that_names_anyone_is_open(settings: Settings, clock: Clock) -> None:
    room = Blueprint("spoken", __name__)
    room.add_url_rule("/spoken", "spoken", open_to(ANYONE)(lambda: "hello"))
    assert create_app(settings, (*ALL, room), now=clock).test_client().get("/spoken").status_code == 200


def test_staff_doors_are_closed_to_strangers_and_public_ones_open(app: Flask, things: Things) -> None:
    for way in ways(app, things):
        assert (way.door is ANYONE) == (not way.staff or way.endpoint in OPEN_STAFF_DOORS), way


def test_every_permission_opens_a_door_and_every_role_holds_some(app: Flask, things: Things) -> None:
    assert {way.door for way in ways(app, things)} - {ANYONE} == set(Permission)
    assert set(GRANTS) == set(Role) == set(PEOPLE)
    assert all(GRANTS.values())


def test_strangers_are_led_to_the_sign_in(app: Flask, things: Things, database: Database) -> None:
    stranger = app.test_client()
    token = hidden(stranger.get(SIGN_IN).get_data(as_text=True), "csrf_token")
    before = everything(database)
    for cookie in ("", "00" * 64, "not a key"):
        if cookie:
            stranger.set_cookie(COOKIE, cookie, path="/staff")
        for way in ways(app, things):
            if way.door is not ANYONE:
                answer = knock(stranger, way, token)
                assert (answer.status_code, answer.headers.get("Location")) == (303, SIGN_IN), way
    assert everything(database) == before


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_exactly_the_doors_it_was_granted(
    app: Flask, things: Things, town: Town, clock: Clock, database: Database, role: Role
) -> None:
    client, token = enter(app, town.people[PEOPLE[role]], clock)
    for way in ways(app, things):
        if not isinstance(way.door, Permission):
            continue
        before = everything(database)
        answer = knock(client, way, token)
        if (role, way.endpoint) in SEALED_TO_OTHERS:
            assert answer.status_code == 404, way
        elif may(role, way.door):
            assert answer.status_code in LET_IN, (way, answer.status_code)
            assert answer.headers.get("Location") != SIGN_IN or way.endpoint == "account.sign_out", way
        else:
            missing = client.open("/staff/no-such-page", method=way.method, data={"csrf_token": token})
            assert answer.status_code == missing.status_code == 404, way
            assert answer.get_data() == missing.get_data(), way
            assert everything(database) == before, way


@pytest.mark.parametrize("role", Role)
def test_nothing_changes_without_the_persons_own_form_token(
    app: Flask, things: Things, town: Town, clock: Clock, database: Database, role: Role
) -> None:
    _, someone_elses = enter(app, town.astrid, clock)
    client, own = enter(app, town.people[PEOPLE[role]], clock)
    before = everything(database)
    for token in ("", someone_elses, f"{own}x"):
        for way in ways(app, things):
            if way.staff and way.method == "POST":
                assert knock(client, way, token).status_code == REFUSED_TOKEN, way
    assert everything(database) == before


@pytest.mark.parametrize("role", Role)
def test_looking_changes_nothing(
    app: Flask, things: Things, town: Town, clock: Clock, database: Database, role: Role
) -> None:
    client, _ = enter(app, town.people[PEOPLE[role]], clock)
    before = everything(database)
    for way in ways(app, things):
        assert way.method in {"GET", "POST"}, way
        if way.method == "GET":
            knock(client, way)
            for method in ("HEAD", "OPTIONS"):
                FlaskClient.open(client, way.path, method=method).close()  # not inspected: there is no page in it
            assert everything(database) == before, way


def test_what_belongs_to_others_answers_as_what_does_not_exist(
    app: Flask, things: Things, town: Town, clock: Clock, database: Database, settings: Settings
) -> None:
    with database.writes() as session:
        astrid = account_by_login(session, "astrid")
        assert isinstance(astrid, Account)
        session.execute(delete(Opening).where(Opening.account_id == astrid.id))
        storvik = things_of(session, found_other_town(session, settings).municipality_id, app)
        session.commit()
    others = {**things, **{name: storvik[name] for name in THE_MUNICIPALITYS}}
    nothing = nothing_like(others)
    tried = 0
    for person in (town.astrid, town.cleo):
        client, token = enter(app, person, clock)
        for theirs, none in zip(ways(app, others), ways(app, nothing), strict=True):
            if theirs.path != none.path and theirs.staff:
                answers = [knock(client, way, token) for way in (theirs, none)]
                assert answers[0].get_data() == answers[1].get_data(), theirs
                assert {one.status_code for one in answers} <= {404, 422}, theirs
                tried += 1
    assert tried > 15


def test_public_pages_set_and_read_no_cookies(app: Flask, things: Things, client: FlaskClient) -> None:
    for way in ways(app, things):
        if not way.staff:
            plain = knock(client, way)
            assert "Set-Cookie" not in plain.headers, way
            carrying = client.open(way.path, method=way.method, data={}, headers={"Cookie": f"{COOKIE}=1; form=2"})
            assert "Set-Cookie" not in carrying.headers, way
            assert "cookie" not in carrying.headers.get("Vary", "").lower(), way
