"""Bad input at every route of landlord staff and at the public form about posters: always a page, never a fault."""

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from doing import Desk, Neighbour
from flask import Flask
from house.landlords import (
    IDS_IN_FIELDS,
    PLAIN_FIELDS,
    Route,
    Things,
    landlord_routes,
    of_everything,
    things_of_landlord,
)
from sqlalchemy import select
from town import BOS_HOUSES, Clock, Town
from uploads import read_in

from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.plan import Activity

FORM = "application/x-www-form-urlencoded"
FIELDS = sorted((IDS_IN_FIELDS | PLAIN_FIELDS) - {"csrf_token"})
VALUES = {  # as they travel in an address or a form
    "nothing": "", "NUL": "%00", "inside": "a%00b", "no UTF-8": "%FF%FE", "surrogate": "%ED%A0%80", "zero": "0",
    "negative": "-1", "beyond": "2147483648", "far beyond": "9" * 30, "5,000 digits": "7" * 5000, "fraction": "1e3",
    "other digits": "%D9%A1", "superscript": "%C2%B2", "spans": "1-20000", "backwards": "9-1", "pair": "1.1",
    "undo": "up.1.1", "tag": "2222222", "hex": "0" * 32, "day": "2026-02-30", "early": "0001-01-01",
    "late": "9999-12-31",
    "markup": "%3Cscript%3E", "percent": "%25s%25n", "braces": "%7Bx%7D", "like": "%25_%5C", "path": "..%2F..",
    "turned": "%E2%80%AE%E2%80%8B", "header": "x%0D%0ASet-Cookie:+x",
}  # fmt: skip
ODD_PARTS = (
    "0", "-1", "2147483648", "9" * 30, "7" * 5000, "x", "%00", "%FF", "%ED%A0%80", "..%2f..", "%D9%A9" * 4,
)  # fmt: skip
ODD_BODIES = [
    (b"\x00\xff", FORM), (b"&&&=;%", FORM), (b"{}", "application/json"), (b"x", "text/plain"), (b"x", ""),
    (b"--edge", "multipart/form-data"), (b"--edge\r\n\r\n", "multipart/form-data; boundary=edge"),
    (b"a=" + b"x" * 300_000, FORM), (b"&".join(b"a=1" for _ in range(5_000)), FORM),
]  # fmt: skip
FAULT = 500
MOST = 250_000  # bytes of a form that is read at all


