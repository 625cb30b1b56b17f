"""Rows become houses, or faults that name row and column, and the same house is found again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import huskurage.demo
from huskurage.core.columns import Column, guess_columns
from huskurage.core.houses import (
    FaultReason,
    HouseRow,
    PersonalColumnMapped,
    Reading,
    house_key,
    read_houses,
)
from huskurage.core.spreadsheet import read_table
from huskurage.core.table import Row, Table

DEMO = Path(huskurage.demo.__file__).parent
NAMES = {
    "Område": Column.AREA,
    "Beteckning": Column.PROPERTY,
    "Adress": Column.STREET,
    "Nr": Column.NUMBER,
    "Port": Column.ENTRANCE,
    "Postnr": Column.POSTCODE,
    "Ort": Column.CITY,
    "Antal lgh": Column.DWELLINGS,
}


def read(*lines: dict[str, str]) -> Reading:
    rows = tuple(Row(n, tuple(line.get(name, "") for name in NAMES)) for n, line in enumerate(lines, start=2))
    table = Table("Hus", 1, tuple(NAMES), rows)
    return read_houses(table, {column: index for index, column in enumerate(NAMES.values())})


def only(**cells: str) -> HouseRow:
    reading = read({name.replace("_", " "): text for name, text in cells.items()})
    assert reading.faults == ()
    return reading.houses[0]


def fault(**cells: str) -> tuple[Column | None, FaultReason, str]:
    reading = read({name.replace("_", " "): text for name, text in cells.items()})
    assert reading.houses == ()
    (one,) = reading.faults
    assert one.row == 2
    return one.column, one.why, one.value


def sample(name: str) -> tuple[Table, Reading]:
    table = read_table((DEMO / name).read_bytes(), name)
    return table, read_houses(table, guess_columns(table.header, table.rows))


def test_workbook_of_lindbackahem_gives_127_stairwells_and_no_fault() -> None:
    _, reading = sample("lindbackahem-fastigheter.xlsx")
    assert (len(reading.houses), reading.faults, reading.duplicates) == (127, (), ())
    assert sum(each.dwellings or 0 for each in reading.houses) == 696
    assert reading.houses[1] == HouseRow(6, "Centrum", "Bävern 1:6", "Kyrkogatan", "5", "A", "777 30", "Lindbacka", 3)


def test_export_of_lindbackahem_gives_60_stairwells_and_names_two_faulty_cells() -> None:
    _, reading = sample("lindbackahem-export.csv")
    assert len(reading.houses) == 60
    assert [(each.row, each.column, each.why, each.value) for each in reading.faults] == [
        (63, Column.NUMBER, FaultReason.NOT_A_NUMBER, "tolv"),
        (64, Column.STREET, FaultReason.MISSING, ""),
    ]
    assert reading.houses[0] == HouseRow(2, "", "", "Kyrkogatan", "4", "", "777 30", "Lindbacka", 18)
    for word in ["Anna", "1212", "070"]:
        assert word not in repr(reading)


def test_both_lists_of_lindbackahem_name_the_same_stairwells_alike() -> None:
    workbook = {house_key(each) for each in sample("lindbackahem-fastigheter.xlsx")[1].houses}
    export = {house_key(each) for each in sample("lindbackahem-export.csv")[1].houses}
    assert export <= workbook


def test_whole_address_in_one_cell_gives_postcode_and_city() -> None:
    found = only(Adress="Kyrkogatan 4 A, 777 30 LINDBACKA")
    assert (found.number, found.entrance, found.postcode, found.city) == ("4", "A", "777 30", "Lindbacka")


@pytest.mark.parametrize(
    ("cells", "number", "entrance"),
    [
        ({"Adress": "Storgatan", "Nr": "12 b"}, "12", "B"),
        ({"Adress": "Storgatan 12", "Nr": "12"}, "12", ""),
        ({"Adress": "Storgatan 12B", "Port": "b"}, "12", "B"),
        ({"Adress": "Storgatan 12B", "Port": "2"}, "12B", "2"),
        ({"Adress": "Storgatan 12", "Port": "Uppgång c"}, "12", "C"),
        ({"Adress": "Storgatan 12", "Port": "-"}, "12", ""),
    ],
)
def test_number_and_entrance_columns_meet_the_street_cell(cells: dict[str, str], number: str, entrance: str) -> None:
    assert (only(**cells).number, only(**cells).entrance) == (number, entrance)


@pytest.mark.parametrize("text", ["77730", "777 30", "777  30", "SE-777 30", "S-77730"])
def test_postcode_is_written_one_way(text: str) -> None:
    assert only(Adress="Åsgatan 6", Postnr=text).postcode == "777 30"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Adress": "Kyrkogatan"}, (Column.NUMBER, FaultReason.MISSING, "")),
        ({"Nr": "4"}, (Column.STREET, FaultReason.MISSING, "")),
        ({"Adress": "Kyrkogatan", "Nr": "0"}, (Column.NUMBER, FaultReason.NOT_A_NUMBER, "0")),
        (
            {"Adress": "Kyrkogatan", "Nr": "2026-06-04"},
            (Column.NUMBER, FaultReason.BECAME_A_DATE, "2026-06-04"),
        ),
        ({"Adress": "Kyrkogatan", "Nr": "04-jun"}, (Column.NUMBER, FaultReason.BECAME_A_DATE, "04-jun")),
        ({"Adress": "Kyrkogatan 4", "Nr": "5"}, (Column.NUMBER, FaultReason.NUMBERS_DISAGREE, "5")),
        (
            {"Adress": "Åsgatan 6", "Postnr": "7773"},
            (Column.POSTCODE, FaultReason.NOT_A_POSTCODE, "7773"),
        ),
        (
            {"Adress": "Åsgatan 6", "Antal lgh": "-3"},
            (Column.DWELLINGS, FaultReason.LOOKS_LIKE_FORMULA, "-3"),
        ),
        ({"Adress": "Åsgatan 6", "Antal lgh": "3.5"}, (Column.DWELLINGS, FaultReason.NOT_A_COUNT, "3.5")),
        (
            {"Adress": "Åsgatan 6", "Antal lgh": "\N{SUPERSCRIPT TWO}"},
            (Column.DWELLINGS, FaultReason.NOT_A_COUNT, "\N{SUPERSCRIPT TWO}"),
        ),
        ({"Adress": '=HYPERLINK("x")'}, (Column.STREET, FaultReason.LOOKS_LIKE_FORMULA, '=HYPERLINK("x")')),
        ({"Adress": "@SUM(1) 4"}, (Column.STREET, FaultReason.LOOKS_LIKE_FORMULA, "@SUM(1) 4")),
        ({"Adress": "Åsgatan 6", "Område": "#REF!"}, (Column.AREA, FaultReason.ERROR_VALUE, "#REF!")),
        ({"Adress": "Åsgatan 6", "Område": "x" * 121}, (Column.AREA, FaultReason.TOO_LONG, "x" * 120)),
        (
            {"Adress": "Ås\N{RIGHT-TO-LEFT OVERRIDE}gatan 6"},
            (Column.STREET, FaultReason.UNSAFE_CHARACTERS, "Ås\N{REPLACEMENT CHARACTER}gatan 6"),
        ),
        (
            {"Adress": "Åsgatan\b 6"},
            (Column.STREET, FaultReason.UNSAFE_CHARACTERS, "Åsgatan\N{REPLACEMENT CHARACTER} 6"),
        ),
        (
            {"Adress": "Åsgatan 6", "Område": "ring 070-174 06 05"},
            (Column.AREA, FaultReason.LOOKS_PERSONAL, ""),
        ),
    ],
)
def test_fault_names_column_reason_and_value(cells: dict[str, str], expected: tuple[Column, FaultReason, str]) -> None:
    table_row = dict(cells)
    reading = read(
        {"Adress": "Torggatan 1"},
        {"Adress": "Torggatan 2"},
        {"Adress": "T 3"},
        {"Adress": "T 4"},
        {"Adress": "T 5"},
        {"Område": "Norr", "Adress": "T 6"},
        {"Område": "Norr", "Adress": "T 7"},
        {"Område": "Norr", "Adress": "T 8"},
        {"Område": "Norr", "Adress": "T 9"},
        {"Område": "Norr", "Adress": "T 10"},
        table_row,
    )
    assert [(each.row, each.column, each.why, each.value) for each in reading.faults] == [(12, *expected)]


def test_several_faults_of_one_row_are_all_named() -> None:
    reading = read({"Nr": "4", "Postnr": "x", "Antal lgh": "många"})
    assert [each.column for each in reading.faults] == [Column.STREET, Column.POSTCODE, Column.DWELLINGS]


def test_zero_dwellings_is_a_number_and_nothing_is_unknown() -> None:
    assert only(Adress="Åsgatan 6", Antal_lgh="0").dwellings == 0
    assert only(Adress="Åsgatan 6").dwellings is None


def test_near_duplicates_are_named_and_the_first_is_kept() -> None:
    reading = read(
        {"Adress": "Kyrkogatan 4 A", "Antal lgh": "3"},
        {"Adress": "KYRKOGATAN  4a", "Antal lgh": "3"},
        {"Adress": "Kyrko gatan", "Nr": "04", "Port": "A", "Antal lgh": "5"},
        {"Adress": "Kyrkogatan 4 B"},
    )
    assert [each.row for each in reading.houses] == [2, 5]
    assert [(each.row, each.first_row, each.differs) for each in reading.duplicates] == [
        (3, 2, False),
        (4, 2, True),
    ]


def test_personal_column_cannot_be_mapped_by_hand() -> None:
    table = read_table((DEMO / "lindbackahem-export.csv").read_bytes(), "x")
    with pytest.raises(PersonalColumnMapped) as caught:
        read_houses(table, {Column.STREET: 1, Column.AREA: 7})
    assert [each.index for each in caught.value.suspects] == [7]
    assert "Anna" not in str(caught.value)


def test_index_outside_the_table_reads_as_empty() -> None:
    table = read_table(b"Adress;Ort\nKyrkogatan 4;Lindbacka\n", "x")
    assert read_houses(table, {Column.STREET: 0, Column.CITY: 99}).houses[0].city == ""


@given(st.lists(st.text(max_size=40), min_size=8, max_size=8))
def test_any_row_is_a_house_or_a_fault(cells: list[str]) -> None:
    table = Table("", 1, ("",) * 8, (Row(2, tuple(cells)),))
    try:
        reading = read_houses(table, {column: index for index, column in enumerate(Column)})
    except PersonalColumnMapped:
        return
    assert len(reading.houses) + bool(reading.faults) == 1
