"""The look into a zipped workbook before anything opens it: its declared sizes and the shape of its XML."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat  # builds nothing, and refuses the first entity declaration

from huskurage.core.table import Refusal, Unreadable

MAX_UNZIPPED_BYTES = 50_000_000
MAX_RATIO = 120  # a sheet of blank styled rows reaches about 60; a bomb about 1,000
RATIO_MATTERS_FROM_BYTES = 4_000_000
MAX_PARTS = 2_000
MAX_ELEMENTS = 2_000_000  # 20,000 rows of 25 columns stay below
MAX_KEPT_ELEMENTS = 200_000  # openpyxl keeps every element that is not inside a row or a shared string
MAX_ELEMENTS_IN_ONE = 200_000
MAX_ATTRIBUTES = 400  # attributes come as name, value, name, value
MAX_DEPTH = 100
LAST_SHEET_ROW = 1_048_576  # ECMA-376 files from every current Excel end here

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CONTENT = frozenset({_SHEET + "v", _SHEET + "is"})
_DOWNWARD = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):\1([0-9]{1,7})")
_COLUMN_LETTERS = 26
_BROKEN_ARCHIVE = (  # what zipfile and its decompressors raise on damaged bytes
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
    struct.error,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of one column merged into one: column index from 0, rows from 1, last row included."""

    column: int
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class Part:
    """What was seen of one sheet: merges, the last row with any content, and how many rows come before it."""

    merges: tuple[Merge, ...] = ()
    last_row: int = 0
    rows: int = 0


@dataclass(slots=True)
class _Shape:
    """Counts what one XML part would build and refuses before it is built."""

    elements_left: int
    kept_left: int
    group: str  # the element that openpyxl forgets again when it ends
    merges: list[Merge] = field(default_factory=list)
    row: int = 0
    rows: int = 0
    filled: tuple[int, int] = (0, 0)  # row and rows at the last cell that holds anything
    depth: int = 0
    group_depth: int = 0
    left_at_group: int = 0

    def start(self, name: str, attributes: list[str]) -> None:
        self.depth += 1
        self.elements_left -= 1
        if not self.group_depth:
            self._start_outside(name, attributes)
        elif name in _CONTENT:
            self.filled = (self.row, self.rows)
        if (
            self.elements_left < 0
            or self.left_at_group - self.elements_left > MAX_ELEMENTS_IN_ONE
            or self.depth > MAX_DEPTH
            or len(attributes) > MAX_ATTRIBUTES
        ):
            raise Unreadable(Refusal.EXPANDS_TOO_MUCH)

    def end(self, _name: str) -> None:
        if self.depth == self.group_depth:
            self.group_depth = 0
        self.depth -= 1

    def _start_outside(self, name: str, attributes: list[str]) -> None:
        self.left_at_group = self.elements_left
        if name == self.group:
            self.group_depth = self.depth
        else:
            self.kept_left -= 1
            if self.kept_left < 0:
                raise Unreadable(Refusal.EXPANDS_TOO_MUCH)
        self._note(name, attributes)

    def _note(self, name: str, attributes: list[str]) -> None:
        if name == _SHEET + "row":
            number = _attribute(attributes, "r")
            if number and not (number.isascii() and number.isdecimal() and 1 <= int(number[:8]) <= LAST_SHEET_ROW):
                raise Unreadable(Refusal.BROKEN)
            self.row = int(number) if number else self.row + 1
            self.rows += 1
        elif name == _SHEET + "mergeCell":
            merge = _downward(_attribute(attributes, "ref"))
            if merge:
                self.merges.append(merge)


def inspect_workbook(content: bytes) -> dict[str, Part]:
    """Check a zip file that claims to be an .xlsx; answer what was seen of each part, by its path.

    Declared sizes are checked first; zipfile never yields more than is declared. Then every part is run
    through expat, which builds nothing, so that what openpyxl would hold in memory is known to be small.
    Raises `Unreadable`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_kind(archive)
            _check_sizes(archive)
            return _inspect_parts(archive)
    except _BROKEN_ARCHIVE as error:
        raise Unreadable(Refusal.BROKEN) from error


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        if any(part.flag_bits & 1 for part in archive.infolist()):
            raise Unreadable(Refusal.ENCRYPTED)
        return
    is_open_document = {"mimetype", "content.xml"} <= names
    raise Unreadable(Refusal.OPEN_DOCUMENT if is_open_document else Refusal.NOT_A_SPREADSHEET)


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unzipped = sum(part.file_size for part in parts)
    zipped = max(1, sum(part.compress_size for part in parts))
    is_bomb = unzipped > RATIO_MATTERS_FROM_BYTES and unzipped / zipped > MAX_RATIO
    if len(parts) > MAX_PARTS or unzipped > MAX_UNZIPPED_BYTES or is_bomb:
        raise Unreadable(Refusal.EXPANDS_TOO_MUCH)


def _inspect_parts(archive: zipfile.ZipFile) -> dict[str, Part]:
    seen: dict[str, Part] = {}
    elements, kept = MAX_ELEMENTS, MAX_KEPT_ELEMENTS
    for part in archive.infolist():
        shape = _Shape(elements, kept, _forgotten_in(part.filename))
        try:
            with archive.open(part) as stream:
                _run(stream, shape)
        except expat.ExpatError as error:  # pictures and printer settings are no XML
            if part.filename.endswith((".xml", ".rels")):
                raise Unreadable(Refusal.BROKEN) from error
        elements, kept = shape.elements_left, shape.kept_left
        seen[part.filename] = Part(tuple(shape.merges), *shape.filled)
    return seen


def _forgotten_in(path: str) -> str:
    if path.startswith("xl/worksheets/"):
        return _SHEET + "row"
    return _SHEET + "si" if path == "xl/sharedStrings.xml" else ""


def _run(stream: IO[bytes], shape: _Shape) -> None:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.ordered_attributes = True
    parser.StartElementHandler = shape.start
    parser.EndElementHandler = shape.end
    parser.EntityDeclHandler = _refuse_entities
    parser.ParseFile(stream)


def _refuse_entities(*_declaration: object) -> None:
    raise Unreadable(Refusal.FORBIDDEN_XML)


def _attribute(attributes: list[str], name: str) -> str:
    return next((attributes[at + 1] for at in range(0, len(attributes), 2) if attributes[at] == name), "")


def _downward(reference: str) -> Merge | None:
    found = _DOWNWARD.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * _COLUMN_LETTERS + ord(letter) - ord("A") + 1
    return Merge(column - 1, int(found[2]), int(found[3]))
