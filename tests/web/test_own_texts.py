"""What the municipality says itself: Adam writes it, a neighbour reads it in their language or in Swedish."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hygiene import InspectingClient
from sqlalchemy import select
from town import Clock, Town, hidden, sign_in

from huskurage.actions.texts import Place
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.texts import Rendering

PAGE = "/staff/texts/"
STANDS_ON = {Place.ABOUT_READERS: "about", Place.ABOUT_MORE: "about"}


@pytest.fixture
def adam(app: Flask, town: Town, clock: Clock) -> FlaskClient:
    client = app.test_client()
    sign_in(client, town.people["adam"], clock)
    return client


def write(client: FlaskClient, place: str, tag: str, words: str, **changes: str) -> tuple[int, str]:
    """Open the page, type, save; what comes back after a redirect."""
    path = f"{PAGE}{place}/{tag}"
    page = client.get(path).get_data(as_text=True)
    form = {name: hidden(page, name) for name in ("csrf_token", "seen", "of_version")} | {"words": words}
    answer = client.post(path, data=form | changes, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("place", list(Place))
def test_what_adam_writes_stands_on_its_page_in_swedish_and_says_so(
    adam: FlaskClient, client: InspectingClient, place: Place
) -> None:
    write(adam, place, "sv", "Vi sitter i stadshuset.\n\nKom gärna & fråga.")
    name = STANDS_ON.get(place, place.value)
    swedish = client.get(f"/sv/{name}").get_data(as_text=True)
    assert '<div lang="sv" dir="ltr"><p>Vi sitter i stadshuset.</p><p>Kom gärna &amp; fråga.</p></div>' in swedish
    assert "This part is in Swedish." not in swedish
    english = client.get(f"/en/{name}").get_data(as_text=True)
    note, words = english.index("This part is in Swedish."), english.index('<div lang="sv" dir="ltr"><p>Vi sitter')
    assert 0 < words - note < 40, "the note stands right above the words"


def test_a_translation_is_shown_until_the_swedish_changes(adam: FlaskClient, client: InspectingClient) -> None:
    write(adam, "contact", "sv", "Öppet hus på tisdagar.")
    write(adam, "contact", "en", "Open house on Tuesdays.")
    assert '<div lang="en" dir="ltr"><p>Open house' in client.get("/en/contact").get_data(as_text=True)
    write(adam, "contact", "sv", "Öppet hus på onsdagar.")
    page = client.get("/en/contact").get_data(as_text=True)
    assert "This part is in Swedish." in page
    assert "Öppet hus på onsdagar." in page
    assert "Tuesdays" not in page
    overview = adam.get(PAGE).get_data(as_text=True)
    assert 'href="/staff/texts/contact/en"' in overview
    write(adam, "contact", "en", "Open house on Wednesdays.")
    assert "on Wednesdays" in client.get("/en/contact").get_data(as_text=True)
    assert 'href="/staff/texts/contact/en"' not in adam.get(PAGE).get_data(as_text=True)


def test_numbers_are_filled_in_and_dialled(adam: FlaskClient, client: InspectingClient) -> None:
    write(adam, "privacy", "sv", "Ring {social_services}, {police} eller {emergency}.")
    page = client.get("/ar/privacy").get_data(as_text=True) + client.get("/sv/privacy").get_data(as_text=True)
    for href in ("tel:0846500400", "tel:11414", "tel:112"):
        assert f'<a href="{href}"><bdi dir="ltr" class="n">' in page


@pytest.mark.parametrize(("words", "said"), [
    ("Ring 08-465 004 00!", "08-465 004 00"), ("Ring {kommunen}", "{kommunen}"), ("x" * 4_001, "4000"),
])  # fmt: skip
def test_words_that_may_not_stand_there_are_named_and_stay_in_the_box(
    adam: FlaskClient, client: InspectingClient, words: str, said: str
) -> None:
    status, page = write(adam, "about_more", "sv", words)
    assert status == 422
    assert said in page.split('id="words-error"')[1].split("</p>")[0]
    assert f"\n{words}</textarea>" in page
    assert words not in client.get("/sv/about").get_data(as_text=True)


def test_nothing_is_translated_before_there_is_something_to_translate(adam: FlaskClient) -> None:
    status, page = write(adam, "about_more", "ar", "كلمات")
    assert status == 422
    assert "كلمات</textarea>" in page


def test_two_who_write_at_once_lose_nothing(adam: FlaskClient, database: Database) -> None:
    seen = hidden(adam.get(f"{PAGE}about_more/sv").get_data(as_text=True), "seen")
    write(adam, "about_more", "sv", "Den förstas.")
    status, page = write(adam, "about_more", "sv", "Den andras.", seen=seen)
    assert status == 409
    assert "Den förstas.</div>" in page
    assert "Den andras.</textarea>" in page
    status, _ = write(adam, "about_more", "sv", "Den andras.", seen=hidden(page, "seen"))
    assert status == 200
    with database.reads() as session:
        assert session.scalars(select(Rendering.words)).all() == ["Den andras."]
        acts = session.scalars(select(AuditEvent.object_id).where(AuditEvent.act == Act.TEXT_CHANGED)).all()
    assert acts == ["about_more sv"] * 2


def test_a_translation_of_older_swedish_is_not_shown_as_new(adam: FlaskClient, client: InspectingClient) -> None:
    write(adam, "about_more", "sv", "Vi finns i stadshuset.")
    read = hidden(adam.get(f"{PAGE}about_more/en").get_data(as_text=True), "of_version")
    write(adam, "about_more", "sv", "Vi finns på biblioteket.")
    write(adam, "about_more", "en", "We are in the town hall.", of_version=read)
    page = client.get("/en/about").get_data(as_text=True)
    assert "town hall" not in page
    assert "Vi finns på biblioteket." in page
    assert 'href="/staff/texts/about_more/en"' in adam.get(PAGE).get_data(as_text=True)


def test_taken_away_it_is_gone(adam: FlaskClient, client: InspectingClient) -> None:
    write(adam, "about_more", "sv", "Hej")
    write(adam, "about_more", "sv", "")
    assert "Hej" not in client.get("/sv/about").get_data(as_text=True)


def test_markup_is_text(adam: FlaskClient, client: InspectingClient) -> None:
    write(adam, "about_more", "sv", '<script>alert(1)</script> <a href="https://x.example">x</a>')
    page = client.get("/sv/about").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "https://x.example&#34;" in page


@pytest.mark.parametrize("name", ["asta", "bo", "cleo"])
def test_nobody_else_writes_there(app: Flask, town: Town, clock: Clock, name: str) -> None:
    client = app.test_client()
    sign_in(client, town.people[name], clock)
    for path in ("", "about_more/sv"):
        assert client.get(PAGE + path).status_code == 404


@pytest.mark.parametrize("path", ["about_more/xx", "about_more/prs_AF", "nothing/sv"])
def test_a_language_or_place_that_is_none_is_no_page(adam: FlaskClient, path: str) -> None:
    assert adam.get(PAGE + path).status_code == 404


def test_the_contact_page_says_when_each_number_answers(client: InspectingClient) -> None:
    swedish, english = (client.get(f"/{tag}/contact").get_data(as_text=True) for tag in ("sv", "en"))
    assert 'måndag\N{EN DASH}fredag: <bdi dir="ltr" class="n">08.00\N{EN DASH}16.00</bdi>' in swedish
    assert "Inte på helgdagar, och inte på midsommarafton, julafton och nyårsafton." in swedish
    assert 'Monday\N{EN DASH}Friday: <bdi dir="ltr" class="n">08:00\N{EN DASH}16:00</bdi>' in english
    assert 'lördag\N{EN DASH}söndag, helgdagar: <bdi dir="ltr" class="n">00.00\N{EN DASH}24.00' in swedish
    for number in ("tel:0846500400", "tel:0846500410", "tel:11414", "tel:116111", "tel:020505050"):
        assert f'href="{number}"' in english, number
