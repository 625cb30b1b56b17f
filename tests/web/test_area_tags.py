"""Small buildings share a code that points at nobody, and every code ever printed answers with the whole guidance."""

import pytest
from doing import Desk, Neighbour, code_on
from flask import Flask
from hygiene import InspectingClient
from sqlalchemy import select
from town import BOS_HOUSES, MORNING, Clock, Town
from uploads import imported

from huskurage.actions.tags import settle_small_buildings
from huskurage.core.contacts import tel_href
from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, area_by_tag, every_stairwell

SMALL = (
    "Björkvägen;1;A;777 30;Lindbacka;3;Centrum;\nBjörkvägen;1;B;777 30;Lindbacka;4;Centrum;\n"  # 7 of 42 in its area
    "Ekvägen;2;;777 30;Lindbacka;2;Lunden;\n"  # the whole area holds 2
    "Alvägen;3;;777 30;Lindbacka;;Lunden;\n"  # nobody knows
)
UNKNOWN = "2222222"


@pytest.fixture
def small(bo: Desk, database: Database) -> dict[str, Stairwell]:
    imported(bo, (BOS_HOUSES + SMALL).encode())
    with database.reads() as session:
        found = {one.address: one for one in every_stairwell(session)}
        for one in found.values():
            assert {one.tag, one.own_tag}
            assert one.shared_area is None or one.shared_area.landlord
        session.expunge_all()
        return found


def test_a_small_building_carries_its_areas_code(small: dict[str, Stairwell]) -> None:
    shared = {address: one.shared_area.place if one.shared_area else "" for address, one in small.items()}
    assert shared == {
        "Björkvägen 1 A": "Centrum, Lindbackahem", "Björkvägen 1 B": "Centrum, Lindbackahem",
        "Ekvägen 2": "Lindbackahem", "Alvägen 3": "", "Kyrkogatan 4 A": "", "Kyrkogatan 4 B": "", "Kyrkogatan 10": "",
        "Åsvägen 2": "", "Bruksgatan 1": "",
    }  # fmt: skip
    assert small["Björkvägen 1 A"].tag == small["Björkvägen 1 B"].tag != small["Björkvägen 1 A"].own_tag
    assert small["Alvägen 3"].tag == small["Alvägen 3"].own_tag


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_public_page_of_an_areas_code_names_the_area_and_no_house(
    client: InspectingClient, small: dict[str, Stairwell], language: str
) -> None:
    tag = small["Björkvägen 1 A"].tag
    for page in ("", "/now", "/about", "/privacy", "/write", "/code"):
        answer = client.get(f"/{language}/{tag}{page}")
        shown = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert "Björkvägen" not in shown
        assert ("Centrum, Lindbackahem" in shown) == (page in {"", "/write"}), page


def test_the_sentence_for_112_asks_to_read_the_address(client: InspectingClient, small: dict[str, Stairwell]) -> None:
    page = client.get(f"/en/{small['Ekvägen 2'].tag}/now").get_data(as_text=True)
    assert "Adressen är …" in page
    assert "Read the address from the poster or from the door of the house." in page
    assert "Read the address" not in client.get(f"/en/{small['Kyrkogatan 10'].tag}/now").get_data(as_text=True)


def test_the_form_asks_for_the_house_and_the_coordinator_sees_the_area(
    app: Flask, clock: Clock, small: dict[str, Stairwell], asta: Desk
) -> None:
    neighbour = Neighbour(app, clock, small["Björkvägen 1 A"].tag)
    form = app.test_client().get(neighbour.path("write")).get_data(as_text=True)
    assert "Write the street and number of the house below." in form
    assert 'value="poster"' not in form
    calling = neighbour.send("Skrik nu", happening="yes").get_data(as_text=True)
    assert "Read the address from the poster" in calling
    assert len(code_on(neighbour.send(stated_house="other", typed_house="Björkvägen 1 A"))) == 20
    page = asta.press(f"{asta.reports()[0]}/text").get_data(as_text=True) + asta.see(asta.reports()[0])
    assert "Centrum, Lindbackahem" in page + asta.see("/staff/inbox/")


