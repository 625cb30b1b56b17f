"""From an uploaded file to a plain table: the right sheet, the header row, and the rows that hold houses."""

import itertools
import re
from collections.abc import Iterator
from pathlib import PurePath

from huskurage.core.columns import Column, header_score, named_column
from huskurage.core.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UPLOAD_BYTES,
    Line,
    Lines,
    Refusal,
    Row,
    Table,
    Unreadable,
)
from huskurage.core.textfile import decode, text_lines
from huskurage.core.workbook import opened_workbook

__all__ = ["Refusal", "Row", "Table", "Unreadable", "read_table"]

HEADER_WITHIN_LINES = 50
HEADER_WITHIN_ROWS = 500  # of a workbook, blank ones counted
FEWEST_UNKNOWN_HEADINGS = 2  # one unknown word alone is a title

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007, and any encrypted workbook
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_OLD_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_SUM_WORDS = re.compile(r"((del|slut)?summa|(del)?total(t|er)?|totalsumma|sum|grand total|subtotal)\b.*", re.IGNORECASE)
_NUMERIC = re.compile(r"[-+]?[0-9][0-9\s.,]*(kr|st|m2|m²|%)?", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")


def read_table(content: bytes, filename: str) -> Table:
    """Read an .xlsx, CSV or tab-separated file of at most 10 MB, 20,000 rows and 100 columns.

    The content decides what the file is; `filename` only names a table that has no sheet name. Title rows,
    blank rows, repeated headers and sum rows are left out. Of several sheets the one whose header names the
    most columns is read. Raises `Unreadable` and nothing else, whatever the bytes are.
    """
    if not content.strip():
        raise Unreadable(Refusal.EMPTY)
    if len(content) > MAX_UPLOAD_BYTES:
        raise Unreadable(Refusal.TOO_LARGE, limit=MAX_UPLOAD_BYTES)
    if content.startswith(_COMPOUND):
        raise Unreadable(_compound_refusal(content))
    if content.startswith(_ZIP):
        return _workbook_table(content)
    return _tabulated(PurePath(filename).name, text_lines(decode(content)))


def _compound_refusal(content: bytes) -> Refusal:
    if _ENCRYPTED_PART in content:
        return Refusal.ENCRYPTED
    is_excel = any(stream in content for stream in _OLD_STREAMS)
    return Refusal.OLD_EXCEL if is_excel else Refusal.NOT_A_SPREADSHEET


def _workbook_table(content: bytes) -> Table:
    with opened_workbook(content) as sheets:
        if not sheets:
            raise Unreadable(Refusal.EMPTY)
        best, found = max(
            ((sheet, _header_in(sheet.lines(last_row=HEADER_WITHIN_ROWS))) for sheet in sheets),
            key=lambda pair: (pair[1][0], pair[0].visible),
        )
        header = found[1][1] if found[1] else ()
        whole = (index for index, text in enumerate(header) if named_column(text) is Column.DWELLINGS)
        return _tabulated(best.title, best.lines(unmerged=frozenset(whole)))


def _header_in(lines: Lines) -> tuple[int, Line | None]:
    """The line that names the most columns among the first ones, and how many it names."""
    first = list(itertools.islice(lines, HEADER_WITHIN_LINES))
    scored = [(header_score(cells), line) for line in first for cells in [line[1]]]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    if best[0]:
        return best
    wordy = next((line for line in first if _looks_like_header(line[1])), None)
    return (0, wordy) if wordy else (-1, None)


def _looks_like_header(cells: tuple[str, ...]) -> bool:
    """Several different words and no digit: a header in words that we do not know, to be mapped by hand."""
    words = [cell for cell in cells if cell]
    return (
        len(words) >= FEWEST_UNKNOWN_HEADINGS and len(set(words)) == len(words) and not any(map(_DIGIT.search, words))
    )


def _tabulated(sheet: str, lines: Lines) -> Table:
    start = iter(lines)
    first = list(itertools.islice(start, HEADER_WITHIN_LINES))
    _, found = _header_in(first)
    if found is None:
        raise Unreadable(Refusal.NO_HEADER if first else Refusal.EMPTY)
    number, header = found[0], _trimmed(found[1])
    below = (line for line in itertools.chain(first, start) if line[0] > number)
    rows = list(itertools.islice(_house_lines(below, header), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise Unreadable(Refusal.TOO_MANY_ROWS, limit=MAX_ROWS)
    width = max(len(header), *(len(cells) for _, cells in rows), 0)
    if width > MAX_COLUMNS:
        raise Unreadable(Refusal.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
    padded = tuple(Row(at, cells + ("",) * (width - len(cells))) for at, cells in rows)
    return Table(sheet, number, header + ("",) * (width - len(header)), padded)


def _house_lines(lines: Lines, header: tuple[str, ...]) -> Iterator[Line]:
    for number, cells in lines:
        trimmed = _trimmed(cells)
        if trimmed and trimmed != header and not _is_sum(trimmed):
            yield number, trimmed


def _is_sum(cells: tuple[str, ...]) -> bool:
    """The word "Summa" or "Totalt" first, then nothing but numbers; Summagatan is no sum."""
    filled = [cell for cell in cells if cell]
    return bool(_SUM_WORDS.fullmatch(filled[0])) and all(_NUMERIC.fullmatch(cell) for cell in filled[1:])


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
