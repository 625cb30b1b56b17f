"""Every door of the site, tried: who may enter, what a closed one says, and that looking changes nothing."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from house.things import Things, one_of_everything
from hygiene import InspectingClient
from sqlalchemy import delete, select
from teams import children_inbox, stranger
from town import Clock, Person, Town, hidden, sign_in
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from huskurage.actions.posters import job_path
from huskurage.app import ALL, create_app
from huskurage.core.access import GRANTS, Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.base import Base
from huskurage.store.engine import Database
from huskurage.store.inboxes import Opening
from huskurage.store.people import Account, account_by_login
from huskurage.store.places import Receiver
from huskurage.web.guard import ANYONE, COOKIE, door_of, open_to
from huskurage.web.headers import asset_path

SIGN_IN = "/staff/sign-in"
OPEN_STAFF_DOORS = {
    "account.sign_in", "account.send_sign_in", "joining.door", "joining.press", "joining.begin", "joining.accept"
}  # fmt: skip
PEOPLE = {Role.COORDINATOR: "asta", Role.LANDLORD_STAFF: "bo", Role.ADMINISTRATOR: "adam"}
LET_IN = {200, 303, 409, 422}
REFUSED_TOKEN = 400


class Way(NamedTuple):
    """One way to knock: an address and a method, and who may enter there."""

    endpoint: str
    method: str
    path: str
    door: object

    @property
    def staff(self) -> bool:
        return self.path.startswith("/staff")


def ways(app: Flask, things: Things) -> Iterator[Way]:
    """Every route with every method, its address filled with things that exist; signing out comes last."""
    rules: list[Rule] = sorted(app.url_map.iter_rules(), key=lambda one: (one.endpoint == "account.sign_out", one.rule))
    for rule in rules:
        unknown = rule.arguments - set(things)
        assert not unknown, f"{rule.rule}: teach this test what {unknown} may be"
        built = rule.build(things, append_unknown=False)
        assert built is not None, f"{rule.rule} is not reached with {things}"
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            yield Way(rule.endpoint, method, built[1], door_of(app.view_functions[rule.endpoint]))


def knock(client: FlaskClient, way: Way, token: str = "") -> TestResponse:
    """Fetch the address, or send its form with nothing but the token."""
    return client.open(way.path, method=way.method, data={"csrf_token": token} if way.method == "POST" else None)


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table."""
    with database.reads() as session:
        rows = {table.name: session.execute(select(table)) for table in Base.metadata.sorted_tables}
        return {name: sorted(repr(tuple(row)) for row in found) for name, found in rows.items()}


def enter(app: Flask, person: Person, clock: Clock) -> tuple[FlaskClient, str]:
    """A client in which the person is signed in, and their form token."""
    client = app.test_client()
    clock.move(seconds=31)  # a code is spent once
    assert sign_in(client, person, clock).status_code == 303
    page = client.get("/staff/", follow_redirects=True).get_data(as_text=True)
    return client, hidden(page, "csrf_token")


@pytest.fixture
def things(client: FlaskClient, town: Town, clock: Clock, database: Database, settings: Settings) -> Things:
    """One of everything that addresses name: a filed report, Bo's stairwell, his finished print."""
    tag = town.tags["Kyrkogatan 4 A"]
    ticket = hidden(client.get(f"/en/{tag}/write").get_data(as_text=True), "ticket")
    clock.move(seconds=40)
    assert client.post(f"/en/{tag}/write", data={"ticket": ticket, "text": "Screams"}).status_code == 200
    with database.writes() as session:
        made = one_of_everything(session, town, tag=tag, now=clock())
        session.commit()
    path = job_path(settings.data_dir, str(made["job_id"]))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-")
    asset = asset_path("leave.js").rpartition("/")[2]
    return made | {"language": "en", "tag": tag, "chosen": "en", "name": asset}


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
        if may(role, way.door):
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
                FlaskClient.open(client, way.path, method=method)  # not inspected: there is no page in the answer
            assert everything(database) == before, way


def test_what_belongs_to_others_answers_as_what_does_not_exist(
    app: Flask, things: Things, town: Town, clock: Clock, database: Database
) -> None:
    with database.writes() as session:
        astrid = account_by_login(session, "astrid")
        assert isinstance(astrid, Account)
        session.execute(delete(Opening).where(Opening.account_id == astrid.id))
        selma = stranger(session)  # what belongs to another municipality
        theirs_alone = {"inbox_id": children_inbox(session, selma, of=selma.municipality)[0].id, "account_id": selma.id}
        session.get_one(Receiver, things["receiver_id"]).municipality_id = selma.municipality_id
        session.commit()
    nothing = things | {
        "report_id": "0" * 32, "stairwell_id": 999_999, "job_id": "0" * 32, "receiver_id": 999_999,
        "entry_id": "0" * 32, "inbox_id": 999_999, "account_id": 999_999,
    }  # fmt: skip
    tried = 0
    for person in (town.astrid, town.cleo):
        client, token = enter(app, person, clock)
        for theirs, none in zip(ways(app, things | theirs_alone), ways(app, nothing), strict=True):
            if theirs.path != none.path:
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