def test_a_caller_may_name_an_areas_code(asta: Desk, small: dict[str, Stairwell]) -> None:
    form = asta.see("/staff/intake/")
    ticket = form.split('name="ticket" value="')[1].split('"')[0]
    told = {"channel": "phone", "text": "Skrik", "language": "sv", "ticket": ticket}
    assert asta.press("/staff/intake/", tag=small["Ekvägen 2"].tag, **told).status_code == 200
    assert asta.press("/staff/intake/", tag=UNKNOWN, **told).status_code == 422


def test_every_code_ever_printed_answers_with_the_whole_guidance(
    app: Flask, client: InspectingClient, bo: Desk, small: dict[str, Stairwell], database: Database
) -> None:
    replaced, moved, retired = (small[one] for one in ("Kyrkogatan 4 A", "Kyrkogatan 10", "Åsvägen 2"))
    assert bo.press(f"/staff/houses/{replaced.id}/tag", seen=replaced.tag).status_code == 303
    assert bo.press(f"/staff/houses/{moved.id}/move", code=moved.tag, to="Kyrkogatan 4 B").status_code == 303
    assert bo.press(f"/staff/houses/{retired.id}/retire").status_code == 303
    with database.reads() as session:
        fresh = {one.address: one.tag for one in every_stairwell(session)}
    assert fresh["Kyrkogatan 4 A"] not in {replaced.tag, *(one.own_tag for one in small.values())}
    assert fresh["Kyrkogatan 10"] != moved.tag
    leads = {
        replaced.tag: "Kyrkogatan 4 A, Lindbacka", moved.tag: "Kyrkogatan 4 B, Lindbacka",
        retired.tag: "Åsvägen 2, Lindbacka", fresh["Kyrkogatan 4 A"]: "Kyrkogatan 4 A, Lindbacka",
        small["Ekvägen 2"].tag: "Lindbackahem", small["Ekvägen 2"].own_tag: "Ekvägen 2, Lindbacka", UNKNOWN: "",
    }  # fmt: skip
    assert len(leads) == 7
    for tag, place in leads.items():
        assert place in client.get(f"/{tag.lower()}", headers={"Accept-Language": "en"}).get_data(as_text=True), tag
        for language in ("sv", "en", "ar"):
            answer = app.test_client().get(f"/{language}/{tag}")
            page = answer.get_data(as_text=True)
            assert answer.status_code == 200
            assert page.count("<li><h2>") == 3
            assert f'href="{tel_href("114 14")}"' in page
            assert f'href="/{language}/{tag}/write"' in page
            assert len(app.test_client().get(f"/{language}/{tag}", headers={"Accept-Encoding": "br"}).data) < 13_000


def test_a_building_that_becomes_small_or_large_changes_its_new_posters_alone(
    bo: Desk, client: InspectingClient, town: Town, database: Database
) -> None:
    printed = town.tags["Kyrkogatan 10"]
    imported(bo, BOS_HOUSES.replace(";9;", ";5;").encode())
    with database.reads() as session:
        shared = next(one for one in every_stairwell(session) if one.address == "Kyrkogatan 10").tag
        assert area_by_tag(session, shared)
    assert "Kyrkogatan 10, Lindbacka" in client.get(f"/{printed}").get_data(as_text=True)
    imported(bo, BOS_HOUSES.encode())
    with database.reads() as session:
        assert next(one for one in every_stairwell(session) if one.address == "Kyrkogatan 10").tag == printed
    assert "Centrum, Lindbackahem" in client.get(f"/{shared}").get_data(as_text=True)


def test_another_setting_is_followed_by_itself(small: dict[str, Stairwell], database: Database) -> None:
    for small_below, shared in (
        (3, {"Ekvägen 2"}),
        (13, {"Björkvägen 1 A", "Björkvägen 1 B", "Ekvägen 2", "Kyrkogatan 10"}),
    ):
        with database.writes() as session:
            settle_small_buildings(session, MORNING, small_below=small_below)
            session.commit()
        with database.reads() as session:
            found = session.scalars(select(Stairwell).where(Stairwell.shared_area_id.is_not(None)))
            assert {one.address for one in found} == shared
    assert small
