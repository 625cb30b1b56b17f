"""Writing tables for spreadsheet programs, so that no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Collection, Iterable

from huskurage.core.houses import Fault
from huskurage.core.personal import personal_content
from huskurage.core.table import Table

_SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)


def escape_formula(text: str) -> str:
    """Text that no spreadsheet program runs: an apostrophe stands before a leading sign.

    The signs are those that OWASP names under "CSV Injection". A program may skip leading blanks, so they
    are looked through.
    """
    return f"'{text}" if text.startswith(_SIGNS) or text.lstrip().startswith(_SIGNS) else text


def csv_bytes(lines: Iterable[Iterable[str]]) -> bytes:
    """A CSV file as Swedish Excel opens it by a double click: semicolons, UTF-8 with byte order mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([escape_formula(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def faulty_rows_csv(table: Table, faults: Iterable[Fault], personal: Collection[int]) -> bytes:
    """The header and just the rows that have a fault, to be corrected and imported again.

    `personal` holds the indexes of columns to leave out; a cell elsewhere that holds a phone number, e-mail
    address or personnummer comes out empty.
    """
    faulty = {fault.row for fault in faults}
    kept = [index for index in range(len(table.header)) if index not in personal]
    rows = (row.cells for row in table.rows if row.number in faulty)
    lines = [[table.header[index] for index in kept]]
    lines += [["" if personal_content(cells[index]) else cells[index] for index in kept] for cells in rows]
    return csv_bytes(lines)
