"""What a neighbour reads of campaigns and events, in their language or visibly in Swedish."""

import gzip
import random
import re
from datetime import date, time, timedelta
from pathlib import Path

import brotli
import pytest
from campaigning import COFFEE, TODAY, WEEK, a_campaign, an_event, text_in
from flask import Flask
from flask.testing import FlaskClient
from house.catalogs import read
from hygiene import InspectingClient
from othertown import HOST, OtherTown, found_other_town
from sqlalchemy.orm import Session
from town import Clock, Town

from huskurage.core.campaigns import (
    ABOUT_LIMIT,
    DETAILS_LIMIT,
    MOST_CAMPAIGNS,
    MOST_EVENTS,
    NAME_LIMIT,
    PLACE_LIMIT,
    Audience,
)
from huskurage.core.kept import KeptPages
from huskurage.core.languages import LANGUAGES
from huskurage.settings import Settings
from huskurage.store.campaigns import Joined
from huskurage.web.site import EXTENSION

ROOM = 20_000  # bytes on the wire, headers and all
SWEDISH_NOTE = "This part is in Swedish."
LINK = '<a href="/en/events">What happens near you</a>'


@pytest.fixture
def storvik(session: Session, settings: Settings) -> OtherTown:
    return found_other_town(session, settings)


def page(client: FlaskClient, language: str = "en", tag: str = "", **at: str) -> str:
    answer = client.get("/".join(filter(None, ("", language, tag, "events"))), base_url=at.get("base_url"))
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_nothing_planned_is_said_and_the_first_page_has_no_link(client: InspectingClient) -> None:
    assert "Nothing is planned right now." in page(client)
    assert "calendar" not in page(client)
    assert "/events" not in client.get("/en/").get_data(as_text=True)


def test_what_is_coming_is_linked_from_the_first_page_and_listed(
    client: InspectingClient, session: Session, town: Town
) -> None:
    week = a_campaign(session, about=text_in({"sv": "Ring {social_services}.", "en": "Call {social_services}."}))
    an_event(session, campaign_id=week.id, interpreter=True, languages=["sv", "ar"], booking="08-465 004 50")
    session.commit()
    assert LINK in client.get("/en/").get_data(as_text=True)
    tag = town.tags["Kyrkogatan 4 A"]
    assert f'<a href="/en/{tag}/events">What happens near you</a>' in client.get(f"/en/{tag}").get_data(as_text=True)
    shown = page(client, tag=tag)
    assert '<h2><bdi lang="en" dir="ltr">A week together</bdi></h2>' in shown
    assert '<h3><bdi lang="en" dir="ltr">Coffee at the library</bdi></h3>' in shown
    assert "Monday 23 November" in shown
    assert '<bdi dir="ltr" class="n">18:00\N{EN DASH}20:00</bdi>' in shown
    assert '<bdi lang="sv" dir="ltr">Biblioteket, Kyrkogatan 12</bdi>' in shown
    assert 'href="tel:0846500400"' in shown, "the number of social services is filled in"
    assert 'Book a place: <a href="tel:0846500450">' in shown
    assert "Open house · For everyone · Languages: " in shown
    assert '<bdi lang="ar" dir="rtl">العربية</bdi></span> · With an interpreter' in shown
    assert SWEDISH_NOTE not in shown


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_what_is_not_translated_stands_in_swedish_and_says_so(
    client: InspectingClient, session: Session, language: str, direction: str
) -> None:
    week = a_campaign(session, about=text_in({"sv": "Vi bryr oss.\n\nAlla är välkomna."}))
    old = text_in(COFFEE)
    old.write("sv", "Te på biblioteket")
    an_event(session, campaign_id=week.id, title=old, details=text_in({"sv": "Kom som du är.", language: "xyz"}))
    session.commit()
    shown = page(client, language)
    assert f'<html lang="{language}" dir="{direction}">' in shown
    assert f'<h2><bdi lang="{language}" dir="{direction}">{WEEK[language]}</bdi></h2>' in shown
    assert '<div lang="sv" dir="ltr"><p>Vi bryr oss.</p><p>Alla är välkomna.</p></div>' in shown
    assert '<h3><bdi lang="sv" dir="ltr">Te på biblioteket</bdi></h3>' in shown
    assert f'<div lang="{language}" dir="{direction}"><p>xyz</p></div>' in shown
    assert COFFEE[language] not in shown, "what is stale is not shown"
    if language == "en":
        assert shown.count(SWEDISH_NOTE) == 2, "one for the campaign's text, one for the event's title"


def test_in_swedish_nothing_is_said_of_swedish(client: InspectingClient, session: Session) -> None:
    an_event(session, begins=time(8, 30), booking="https://boka.lindbacka.example/a?b=1&c=2")
    session.commit()
    shown = page(client, "sv")
    assert "måndag 23 november <bdi" in shown
    assert "08.30\N{EN DASH}20.00" in shown
    assert "Den här delen är på svenska." not in shown
    link = 'href="https://boka.lindbacka.example/a?b=1&amp;c=2" rel="noreferrer"><bdi dir="ltr">boka.lindbacka.example<'
    assert link in shown
    assert "<h2>Det här kommer</h2>" in shown


def test_what_is_called_off_says_so_and_asks_nobody_to_book(client: InspectingClient, session: Session) -> None:
    an_event(session, called_off=True, booking="08-465 004 50")
    session.commit()
    shown = page(client)
    assert "<strong>Called off</strong>" in shown
    assert "tel:0846500450" not in shown


