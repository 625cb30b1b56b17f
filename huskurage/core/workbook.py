"""Reading the sheets of an .xlsx as lines of plain text, row by row, values and never formulas."""

import contextlib
import datetime as dt
import io
import math
import warnings
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Protocol, cast

import openpyxl

from huskurage.core.archive import Merge, Part, inspect_workbook
from huskurage.core.table import MAX_COLUMNS, MAX_ROWS, Line, Refusal, Unreadable

MAX_SHEETS = 50
MAX_SCANNED_ROWS = 100_000  # blank styled rows between the houses are read, but not without end
DECIMALS = 6


class _Source(Protocol):
    """What openpyxl's read-only worksheet offers; its stubs leave the part's path out."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(
        self, *, min_row: int, min_col: int, max_row: int, max_col: int, values_only: bool
    ) -> Generator[tuple[object, ...], None, None]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, whether people see it in Excel, and its lines, read anew at each call."""

    title: str
    visible: bool
    _source: "_Source" = field(repr=False)
    _part: Part = field(repr=False)

    def lines(self, unmerged: frozenset[int] = frozenset(), *, last_row: int | None = None) -> Iterator[Line]:
        """Row number and cells of every row that is not blank, merged cells filled downward.

        Stops after the last row with content, or after `last_row`, so that a long blank tail costs nothing.
        `unmerged` names columns (from 0) where the value belongs to the merged block as a whole and must
        not be repeated, as a number of dwellings does.
        """
        if last_row is None and self._part.rows > MAX_SCANNED_ROWS:
            raise Unreadable(Refusal.TOO_MANY_ROWS, limit=MAX_ROWS)
        merges = _Merged(tuple(merge for merge in self._part.merges if merge.column not in unmerged))
        end = min(self._part.last_row, last_row or self._part.last_row)
        if not end:
            return
        rows = self._source.iter_rows(min_row=1, min_col=1, max_row=end, max_col=MAX_COLUMNS + 1, values_only=True)
        with contextlib.closing(rows):
            for number, values in enumerate(rows, start=1):
                if values.count(None) == len(values) and not merges.reach(number):
                    continue
                cells = merges.fill(number, [cell_text(value) for value in values])
                yield number, tuple(cells)


@contextlib.contextmanager
def opened_workbook(content: bytes) -> Iterator[list[Sheet]]:
    """The sheets of an .xlsx, checked by `archive.inspect_workbook` first; raises `Unreadable`.

    Whatever openpyxl trips over while a sheet is read comes out as `Unreadable(BROKEN)`.
    """
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml must be installed and switched on for openpyxl")
    parts = inspect_workbook(content)
    with _broken_becomes_unreadable():
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            yield [_sheet(source, parts) for source in book.worksheets[:MAX_SHEETS]]
        finally:
            book.close()


@contextlib.contextmanager
def _broken_becomes_unreadable() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that we never read
            yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(Refusal.BROKEN) from error


def _sheet(worksheet: object, parts: dict[str, Part]) -> Sheet:
    source = cast("_Source", worksheet)
    source.reset_dimensions()  # the declared size may lie
    path = source._worksheet_path.lstrip("/")  # noqa: SLF001 - openpyxl has no public way to a sheet's part
    return Sheet(source.title, source.sheet_state == "visible", source, parts.get(path, Part()))


class _Merged:
    """Repeats the value of a cell merged downward in each row that the merge covers."""

    def __init__(self, merges: tuple[Merge, ...]) -> None:
        self._starts: dict[int, list[Merge]] = {}
        for merge in merges:
            self._starts.setdefault(merge.first_row, []).append(merge)
        self._open: dict[int, tuple[int, str]] = {}

    def reach(self, number: int) -> bool:
        return number in self._starts

    def fill(self, number: int, cells: list[str]) -> list[str]:
        for column, (last_row, text) in list(self._open.items()):
            if number > last_row:
                del self._open[column]
            elif column < len(cells) and not cells[column]:
                cells[column] = text
        for merge in self._starts.get(number, ()):
            if merge.column < len(cells):
                self._open[merge.column] = (merge.last_row, cells[merge.column])
        return cells


def cell_text(value: object) -> str:
    """A cell's value as people would write it: 4 for 4.0, 3.5, 2026-11-02; nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, dt.datetime):
        moment = value.isoformat(sep=" ", timespec="minutes")
        return moment.removesuffix(" 00:00")
    return str(value).strip()


def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value.is_integer():
        return str(int(value))
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
