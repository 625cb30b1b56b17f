"""Columns are found by their headings and content; columns about persons are found and kept out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import huskurage.demo
from huskurage.core.columns import Column, guess_columns, header_score, named_column, personal_columns
from huskurage.core.personal import Personal, personal_content
from huskurage.core.spreadsheet import read_table
from huskurage.core.table import Row

DEMO = Path(huskurage.demo.__file__).parent


def rows(*lines: tuple[str, ...]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(lines, start=2)]


def guessed(header: tuple[str, ...], *lines: tuple[str, ...]) -> dict[str, Column]:
    return {header[index]: column for column, index in guess_columns(header, rows(*lines)).items()}


def test_workbook_of_lindbackahem_maps_itself_and_holds_nobody() -> None:
    table = read_table((DEMO / "lindbackahem-fastigheter.xlsx").read_bytes(), "x")
    assert guess_columns(table.header, table.rows) == {
        Column.AREA: 0,
        Column.PROPERTY: 1,
        Column.STREET: 2,
        Column.ENTRANCE: 3,
        Column.POSTCODE: 4,
        Column.CITY: 5,
        Column.DWELLINGS: 6,
    }
    assert personal_columns(table.header, table.rows) == ()


def test_export_of_lindbackahem_maps_itself_and_its_tenants_are_flagged() -> None:
    table = read_table((DEMO / "lindbackahem-export.csv").read_bytes(), "x")
    assert guess_columns(table.header, table.rows) == {
        Column.STREET: 1,
        Column.NUMBER: 2,
        Column.ENTRANCE: 3,
        Column.POSTCODE: 4,
        Column.CITY: 5,
        Column.DWELLINGS: 6,
    }
    suspects = personal_columns(table.header, table.rows)
    assert [(each.index, each.header, each.why) for each in suspects] == [
        (7, "Hyresgäst", Personal.NAME),
        (8, "Personnr", Personal.PERSONNUMMER),
        (9, "Telefon", Personal.PHONE),
    ]


def test_export_of_lindbackahem_is_flagged_by_content_alone() -> None:
    table = read_table((DEMO / "lindbackahem-export.csv").read_bytes(), "x")
    suspects = personal_columns([""] * len(table.header), table.rows)
    assert [(each.index, each.why) for each in suspects] == [
        (7, Personal.NAME),
        (8, Personal.PERSONNUMMER),
        (9, Personal.PHONE),
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("GATUADRESS", Column.STREET),
        ("Adress (besök)", Column.STREET),
        ("Street address", Column.STREET),
        ("Post-nr.", Column.POSTCODE),
        ("Antal lgh:", Column.DWELLINGS),
        ("Antal lägenheter bostad", Column.DWELLINGS),
        ("A\N{COMBINING RING ABOVE}", None),
        ("Omra\N{COMBINING RING ABOVE}de", Column.AREA),
        ("Uppg.", Column.ENTRANCE),
        ("Portkod", None),
        ("Lägenhetsnr", None),
        ("Byggår", None),
        ("", None),
    ],
)
def test_heading_is_known_by_its_words(text: str, column: Column | None) -> None:
    assert named_column(text) is column


def test_header_score_counts_each_column_once() -> None:
    assert header_score(["Gata", "Adress", "Ort", "Byggår"]) == 2


def test_heading_with_other_content_is_not_believed() -> None:
    header = ("Adress", "Area", "Lgh", "Postnr")
    line = ("Kyrkogatan", "71,5", "1101", "Box 4")
    assert guessed(header, line, line) == {"Adress": Column.STREET}


def test_running_number_is_not_taken_for_the_house_number() -> None:
    assert guessed(("Nr", "Adress"), ("1", "Kyrkogatan 4"), ("2", "Kyrkogatan 5 A")) == {"Adress": Column.STREET}


def test_surest_of_several_headings_wins() -> None:
    header = ("Fastighet", "Fastighetsbeteckning", "Adress", "Gatuadress")
    line = ("Björken", "Hyttan 6:38", "Box 12 A", "Kyrkogatan 4")
    assert guessed(header, line) == {"Fastighetsbeteckning": Column.PROPERTY, "Gatuadress": Column.STREET}


def test_unknown_headings_are_told_by_content_where_it_is_plain() -> None:
    line = ("Södra Järnvägsgatan 4 B", "Hyttan 6:38", "777 30", "12")
    assert guessed(("K1", "K2", "K3", "K4"), line) == {
        "K1": Column.STREET,
        "K2": Column.PROPERTY,
        "K3": Column.POSTCODE,
    }


def test_column_of_tenants_is_not_mapped_whatever_its_heading_says() -> None:
    header = ("Adress", "Ort")
    table = rows(("Kyrkogatan 4", "Anna Exempel"), ("Kyrkogatan 5", "Exempel, Mohammed"))
    assert guess_columns(header, table) == {Column.STREET: 0}
    assert [each.why for each in personal_columns(header, table)] == [Personal.NAME]


def test_one_phone_number_in_five_is_enough() -> None:
    table = rows(("Centrum",), ("Norr",), ("070-174 06 05",), ("Söder",), ("Väster",))
    assert [each.why for each in personal_columns(("Anteckning",), table)] == [Personal.PHONE]


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Hyresgästens namn", Personal.NAME),
        ("Kontraktsinnehavare", Personal.NAME),
        ("Namn", Personal.NAME),
        ("Tenant", Personal.NAME),
        ("Pers.nr", Personal.PERSONNUMMER),
        ("Födelsedatum", Personal.PERSONNUMMER),
        ("E-post", Personal.EMAIL),
        ("Mobilnr", Personal.PHONE),
        ("Tel.", Personal.PHONE),
    ],
)
def test_heading_about_a_person_is_enough_even_over_empty_cells(heading: str, why: Personal) -> None:
    assert [each.why for each in personal_columns((heading,), rows(("",)))] == [why]


@pytest.mark.parametrize("heading", ["Antal hyresgäster", "Street name", "Fastighetsnamn", "Hotell", "Uppgång"])
def test_heading_about_houses_is_not_about_a_person(heading: str) -> None:
    assert personal_columns((heading,), rows(("",))) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("191212121212", Personal.PERSONNUMMER),
        ("1212121212", Personal.PERSONNUMMER),
        ("121212-1212", Personal.PERSONNUMMER),
        ("121272+1212", Personal.PERSONNUMMER),
        ("Anna 19121212-1212", Personal.PERSONNUMMER),
        ("+46 70 174 06 05", Personal.PHONE),
        ("701740605", Personal.PHONE),
        ("ring 08-465 004 00 efter sex", Personal.PHONE),
        ("anna@example.org", Personal.EMAIL),
        ("556677-8899", None),
        ("1212121213", None),
        ("777 30", None),
        ("Hyttan 6:38", None),
        ("Kyrkogatan 4-6", None),
        ("2026-11-02", None),
        ("1980", None),
    ],
)
def test_cell_is_personal_by_its_shape(text: str, why: Personal | None) -> None:
    assert personal_content(text) is why


@given(
    st.integers(1, 999).map(str),
    st.sampled_from(["Kyrkogatan", "Karl Johans gata", "Åsgatan", "Erik Dahlbergs väg"]),
)
def test_streets_named_after_people_are_not_people(number: str, street: str) -> None:
    assert personal_columns(("",), rows((f"{street} {number}",), (street,))) == ()


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=8))
def test_any_content_is_judged_without_error(lines: list[tuple[str, str]]) -> None:
    assert set(guess_columns(("Adress", "?"), rows(*lines)).values()) <= {0, 1}
