"""Compression: the landing page in one small answer; nothing secret is ever compressed."""

import gzip
from typing import Any

import brotli
import pytest
from doing import Desk, Neighbour
from hygiene import InspectingClient
from publicpages import PAGES
from town import Town

from huskurage.core.languages import LANGUAGES
from huskurage.web.headers import asset_path

MOST = 14_336  # bytes of one answer on the wire, product, promise 2
MOST_OF_OTHERS = 20_000
SERVER = b"date: Mon, 23 Nov 2026 09:00:00 GMT\r\nserver: granian\r\n\r\n"


def on_the_wire(answer: Any) -> int:
    head = f"HTTP/1.1 {answer.status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    return len(head.encode()) + len(SERVER) + len(answer.get_data())


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("language", [one.tag for one in LANGUAGES])
def test_the_page_behind_a_tag_fits_one_answer(
    client: InspectingClient, town: Town, language: str, coding: str
) -> None:
    for path in (f"/{town.tags['Kyrkogatan 4 A']}", f"/{language}/{town.tags['Kyrkogatan 4 A']}", f"/{language}/"):
        answer = client.get(path, headers={"Accept-Language": language, "Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert on_the_wire(answer) <= MOST


@pytest.mark.parametrize("language", [one.tag for one in LANGUAGES])
def test_every_other_page_fits_twenty_thousand_bytes(client: InspectingClient, town: Town, language: str) -> None:
    tag = town.tags["Kyrkogatan 4 A"]
    for path in PAGES[1:]:
        answer = client.get(f"/{language}/{tag}{path}", headers={"Accept-Encoding": "gzip"})
        assert on_the_wire(answer) <= MOST_OF_OTHERS, path


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0, gzip", "gzip"), ("*", "br"),
     ("identity", None), ("", None), ("br;q=0, gzip;q=0", None), ("zstd", None)],
)  # fmt: skip
def test_the_browser_decides_on_the_coding(client: InspectingClient, accepted: str, coding: str | None) -> None:
    plain = client.get("/en/about").get_data()
    answer = client.get("/en/about", headers={"Accept-Encoding": accepted})
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding](answer.get_data())
    assert answer.headers.get("Content-Encoding") == coding
    assert unpacked == plain
    assert int(answer.headers["Content-Length"]) == len(answer.get_data())
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_static_file_and_a_missing_page_are_compressed_too(client: InspectingClient) -> None:
    for path in (asset_path("look.css"), "/nowhere/at/all"):
        assert client.get(path, headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"


def test_an_answer_to_a_send_is_never_compressed(neighbour: Neighbour) -> None:
    client = neighbour.app.test_client()
    for path in (neighbour.path("write"), neighbour.path("code"), "/nowhere/at/all"):
        answer = client.post(path, data={"text": "x"}, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in answer.headers


def test_staff_pages_are_never_compressed(asta: Desk, bo: Desk) -> None:
    for desk, path in ((asta, "/staff/inbox/"), (bo, "/staff/houses/"), (bo, "/staff/nowhere"), (bo, "/staff/sign-in")):
        assert "Content-Encoding" not in desk.client.get(path, headers={"Accept-Encoding": "br, gzip"}).headers


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_page_that_has_not_changed_is_not_sent_again(client: InspectingClient, town: Town, coding: str) -> None:
    path = f"/sv/{town.tags['Kyrkogatan 4 A']}/knock"
    first = client.get(path, headers={"Accept-Encoding": coding})
    again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    other = client.get(path.replace("/sv/", "/en/"), headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_page_with_a_form_has_no_mark_to_ask_about(client: InspectingClient) -> None:
    assert "ETag" not in client.get("/sv/write").headers
