"""Every error page: the right status, 112, the way out, the typed text, and never a word of the error itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from doing import SCREAMS, Desk, Neighbour
from flask import abort
from flask.typing import ResponseReturnValue
from hygiene import InspectingClient
from town import Clock

from huskurage.app import create_app
from huskurage.settings import Settings
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.site import EXTENSION

CANARY = "Kanariefågeln sjunger"
SHOWN = (400, 403, 404, 405, 413, 422, 429, 500, 503)


def assert_ours(answer: Any, status: int) -> str:
    page = str(answer.get_data(as_text=True))
    assert answer.status_code == status
    assert page.index('href="/leave"') < page.index("<h1>")
    assert page.index('href="tel:112"') < page.index("<h1>")
    assert "Traceback" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    return page


@pytest.fixture
def broken(settings: Settings, clock: Clock) -> Iterator[InspectingClient]:
    """A site of its own with a view that fails as it is told, and one whose door was forgotten."""
    app = create_app(settings, now=clock)

    @open_to(ANYONE)
    def fail(language: str, status: int) -> ResponseReturnValue:
        del language
        if status == 500:
            raise ValueError(CANARY)
        abort(status, description=CANARY)

    app.add_url_rule("/<language:language>/fail/<int:status>", "fail", fail)
    app.add_url_rule("/forgotten", "forgotten", view_func=lambda: "open")
    app.test_client_class = InspectingClient
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    yield client
    app.extensions[EXTENSION].database.close()


def test_every_error_has_its_status_112_and_the_way_out(broken: InspectingClient) -> None:
    for status in SHOWN:
        page = assert_ours(broken.get(f"/en/fail/{status}"), status)
        assert CANARY not in page


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_an_error_speaks_the_pages_language(broken: InspectingClient, language: str) -> None:
    for status in SHOWN:
        page = assert_ours(broken.get(f"/{language}/fail/{status}", headers={"Accept-Language": "en"}), status)
        assert f'<html lang="{language}"' in page
        assert "Something" not in page


def test_a_missing_page_and_a_wrong_method_speak_the_language_of_the_address(client: InspectingClient) -> None:
    for path, status in (("/ar/nothing/here", 404), ("/ar/", 405), ("/ar/ABCDEFG/nothing", 404)):
        answer = client.post(path, data={"text": SCREAMS}, headers={"Accept-Language": "en"})
        page = assert_ours(answer, status)
        assert '<html lang="ar" dir="rtl">' in page
        assert SCREAMS in page


def test_a_view_without_a_door_is_closed_to_everybody(broken: InspectingClient) -> None:
    assert_ours(broken.get("/forgotten"), 403)


def test_an_errors_own_words_never_reach_the_log(broken: InspectingClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    assert_ours(broken.get("/en/fail/500"), 500)
    assert "ValueError at test_error_pages.py:" in caplog.text
    assert CANARY not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize("failure", [ValueError(CANARY), KeyError(CANARY), UnicodeError(CANARY), RuntimeError(CANARY)])
def test_a_failure_while_filing_keeps_the_text_and_logs_the_place_alone(
    neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    ticket = neighbour.ticket()
    monkeypatch.setattr("huskurage.web.report.filing.file_report", fail)
    page = assert_ours(neighbour.send(ticket=ticket, floor="second", children="yes"), 500)
    assert f"\n{SCREAMS}</textarea>" in page
    assert 'name="floor" value="second"' in page
    assert f'name="ticket" value="{ticket}"' in page
    assert SCREAMS not in caplog.text
    assert CANARY not in caplog.text


def test_the_error_pages_own_button_sends_it_when_all_is_well_again(
    neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = neighbour.ticket()
    with monkeypatch.context() as patch:
        patch.setattr("huskurage.web.report.filing.file_report", None)
        page = neighbour.send(ticket=ticket, children="yes").get_data(as_text=True)
    assert '<form method="post" action="?1" autocomplete="off">' in page
    neighbour.form += "?1"
    assert neighbour.send(ticket=ticket, children="yes", send="1").status_code == 200


def test_a_note_whose_token_was_lost_is_kept_and_can_be_sent_again(neighbour: Neighbour, asta: Desk) -> None:
    neighbour.send()
    (report,) = asta.reports()
    refused = asta.client.post(f"{report}/note", data={"text": "Called the school", "csrf_token": "old"})
    page = assert_ours(refused, 400)
    assert "Called the school</textarea>" in page
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert (
        asta.client.post(f"{report}/note", data={"text": "Called the school", "csrf_token": token}).status_code == 303
    )


def test_a_refused_sign_in_page_never_repeats_the_passphrase(client: InspectingClient) -> None:
    page = assert_ours(client.post("/staff/sign-in", data={"login": "asta", "passphrase": CANARY, "text": "x"}), 400)
    assert CANARY not in page
