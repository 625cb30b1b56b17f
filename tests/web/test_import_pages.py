"""Bo imports a list in the browser: columns, preview, confirm, done; nothing is saved before he confirms."""

import re
from pathlib import Path

import pytest
from doing import Desk, dump
from flask import Flask
from sqlalchemy import select
from town import BOS_HOUSES, Clock, Town
from uploads import BEGIN, agree, imported, read_in, tallies, upload

import huskurage.demo
from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, stairwells_of
from huskurage.store.imports import ColumnChoice, HouseImport
from huskurage.web.site import Site

FILES = Path(huskurage.demo.__file__).parent
NEW = "Nygatan;1;A;777 30;Lindbacka;9;Centrum;Hyttan 9:1\n"
FAULTY = "Kyrkogatan;tolv;A;777 30;Lindbacka;8;;\n;4;B;7773;Lindbacka;8;;\nKyrkogatan;6;B;777 30;Lindbacka;=1+1;;\n"


def rows(database: Database) -> dict[str, list[object]]:
    """All that is saved, but for what signing in leaves."""
    with database.reads() as session:
        return {name: found for name, found in dump(session).items() if name != "staff_sessions"}


def test_a_list_goes_from_the_file_to_the_register(bo: Desk, database: Database) -> None:
    path = read_in(bo, (BOS_HOUSES.replace(";9;", ";11;") + NEW).encode())
    assert tallies(bo.see(path)) == {
        "New": 1, "Changed": 1, "Unchanged": 3, "Faulty rows": 0, "Rows that repeat a stairwell": 0
    }  # fmt: skip
    assert "9 → <strong>11</strong>" in bo.see(path)
    done = agree(bo, path)
    assert tallies(bo.see(done.headers["Location"]))["New"] == 1
    assert "Nygatan 1 A" in bo.see("/staff/houses/")
    with database.reads() as session:
        made = session.scalars(select(HouseImport).where(HouseImport.account_id.is_not(None))).one()
        assert (made.new, made.changed, made.unchanged) == (1, 1, 3)


@pytest.mark.parametrize(("name", "stairwells", "dropped"), [
    ("lindbackahem-fastigheter.xlsx", 127, 0), ("lindbackahem-export.csv", 60, 3),
])  # fmt: skip
def test_both_sample_files_map_themselves(bo: Desk, name: str, stairwells: int, dropped: int) -> None:
    path = read_in(bo, (FILES / name).read_bytes(), name)
    page = bo.see(f"{path}columns")
    assert len(re.findall(r'<option value="\d+" selected>', page)) >= 5
    assert page.count("looks like") == dropped
    counted = tallies(bo.see(path))
    assert counted["New"] + counted["Changed"] + counted["Unchanged"] == stairwells


def test_nothing_is_saved_before_it_is_confirmed(bo: Desk, database: Database) -> None:
    before = rows(database)
    path = read_in(bo, (BOS_HOUSES + NEW).encode())
    bo.see(f"{path}columns")
    bo.press(f"{path}columns", street="0", number="1", entrance="2")
    bo.see(path)
    bo.see(f"{path}faulty.csv")
    assert rows(database) == before


