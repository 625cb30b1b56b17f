"""The last look before a file is handed out: that each printed code leads where it should."""

import io
import threading
from collections.abc import Sequence
from math import ceil

import pypdfium2
import zxingcpp
from PIL import Image

PROOF_DPI = 150
"""As coarse as a poor office printer at its worst setting."""
PNG = b"\x89PNG"
FEW_PAGES = 3
"""So many pages are all looked at."""

one_at_a_time = threading.Lock()  # PDFium itself is not safe to call from two threads


class WrongCode(Exception):
    """A page's code does not hold what it should. `page` counts from 0; `found` is what was read."""

    def __init__(self, page: int, found: tuple[str, ...]) -> None:
        super().__init__(f"page {page + 1} holds the codes {list(found)}")
        self.page = page
        self.found = found


def prove(file: bytes, expected: Sequence[str | tuple[str, ...]], *, share: float = 0.1) -> None:
    """Look at pages at 150 dpi and read their codes; return quietly when each holds exactly the expected texts.

    A page is expected to hold one text, or several, the same one as often as it is printed, or () when no code may be
    read. `file` is a PDF, or a PNG, which is one page. Up to three pages: all. More: at least `share` of them (0 to 1),
    spread evenly, the first and the last among them, so that a shifted order is seen. Raises WrongCode, also when the
    number of pages differs.
    """
    wanted = [(one,) if isinstance(one, str) else tuple(sorted(one)) for one in expected]
    if file.startswith(PNG):
        with Image.open(io.BytesIO(file)) as picture:
            found = [_codes_in(picture.convert("L"))]
        if found != wanted:
            raise WrongCode(0, found[0])
        return
    with one_at_a_time:
        document = pypdfium2.PdfDocument(file)
        try:
            if len(document) != len(wanted):
                raise WrongCode(min(len(document), len(wanted)), ())
            for page in sampled_pages(len(wanted), share):
                seen = _codes_on(document, page)
                if seen != wanted[page]:
                    raise WrongCode(page, seen)
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """How many pages the file has."""
    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def sampled_pages(total: int, share: float) -> tuple[int, ...]:
    """Which pages of `total` are looked at, counted from 0, in order."""
    wanted = min(total, max(FEW_PAGES, ceil(total * share)))
    if wanted == total:
        return tuple(range(total))
    return tuple(round(step * (total - 1) / (wanted - 1)) for step in range(wanted))


def _codes_on(document: pypdfium2.PdfDocument, number: int) -> tuple[str, ...]:
    page = document[number]
    bitmap = page.render(scale=PROOF_DPI / 72, grayscale=True)
    try:
        return _codes_in(bitmap.to_pil())
    finally:
        bitmap.close()
        page.close()


def _codes_in(picture: Image.Image) -> tuple[str, ...]:
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(sorted(code.text for code in codes))
