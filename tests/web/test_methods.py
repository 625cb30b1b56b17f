"""Every method on every public address gives a page of ours with the right status."""

import pytest
from campaigning import an_event
from flask import Flask
from flask.testing import FlaskClient
from hygiene import InspectingClient
from town import MORNING, Town

from huskurage.actions.calendar import make_feed
from huskurage.store.engine import Database
from huskurage.store.people import account_by_login
from huskurage.web.database import transaction

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW")


@pytest.fixture(autouse=True)
def _coming(database: Database) -> None:
    """Something that one can put into one's calendar."""
    with transaction(database) as session:
        an_event(session)


@pytest.fixture
def token(database: Database) -> str:
    """The secret of Asta's calendar address."""
    with transaction(database) as session:
        asta = account_by_login(session, "asta")
        assert asta is not None
        return make_feed(session, asta, now=MORNING)


def addresses(app: Flask, tag: str, token: str) -> dict[str, set[str]]:
    """Every public address of the site, and what may be done there."""
    found: dict[str, set[str]] = {}
    adapter = app.url_map.bind("huskurage.example")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(("/staff", "/static")):
            values = {"language": "en", "tag": tag, "feed": token, "card": "knock", "event_id": 1}
            path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, force_external=False)
            found.setdefault(path, set()).update(rule.methods or ())
    return found


@pytest.mark.parametrize("method", METHODS)
def test_every_method_on_every_public_address_is_answered(app: Flask, town: Town, token: str, method: str) -> None:
    known, plain = addresses(app, town.tags["Kyrkogatan 4 A"], token), FlaskClient(app)
    assert len(known) >= 15
    for path, allowed in known.items():
        answer = plain.open(path, method=method)
        if method not in allowed:
            assert answer.status_code == 405, path
            assert 'href="tel:112"' in answer.get_data(as_text=True)
            assert set(answer.headers.get("Allow", "").replace(" ", "").split(",")) == allowed
        elif method == "POST":
            assert answer.status_code == 422, path
        else:
            assert answer.status_code in {200, 303}, path


def test_head_answers_as_get_without_a_body(app: Flask, town: Town, token: str) -> None:
    plain = FlaskClient(app)
    for path, allowed in addresses(app, town.tags["Kyrkogatan 4 A"], token).items():
        if "HEAD" in allowed:
            assert plain.head(path).status_code == plain.get(path).status_code
            assert plain.head(path).get_data() == b""


def test_an_address_without_its_last_slash_leads_on(client: InspectingClient) -> None:
    moved = client.get("/en")
    assert moved.status_code == 308
    assert moved.headers["Location"].endswith("/en/")
    assert moved.headers["Referrer-Policy"] == "no-referrer"
