"""Reading a CSV or tab-separated file, in the encodings and with the separators that Excel writes."""

import csv
import io
import itertools
import re
from collections.abc import Iterator

from huskurage.core.columns import header_score
from huskurage.core.table import MAX_COLUMNS, MAX_ROWS, Line, Refusal, Unreadable

SEPARATORS = (";", ",", "\t")
SNIFFED_RECORDS = 60
SNIFFED_LINES = 1_000  # blank ones counted
MAX_LINES = 1_048_576  # the last row of any spreadsheet program
LONGEST_LINE = 1_000_000

_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t|])"?\r?\n', re.IGNORECASE)  # Excel obeys it and does not show it
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OTHER_FILES = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def decode(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16 (with or without byte order mark) or Windows-1252.

    Raises `Unreadable`: WEB_PAGE, NOT_A_SPREADSHEET or UNKNOWN_ENCODING.
    """
    if content.startswith(_OTHER_FILES):
        raise Unreadable(Refusal.NOT_A_SPREADSHEET)
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable(Refusal.NOT_A_SPREADSHEET)
    if text.lstrip().startswith("<"):
        raise Unreadable(Refusal.WEB_PAGE)
    return text.rstrip("\x1a")  # old programs end a text file so


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            content = content[len(mark) :]
            break
    else:
        encodings = _guessed_encodings(content[:400])
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Refusal.UNKNOWN_ENCODING)


def _guessed_encodings(start: bytes) -> tuple[str, ...]:
    """Swedish text in UTF-16 has a zero in every other byte; no other text has any zero."""
    half = len(start) // 2
    if start[1::2].count(0) > half / 2:
        return ("utf-16-le",)
    if start[::2].count(0) > half / 2:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def text_lines(text: str) -> Iterator[Line]:
    """Row number and cells of every record that is not blank; raises `Unreadable`."""
    if any(len(line) > LONGEST_LINE for line in io.StringIO(text, newline=None)):
        raise Unreadable(Refusal.BROKEN)
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    separator = named[1] if named else max(SEPARATORS, key=lambda each: _fitness(text, each))
    return _records(text, separator)


def _fitness(text: str, separator: str) -> tuple[int, int]:
    """How well a separator fits: the best header it gives, then how many cells."""
    try:
        records = [cells for _, cells in itertools.islice(_records(text, separator, SNIFFED_LINES), SNIFFED_RECORDS)]
    except Unreadable as refusal:
        return (0, MAX_COLUMNS) if refusal.reason is Refusal.TOO_MANY_COLUMNS else (-1, 0)
    if not records:
        return (-1, 0)
    return max(header_score(cells) for cells in records), sum(len(cells) for cells in records)


def _records(text: str, separator: str, last: int = MAX_LINES + 1) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(itertools.islice(reader, last), start=1):
            if number > MAX_LINES:
                raise Unreadable(Refusal.TOO_MANY_ROWS, limit=MAX_ROWS)
            if any(cell.strip() for cell in itertools.islice(record, MAX_COLUMNS, None)):
                raise Unreadable(Refusal.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
            cells = tuple(cell.strip() for cell in record[:MAX_COLUMNS])
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise Unreadable(Refusal.BROKEN_QUOTES, row=number + 1) from error
