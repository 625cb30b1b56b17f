"""Drawing the sheets for those who train, hold meetings and hang posters."""

import enum
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pypdfium2

from huskurage.core.glyphs import letters_of, printable
from huskurage.core.proof import one_at_a_time
from huskurage.core.typesetting import typeset

FOLDER: Final = Path("materials")
PREVIEW_DPI: Final = 60
POINTS_PER_INCH: Final = 72


class Material(enum.Enum):
    """Which sheet; the value names its template and its address."""

    TRAINER = "trainer"
    MEETING = "meeting"
    HANGING = "hanging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a sheet: lines of their own, or pairs such as a question and its answer."""

    heading: str
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialWords:
    """What stands on a sheet, in one language ("sv" or "en"); each template knows the names of its parts.

    `numbers` are (who answers, telephone number, a word about it).
    """

    language: str
    title: str
    lead: str
    parts: Mapping[str, Part]
    numbers: tuple[tuple[str, str, str], ...] = ()


def draw_material(material: Material, words: MaterialWords, *, posters_dir: Path, made_on: date) -> bytes:
    """A tagged A4 PDF (PDF/UA-1) of one or two pages; the same words give the same bytes.

    Letters no font has become code points.
    """
    template = posters_dir / FOLDER / f"{material.value}.typ"
    said = printable(json.dumps(asdict(words), ensure_ascii=False), letters_of(posters_dir / "fonts"))
    return typeset(template, {"sheet": said}, made_on=made_on)


def first_page(pdf: bytes) -> bytes:
    """A small picture (PNG) of a file's first page, to choose by."""
    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            picture = document[0].render(scale=PREVIEW_DPI / POINTS_PER_INCH).to_pil()
        finally:
            document.close()
    file = io.BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
