"""Bad input: whatever arrives, a clear page with the right status, the text kept, nothing stored that should not be."""

import io
from typing import Any
from urllib.parse import quote

import pytest
from doing import SCREAMS, Neighbour, code_on, kept, only_report, unlock
from hygiene import InspectingClient
from town import Town

from huskurage.actions.triage import listed
from huskurage.core.concern import Concern
from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind

FORM = "application/x-www-form-urlencoded"


def stored(database: Database, town: Town) -> Concern:
    with database.writes() as session:
        concern = listed(unlock(session, town.asta), only_report(session)).concern
    assert concern is not None
    return concern


def raw(neighbour: Neighbour, body: str, content_type: str = FORM) -> Any:
    return neighbour.app.test_client().post(neighbour.path("write"), data=body, content_type=content_type)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Help%00me", "Helpme"),
        ("Help%ED%A0%80me", "Help%ED%A0%80me"),
        ("Help%FF%FEme", "Help%FF%FEme"),
        ("Help%E2%80%AEem", "Helpem"),
        ("Help%E2%81%A6%1B[31mme", "Help[31mme"),
        ("Help%0D%0Ame", "Help\nme"),
        ("%F0%9F%98%A2+%D8%B5%D8%B1%D8%A7%D8%AE", "\N{CRYING FACE} صراخ"),
    ],
)
def test_odd_bytes_are_sent_without_what_nobody_typed(
    neighbour: Neighbour, database: Database, town: Town, typed: str, read: str
) -> None:
    answer = raw(neighbour, f"ticket={quote(neighbour.ticket())}&text={typed}&floor={typed}")
    assert answer.status_code == 200
    assert stored(database, town).text == read
    assert stored(database, town).floor == read.replace("\n", " ")


def test_odd_bytes_are_kept_on_a_page_that_asks_again(neighbour: Neighbour) -> None:
    answer = raw(neighbour, "ticket=%00%ED%A0%80&text=Help%ED%A0%80%00me&happening=%FF")
    assert answer.status_code == 422
    assert "Help" in answer.get_data(as_text=True)


def test_ten_megabytes_are_too_much_with_112_and_the_way_out(neighbour: Neighbour, database: Database) -> None:
    answer = neighbour.send("x" * 10_000_000)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 413
    assert 'href="tel:112"' in page
    assert 'href="/leave"' in page
    assert len(page) < 20_000
    assert kept(database) == []


@pytest.mark.parametrize("path", ["/en/code", "/staff/sign-in", "/nowhere", "/en/"])
def test_ten_megabytes_anywhere_get_a_page(client: InspectingClient, path: str) -> None:
    answer = client.post(path, data={"text": "x" * 10_000_000})
    assert answer.status_code in {404, 405, 413}
    assert 'href="tel:112"' in answer.get_data(as_text=True)


def test_a_declared_length_alone_is_refused_before_anything_is_read(neighbour: Neighbour) -> None:
    answer = neighbour.app.test_client().post(
        neighbour.path("write"), input_stream=io.BytesIO(b"text=x"), content_type=FORM,
        environ_overrides={"CONTENT_LENGTH": str(10**12)},
    )  # fmt: skip
    assert answer.status_code == 413


def test_a_multipart_send_is_as_good_as_any(neighbour: Neighbour, database: Database) -> None:
    fields = {"ticket": neighbour.ticket(), "text": SCREAMS}
    answer = neighbour.app.test_client().post(neighbour.path("write"), data=fields, content_type="multipart/form-data")
    assert len(code_on(answer)) == 20
    assert kept(database) == [(State.RECEIVED, [EntryKind.CONCERN])]


def test_a_file_instead_of_text_is_not_taken(neighbour: Neighbour, database: Database) -> None:
    fields = {"ticket": neighbour.ticket(), "text": (io.BytesIO(b"photo"), "photo.jpg")}
    answer = neighbour.app.test_client().post(neighbour.path("write"), data=fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert kept(database) == []


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('{"text": "Help"}', "application/json"),
        ("text=Help", "text/plain"),
        ("\x00\x01", "application/octet-stream"),
        ("text=Help", ""),
        ("no boundary", "multipart/form-data"),
        ("--b\r\nbroken", "multipart/form-data; boundary=b"),
        ("text=%zz%u1234&%=&&;=", FORM),
        ("&" * 5000, FORM),
    ],
)
def test_what_is_no_form_is_asked_for_again(
    neighbour: Neighbour, database: Database, body: str, content_type: str
) -> None:
    assert raw(neighbour, body, content_type).status_code in {413, 422}
    assert kept(database) == []


def test_too_many_parts_are_too_much(neighbour: Neighbour) -> None:
    fields = {f"field{number}": "x" for number in range(100)} | {"text": SCREAMS}
    answer = neighbour.app.test_client().post(neighbour.path("write"), data=fields, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_of_a_repeated_field_the_first_counts(neighbour: Neighbour, database: Database, town: Town) -> None:
    ticket = quote(neighbour.ticket())
    assert raw(neighbour, f"ticket={ticket}&ticket=x&text=One&text=Two&about=child&about=family").status_code == 200
    concern = stored(database, town)
    assert (concern.text, concern.about_children) == ("One", True)


@pytest.mark.parametrize("field", ["happening", "about", "children", "stated_house", "heard_by"])
def test_a_choice_that_is_not_offered_is_refused_with_the_text_kept(
    neighbour: Neighbour, database: Database, field: str
) -> None:
    for value in ("maybe", "YES", "0", "\x00", "yes "):
        answer = neighbour.send(**{field: value})
        assert answer.status_code == 422, value
        assert SCREAMS in answer.get_data(as_text=True)
    assert kept(database) == []


def test_without_a_poster_the_posters_house_is_no_choice(neighbour: Neighbour) -> None:
    neighbour.tag = ""
    assert neighbour.send(stated_house="poster").status_code == 422


def test_a_language_that_is_not_offered_has_no_page(client: InspectingClient) -> None:
    for path in ("/xx/", "/xx/write", "/en-GB/", "/de/", "/EN/", "/e%00/", "/..%2f/", "/%ED%A0%80/"):
        for answer in (client.get(path), client.post(path, data={"text": SCREAMS})):
            assert answer.status_code == 404, path
            assert 'href="tel:112"' in answer.get_data(as_text=True)


def test_what_is_no_tag_has_no_page(client: InspectingClient) -> None:
    for tag in ("ABC", "ABCDEFGH", "ÅBCDEFG", "ABC DEF", "ABC-DEF", "%00BCDEFG", "\uff11" * 7, "ABCDEF%20"):
        for path in (f"/{tag}", f"/en/{tag}", f"/en/{tag}/write"):
            assert client.get(path).status_code == 404, path


def test_an_odd_accept_language_still_gets_the_page(client: InspectingClient) -> None:
    long = ("en;q=" + "9" * 5000, "\x7f" * 50, ",".join(["sv"] * 4000))
    for header in ("", "*", "xx", "ar;q=x", ";;;,,,", "ar-\xff", *long):
        assert client.get("/", headers={"Accept-Language": header}).status_code == 200, header[:20]
