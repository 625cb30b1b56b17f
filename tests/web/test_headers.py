"""The headers of every answer: pages, forms, errors, redirects, static files, staff."""

import base64
import hashlib

from doing import Desk, Neighbour
from flask import Flask
from hygiene import InspectingClient

from huskurage.web.headers import FOR_PASSKEYS, PERMISSIONS, asset_path

PATHS = (
    "/", "/sv/", "/ar/", "/AAAAAAA", "/en", "/en/now", "/en/write", "/en/code", "/en/about", "/en/privacy", "/leave",
    "/leave/away", "/robots.txt", "/.well-known/security.txt", "/nowhere/at/all", "/staff/", "/staff/sign-in",
    "/staff/inbox/", "/static/none.css",
)  # fmt: skip


def assert_guarded(headers: object, *, staff: bool = False) -> None:
    fixed = dict(headers)  # type: ignore[call-overload]  # werkzeug's Headers are pairs
    policy = {part.split()[0]: part.split()[1:] for part in fixed["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert "unsafe" not in fixed["Content-Security-Policy"]
    assert "http" not in fixed["Content-Security-Policy"]
    assert int(fixed["Strict-Transport-Security"].split("max-age=")[1].split(";")[0]) >= 31_536_000
    assert fixed["X-Content-Type-Options"] == "nosniff"
    assert fixed["Referrer-Policy"] == "no-referrer"
    assert fixed["Cross-Origin-Opener-Policy"] == fixed["Cross-Origin-Resource-Policy"] == "same-origin"
    off = fixed["Permissions-Policy"].split(", ")
    assert {one.partition("=")[0] for one in off} == set(PERMISSIONS) >= {"camera", "geolocation", "microphone"}
    open_to_staff = {f"{feature}=(self)" for feature in FOR_PASSKEYS}
    assert {one for one in off if not one.endswith("=()")} == (open_to_staff if staff else set())
    assert "Server" not in fixed
    assert "X-Powered-By" not in fixed


def test_every_answer_is_guarded(client: InspectingClient) -> None:
    for path in PATHS:
        staff = path.startswith("/staff/")
        assert_guarded(client.get(path).headers, staff=staff)
        assert_guarded(client.post(path, data={"text": "x"}).headers, staff=staff)


def test_static_files_are_guarded_and_kept_for_a_year(client: InspectingClient) -> None:
    for name in ("look.css", "leave.js", "staff.css", "staff.js", "passkey.js"):
        answer = client.get(asset_path(name))
        assert_guarded(answer.headers)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_a_static_name_says_nothing_and_leads_nowhere_else(client: InspectingClient) -> None:
    assert all(asset_path(name)[8:20].isalnum() for name in ("look.css", "leave.js"))
    for path in ("/static/look.css", "/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/", "/static/..%5capp.py"):
        assert client.get(path).status_code == 404


def test_what_carries_a_form_a_code_or_a_receipt_is_kept_by_nobody(
    neighbour: Neighbour, client: InspectingClient
) -> None:
    receipt = neighbour.send()
    for answer in (
        client.get("/en/write"), client.get("/en/code"), receipt, neighbour.send(""), neighbour.come_back("1"),
        neighbour.send(happening="yes"), client.get("/leave"), client.get("/leave/away"), client.get("/staff/sign-in"),
    ):  # fmt: skip
        assert answer.headers["Cache-Control"] == "no-store"


def test_staff_pages_are_kept_by_nobody(asta: Desk, bo: Desk, adam: Desk) -> None:
    for desk, path in (
        (asta, "/staff/inbox/"),
        (bo, "/staff/houses/"),
        (bo, "/staff/prints/"),
        (adam, "/staff/openings/"),
    ):
        answer = desk.client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert_guarded(answer.headers, staff=True)


def test_guidance_is_kept_by_nobody_else(client: InspectingClient) -> None:
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_one_inline_style_is_the_one_in_the_policy(client: InspectingClient) -> None:
    answer = client.get("/")
    style = answer.get_data(as_text=True).split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


def test_no_public_answer_sets_a_cookie(app: Flask, neighbour: Neighbour) -> None:
    client = app.test_client()
    for path in (*PATHS[:15], neighbour.path("write"), neighbour.path("code")):
        for answer in (client.get(path), client.post(path, data={"text": "x"})):
            assert "Set-Cookie" not in answer.headers