def test_it_goes_when_it_is_over(client: InspectingClient, session: Session, clock: Clock) -> None:
    an_event(session)
    session.commit()
    clock.move(hours=9, minutes=59)
    assert COFFEE["en"] in page(client)
    assert LINK in client.get("/en/").get_data(as_text=True)
    clock.move(minutes=1)
    assert "Nothing is planned right now." in page(client)
    assert LINK not in client.get("/en/").get_data(as_text=True)


def test_next_years_days_say_their_year_and_a_campaign_spans_both(client: InspectingClient, session: Session) -> None:
    week = a_campaign(session, first_day=date(2026, 12, 28), last_day=date(2027, 1, 3))
    an_event(session, campaign_id=week.id, day=date(2026, 12, 31))
    an_event(session, campaign_id=week.id, day=date(2027, 1, 2))
    session.commit()
    shown = page(client, "sv")
    assert "28 dec. 2026\N{EN DASH}3 jan. 2027" in shown
    assert "torsdag 31 december <bdi" in shown
    assert "lördag 2 januari 2027 <bdi" in shown


def test_hostile_words_are_only_words(app: Flask, session: Session) -> None:
    bad = text_in({"sv": "<script>alert(1)</script>", "en": '"><img src=x onerror=alert(1)>'})
    an_event(session, title=bad, details=text_in({"sv": "{{ 7*7 }} %(x)s </div>"}), place='<b onclick="x">')
    session.commit()
    for language in ("sv", "en"):
        shown = FlaskClient(app).get(f"/{language}/events").get_data(as_text=True)
        assert "<p>{{ 7*7 }} %(x)s &lt;/div&gt;</p>" in shown
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "<b onclick" not in shown


def test_a_shared_campaign_stands_on_both_pages_with_everybodys_events(
    client: InspectingClient, session: Session, storvik: OtherTown, town: Town
) -> None:
    week = a_campaign(session, open_to_others=True)
    week.joined.append(Joined(municipality_id=storvik.municipality_id))
    an_event(session, storvik.municipality_id, campaign_id=week.id, title=text_in({"sv": "Te i Storvik"}))
    an_event(session, title=text_in({"sv": "Bara i Lindbacka"}))
    session.commit()
    here = page(client, "sv", town.tags["Kyrkogatan 4 A"])
    there = page(client, "sv", base_url=f"https://{HOST}")
    assert "Te i Storvik" in here
    assert '<bdi lang="sv" dir="ltr">Storvik kommun</bdi> · ' in here
    assert "Te i Storvik" in there
    assert WEEK["sv"] in there
    assert "Bara i Lindbacka" in here
    assert "Bara i Lindbacka" not in there


def vocabulary(folder: Path, tag: str) -> list[str]:
    catalog = read(folder / tag / "LC_MESSAGES" / "messages.po")
    return " ".join(one.string for one in catalog if isinstance(one.string, str) and not one.python_format).split()


def sentences(luck: random.Random, vocabulary: list[str], length: int) -> str:
    """Words of the language's own catalog, as many as the limit lets in."""
    drawn = " ".join(luck.choice(vocabulary) for _ in range(length))
    return drawn[:length].strip()


@pytest.mark.parametrize(("tag", "catalog"), [(one.tag, one.babel) for one in LANGUAGES if one.tag != "en"])
def test_a_page_with_everything_at_its_limit_is_small(
    app: Flask, session: Session, settings: Settings, tag: str, catalog: str
) -> None:
    luck = random.Random(7)  # noqa: S311 - the same words every time
    said, swedish = (vocabulary(settings.translations_dir, one) for one in (catalog, "sv"))
    weeks = [
        a_campaign(session, about=text_in({"sv": "x", tag: sentences(luck, said, ABOUT_LIMIT)}))
        for _ in range(MOST_CAMPAIGNS)
    ]
    for number in range(MOST_EVENTS):
        an_event(
            session, campaign_id=weeks[number % len(weeks)].id, day=TODAY + timedelta(days=number),
            audience=Audience.NEIGHBOURS, title=text_in({"sv": "x", tag: sentences(luck, said, NAME_LIMIT)}),
            details=text_in({"sv": "x", tag: sentences(luck, said, DETAILS_LIMIT)}),
            place=sentences(luck, swedish, PLACE_LIMIT), booking=f"https://b.example/{luck.random()}",
            languages=["sv", "ar", "so"], interpreter=True,
        )  # fmt: skip
    session.commit()
    for coding, unpacked in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = FlaskClient(app).get(f"/{tag}/events", headers={"Accept-Encoding": coding})
        headers = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers)
        assert unpacked(answer.get_data()).count(b"<h3>") == MOST_EVENTS
        assert len(answer.get_data()) + headers <= ROOM, coding


def test_the_page_is_kept_for_its_minute_and_not_sent_again_while_it_is_the_same(
    app: Flask, session: Session, clock: Clock
) -> None:
    app.extensions[EXTENSION].guidance = KeptPages()
    client = app.test_client()
    first = client.get("/en/events")
    an_event(session)
    session.commit()
    assert client.get("/en/events").get_data() == first.get_data()
    again = client.get("/en/events", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    clock.move(seconds=60)
    assert COFFEE["en"] in page(client)


def test_the_page_may_be_found_by_searching_and_a_house_may_not(client: InspectingClient, town: Town) -> None:
    robots = client.get("/robots.txt").get_data(as_text=True)
    assert "Allow: /sv/events$\n" in robots
    assert re.search(r"/sv/events</loc>", client.get("/sitemap.xml").get_data(as_text=True))
    tag = town.tags["Kyrkogatan 4 A"]
    assert client.get(f"/sv/{tag}/events").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/sv/events").headers
