"""Exported cells are never formulas, and the faulty rows come back without tenants."""

import io
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

import huskurage.demo
from huskurage.core.cells import FaultReason
from huskurage.core.columns import Column, guess_columns
from huskurage.core.exporting import csv_bytes, escape_formula, faulty_lines, xlsx_bytes
from huskurage.core.houses import Fault, read_houses
from huskurage.core.spreadsheet import read_table
from huskurage.core.table import Row, Table

EXPORT = Path(huskurage.demo.__file__).parent / "lindbackahem-export.csv"


def reason(fault: Fault) -> str:
    return fault.why.value


def test_faulty_rows_come_back_without_tenants() -> None:
    table = read_table(EXPORT.read_bytes(), "export.csv")
    mapping = guess_columns(table.header, table.rows)
    lines = faulty_lines(table, read_houses(table, mapping).faults, mapping, reason)
    assert lines == [
        ["Gata", "Nr", "Uppgång", "Postnummer", "Ort", "Lägenheter", "Rad i listan", "Vad som är fel"],
        ["Kyrkogatan", "tolv", "A", "77730", "LINDBACKA", "8", "63", "not_a_number"],
        ["", "4", "B", "77730", "LINDBACKA", "", "64", "missing"],
    ]


def test_faulty_rows_hold_no_formula_and_nothing_stray_about_a_person() -> None:
    rows = (Row(2, ("=1+1", "070-174 06 05")), Row(3, ("-x", "Anna Exempel")))
    table = Table("", 1, ("Adress", "Nr"), rows)
    mapping = {Column.STREET: 0, Column.NUMBER: 1}
    faults = [Fault(row.number, Column.STREET, FaultReason.LOOKS_LIKE_FORMULA, "") for row in rows]
    written = csv_bytes(faulty_lines(table, faults, mapping, reason))
    assert written.startswith(b"\xef\xbb\xbf")
    assert [line.split(";")[:2] for line in written.decode("utf-8-sig").splitlines()[1:]] == [
        ["'=1+1", ""],
        ["'-x", ""],
    ]


@given(st.text(max_size=30))
def test_escaped_text_starts_with_no_sign_and_loses_nothing(text: str) -> None:
    escaped = escape_formula(text)
    assert escaped in {text, f"'{text}"}
    assert not escaped.lstrip().startswith(("=", "+", "-", "@"))


@given(st.text("=+-@\t\r'ab1 \N{FULLWIDTH EQUALS SIGN}", max_size=6))
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([[text]]))).active
    assert sheet is not None
    for row in sheet.iter_rows():
        assert all(cell.data_type != "f" and not str(cell.value or "").startswith(("=", "+", "@")) for cell in row)
