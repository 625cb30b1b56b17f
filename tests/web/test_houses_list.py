"""Bo's list of houses: narrowed in the address, ticked over many pages, with what hangs where; the retired apart."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from doing import Desk
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions import estate
from huskurage.actions.hanging import edition_now, revision_for
from huskurage.core.hours import ContactKind
from huskurage.core.spans import spans
from huskurage.store.engine import Database
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Area, Stairwell, Tag
from huskurage.store.places import LocalContact, only_municipality
from huskurage.web.posterwords import sayings

HOUSES = "/staff/houses/"
ALL = ["Kyrkogatan 4 A", "Kyrkogatan 4 B", "Kyrkogatan 10", "Åsvägen 2"]
NUMBERS = {ContactKind.SOCIAL_SERVICES.value: "08-465 004 00", ContactKind.OUT_OF_HOURS.value: "08-465 004 10"}


def listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/staff/houses/\d+">(.*?)</a> <small>', page)


def shown(bo: Desk, **asked: Any) -> list[str]:
    return listed(bo.client.get(HOUSES, query_string=asked).get_data(as_text=True))


def stairwell(session: Session, town: Town, address: str) -> Stairwell:
    return session.scalars(select(Stairwell).join(Tag).where(Tag.code == town.tags[address])).one()


def hang(
    app: Flask, session: Session, town: Town, address: str, *, numbers: dict[str, str] = NUMBERS, **days: Any
) -> None:
    municipality = only_municipality(session)
    assert municipality is not None
    with app.app_context():
        edition = edition_now(municipality, sayings=sayings(), design="calm", languages=("sv",))
    revision = revision_for(session, municipality, edition=replace(edition, numbers=numbers), day=date(2026, 10, 1))
    house = stairwell(session, town, address)
    session.add(
        Hanging(
            stairwell_id=house.id, revision_id=revision.id, tag_code=house.tag, printed_on=date(2026, 10, 2), **days
        )
    )  # fmt: skip


@pytest.fixture
def lived_in(app: Flask, database: Database, town: Town) -> None:
    """4 A hangs, 4 B is printed, 10 hangs with an old number, Åsvägen's was taken down: each state once."""
    with database.writes() as session:
        hang(app, session, town, "Kyrkogatan 4 A", up_on=date(2026, 10, 3))
        hang(app, session, town, "Kyrkogatan 4 B")
        hang(app, session, town, "Kyrkogatan 10", numbers=NUMBERS | {"out_of_hours": "08-1"}, up_on=date(2026, 10, 3))
        hang(app, session, town, "Åsvägen 2", up_on=date(2026, 10, 3), down_on=date(2026, 11, 1))
        session.commit()


STATES = [("up", ["Kyrkogatan 4 A", "Kyrkogatan 10"]), ("printed", ["Kyrkogatan 4 B"]), ("old", ["Kyrkogatan 10"]),
          ("none", ["Åsvägen 2"]), ("missing", [])]  # fmt: skip


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize(("state", "addresses"), STATES)
def test_the_list_narrows_by_what_hangs(bo: Desk, state: str, addresses: list[str]) -> None:
    assert shown(bo, poster=state) == addresses


@pytest.mark.usefixtures("lived_in")
def test_each_row_says_what_hangs(bo: Desk, database: Database, town: Town) -> None:
    page = bo.see(HOUSES)
    rows = dict(re.findall(r'<th scope="row"><a [^>]*>(.*?)</a> <small>.*?</th>(.*?)</tr>', page, re.DOTALL))
    assert "Hangs<" in rows["Kyrkogatan 4 A"]
    assert "Printed, not up yet" in rows["Kyrkogatan 4 B"]
    assert "Hangs, with an old number" in rows["Kyrkogatan 10"]
    assert "Not printed" in rows["Åsvägen 2"]
    with database.writes() as session:
        stairwell(session, town, "Kyrkogatan 4 A").said_missing = True
        session.commit()
    assert shown(bo, poster="missing") == ["Kyrkogatan 4 A"]
    assert "Said to be missing" in bo.see(HOUSES)


@pytest.mark.usefixtures("lived_in")
def test_a_changed_number_makes_every_poster_old(bo: Desk, database: Database) -> None:
    with database.writes() as session:
        contact = session.scalars(select(LocalContact).where(LocalContact.kind == ContactKind.SOCIAL_SERVICES)).one()
        contact.number = "08-465 004 99"
        session.commit()
    assert shown(bo, poster="old") == ["Kyrkogatan 4 A", "Kyrkogatan 10"]


def test_area_street_and_words_narrow_together(bo: Desk, database: Database) -> None:
    with database.reads() as session:
        centre = session.scalars(select(Area.id).where(Area.name == "Centrum")).one()
    assert shown(bo, area=centre) == ALL[:3]
    assert shown(bo, area=centre, street="Kyrkogatan", search="10") == ["Kyrkogatan 10"]
    assert shown(bo, area=centre, street="Åsvägen") == []


