"""Ordinary lists of houses become plain tables, whatever program wrote them."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import huskurage.demo
from huskurage.core.spreadsheet import Refusal, Table, Unreadable, read_table

DEMO = Path(huskurage.demo.__file__).parent
HEADER = ("Gatuadress", "Postnr", "Ort")
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), max_size=20)
CELLS = WORDS.filter(lambda text: not text.startswith("=") and text.strip() == text)
ROWS = st.lists(st.tuples(CELLS.map(lambda text: f"G{text} 1"), CELLS, CELLS), max_size=12)


def workbook(*rows: tuple[object, ...], title: str = "Hus") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_text(rows: list[tuple[str, ...]], delimiter: str = ";") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([HEADER, *rows])
    return file.getvalue()


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def test_workbook_of_lindbackahem_gives_127_rows_without_titles_tail_sum_and_other_sheet() -> None:
    table = read_table((DEMO / "lindbackahem-fastigheter.xlsx").read_bytes(), "fastigheter.xlsx")
    assert (table.sheet, table.header_row, len(table.rows)) == ("Fastigheter", 4, 127)
    assert (table.rows[0].number, table.rows[-1].number) == (5, 131)
    assert table.rows[0].cells == (
        "Centrum",
        "Hyttan 6:38",
        "Kyrkogatan 4",
        "",
        "777 30",
        "Lindbacka",
        "18",
        "1980",
    )


def test_csv_of_lindbackahem_keeps_the_row_numbers_that_excel_shows() -> None:
    table = read_table((DEMO / "lindbackahem-export.csv").read_bytes(), "export.csv")
    assert (table.sheet, table.header_row, len(table.rows)) == ("export.csv", 1, 62)
    assert [row.number for row in table.rows[-3:]] == [61, 63, 64]
    assert table.rows[-3].cells[1] == "Ängsvägen"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_reads_alike_in_every_encoding_and_separator(encoding: str, delimiter: str) -> None:
    text = csv_text([("Åsgatan 6", "777 30", "Östra Lindbacka")], delimiter)
    assert cells(read_table(text.encode(encoding), "x.csv")) == [("Åsgatan 6", "777 30", "Östra Lindbacka")]


@settings(max_examples=80, deadline=None)
@given(ROWS, st.sampled_from([";", ",", "\t"]), st.sampled_from(["utf-8-sig", "cp1252", "utf-16"]))
def test_csv_round_trips(rows: list[tuple[str, ...]], delimiter: str, encoding: str) -> None:
    table = read_table(csv_text(rows, delimiter).encode(encoding), "x.csv")
    assert (table.header, cells(table)) == (HEADER, rows)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_workbook_round_trips(rows: list[tuple[str, ...]]) -> None:
    table = read_table(saved(workbook(HEADER, *rows)), "x.xlsx")
    assert (table.header, cells(table)) == (HEADER, rows)
    assert [row.number for row in table.rows] == list(range(2, len(rows) + 2))


def test_numbers_are_read_as_people_write_them() -> None:
    table = read_table(saved(workbook(HEADER, ("A 1", 4.0, 3.5), ("B 1", 77730, True))), "x.xlsx")
    assert cells(table) == [("A 1", "4", "3.5"), ("B 1", "77730", "TRUE")]


def test_sheet_with_the_best_header_is_read_though_another_stands_first() -> None:
    book = workbook(("Anteckning", "Belopp"), ("Porto", 12), title="Kostnader")
    book.create_sheet("Hus").append(HEADER)
    book["Hus"].append(("Kyrkogatan 4", "777 30", "Lindbacka"))
    assert read_table(saved(book), "x.xlsx").sheet == "Hus"


def test_visible_sheet_wins_over_an_equal_hidden_one() -> None:
    book = workbook(HEADER, ("Gamla vägen 1", "", ""), title="2019")
    book["2019"].sheet_state = "hidden"
    book.create_sheet("2026").append(HEADER)
    assert read_table(saved(book), "x.xlsx").sheet == "2026"


def test_area_merged_over_several_rows_belongs_to_each_but_its_dwellings_do_not() -> None:
    book = workbook(
        ("Område", "Adress", "Antal lgh"),
        ("Centrum", "Kyrkogatan 4", 18),
        (None, "Kyrkogatan 5", None),
        ("Norr", "Åsgatan 6", 9),
    )
    book["Hus"].merge_cells("A2:A3")
    book["Hus"].merge_cells("C2:C3")
    assert cells(read_table(saved(book), "x.xlsx"))[1] == ("Centrum", "Kyrkogatan 5", "")


def test_sum_rows_go_and_summagatan_stays() -> None:
    text = "Adress;Antal lgh\nSummagatan 4;3\nDelsumma;3\n;\nTotalt;3 st\nSumma bostäder:;3\n"
    assert cells(read_table(text.encode(), "x.csv")) == [("Summagatan 4", "3")]


def test_header_repeated_on_each_printed_page_is_not_a_house() -> None:
    text = "Lista\n\nAdress;Ort\nÅsgatan 6;Lindbacka\nAdress;Ort\nÅsgatan 7;Lindbacka\n"
    table = read_table(text.encode(), "x.csv")
    assert (table.header_row, [row.number for row in table.rows]) == (3, [4, 6])


def test_unknown_headings_still_make_a_table_to_be_mapped_by_hand() -> None:
    table = read_table(b"Katuosoite;Huoneistot\nKirkkokatu 4;18\n", "x.csv")
    assert table.header == ("Katuosoite", "Huoneistot")


def test_separator_line_of_excel_is_obeyed_and_not_counted() -> None:
    table = read_table(b"sep=,\r\nAdress,Ort\r\nKyrkogatan 4,Lindbacka\r\n", "x.csv")
    assert (table.header_row, table.rows[0].number) == (1, 2)


def test_row_that_is_longer_than_the_header_widens_the_table() -> None:
    table = read_table(b"Adress;Ort\nKyrkogatan 4;Lindbacka;extra\n", "x.csv")
    assert (table.header, table.rows[0].cells[2]) == (("Adress", "Ort", ""), "extra")


def test_limits_are_the_last_that_is_allowed() -> None:
    allowed = "Adress;Ort\n" + "Kyrkogatan 4;Lindbacka\n" * 20_000
    assert len(read_table(allowed.encode(), "x.csv").rows) == 20_000
    for text, reason in [
        (allowed + "Kyrkogatan 5;Lindbacka\n", Refusal.TOO_MANY_ROWS),
        ("Adress;" + ";".join(f"K{n}" for n in range(100)) + "\nA 1\n", Refusal.TOO_MANY_COLUMNS),
        ("Adress\n" + "x" * 10_000_000, Refusal.TOO_LARGE),
    ]:
        with pytest.raises(Unreadable) as caught:
            read_table(text.encode(), "x.csv")
        assert caught.value.reason is reason
        assert caught.value.params["limit"]


def test_tables_do_not_show_cells_in_their_repr() -> None:
    table = read_table(b"Adress;Hyresg\xe4st\nKyrkogatan 4;Anna Exempel\n", "x.csv")
    assert "Anna" not in repr(table) + repr(table.rows[0])
