"""Drawing posters: sheets and a design become one tagged PDF, or pictures for screens, typeset in this process."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from huskurage.core.binding import bind
from huskurage.core.designs import (
    OFFLINE,
    PAPERS,
    TEMPLATE,
    TRAINING,
    CannotDraw,
    Design,
    Form,
    PrintOrder,
    read_design,
)
from huskurage.core.plates import plates
from huskurage.core.proof import count_pages
from huskurage.core.sheet import Sheet, SheetWords
from huskurage.core.typesetting import CannotTypeset, NoLetter, forget, picture, typeset

MOST_SHEETS = 2000
"""Pages of one file: some 20 MB."""
PAGES_A_COMPILE = 125
"""Memory grows with the pages of a compile, some 2 MB each, and is not given back to the system."""

Progress = Callable[[int, int], None]
"""Hears (done, total); what it raises ends the drawing."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]")
_TOO_LARGE = re.compile(r"too (wide|tall) for the poster: (.+)")


class TooMuchText(CannotDraw):
    """The words do not fit at a size that can be read: choose fewer languages. Type is never made smaller."""


class TooManySheets(ValueError):
    """More sheets than one file holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Press:
    """One design's format with its options, ready to draw."""

    posters_dir: Path
    order: PrintOrder
    form: Form
    made_on: date

    @property
    def template(self) -> Path:
        return self.posters_dir / self.order.design / TEMPLATE

    def inputs(self, sheets: Sequence[Sheet], size: int) -> dict[str, str]:
        order = self.order
        return plates(sheets, form_name=order.form, form=self.form, options=order.options, size=size)

    def pages(self, sheets: Sequence[Sheet], size: int) -> bytes:
        """A PDF with a page a sheet. Raises TooMuchText when the words need more."""
        with _plain_words():
            pdf = typeset(self.template, self.inputs(sheets, size), made_on=self.made_on, root=self.posters_dir)
        pages = count_pages(pdf)
        if pages != len(sheets):
            raise TooMuchText(f"The words need {pages} pages instead of {len(sheets)}. Choose fewer languages.")
        return pdf

    def largest_size(self, sheets: Sequence[Sheet]) -> int:
        """The roomiest size of type in which the sheet with the longest address is one page; else the floor."""
        hardest = max(sheets, key=lambda sheet: (len(sheet.street_address), sheet.street_address))
        roomy, floor = 0, self.form.sizes - 1
        while roomy < floor:
            size = (roomy + floor) // 2
            try:
                self.pages([hardest], size)
            except TooMuchText:
                roomy = size + 1
            else:
                floor = size
        return roomy


def draw(
    sheets: Sequence[Sheet],
    *,
    posters_dir: Path,
    design: str = "calm",
    form: str = "a4",
    options: frozenset[str] = frozenset(),
    made_on: date,
    progress: Progress | None = None,
) -> bytes:
    """One PDF/UA-1 file, a page a sheet in the order given; the same input gives the same bytes.

    Type is as large as the design offers and the words allow, the same on every page, never under the design's floor.
    `made_on` is the day written into the file. Raises TooManySheets (0 or over 2,000), TooMuchText (a sheet overflows
    its page or a column), CodeTooDense (too fine a code), CannotDraw (no such design, format or option; no letter; an
    unseen control sign; a format that is a picture).
    """
    press = _press(sheets, posters_dir, PrintOrder(design=design, form=form, options=options), made_on)
    if PAPERS[form].picture:
        raise CannotDraw(f"The format {form!r} gives pictures, one for each sheet, not a PDF.")
    tell = progress or _nobody
    for size in range(press.largest_size(sheets), press.form.sizes):
        try:
            return bind(list(_parts(press, sheets, size, tell)))
        except TooMuchText:
            if size == press.form.sizes - 1:
                raise
    raise AssertionError("a format has at least one size")


def draw_pictures(
    sheets: Sequence[Sheet],
    *,
    posters_dir: Path,
    design: str = "calm",
    form: str = "screen",
    options: frozenset[str] = frozenset(),
    made_on: date,
) -> Iterator[bytes]:
    """A PNG for each sheet, 1080 x 1920 pixels for a screen. Raises what `draw` raises, when the first is asked for."""
    press = _press(sheets, posters_dir, PrintOrder(design=design, form=form, options=options), made_on)
    if not PAPERS[form].picture:
        raise CannotDraw(f"The format {form!r} gives a PDF, not pictures.")
    for sheet in sheets:
        size = press.largest_size([sheet])
        press.pages([sheet], size)
        yield from picture(press.template, press.inputs([sheet], size), root=posters_dir)


