"""Pictures of drawn sheets to look at beforehand, which must scan nowhere."""

import io
from math import atan2, degrees, hypot
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from huskurage.core.proof import PNG, PROOF_DPI, one_at_a_time

WIDTH = 900  # pixels
_BAND = (244, 201, 93)  # the lamp's colour
_INK = (23, 33, 43)
_ROUNDS = 6
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_Point = tuple[float, float]


class StillScans(Exception):
    """A code on the picture could still be read after it was covered."""


def preview(file: bytes, *, mark: str, font: Path, page: int = 0, width: int = WIDTH) -> bytes:
    """The page of a PDF, or a PNG, as a PNG of so many pixels across, each code under a band with the mark on it.

    The band lies over two of the three finders, and without them no reader finds a code (ISO/IEC 18004, 6.3.3).
    Raises StillScans when one could be read all the same, so that such a picture never leaves.
    """
    with one_at_a_time:
        picture = _opened(file, page)
        for _ in range(_ROUNDS):
            found = zxingcpp.read_barcodes(picture, formats=_FORMATS)
            if not found:
                break
            for code in found:
                corners = code.position
                _cover(picture, _xy(corners.bottom_left), _xy(corners.top_right), mark, font)
        else:
            raise StillScans
    picture.thumbnail((width, width * 4), Image.Resampling.LANCZOS)
    return as_png(picture)


def rendered(pdf: bytes, page: int, *, scale: float) -> Image.Image:
    """A page as a picture, `scale` pixels a point. The caller holds `one_at_a_time`."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[page].render(scale=scale)
        picture: Image.Image = bitmap.to_pil().copy()
        bitmap.close()
        return picture
    finally:
        document.close()


def as_png(picture: Image.Image) -> bytes:
    """The picture as a PNG file without anything besides."""
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=False)
    return kept.getvalue()


def _opened(file: bytes, page: int) -> Image.Image:
    if file.startswith(PNG):
        with Image.open(io.BytesIO(file)) as picture:
            return picture.convert("RGB")
    return rendered(file, page, scale=PROOF_DPI / 72).convert("RGB")


def _xy(point: zxingcpp.Point) -> _Point:
    return float(point.x), float(point.y)


def _cover(picture: Image.Image, start: _Point, end: _Point, mark: str, font: Path) -> None:
    """Lay a band from one finder to the other: as long as the code's diagonal, and wide enough for a finder."""
    across, up = end[0] - start[0], end[1] - start[1]
    diagonal = hypot(across, up)
    size = (max(8, round(diagonal * 0.98)), max(4, round(diagonal * 0.28)))
    band = Image.new("RGBA", size, (*_BAND, 255))
    letters = ImageFont.truetype(str(font), max(6, round(size[1] * 0.5)))
    ImageDraw.Draw(band).text((size[0] / 2, size[1] / 2), mark, fill=_INK, font=letters, anchor="mm")
    turned = band.rotate(-degrees(atan2(up, across)), expand=True, resample=Image.Resampling.BICUBIC)
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    picture.paste(turned, (round(middle[0] - turned.width / 2), round(middle[1] - turned.height / 2)), turned)
