"""Somebody says that no poster hangs in a stairwell: the same answer for every house, and nothing kept but the mark."""

import logging
from typing import Any

import pytest
from doing import Desk, main_of
from flask import Flask
from house.ways import everything
from hung import stairwell
from hygiene import InspectingClient
from othertown import HOST, found_other_town
from town import Clock, Town, hidden

from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.web.site import Site

HOUSE = {"street": "Kyrkogatan", "number": "4", "entrance": "A"}
NOWHERE = {"street": "Ingenstans", "number": "77"}


class Teller:
    """Somebody with a phone who looks for the poster of their stairwell."""

    def __init__(self, app: Flask, clock: Clock, path: str = "/en/no-poster") -> None:
        self.client, self.clock, self.path = app.test_client(), clock, path

    def ticket(self, *, wait: float = 40) -> str:
        page = self.client.get(self.path).get_data(as_text=True)
        self.clock.move(seconds=wait)
        return hidden(page, "ticket")

    def tell(self, *, wait: float = 40, host: str = "", **fields: str) -> Any:
        asked = {"headers": {"Host": host}} if host else {}
        return self.client.post(self.path, data={"ticket": self.ticket(wait=wait), "send": "1"} | fields, **asked)


@pytest.fixture
def teller(app: Flask, clock: Clock, town: Town) -> Teller:
    del town
    return Teller(app, clock)


def is_marked(database: Database, town: Town, address: str = "Kyrkogatan 4 A") -> bool:
    with database.reads() as session:
        return stairwell(session, town.tags[address]).said_missing


def test_a_missing_poster_is_told_and_shown_to_its_landlord_alone(
    teller: Teller, database: Database, town: Town, bo: Desk, cleo: Desk
) -> None:
    assert "Thank you" in teller.tell(**HOUSE).get_data(as_text=True)
    assert is_marked(database, town)
    for path, said in (
        ("/staff/houses/", '<span class="mark">Said to be missing</span>'),
        ("/staff/rounds/list", "Somebody says that no poster hangs here."),
        ("/staff/rounds/list?state=missing", "Somebody says that no poster hangs here."),
    ):
        assert bo.see(path).count(said) == 1
        assert said not in cleo.see(path)


def test_it_is_settled_by_who_puts_one_up(teller: Teller, database: Database, town: Town, bo: Desk) -> None:
    teller.tell(**HOUSE)
    with database.reads() as session:
        number = stairwell(session, town.tags["Kyrkogatan 4 A"]).id
    bo.press("/staff/rounds/list", up=f"{number}.0")
    assert not is_marked(database, town)
    assert "Somebody says" not in bo.see("/staff/houses/")


def test_the_answer_is_the_same_found_or_not_flooded_or_not_by_hand_or_not(
    teller: Teller, database: Database, town: Town, site: Site
) -> None:
    answers = [
        teller.tell(**NOWHERE), teller.tell(**HOUSE), teller.tell(**HOUSE), teller.tell(wait=1, **HOUSE),
        teller.tell(website="https://buy.example", **HOUSE), teller.tell(street="%", number="_", postcode="\x00"),
    ]  # fmt: skip
    site.missing_network.limit = 0
    answers.append(teller.tell(street="Kyrkogatan", number="10"))
    assert {one.status_code for one in answers} == {200}
    assert len({main_of(one) for one in answers}) == 1
    assert len({tuple(sorted(one.headers.keys())) for one in answers}) == 1
    assert not is_marked(database, town, "Kyrkogatan 10")


@pytest.mark.parametrize("odd", [{"wait": 1.0}, {"website": "https://buy.example"}])
def test_what_a_machine_sends_marks_nothing(
    teller: Teller, database: Database, town: Town, odd: dict[str, Any]
) -> None:
    assert teller.tell(**HOUSE, **odd).status_code == 200
    assert not is_marked(database, town)


def test_one_house_cannot_be_marked_all_day_long(teller: Teller, database: Database, town: Town, clock: Clock) -> None:
    marked = []
    for _ in range(4):
        teller.tell(**HOUSE)
        marked.append(is_marked(database, town))
        with database.writes() as session:
            stairwell(session, town.tags["Kyrkogatan 4 A"]).said_missing = False
            session.commit()
    assert marked == [True, True, True, False]
    clock.move(days=1)
    teller.tell(**HOUSE)
    assert is_marked(database, town)


def test_one_network_cannot_mark_a_whole_town(teller: Teller, database: Database, town: Town) -> None:
    for _ in range(20):
        teller.tell(**NOWHERE)
    teller.tell(**HOUSE)
    assert not is_marked(database, town)


