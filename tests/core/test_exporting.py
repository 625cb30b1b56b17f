"""Exported cells are never formulas, and the faulty rows come back without tenants."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import huskurage.demo
from huskurage.core.columns import Column, guess_columns
from huskurage.core.exporting import escape_formula, faulty_rows_csv
from huskurage.core.houses import read_houses
from huskurage.core.personal import personal_columns
from huskurage.core.spreadsheet import read_table
from huskurage.core.table import Row, Table

EXPORT = Path(huskurage.demo.__file__).parent / "lindbackahem-export.csv"


def test_faulty_rows_come_back_without_tenants() -> None:
    table = read_table(EXPORT.read_bytes(), "export.csv")
    reading = read_houses(table, guess_columns(table.header, table.rows))
    closed = [each.index for each in personal_columns(table.header, table.rows)]
    lines = faulty_rows_csv(table, reading.faults, closed).decode("utf-8-sig").splitlines()
    assert lines == [
        "Objektnr;Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter",
        "1999;Kyrkogatan;tolv;A;77730;LINDBACKA;8",
        "2000;;4;B;77730;LINDBACKA;",
    ]


def test_faulty_rows_hold_no_formula_and_no_stray_phone_number() -> None:
    table = Table("", 1, ("Adress", "Fritt"), (Row(2, ("=1+1", "070-174 06 05")), Row(3, ("-x", "\t=A1"))))
    reading = read_houses(table, {Column.STREET: 0})
    written = faulty_rows_csv(table, reading.faults, ())
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines() == ["Adress;Fritt", "'=1+1;", "'-x;'\t=A1"]


@given(st.text(max_size=30))
def test_escaped_text_starts_with_no_sign_and_loses_nothing(text: str) -> None:
    escaped = escape_formula(text)
    assert escaped in {text, f"'{text}"}
    assert not escaped.lstrip().startswith(("=", "+", "-", "@"))
