"""Bo puts a single house right by hand; two who write at the same time lose nothing; a sold house leaves the lists."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from doing import Desk, unlock
from flask import Flask
from sqlalchemy import select
from town import MORNING, Clock, Town, hidden

from huskurage.actions.errors import FactsChanged
from huskurage.actions.houses import change_house
from huskurage.actions.register import facts_of
from huskurage.core.imports import FIELDS, facts_digest
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, every_stairwell

FACTS = tuple(FIELDS.values())


@pytest.fixture
def houses(database: Database, town: Town) -> dict[str, int]:
    del town
    with database.reads() as session:
        return {one.address: one.id for one in every_stairwell(session)}


def typed(desk: Desk, path: str) -> dict[str, str]:
    """What stands in the form."""
    page = desk.see(path)
    return {name: page.split(f'name="{name}" type="text" value="')[1].split('"')[0] for name in FACTS} | {
        "seen": hidden(page, "seen")
    }


def known(database: Database, number: int) -> dict[str, Any]:
    with database.reads() as session:
        found = session.get_one(Stairwell, number)
        facts = facts_of(found)
        return {name: getattr(facts, name) for name in FACTS} | {"search": found.search}


def area_of(database: Database, number: int) -> int:
    with database.reads() as session:
        return session.get_one(Stairwell, number).building.area.id


def test_what_is_saved_unchanged_changes_nothing(bo: Desk, houses: dict[str, int], database: Database) -> None:
    for number in (houses[one] for one in houses if one != "Bruksgatan 1"):
        before = known(database, number)
        form = typed(bo, f"/staff/houses/{number}")
        assert bo.press(f"/staff/houses/{number}", **form).status_code == 303
        assert known(database, number) == before


def test_every_fact_is_changed_by_hand_and_found_again(bo: Desk, houses: dict[str, int], database: Database) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 10']}"
    new = {
        "street": "Kungsgatan", "number": "12b", "entrance": "", "postcode": "77732", "city": "SMEDBY", "area": "Väst",
        "property_designation": "Hyttan 8:8", "dwellings": "21",
    }  # fmt: skip
    assert bo.press(path, **typed(bo, path) | new).status_code == 303
    now = known(database, houses["Kyrkogatan 10"])
    assert (now["street"], now["number"], now["entrance"], now["postcode"]) == ("Kungsgatan", "12", "B", "777 32")
    assert (now["city"], now["area"], now["property_designation"], now["dwellings"]) == (
        "Smedby",
        "Väst",
        "Hyttan 8:8",
        21,
    )
    assert "Kungsgatan 12 B" in bo.see("/staff/houses/?search=väst+smedby")
    assert "Saved" in bo.see(f"{path}?saved=1")


def test_an_area_is_renamed_as_a_whole_and_keeps_its_tag(bo: Desk, houses: dict[str, int], database: Database) -> None:
    path, old = f"/staff/houses/{houses['Kyrkogatan 4 A']}", known(database, houses["Kyrkogatan 4 A"])["area"]
    area_id = area_of(database, houses["Kyrkogatan 4 A"])
    along = [number for number in houses.values() if known(database, number)["area"] == old]
    assert len(along) > 2
    assert bo.press(path, **typed(bo, path) | {"area": "Kvarnen", "whole_area": "y"}).status_code == 303
    assert {known(database, number)["area"] for number in along} == {"Kvarnen"}
    assert {area_of(database, number) for number in along} == {area_id}
    assert f">{old}</option>" not in bo.see("/staff/houses/")
    assert bo.press(path, **typed(bo, path) | {"area": "KVARNEN", "whole_area": "y"}).status_code == 303
    assert known(database, along[-1])["area"] == "KVARNEN"


def test_an_area_that_takes_the_name_of_another_joins_it(bo: Desk, houses: dict[str, int], database: Database) -> None:
    first, other = houses["Kyrkogatan 4 A"], houses["Kyrkogatan 10"]
    bo.press(f"/staff/houses/{other}", **typed(bo, f"/staff/houses/{other}") | {"area": "Kvarnen"})
    path = f"/staff/houses/{first}"
    bo.press(path, **typed(bo, path) | {"area": "kvarnen", "whole_area": "y"})
    assert area_of(database, first) == area_of(database, houses["Kyrkogatan 4 B"]) == area_of(database, other)
    assert known(database, first)["area"] == "Kvarnen"
    bo.press(path, **typed(bo, path) | {"area": "", "whole_area": "y"})
    assert known(database, other)["area"] == ""


def test_the_other_stairwells_come_along_when_asked(bo: Desk, houses: dict[str, int], database: Database) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 4 A']}"
    bo.press(path, **typed(bo, path) | {"number": "6", "whole_building": "y", "area": "Väst"})
    assert known(database, houses["Kyrkogatan 4 B"])["number"] == "6"
    assert known(database, houses["Kyrkogatan 4 B"])["area"] == "Väst"
    bo.press(path, **typed(bo, path) | {"number": "8"})
    assert known(database, houses["Kyrkogatan 4 A"])["number"] == "8"
    assert known(database, houses["Kyrkogatan 4 B"])["number"] == "6"


def test_an_address_that_is_taken_is_refused_and_the_typed_words_stay(bo: Desk, houses: dict[str, int]) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 4 A']}"
    answer = bo.press(path, **typed(bo, path) | {"entrance": "b", "area": "Min nya"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f'href="/staff/houses/{houses["Kyrkogatan 4 B"]}"' in page
    assert 'value="Min nya"' in page
    taken = bo.press("/staff/houses/new", street="kyrkogatan", number="10", postcode="777 30")
    assert taken.status_code == 409


@pytest.mark.parametrize(("field", "value", "said"), [
    ("number", "tolv", "House number is no house number."), ("street", "", "Street is missing."),
    ("postcode", "7773", "Postcode is no postcode of five digits."), ("dwellings", "-1", "is no whole number"),
    ("dwellings", "9" * 400, "is too long"), ("area", "=1+1", "Area begins like a formula."),
    ("street", "x" * 5000, "Street is too long."), ("entrance", "x" * 21, "Entrance is too long."),
    ("city", "070-174 06 05", "looks like something about a person"), ("dwellings", "2001", "is no whole number"),
    ("city", "x" * 81, "Town is too long."),
])  # fmt: skip
def test_what_cannot_be_kept_is_said_at_its_field(
    bo: Desk, houses: dict[str, int], database: Database, field: str, value: str, said: str
) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 10']}"
    before = known(database, houses["Kyrkogatan 10"])
    answer = bo.press(path, **typed(bo, path) | {field: value})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True) or field == "dwellings"
    assert known(database, houses["Kyrkogatan 10"]) == before
    assert bo.press("/staff/houses/new", **{"street": "Nygatan", "number": "1", field: value}).status_code == 422


def test_two_who_write_at_the_same_time_lose_nothing(
    app: Flask, bo: Desk, town: Town, clock: Clock, houses: dict[str, int], database: Database
) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 10']}"
    clock.move(seconds=31)
    other = Desk(app, town.bo, clock)
    mine, theirs = typed(bo, path), typed(other, path)
    assert bo.press(path, **mine | {"dwellings": "31"}).status_code == 303
    answer = other.press(path, **theirs | {"area": "Väst"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Somebody else changed this stairwell" in page
    assert "31 dwellings" in page
    assert 'value="Väst"' in page
    assert known(database, houses["Kyrkogatan 10"])["dwellings"] == 31
    assert (
        other.press(path, **theirs | {"area": "Väst", "seen": hidden(page, "seen"), "dwellings": "31"}).status_code
        == 303
    )
    now = known(database, houses["Kyrkogatan 10"])
    assert (now["area"], now["dwellings"]) == ("Väst", 31)


def test_two_saves_in_one_moment_are_one_save_and_one_refusal(
    houses: dict[str, int], database: Database, town: Town
) -> None:
    number, outcomes, ready = houses["Kyrkogatan 10"], list[str](), threading.Barrier(2)
    with database.reads() as session:
        facts = facts_of(session.get_one(Stairwell, number))

    def save(dwellings: int) -> None:
        ready.wait(10)
        try:
            with database.writes() as session:
                change_house(
                    session, unlock(session, town.bo), number, whole_building=False, seen=facts_digest(facts),
                    house=replace(facts, dwellings=dwellings),
                    now=MORNING, small_below=8,
                )  # fmt: skip
                session.commit()
            outcomes.append("saved")
        except FactsChanged:
            outcomes.append("refused")

    both = [threading.Thread(target=save, args=(many,)) for many in (41, 42)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(outcomes) == ["refused", "saved"]


def test_a_stairwell_is_added_by_hand(bo: Desk, database: Database) -> None:
    answer = bo.press("/staff/houses/new", street="Nygatan 7 b", postcode="777 30", city="Lindbacka", dwellings="9")
    assert answer.status_code == 303
    assert "Nygatan 7 B" in bo.see(answer.headers["Location"])
    assert "Nygatan 7 B" in bo.see("/staff/houses/")
    with database.reads() as session:
        assert len({one.tag for one in every_stairwell(session)}) == 6


def test_a_sold_house_leaves_the_lists_and_comes_back(bo: Desk, houses: dict[str, int]) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 10']}"
    assert bo.press(f"{path}/retire").status_code == 303
    assert bo.press(f"{path}/retire").status_code == 409
    assert "Kyrkogatan 10" not in bo.see("/staff/houses/")
    assert "Take into use again" in bo.see(path)
    assert bo.press(f"{path}/return").status_code == 303
    assert "Kyrkogatan 10" in bo.see("/staff/houses/")


def test_a_new_code_is_made_once_for_one_page(bo: Desk, houses: dict[str, int], town: Town) -> None:
    path, old = f"/staff/houses/{houses['Kyrkogatan 10']}", town.tags["Kyrkogatan 10"]
    for _ in range(2):
        assert bo.press(f"{path}/tag", seen=old).status_code == 303
    assert bo.see(path).count("it goes on answering</small>") == 1


def test_a_code_is_moved_only_within_the_landlord_and_to_one_address(
    bo: Desk, cleo: Desk, houses: dict[str, int], town: Town
) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 10']}/move"
    mine = town.tags["Kyrkogatan 10"]
    assert "Several stairwells match" in bo.press(path, code=mine, to="Kyrkogatan 4").get_data(as_text=True)
    for to in ("", "Bruksgatan 1", "Kyrkogatan 10", "%_\\\0"):
        assert "No stairwell matches" in bo.press(path, code=mine, to=to).get_data(as_text=True)
    for code in ("", "2222222", town.tags["Bruksgatan 1"], town.tags["Åsvägen 2"], "x" * 900):
        assert bo.press(path, code=code, to="Kyrkogatan 4 A").status_code == 404
    assert cleo.press(path, code=mine, to="Bruksgatan 1").status_code == 404


def test_missing_dwellings_are_asked_for(bo: Desk) -> None:
    page = bo.see(bo.press("/staff/houses/new", street="Nygatan", number="1").headers["Location"])
    assert "The number of dwellings is missing." in page


def test_what_was_done_with_houses_is_logged(bo: Desk, houses: dict[str, int], database: Database, town: Town) -> None:
    path = f"/staff/houses/{houses['Kyrkogatan 10']}"
    bo.press(path, **typed(bo, path) | {"dwellings": "31"})
    bo.press(f"{path}/tag", seen=town.tags["Kyrkogatan 10"])
    bo.press("/staff/houses/export/", format="csv")
    with database.reads() as session:
        lines = session.scalars(select(AuditEvent).order_by(AuditEvent.position.desc()).limit(3)).all()
        assert [one.act for one in lines] == [Act.HOUSES_EXPORTED, Act.TAG_CHANGED, Act.HOUSE_CHANGED]
        assert all(one.account_id for one in lines)