def test_anothers_area_is_as_one_that_is_not_there(bo: Desk, database: Database) -> None:
    with database.writes() as session:
        cleos = session.scalars(select(Stairwell).where(Stairwell.search.contains("bruksgatan"))).one()
        area = cleos.building.area_id
    theirs, nothing = bo.see(f"{HOUSES}?area={area}"), bo.see(f"{HOUSES}?area=999999")
    assert listed(theirs) == listed(nothing) == []
    assert "Bruks" not in theirs


@pytest.mark.parametrize(
    "odd",
    [{"area": "x"}, {"area": "9" * 30}, {"area": "-1"}, {"poster": "x"}, {"street": "\x00" * 500}, {"page": "9" * 30},
     {"page": "-4"}, {"page": "x"}, {"chosen": "1-2147483647"}, {"chosen": "x" * 9000}, {"retired": "x"}],
)  # fmt: skip
def test_an_odd_address_still_shows_a_list(bo: Desk, odd: dict[str, str]) -> None:
    assert bo.client.get(HOUSES, query_string=odd).status_code == 200


def test_retired_houses_show_when_asked_for_and_cannot_be_ticked(bo: Desk, database: Database, town: Town) -> None:
    with database.writes() as session:
        gone = stairwell(session, town, "Kyrkogatan 10")
        gone.retired_on, number = MORNING.date(), gone.id
        gone.tags[0].retired_on = MORNING.date()
        session.commit()
    assert "Kyrkogatan 10" not in shown(bo)
    page = bo.see(f"{HOUSES}?retired=1")
    assert "Kyrkogatan 10" in listed(page)
    assert "Taken away 23 Nov 2026" in page
    assert f'name="stairwell" value="{number}"' not in page
    assert "Kyrkogatan 10" not in bo.see("/staff/prints/new?all=1&retired=1")
    for path in (f"/staff/posters/{number}.pdf", f"/staff/posters/{number}.png"):
        assert bo.status(path) == 422


@pytest.fixture
def ids(database: Database, town: Town) -> dict[str, int]:
    with database.reads() as session:
        return {address: stairwell(session, town, address).id for address in ALL}


def went(answer: Any) -> tuple[str, dict[str, list[str]]]:
    assert answer.status_code == 303
    parts = urlsplit(answer.headers["Location"])
    return parts.path, parse_qs(parts.query)


def test_ticks_are_kept_over_pages_and_searches(bo: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estate, "PAGE", 2)
    first = bo.see(HOUSES)
    assert listed(first) == ALL[:2]
    assert "page 1 of 2" in first
    path, said = went(bo.press(HOUSES, stairwell=[str(ids["Kyrkogatan 4 B"])], what="page:2"))
    assert (path, said["page"], said["chosen"]) == (HOUSES, ["2"], [str(ids["Kyrkogatan 4 B"])])
    second = bo.see(f"{HOUSES}?page=2&chosen={said['chosen'][0]}")
    assert listed(second) == ALL[2:]
    assert "1 more is ticked elsewhere" in second
    elsewhere = said["chosen"][0]
    path, said = went(bo.press(HOUSES, stairwell=[str(ids["Åsvägen 2"])], chosen=elsewhere, what="sieve", search="kyr"))
    both = spans([ids["Kyrkogatan 4 B"], ids["Åsvägen 2"]])
    assert said == {"search": ["kyr"], "chosen": [both]}
    again = bo.see(f"{HOUSES}?search=kyr&chosen={both}")
    assert f'value="{ids["Kyrkogatan 4 B"]}" checked' in again
    path, said = went(bo.press(HOUSES, chosen=both, what="print"))
    assert (path, said) == ("/staff/prints/new", {"chosen": [both]})
    assert went(bo.press(HOUSES, chosen=both, what="none")) == (HOUSES, {})


def test_a_tick_that_was_taken_away_stays_away(bo: Desk, ids: dict[str, int]) -> None:
    page = bo.see(f"{HOUSES}?chosen={ids['Kyrkogatan 10']}")
    assert 'name="chosen" value=""' in page  # it stands in its own box alone, and an empty box is not sent


def test_all_that_match_are_printed_by_their_description(bo: Desk) -> None:
    path, said = went(bo.press(HOUSES, search="kyrko", poster="none", what="all"))
    assert (path, said) == ("/staff/prints/new", {"all": ["1"], "search": ["kyrko"], "poster": ["none"]})


def test_printing_nothing_says_so_with_the_search_kept(bo: Desk) -> None:
    answer = bo.press(HOUSES, search="kyrko", what="print")
    assert answer.status_code == 422
    assert "Choose at least one stairwell." in answer.get_data(as_text=True)
    assert 'value="kyrko"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "odd", [{"stairwell": ["x"]}, {"stairwell": [""]}, {"chosen": "1-30000"}, {"stairwell": ["9" * 99]}]
)
def test_odd_ticks_are_refused_in_words(bo: Desk, odd: dict[str, Any]) -> None:
    assert bo.press(HOUSES, what="print", **odd).status_code == 422
