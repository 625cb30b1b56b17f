"""Typesetting: a typst template and its inputs become one tagged PDF/UA-1 file, in this process and with our fonts."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

import typst

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_compilers = threading.local()
DOCUMENTS_REMEMBERED = 11


class CannotTypeset(Exception):
    """The typesetter refused. Its own words may hold somebody's text: they are not for a log."""


class NoLetter(CannotTypeset):
    """No font of ours has these letters."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


def typeset(template: Path, inputs: Mapping[str, str], *, made_on: date) -> bytes:
    """The PDF that the template makes of the inputs; the same input gives the same bytes.

    Fonts come from the folder `fonts` beside the template's own. `made_on` is the day written into the file.
    Raises NoLetter when a letter cannot be shown, CannotTypeset for whatever else goes wrong.
    """
    stamp = int(datetime.combine(made_on, time(), UTC).timestamp())
    with _plain_errors():
        pdf = _compiler(template).compile(
            format="pdf", sys_inputs=dict(inputs), pdf_standards=["ua-1"], timestamp=stamp
        )
    if not isinstance(pdf, bytes):
        raise CannotTypeset("The typesetter gave no file.")
    return pdf


def picture(template: Path, inputs: Mapping[str, str], *, dots: float = 72) -> list[bytes]:
    """The pages as PNG pictures, `dots` pixels to the inch. Raises what `typeset` raises."""
    with _plain_errors():
        drawn = _compiler(template).compile(format="png", sys_inputs=dict(inputs), ppi=dots)
    return [drawn] if isinstance(drawn, bytes) else list(drawn or [])


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        missing = _NO_GLYPH.search(str(error))
        raise (NoLetter(missing.group(1)) if missing else CannotTypeset(str(error))) from error


def forget() -> None:
    """Give back the memory of what was typeset before, for whoever typesets many large files one after another.

    The typesetter keeps what it has laid out until some ten other documents were made, some 300 MB for 250 posters; so
    it makes that many empty ones, in a tenth of a second. Measured at 2,000 posters: 3.0 GB without, 0.6 GB with.
    """
    for _ in range(DOCUMENTS_REMEMBERED):
        typst.compile(b" ", format="svg", ignore_system_fonts=True, font_paths=[])


def _compiler(template: Path) -> typst.Compiler:
    """This thread's compiler for the template: one cannot be used by two threads at once."""
    path = template.resolve()
    kept: dict[Path, typst.Compiler] = _compilers.__dict__.setdefault("kept", {})
    if path not in kept:
        fonts = _fonts(path.parents[1] / "fonts")
        kept[path] = typst.Compiler(str(path), root=str(path.parents[1]), font_paths=fonts, ignore_system_fonts=True)
    return kept[path]


@lru_cache(maxsize=8)
def _fonts(folder: Path) -> typst.Fonts:
    """Ours alone; reading them takes longer than a page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