def test_a_preview_that_was_sent_twice_is_one_import(bo: Desk, database: Database) -> None:
    path = read_in(bo, (BOS_HOUSES + NEW).encode())
    plan = re.search(r'name="plan" value="(\w+)"', bo.see(path))
    assert plan is not None
    first, second = (bo.press(path, plan=plan[1]) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with database.reads() as session:
        assert sum(one.new == 1 and one.unchanged == 4 for one in session.scalars(select(HouseImport))) == 1


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(bo: Desk) -> None:
    path = read_in(bo, (BOS_HOUSES + NEW).encode())
    plan = re.search(r'name="plan" value="(\w+)"', bo.see(path))
    assert plan is not None
    imported(bo, BOS_HOUSES.replace(";9;", ";11;").encode())
    answer = bo.press(path, plan=plan[1])
    assert answer.status_code == 409
    assert tallies(answer.get_data(as_text=True))["Changed"] == 1
    assert "Nygatan" not in bo.see("/staff/houses/")


def test_columns_are_put_right_by_hand_and_remembered(bo: Desk, cleo: Desk, database: Database) -> None:
    odd = b"Var;Vilken;Ing\xe5ng;Pnr ort\nKvarnen;7;A;777 30\n"
    path = read_in(bo, odd)
    assert bo.press(path).headers["Location"] == f"{path}columns"
    wrong = bo.press(f"{path}columns", street="0", number="0")
    assert wrong.status_code == 422
    assert "chosen twice" in wrong.get_data(as_text=True)
    assert bo.press(f"{path}columns", street="", number="1").status_code == 422
    assert bo.press(f"{path}columns", street="0", number="99999999999").status_code == 422
    assert bo.press(f"{path}columns", street="0", number="1", entrance="2").status_code == 303
    assert agree(bo, path).status_code == 303
    assert "Kvarnen 7 A" in bo.see("/staff/houses/")
    again = read_in(bo, odd.replace(b"7;A", b"8;B"))
    assert "Kvarnen 8 B" in bo.see(again)
    assert "Kvarnen" not in cleo.see(read_in(cleo, odd))
    with database.reads() as session:
        assert len(session.scalars(select(ColumnChoice.headings).where(ColumnChoice.landlord_id == 1)).all()) == 2 - 1


def test_faulty_rows_are_named_and_come_back_as_a_file(bo: Desk) -> None:
    path = read_in(bo, (BOS_HOUSES + FAULTY).encode())
    page = bo.see(path)
    assert tallies(page)["Faulty rows"] == 3
    assert "Row 6" in page
    assert "House number “tolv” is no house number." in page
    assert "Street is missing. Postcode “7773” is no postcode of five digits." in page
    answer = bo.client.get(f"{path}faulty.csv")
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert lines[0].split(";")[-2:] == ["Rad i listan", "Vad som är fel"]
    assert "'=1+1" in lines[3]
    again = read_in(bo, answer.get_data().replace(b"tolv", b"12"))
    assert tallies(bo.see(again))["New"] == 1
    assert tallies(bo.see(again))["Faulty rows"] == 2


def test_rows_that_repeat_a_stairwell_are_named(bo: Desk) -> None:
    page = bo.see(read_in(bo, (BOS_HOUSES + "KYRKOGATAN ;4;a;77730;LINDBACKA;13;centrum;\n").encode()))
    assert tallies(page)["Rows that repeat a stairwell"] == 1
    assert "Row 6 names the same stairwell as row 2, and says something else about it." in page


def test_a_list_that_was_forgotten_is_asked_for_again(bo: Desk, cleo: Desk, clock: Clock) -> None:
    path = read_in(bo, BOS_HOUSES.encode())
    assert cleo.status(path) == 422
    clock.move(minutes=29)
    assert bo.status(path) == 200
    for _ in range(2):
        clock.move(minutes=16)
        bo.see(BEGIN)
    gone = bo.client.get(path)
    assert gone.status_code == 422
    assert "no longer here" in gone.get_data(as_text=True)
    assert bo.press(path, plan="0" * 32).status_code == 422


def test_odd_names_of_lists_and_imports_are_none(bo: Desk) -> None:
    for odd in ("x", "0" * 32, "%00", "A" * 3000, "..%2f.."):
        assert bo.status(f"{BEGIN}{odd}/") in {404, 422}, odd
        assert bo.status(f"{BEGIN}done/{odd}") == 404, odd
        assert bo.press(f"{BEGIN}done/{odd}").status_code == 404, odd


def test_an_upload_of_nothing_says_so(bo: Desk) -> None:
    assert "Choose a file first" in bo.press(BEGIN).get_data(as_text=True)
    assert bo.press(BEGIN, list="typed").status_code == 422
    assert "The file is empty" in upload(bo, b"", "hus.csv").get_data(as_text=True)


def test_what_is_too_large_is_refused(bo: Desk, asta: Desk, site: Site) -> None:
    much = b"Gata;Nr\n" + b"Kyrkogatan;4\n" * 900_000
    assert upload(bo, much).status_code == 413
    assert upload(bo, b"Gata;Nr\n" + b"a" * 10_000_500).status_code == 422
    assert asta.press("/staff/intake/", text="x" * 300_000).status_code == 413
    assert upload(asta, b"Gata;Nr\n").status_code == 404
    assert site.lists.contents() == []


def test_an_import_is_undone(bo: Desk, database: Database) -> None:
    with database.reads() as session:
        before = [(one.address, one.dwellings, one.walk) for one in session.scalars(stairwells_of(1))]
    path = imported(bo, (BOS_HOUSES.replace(";9;", ";11;") + NEW).encode())
    assert "Undo the import" in bo.see(path)
    assert bo.press(path).status_code == 303
    assert "The import is undone" in bo.see(path)
    with database.reads() as session:
        assert [(one.address, one.dwellings, one.walk) for one in session.scalars(stairwells_of(1))] == before
        assert session.scalars(select(Stairwell).where(Stairwell.retired_on.is_not(None))).one().tag
    assert bo.press(path).status_code == 409


def test_an_import_of_last_week_cannot_be_undone(app: Flask, bo: Desk, town: Town, clock: Clock) -> None:
    path = imported(bo, (BOS_HOUSES + NEW).encode())
    clock.move(days=7, seconds=1)
    later = Desk(app, town.bo, clock)
    assert "Undo the import" not in later.see(path)
    assert later.press(path).status_code == 409
    assert "Nygatan" in later.see("/staff/houses/")
