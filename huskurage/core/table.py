"""The plain table that a spreadsheet becomes, and the reasons why a file cannot become one."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_UPLOAD_BYTES = 10_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100

Line = tuple[int, tuple[str, ...]]
Lines = Iterable[Line]


class Refusal(enum.Enum):
    """Why a file was refused; the door has a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"  # params: limit (bytes)
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    WEB_PAGE = "web_page"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    OPEN_DOCUMENT = "open_document"
    EXPANDS_TOO_MUCH = "expands_too_much"
    FORBIDDEN_XML = "forbidden_xml"
    UNKNOWN_ENCODING = "unknown_encoding"
    BROKEN_QUOTES = "broken_quotes"  # params: row
    BROKEN = "broken"
    NO_HEADER = "no_header"
    TOO_MANY_ROWS = "too_many_rows"  # params: limit
    TOO_MANY_COLUMNS = "too_many_columns"  # params: limit


class Unreadable(Exception):
    """A file that cannot be read as a list of houses: `reason`, and `params` for the sentence about it.

    Never carries anything out of the file's cells.
    """

    def __init__(self, reason: Refusal, **params: int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.params = params


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `number` counts from 1 as the spreadsheet program shows it."""

    number: int
    cells: tuple[str, ...] = field(repr=False)  # may hold tenants: kept out of logs and tracebacks


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it, all of the same width; blank, sum and title rows are gone."""

    sheet: str
    header_row: int
    header: tuple[str, ...]
    rows: tuple[Row, ...] = field(repr=False)
