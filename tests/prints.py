"""Printed sheets as tests look at them: pages as pictures and as text, every design in every format drawn once."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from sheets import HOST, sheet

from huskurage.core.designs import is_picture, read_design
from huskurage.core.poster import draw, draw_pictures
from huskurage.core.sheet import SheetLogo
from huskurage.core.trial import designs

POSTERS = Path(__file__).parents[1] / "posters"
DAY = date(2026, 11, 22)
INCH = 25.4
TWO_CHOICES = (("sv", "ar", "ti"), ("sv", "en", "uk"))
EVERY = [
    (design.name, form, languages)
    for design in designs(POSTERS)
    for form in design.formats
    for languages in TWO_CHOICES
]


@cache
def printed(
    design: str, form: str, languages: tuple[str, ...], options: tuple[str, ...] = (), host: str = HOST
) -> bytes:
    """A sheet of Kyrkogatan 4 A: a PDF, or a PNG for a screen."""
    how = {"posters_dir": POSTERS, "design": design, "form": form, "options": frozenset(options), "made_on": DAY}
    if is_picture(form):
        return next(draw_pictures([sheet(*languages, host=host)], **how))  # type: ignore[arg-type]  # named in a dictionary
    return draw([sheet(*languages, host=host)], **how)  # type: ignore[arg-type]  # named in a dictionary


def most_languages(design: str, form: str) -> int:
    return read_design(POSTERS, design).form(form).languages


def picture(file: bytes, page: int = 0, dpi: float = 150) -> np.ndarray:
    """A page in colour; a screen's picture as it is."""
    if not file.startswith(b"%PDF"):
        return np.asarray(Image.open(io.BytesIO(file)).convert("RGB"))
    document = pypdfium2.PdfDocument(file)
    image = np.asarray(document[page].render(scale=dpi / 72).to_pil().convert("RGB"))
    document.close()
    return image


def dots(form: str, dpi: float = 150) -> float:
    """Pixels to a millimetre in `picture`."""
    return 72 / INCH if is_picture(form) else dpi / INCH


def text_of(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = document[page].get_textpage().get_text_range()
    document.close()
    return " ".join(said.replace("\u00a0", " ").split())


def logo(owner: str, size: tuple[int, int] = (240, 120), colour: str = "#225588") -> SheetLogo:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return SheetLogo(owner, file.getvalue())