def expected_codes(sheets: Sequence[Sheet], *, form: str, options: frozenset[str]) -> list[tuple[str, ...]]:
    """What the codes of each page must say, in any order, for `proof.prove`: nothing at all on sheets for practice."""
    if TRAINING in options:
        return [()] * len(sheets)
    offline = OFFLINE in options
    return [(sheet.url,) * PAPERS[form].codes + (sheet.offline_text,) * offline for sheet in sheets]


def _parts(press: _Press, sheets: Sequence[Sheet], size: int, tell: Progress) -> Iterator[bytes]:
    tell(0, len(sheets))
    for begin in range(0, len(sheets), PAGES_A_COMPILE):
        if begin:
            forget()
        part = sheets[begin : begin + PAGES_A_COMPILE]
        yield press.pages(part, size)
        tell(begin + len(part), len(sheets))


def _press(sheets: Sequence[Sheet], posters_dir: Path, order: PrintOrder, made_on: date) -> _Press:
    if not 1 <= len(sheets) <= MOST_SHEETS:
        raise TooManySheets(f"{len(sheets)} posters in one file; it holds 1 to {MOST_SHEETS}.")
    design = read_design(posters_dir, order.design)
    form = design.form(order.form, order.options)
    for sheet in sheets:
        _check(sheet, design, order, form.most_languages(order.options))
    _check_signs(sheets)
    return _Press(posters_dir=posters_dir, order=order, form=form, made_on=made_on)


def _check(sheet: Sheet, design: Design, order: PrintOrder, languages: int) -> None:
    if not 1 <= len(sheet.words) <= languages:
        beside = f" with {', '.join(sorted(order.options))}" if OFFLINE in order.options else ""
        raise TooMuchText(f"The design {design.name!r} holds 1 to {languages} languages as {order.form}{beside}.")
    if not sheet.street_address.strip():
        raise CannotDraw("A sheet has no street address.")
    swedish = sheet.words[0]
    for option, needed in ((TRAINING, swedish.practice), (OFFLINE, swedish.offline and sheet.offline_text)):
        if option in order.options and not needed:
            raise CannotDraw(f"The sheet has no words for {option!r}.")
    if order.form == "letter" and not swedish.letter:
        raise CannotDraw("The sheet has no words for a letter.")


def _check_signs(sheets: Sequence[Sheet]) -> None:
    """Refuse unseen control signs: a text with one is not what it looks like."""
    seen: set[SheetWords] = set()
    for sheet in sheets:
        values = [sheet.street_address, sheet.place, sheet.short_address, sheet.municipality, sheet.landlord]
        texts = [*values, sheet.revision, *chain.from_iterable(sheet.numbers), *(logo.owner for logo in sheet.logos)]
        for words in sheet.words:
            if words not in seen:
                seen.add(words)
                texts += _texts(words)
        unseen = _UNSEEN.search(" ".join(texts))
        if unseen:
            raise CannotDraw(f"{sheet.street_address!a} holds an unseen control sign: {unseen.group()!a}.")


def _texts(words: SheetWords) -> list[str]:
    single = [words.headline, words.subline, words.now_call, words.say, words.read_more, words.free]
    return [*single, *chain.from_iterable(words.steps), *words.letter, words.offline, words.practice]


@contextmanager
def _plain_words() -> Iterator[None]:
    """The typesetter's refusal in words for the person who chose."""
    try:
        yield
    except NoLetter as error:
        raise CannotDraw(f"No font of ours has the letter {error.letters}.") from error
    except CannotTypeset as error:
        if found := _TOO_LARGE.search(str(error)):
            what = found[2].rstrip('"')
            raise TooMuchText(f"“{what}” is too {found[1]} for the poster. Choose fewer languages.") from error
        where = f" ({error.place})" if error.place else ""
        raise CannotDraw(f"The typesetter refused: {error}{where}") from error


def _nobody(_done: int, _total: int) -> None:
    """Nobody waits for progress."""
