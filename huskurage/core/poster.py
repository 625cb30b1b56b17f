"""Drawing posters: sheets and a design become one tagged PDF, typeset by typst in this process."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from huskurage.core.proof import count_pages
from huskurage.core.qr import QUIET_ZONE, qr_matrix, qr_svg
from huskurage.core.sheet import Sheet, SheetWords
from huskurage.core.typesetting import CannotTypeset, NoLetter, typeset

MOST_SHEETS = 500
"""Pages of one compile: memory grows with the pages and is not given back (about 430 MB at 500)."""
NEUTRAL_TITLE = "Information till boende"
"""What a reader's window bar and a print queue show: nothing about violence."""

_DESIGN_NAME = re.compile(r"[a-z][a-z0-9-]*")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]")
_GLUE = re.compile(r" (?=\S*\d|\w\b)")
_TOO_WIDE = re.compile(r"too wide for the poster: (.+)")


class CannotDraw(Exception):
    """This sheet cannot become a poster; the message says why in words for the person who chose."""


class TooMuchText(CannotDraw):
    """The words do not fit at a size that can be read: choose fewer languages. Type is never made smaller."""


class TooManySheets(ValueError):
    """More sheets than one file holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a design can do, as its `design.toml` says. `max_languages` counts Swedish; boxes are in mm."""

    name: str
    revision: int
    formats: tuple[str, ...]
    max_languages: int
    tagged: bool
    qr_box_mm: int


@lru_cache(maxsize=32)
def read_design(posters_dir: Path, name: str) -> Design:
    """The design of that name under `posters_dir`. Raises CannotDraw when there is none."""
    if not _DESIGN_NAME.fullmatch(name):
        raise CannotDraw(f"{name!r} is not the name of a design.")
    try:
        said = tomllib.loads((posters_dir / name / "design.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CannotDraw(f"There is no design called {name!r}.") from error
    return Design(**(said | {"formats": tuple(said["formats"])}))


def draw(
    sheets: Sequence[Sheet],
    *,
    posters_dir: Path,
    design: str = "calm",
    form: str = "a4",
    made_on: date,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """One PDF/UA-1 file, a page a sheet in the order given; the same input gives the same bytes.

    `made_on` is the day written into the file. `progress` hears (done, total) before and after typesetting.
    Raises TooManySheets (0 or over 500), TooMuchText (a sheet overflows its page or a column), CodeTooDense
    (too fine a code), CannotDraw (no such design, format or letter; an unseen control sign).
    """
    _check(sheets, read_design(posters_dir, design), form)
    tell = progress or _nobody
    tell(0, len(sheets))
    inputs = {
        "form": form,
        "title": NEUTRAL_TITLE,
        "sheets": json.dumps([_for_typst(sheet) for sheet in sheets]),
    }
    pdf = _compile(posters_dir, design, inputs, made_on)
    pages = count_pages(pdf)
    if pages != len(sheets):
        raise TooMuchText(f"The words need {pages} pages instead of {len(sheets)}. Choose fewer languages.")
    tell(len(sheets), len(sheets))
    return pdf


def glued_address(street_address: str) -> str:
    """The address with no-break spaces before numbers and single letters: "4 A" never stands alone."""
    return _GLUE.sub("\u00a0", street_address)


def _check(sheets: Sequence[Sheet], design: Design, form: str) -> None:
    if not 1 <= len(sheets) <= MOST_SHEETS:
        raise TooManySheets(f"{len(sheets)} posters in one file; it holds 1 to {MOST_SHEETS}.")
    if form not in design.formats:
        raise CannotDraw(f"The design {design.name!r} has no format {form!r}.")
    for sheet in sheets:
        if not 1 <= len(sheet.words) <= design.max_languages:
            raise TooMuchText(f"The design {design.name!r} holds 1 to {design.max_languages} languages.")
        if not sheet.street_address.strip():
            raise CannotDraw("A sheet has no street address.")
        unseen = _UNSEEN.search(" ".join(_strings(asdict(sheet))))
        if unseen:
            raise CannotDraw(f"{sheet.street_address!a} holds an unseen control sign: {unseen.group()!a}.")


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, Mapping) else value
    return [text for part in parts for text in _strings(part)] if isinstance(parts, Iterable) else []


def _for_typst(sheet: Sheet) -> dict[str, object]:
    """The sheet as the template reads it: words split into language and region, the address kept together."""
    said = asdict(sheet)
    said["words"] = [_words_for_typst(words) for words in sheet.words]
    said["glued_address"] = glued_address(sheet.street_address)
    said["qr"] = qr_svg(sheet.url)
    said["qr_side"] = len(qr_matrix(sheet.url)) + 2 * QUIET_ZONE
    return said


def _words_for_typst(words: SheetWords) -> dict[str, object]:
    language, *rest = words.language.split("-")
    region = next((part for part in rest if len(part) == 2 and part.isupper()), None)  # noqa: PLR2004 -- ISO 3166
    return asdict(words) | {"language": language, "region": region}


def _compile(posters_dir: Path, design: str, inputs: dict[str, str], made_on: date) -> bytes:
    try:
        return typeset(posters_dir / design / "poster.typ", inputs, made_on=made_on)
    except CannotTypeset as error:
        raise _plain(error) from error


def _plain(error: CannotTypeset) -> CannotDraw:
    """The typesetter's refusal in words for the person who chose."""
    if isinstance(error, NoLetter):
        return CannotDraw(f"No font of ours has the letter {error.letters}.")
    if wide := _TOO_WIDE.search(str(error)):
        return TooMuchText(f"“{wide.group(1)}” is too wide for the poster. Choose fewer languages.")
    return CannotDraw(f"The typesetter refused: {error}")


def _nobody(_done: int, _total: int) -> None:
    """Nobody waits for progress."""
