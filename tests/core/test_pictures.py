"""Pictures of sheets: a sample shows everything and scans nowhere, a screen's picture is read back like a sheet."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reading import by_opencv, by_zxing

from huskurage.core.pictures import preview
from huskurage.core.qr import print_url, qr_matrix

FONT = Path(__file__).parents[2] / "posters" / "fonts" / "NotoSans-Bold.ttf"
URL, OTHER = (print_url("https://huskurage.example", tag) for tag in ("K7MX4PD", "K7MX4PE"))


def drawn(*codes: tuple[str, int, int, int], size: tuple[int, int] = (595, 842)) -> bytes:
    """A page with codes on it: text, left, top and side in points."""
    sheet = Image.new("L", (size[0] * 2, size[1] * 2), 255)
    for text, left, top, side in codes:
        modules = Image.fromarray(np.where(np.array(qr_matrix(text)), 0, 255).astype(np.uint8))
        sheet.paste(modules.resize((side * 2, side * 2), Image.Resampling.NEAREST), (left * 2, top * 2))
    kept = io.BytesIO()
    sheet.save(kept, "PDF", resolution=144)
    return kept.getvalue()


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"))


def as_printed(pdf: bytes) -> np.ndarray:
    return np.asarray(pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("L"))


@pytest.mark.parametrize("side", [60, 90, 160, 200, 280])
def test_a_sample_scans_with_no_reader_at_any_size(side: int) -> None:
    pdf = drawn((URL, 60, 200, side))
    assert by_zxing(as_printed(pdf)) == (URL,)  # so that the test can fail
    for width in (900, 600, 350):
        picture = pixels(preview(pdf, mark="SAMPLE", font=FONT, width=width))
        assert picture.shape[1] == width
        assert by_zxing(picture) == ()
        assert by_opencv(picture) == ""


def test_every_code_of_a_sample_is_covered() -> None:
    pdf = drawn((URL, 40, 60, 150), (URL, 350, 60, 150), (OTHER, 40, 500, 150))
    assert len(by_zxing(as_printed(pdf))) == 3
    assert by_zxing(pixels(preview(pdf, mark="SAMPLE", font=FONT))) == ()


def test_what_holds_no_code_is_shown_as_it_is() -> None:
    assert pixels(preview(drawn(), mark="SAMPLE", font=FONT)).min() == 255


def test_every_code_of_a_picture_is_covered_too() -> None:
    shown, file = pypdfium2.PdfDocument(drawn((URL, 100, 300, 500), size=(1080, 1920)))[0].render(), io.BytesIO()
    shown.to_pil().save(file, "PNG")
    assert by_zxing(pixels(file.getvalue())) == (URL,)
    assert by_zxing(pixels(preview(file.getvalue(), mark="SAMPLE", font=FONT))) == ()
