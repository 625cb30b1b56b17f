"""Typesetting: a typst template and its inputs become one tagged PDF/UA-1 file, in this process and with our fonts."""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

import typst

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_POINTED = re.compile(r"┌─ (?:.*/)?([^/\n]+/[^/\n]+):(\d+):\d+")
DOCUMENTS_REMEMBERED = 11
_compilers = threading.local()


class CannotTypeset(Exception):
    """The typesetter refused. Its own words may hold somebody's text: they are not for a log.

    `place` is where in which template, "calm/poster.typ, line 12", or nothing.
    """

    def __init__(self, said: str, place: str = "") -> None:
        super().__init__(said)
        self.place = place


class NoLetter(CannotTypeset):
    """No font of ours has these letters."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


def typeset(template: Path, inputs: Mapping[str, str], *, made_on: date, root: Path | None = None) -> bytes:
    """The PDF that the template makes of the inputs; the same input gives the same bytes.

    Fonts come from the folder `fonts` beside the template's own. It may read what lies under `root`, without one what
    lies in its own folder. `made_on` is the day written into the file.
    Raises NoLetter when a letter cannot be shown, CannotTypeset for whatever else goes wrong.
    """
    stamp = int(datetime.combine(made_on, time(), UTC).timestamp())
    with _plain_errors():
        pdf, warnings = _compiler(template, root).compile_with_warnings(
            format="pdf", sys_inputs=dict(inputs), pdf_standards=["ua-1"], timestamp=stamp
        )
    _check(warnings)
    if not isinstance(pdf, bytes):
        raise CannotTypeset("The typesetter gave no file.")
    return pdf


def picture(template: Path, inputs: Mapping[str, str], *, root: Path | None = None, dots: float = 72) -> list[bytes]:
    """The pages as PNG pictures, `dots` pixels to the inch. Raises what `typeset` raises."""
    with _plain_errors():
        drawn, warnings = _compiler(template, root).compile_with_warnings(
            format="png", sys_inputs=dict(inputs), ppi=dots
        )
    _check(warnings)
    return [drawn] if isinstance(drawn, bytes) else list(drawn or [])


def _check(warnings: Sequence[typst.TypstWarning]) -> None:
    """A font that is not ours is a warning, and leaves a hole."""
    for warning in warnings:
        if "unknown font family" in str(warning):
            raise CannotTypeset(str(warning), _place(warning.diagnostic))


def forget() -> None:
    """Give back the memory of what was typeset before, some 2 MB a page.

    The typesetter keeps what it has laid out until some ten other documents were made; so it makes that many empty
    ones, in a tenth of a second.
    """
    for _ in range(DOCUMENTS_REMEMBERED):
        typst.compile(b" ", format="svg", ignore_system_fonts=True, font_paths=[])


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        missing = _NO_GLYPH.search(str(error))
        if missing:
            raise NoLetter(missing.group(1)) from error
        raise CannotTypeset(str(error), _place(error.diagnostic)) from error


def _place(diagnostic: str) -> str:
    """The first place that the typesetter points at: where it stopped, not who called."""
    found = _POINTED.search(diagnostic)
    return f"{found[1]}, line {found[2]}" if found else ""


def _compiler(template: Path, root: Path | None = None) -> typst.Compiler:
    """This thread's compiler for the template: one cannot be used by two threads at once."""
    path = template.resolve()
    kept: dict[Path, typst.Compiler] = _compilers.__dict__.setdefault("kept", {})
    if path not in kept:
        fonts = _fonts(path.parents[1] / "fonts")
        kept[path] = typst.Compiler(
            str(path), root=str((root or path.parent).resolve()), font_paths=fonts, ignore_system_fonts=True
        )
    return kept[path]


@lru_cache(maxsize=8)
def _fonts(folder: Path) -> typst.Fonts:
    """Ours alone; reading them takes longer than a page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
