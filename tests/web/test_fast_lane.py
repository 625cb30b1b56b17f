"""What is the same for everybody in a minute is given before Flask: the same bytes, or a ticket of one's own."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from doing import Neighbour, code_on
from flask import Flask
from flask.testing import FlaskClient
from othertown import HOST, found_other_town
from sqlalchemy.orm import Session
from town import Clock, Town, hidden

from huskurage.core.kept import KeptAnswers, KeptPages
from huskurage.settings import Settings
from huskurage.web.site import Site


@pytest.fixture
def asked(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many requests Flask itself has answered since."""
    site.guidance, site.answers = KeptPages(), KeptAnswers()
    count, real = [0], app.full_dispatch_request

    def counting(*given: object) -> object:
        count[0] += 1
        return real(*given)

    monkeypatch.setattr(app, "full_dispatch_request", counting)
    return lambda: count[0]


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return FlaskClient(app, use_cookies=False)


def test_the_second_reader_of_a_minute_gets_the_same_bytes_and_headers(
    reader: FlaskClient, town: Town, clock: Clock, asked: Callable[[], int]
) -> None:
    path = f"/sv/{town.tags['Kyrkogatan 4 A']}"
    first = reader.get(path, headers={"Accept-Encoding": "br"})
    again = reader.get(path, headers={"Accept-Encoding": "br"})
    assert asked() == 1
    assert again.data == first.data
    assert dict(again.headers) == dict(first.headers)
    assert again.headers["X-Robots-Tag"] == "noindex"
    clock.move(seconds=60)
    reader.get(path, headers={"Accept-Encoding": "br"})
    assert asked() == 2


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_everybody_gets_a_form_with_a_ticket_of_their_own(
    reader: FlaskClient, town: Town, asked: Callable[[], int], encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    path = f"/sv/{town.tags['Kyrkogatan 4 A']}/write"
    answers = [reader.get(path, headers={"Accept-Encoding": encoding}) for _ in range(3)]
    assert asked() == 1
    pages = [unpack(one.data).decode() for one in answers]
    tickets = [hidden(page, "ticket") for page in pages]
    assert len(set(tickets)) == 3
    assert len({page.replace(ticket, "") for page, ticket in zip(pages, tickets, strict=True)}) == 1
    for one in answers:
        assert one.headers["Cache-Control"] == "no-store"
        assert int(one.headers["Content-Length"]) == len(one.data)
        assert one.headers.get("Content-Encoding", "") == encoding
        assert "Content-Security-Policy" in one.headers


def test_each_of_two_forms_is_a_report_of_its_own(neighbour: Neighbour, asked: Callable[[], int]) -> None:
    codes = [code_on(neighbour.send(ticket=neighbour.ticket(wait=5), text=f"Skrik {number}")) for number in range(2)]
    assert asked() == 3
    assert len(set(codes)) == 2


def test_who_sends_more_is_answered_by_flask(reader: FlaskClient, town: Town, asked: Callable[[], int]) -> None:
    path = f"/sv/{town.tags['Kyrkogatan 4 A']}"
    etag = reader.get(path).headers["ETag"]
    assert reader.get(path, headers={"If-None-Match": etag}).status_code == 304
    for more in ({"headers": {"Cookie": "session=x"}}, {"query_string": "1"}, {"method": "HEAD"}):
        assert reader.open(path, **more).status_code == 200
    for _ in range(2):
        assert reader.get(path, headers={"Accept-Language": "sv" + ",en" * 400}).status_code == 200
    assert asked() == 7


def test_errors_and_answers_to_a_form_are_never_kept(reader: FlaskClient, town: Town, asked: Callable[[], int]) -> None:
    for _ in range(2):
        assert reader.get("/sv/nothing-here").status_code == 404
        assert reader.get("/sv/code").status_code == 200
        assert reader.post(f"/sv/{town.tags['Kyrkogatan 4 A']}/write", data={"text": ""}).status_code == 422
    assert asked() == 6


def test_readers_of_other_languages_and_hosts_get_their_own(
    reader: FlaskClient, session: Session, settings: Settings, town: Town, asked: Callable[[], int]
) -> None:
    del asked
    found_other_town(session, settings)
    session.commit()
    tag = town.tags["Kyrkogatan 4 A"]
    for tongue in ("sv", "ar", "sv"):
        assert f'<html lang="{tongue}"' in reader.get(f"/{tag}", headers={"Accept-Language": tongue}).text
    for _ in range(2):
        assert "Storvik kommun" in reader.get("/sv/about", base_url=f"https://{HOST}").text
        assert "Storvik kommun" not in reader.get(f"/sv/{tag}/about").text