@pytest.fixture
def bos(
    app: Flask, bo: Desk, clock: Clock, town: Town, database: Database, settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Things:  # fmt: skip
    del town
    monkeypatch.setattr("huskurage.web.prints.views.start_drawing", lambda _: None)
    listed = read_in(bo, BOS_HOUSES.encode()).rstrip("/").rpartition("/")[2]
    with database.writes() as session:
        landlord = of_everything(session, "lindbackahem", settings, clock())
        session.commit()
        return things_of_landlord(session, landlord.id, app, listed)


def drawn(route: Route) -> bool:
    """Whether typesetting makes the answer: tried with fewer values, since it takes its time."""
    return route.rule.rule.endswith((".png", ".pdf")) or route.rule.endpoint == "materials.materials"


def routes(app: Flask, method: str) -> Iterator[Route]:
    yield from (route for route in landlord_routes(app) if route.method == method)


@pytest.mark.parametrize("value", VALUES)
def test_whatever_the_fields_hold_there_is_a_page(app: Flask, bo: Desk, bos: Things, value: str) -> None:
    every = "&".join(f"{name}={VALUES[value]}" for name in FIELDS)
    twice = f"{every}&{every}"
    for route in landlord_routes(app):
        path = route.path(bos)
        if route.method == "GET":
            if not drawn(route) or value in {"NUL", "5,000 digits", "surrogate", "markup"}:
                short = "&".join(f"{name}={VALUES[value]}" for name in FIELDS if len(VALUES[value]) < FAULT)
                assert bo.client.get(f"{path}?{short or 'chosen=' + VALUES[value]}").status_code < FAULT, route
            continue
        body = twice if len(twice) < MOST else f"chosen={VALUES[value]}"
        sent = f"csrf_token={quote(bo.token)}&{body}"
        assert bo.client.post(path, data=sent, content_type=FORM).status_code < FAULT, route


@pytest.mark.parametrize("name", FIELDS)
def test_one_odd_field_among_good_ones_is_no_fault(app: Flask, bo: Desk, bos: Things, name: str) -> None:
    good = {
        "street": "Nygatan", "number": "4", "kind": "campaign", "what": "A stand", "due": "2026-12-01", "owner": "",
        "done": "2026-11-20", "evidence": "x", "stairwell": str(bos["stairwell_id"]), "to": "Kyrkogatan 10",
    }  # fmt: skip
    for route in routes(app, "POST"):
        for value in ("%00", "9" * 5000):
            rest = "&".join(f"{one}={quote(said)}" for one, said in good.items() if one != name)
            body = f"csrf_token={quote(bo.token)}&{rest}&{name}={value}"
            assert bo.client.post(route.path(bos), data=body, content_type=FORM).status_code < FAULT, (route, value)


def test_whatever_an_address_names_there_is_a_page(app: Flask, bo: Desk, bos: Things) -> None:
    tried = 0
    for route in landlord_routes(app):
        for argument in route.rule.arguments:
            for odd in ODD_PARTS:
                path = route.path({**bos, argument: 71 if isinstance(bos[argument], int) else "odd71odd"})
                path = path.replace("odd71odd", odd).replace("/71", f"/{odd}")
                answer = bo.client.get(path) if route.method == "GET" else bo.press(path)
                assert answer.status_code in {404, 405, 422}, (route, odd, answer.status_code)
                tried += 1
    assert tried > 300


def test_what_is_no_form_is_no_fault(app: Flask, bo: Desk, bos: Things) -> None:
    for route in routes(app, "POST"):
        for body, kind in ODD_BODIES:
            told = {"X-CSRFToken": bo.token}
            answer = bo.client.post(route.path(bos), data=body, content_type=kind, headers=told)
            assert answer.status_code < FAULT, (route, body[:20], kind)


def test_a_file_where_words_are_expected_is_no_fault(app: Flask, bo: Desk, bos: Things) -> None:
    for route in routes(app, "POST"):
        files: dict[str, Any] = {name: (io.BytesIO(b"\x00"), "..\\..\\x.csv") for name in FIELDS[:40]}
        sent = {"csrf_token": bo.token, **files}
        answer = bo.client.post(route.path(bos), data=sent, content_type="multipart/form-data")
        assert answer.status_code < FAULT, route


def test_what_was_typed_is_still_there_when_it_is_refused(bo: Desk, bos: Things, database: Database) -> None:
    typed = {
        "/staff/houses/new": ("street", "Nygatan"), f"/staff/houses/{bos['stairwell_id']}": ("city", "Nybyn"),
        "/staff/plan/": ("what", "A stand"), f"/staff/plan/{bos['activity_id']}": ("what", "A stand"),
        f"/staff/plan/{bos['activity_id']}/done": ("evidence", "A photograph"),
        f"/staff/houses/{bos['stairwell_id']}/move": ("to", "Nowhere 7"),
    }  # fmt: skip
    with database.reads() as session:
        before = session.scalars(select(Activity.what)).all()
    for path, (name, said) in typed.items():
        answer = bo.press(path, **{name: said, "number": "%" * 30, "due": "\x00", "done": "0001-01-01"})
        assert answer.status_code == 422, path
        assert said in answer.get_data(as_text=True), path
    with database.reads() as session:
        assert session.scalars(select(Activity.what)).all() == before


@pytest.mark.parametrize("value", VALUES)
def test_the_public_form_about_posters_answers_whatever_it_holds(neighbour: Neighbour, value: str) -> None:
    client = neighbour.app.test_client()
    for path in (neighbour.path("no-poster"), "/en/no-poster"):
        every = "&".join(f"{name}={VALUES[value]}" for name in ("street", "number", "entrance", "postcode", "website"))
        for ticket in (quote(neighbour.ticket()), VALUES[value]):
            answer = client.post(path, data=f"ticket={ticket}&{every}", content_type=FORM)
            assert answer.status_code in {200, 422}, (path, ticket)
        assert client.get(f"{path}?{every[:3000]}").status_code == 200
