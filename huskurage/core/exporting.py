"""Writing tables for spreadsheet programs, so that no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from openpyxl import Workbook

from huskurage.core.cells import FORMULA_SIGNS
from huskurage.core.columns import Column
from huskurage.core.houses import Fault, HouseRow
from huskurage.core.imports import FIELDS
from huskurage.core.personal import shown_cell
from huskurage.core.table import Table

HEADINGS: Mapping[Column, str] = {  # Swedish in every language of the site: the words that lists are known by
    Column.AREA: "Område",
    Column.PROPERTY: "Fastighetsbeteckning",
    Column.STREET: "Gata",
    Column.NUMBER: "Nr",
    Column.ENTRANCE: "Uppgång",
    Column.POSTCODE: "Postnummer",
    Column.CITY: "Ort",
    Column.DWELLINGS: "Lägenheter",
}
REASON_HEADINGS = ("Rad i listan", "Vad som är fel")


def escape_formula(text: str) -> str:
    """Text that no spreadsheet program runs: an apostrophe stands before a leading sign.

    The signs are those that OWASP names under "CSV Injection". A program may skip leading blanks, so they
    are looked through.
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS) else text


def csv_bytes(lines: Iterable[Iterable[str]]) -> bytes:
    """A CSV file as Swedish Excel opens it by a double click: semicolons, UTF-8 with byte order mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([escape_formula(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def xlsx_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, every cell a text, so that "4-6" stays a house number and no cell a formula."""
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Hus")
    for line in lines:
        sheet.append([escape_formula(cell) for cell in line])
    book.save(file)
    return file.getvalue()


def register_lines(houses: Iterable[HouseRow]) -> list[list[str]]:
    """Houses as lines of a list that reads as just these houses; a header first."""
    lines = [list(HEADINGS.values())]
    for house in houses:
        values = (getattr(house, FIELDS[column]) for column in HEADINGS)
        lines.append(["" if value is None else str(value) for value in values])
    return lines


def faulty_lines(
    table: Table, faults: Iterable[Fault], mapping: Mapping[Column, int], reason: Callable[[Fault], str]
) -> list[list[str]]:
    """The header and just the rows that have a fault, to be corrected and imported again; what is wrong comes last.

    Only mapped columns come along, and a cell that holds a phone number, e-mail address or personnummer comes out
    empty, as does one that looks like a name where no name belongs.
    """
    wrong: dict[int, list[str]] = {}
    for fault in faults:
        wrong.setdefault(fault.row, []).append(reason(fault))
    lines = [[*(HEADINGS[column] for column in mapping), *REASON_HEADINGS]]
    for row in table.rows:
        if row.number in wrong:
            cells = [shown_cell(row.cells[index] if index < len(row.cells) else "") for index in mapping.values()]
            lines.append([*cells, str(row.number), " ".join(wrong[row.number])])
    return lines
