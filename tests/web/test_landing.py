"""The page behind a poster's code: any letter case, any tag ever printed, in the reader's language, 112 first."""

import pytest
from doing import Neighbour
from flask import Flask, template_rendered
from hygiene import InspectingClient
from publicpages import PAGES
from sqlalchemy import update
from town import MORNING, Clock, Town

from huskurage.core.kept import KeptPages
from huskurage.store.engine import Database
from huskurage.store.houses import Tag
from huskurage.web.site import EXTENSION


def test_a_tag_leads_to_its_house_in_any_letter_case(client: InspectingClient, town: Town) -> None:
    tag = town.tags["Kyrkogatan 4 A"]
    pages = [client.get(f"/{one}").get_data(as_text=True) for one in (tag, tag.lower(), tag.title(), f"{tag}/")]
    assert len(set(pages)) == 1
    assert "Kyrkogatan 4 A, Lindbacka" in pages[0]


@pytest.mark.parametrize("tag", ["AAAAAAA", "0000000", "ooooooo", "ROBOTSX"])
def test_an_unknown_tag_still_gives_all_guidance(client: InspectingClient, tag: str) -> None:
    answer = client.get(f"/{tag}", headers={"Accept-Language": "en"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "We do not know which house" in page
    assert f'href="/en/{tag.upper()}/write"' in page


def test_a_concern_from_an_unknown_tag_is_taken(app: Flask, clock: Clock) -> None:
    assert Neighbour(app, clock, "AAAAAAA").send().status_code == 200


def test_a_retired_tag_still_answers_with_its_house(client: InspectingClient, town: Town, database: Database) -> None:
    tag = town.tags["Kyrkogatan 4 A"]
    with database.engine.begin() as connection:
        connection.execute(update(Tag).where(Tag.code == tag).values(retired_on=MORNING.date()))
    answer = client.get(f"/{tag}")
    assert answer.status_code == 200
    assert "Kyrkogatan 4 A, Lindbacka" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("accepted", "language", "direction"),
    [("ar-SY,ar;q=0.9,sv;q=0.5", "ar", "rtl"), ("en-GB", "en", "ltr"), ("sv-SE,sv", "sv", "ltr"), ("xx", "sv", "ltr")],
)
def test_a_first_visit_speaks_the_browsers_language(
    client: InspectingClient, accepted: str, language: str, direction: str
) -> None:
    page = client.get("/", headers={"Accept-Language": accepted}).get_data(as_text=True)
    assert f'<html lang="{language}" dir="{direction}">' in page


@pytest.mark.parametrize("page", PAGES)
def test_112_stands_above_everything_and_leave_comes_first(client: InspectingClient, town: Town, page: str) -> None:
    for language in ("sv", "en", "ar"):
        assert_112_first(client, town, language, page)


def assert_112_first(client: InspectingClient, town: Town, language: str, page: str) -> None:
    shown = client.get(f"/{language}/{town.tags['Kyrkogatan 4 A']}{page}").get_data(as_text=True)
    links = [part.split('"')[0] for part in shown.split('href="')[1:]]
    body = [link for link in links if not link.startswith(("data:", "/static/"))]
    assert body[:2] == ["#main", "/leave"]
    assert next(link for link in body[2:] if not link.startswith("#")) == "tel:112"
    assert shown.index('href="tel:112"') < shown.index("<h1>")


def test_every_language_link_keeps_the_house(client: InspectingClient, town: Town) -> None:
    tag = town.tags["Kyrkogatan 4 A"]
    page = client.get(f"/sv/{tag}/now").get_data(as_text=True)
    assert f'href="/ar/{tag}/now"' in page
    assert f'href="/en/{tag}/now"' in page


def test_the_page_needs_no_other_request_for_its_words(client: InspectingClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert '<link rel="stylesheet"' not in page
    assert page.count("<script") == page.count('<script src="/static/') <= 1


def test_unread_concerns_past_their_promise_are_said_on_the_public_page(
    client: InspectingClient, neighbour: Neighbour, clock: Clock
) -> None:
    neighbour.send()
    assert "longer than they should" not in client.get("/en/").get_data(as_text=True)
    clock.move(days=2)
    assert "longer than they should" in client.get("/en/").get_data(as_text=True)


def test_without_a_live_inbox_the_page_says_that_the_form_is_closed(
    client: InspectingClient, database: Database
) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE inboxes SET live = false")
    assert "The form is closed" in client.get("/en/").get_data(as_text=True)


def test_a_page_is_drawn_once_a_minute_for_each_house_and_language(app: Flask, clock: Clock, town: Town) -> None:
    app.extensions[EXTENSION].guidance, client = KeptPages(), app.test_client()
    drawn: list[str] = []
    with template_rendered.connected_to(lambda _, template, **__: drawn.append(template.name), app):
        for _ in range(3):
            for tag in (town.tags["Kyrkogatan 4 A"], town.tags["Kyrkogatan 4 B"]):
                for language in ("sv", "en"):
                    page = client.get(f"/{language}/{tag}").get_data(as_text=True)
                    assert f"/{language}/{tag}/write" in page
        assert drawn == ["public/landing.html"] * 4
        clock.move(minutes=1)
        client.get(f"/sv/{town.tags['Kyrkogatan 4 A']}")
        assert len(drawn) == 5