def test_nothing_is_kept_but_the_mark_and_nothing_is_logged(
    teller: Teller, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = everything(database)
    answer = teller.tell(**HOUSE, postcode="777 30")
    teller.tell(**NOWHERE)
    after = everything(database)
    assert {name for name in after if after[name] != before[name]} == {"stairwells"}
    assert "Kyrkogatan" not in caplog.text
    assert "Ingenstans" not in caplog.text
    assert "Kyrkogatan" not in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Write the street."), ({"street": "Kyrkogatan"}, "Write the number."),
        ({"street": "Kyrkogatan", "number": "4" * 21}, "This is too long."),
        ({"street": "K" * 5000, "number": "4"}, "This is too long."),
        ({"street": "\x00\u202e", "number": "1"}, "Write the street."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_with_the_rest_kept(teller: Teller, fields: dict[str, str], said: str) -> None:
    answer = teller.tell(entrance="B", **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert 'value="B"' in page


@pytest.mark.parametrize("ticket", ["", "nonsense", "x" * 5000, "\x00"])
def test_a_page_without_a_ticket_of_ours_gets_a_new_one_with_everything_kept(teller: Teller, ticket: str) -> None:
    answer = teller.client.post(teller.path, data=HOUSE | {"ticket": ticket})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="Kyrkogatan"' in page
    assert hidden(page, "ticket") not in {"", ticket}


def test_a_page_that_was_open_for_a_day_is_sent_again_with_everything_kept(
    teller: Teller, database: Database, town: Town, clock: Clock
) -> None:
    answer = teller.tell(wait=90_000, **HOUSE)
    assert answer.status_code == 422
    assert "open for too long" in answer.get_data(as_text=True)
    clock.move(seconds=10)
    again = HOUSE | {"ticket": hidden(answer.get_data(as_text=True), "ticket")}
    assert teller.client.post(teller.path, data=again).status_code == 200
    assert is_marked(database, town)


def test_changing_the_language_keeps_what_was_typed(app: Flask, clock: Clock, town: Town) -> None:
    tag = town.tags["Åsvägen 2"]
    page = Teller(app, clock, f"/ar/{tag}/no-poster").tell(**HOUSE, switch="ar").get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page
    assert 'value="Kyrkogatan"' in page
    assert f'formaction="/sv/{tag}/no-poster"' in page


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("house", ["", "Kyrkogatan 4 A"])
def test_every_state_begins_with_leave_and_112_in_every_language(
    app: Flask, clock: Clock, town: Town, language: str, house: str
) -> None:
    path = "/".join(filter(None, ("", language, town.tags.get(house, ""), "no-poster")))
    teller = Teller(app, clock, path)
    for answer in (teller.client.get(path), teller.tell(), teller.tell(**HOUSE), teller.client.post(path)):
        page = answer.get_data(as_text=True)
        links = [part.split('"')[0] for part in page.split('href="')[1:]]
        assert [one for one in links if not one.startswith(("data:", "/static/"))][:2] == ["#main", "/leave"]
        assert page.index('href="tel:112"') < page.index("<h1>")
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_form_is_one_small_answer_reached_from_every_landing_page(
    client: InspectingClient, town: Town, language: str
) -> None:
    for tag in ("", f"{town.tags['Kyrkogatan 4 A']}/", "2222222/"):
        path = f"/{language}/{tag}no-poster"
        assert f'href="{path}"' in client.get(f"/{language}/{tag}".removesuffix("/") + ("" if tag else "/")).text
        answer = client.get(path, headers={"Accept-Encoding": "br"})
        assert len(answer.get_data()) + 2000 < 14_336
    assert "no-poster" not in client.get("/robots.txt").text  # only guidance is allowed there


def test_only_houses_of_the_pages_own_municipality_are_marked(
    app: Flask, clock: Clock, town: Town, database: Database, settings: Settings
) -> None:
    with database.writes() as session:
        tag = found_other_town(session, settings).tag
        session.commit()
    storvik = Teller(app, clock, f"/en/{tag}/no-poster")
    storvik.tell(**HOUSE)
    assert not is_marked(database, town)
    storvik.tell(street="Bangatan", number="7", entrance="A")
    with database.reads() as session:
        assert stairwell(session, tag).said_missing
    nowhere = app.test_client().post("/en/no-poster", data=HOUSE)
    assert nowhere.status_code == 422
    assert "Which municipality" in nowhere.get_data(as_text=True)
    assert app.test_client().get("/en/no-poster", headers={"Host": HOST}).status_code == 200
