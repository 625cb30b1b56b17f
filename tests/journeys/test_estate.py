"""A whole estate in one PDF: on each of its 127 pages both readers find the code of the house named on that page."""

import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from ctypes import create_string_buffer
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reading import by_opencv, by_zxing
from served import command

from huskurage.settings import shipped
from huskurage.web.language import offered_in

HOST = "huskurage.example"  # as long as a real one: the densest code that a poster carries
DPI = 150
PAGES = 127


@dataclass(frozen=True)
class Estate:
    """The drawn PDF, and what `huskurage tags` says of the landlord's houses: (tag, address) in walking order."""

    pdf: Path
    houses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Seen:
    """What can be read on one page."""

    text: str
    by_zxing: tuple[str, ...]
    by_opencv: str
    fonts: tuple[tuple[str, bool], ...]  # name, embedded


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    folder = tmp_path_factory.mktemp("estate")
    command(folder, "demo", HUSKURAGE_HOST=HOST)
    lines = [line.split("\t") for line in command(folder, "tags").splitlines()]
    houses = tuple(
        (tag, address.partition(",")[0]) for _, address, landlord, tag in lines if landlord == "Lindbackahem"
    )
    languages = {one.tag for one in offered_in(shipped("translations"))} & {"sv", "en", "ar"}
    pdf = folder / "estate.pdf"
    command(
        folder, "estate", "lindbackahem", "--languages", ",".join(languages), "--out", str(pdf), HUSKURAGE_HOST=HOST
    )
    return Estate(pdf, houses)


@pytest.fixture(scope="module")
def pages(estate: Estate) -> list[Seen]:
    """Every page read by both readers, in two processes: PDFium takes no second thread."""
    halves = [range(0, PAGES, 2), range(1, PAGES, 2)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        read = list(pool.map(look, [estate.pdf] * 2, halves))
    return [read[number % 2][number // 2] for number in range(PAGES)]


def look(pdf: Path, numbers: Sequence[int]) -> list[Seen]:
    document = pypdfium2.PdfDocument(pdf)
    seen = [_look(document[number]) for number in numbers]
    document.close()
    return seen


def _look(page: pypdfium2.PdfPage) -> Seen:
    picture = np.ascontiguousarray(page.render(scale=DPI / 72, grayscale=True).to_numpy().squeeze())
    text = " ".join(page.get_textpage().get_text_range().split())
    return Seen(text, by_zxing(picture), by_opencv(picture), tuple(sorted(_fonts(page))))


def _fonts(page: pypdfium2.PdfPage) -> set[tuple[str, bool]]:
    found = set()
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=9):
        font = pdfium.FPDFTextObj_GetFont(one.raw)
        name = create_string_buffer(200)
        pdfium.FPDFFont_GetBaseFontName(font, name, 200)
        found.add((name.value.decode(), pdfium.FPDFFont_GetIsEmbedded(font) == 1))
    return found


def address_on(page: Seen, addresses: Sequence[str]) -> str:
    """The one address that stands on the page; "Björkvägen 3" may stand inside "Björkvägen 3 A", never beside it."""
    standing = {one for one in addresses if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", page.text)}
    longest = max(standing, key=len, default="")
    others = {one for one in standing if not longest.startswith(one)}
    assert not others, f"two houses on one page: {longest} and {others}"
    return longest


@pytest.mark.slow
def test_every_page_of_the_estate_leads_to_the_house_that_it_names(estate: Estate, pages: list[Seen]) -> None:
    assert len(pypdfium2.PdfDocument(estate.pdf)) == len(estate.houses) == PAGES
    addresses = [address for _, address in estate.houses]
    wrong = []
    for number, (page, (tag, address)) in enumerate(zip(pages, estate.houses, strict=True), start=1):
        url = f"HTTP://{HOST.upper()}/{tag}"
        found = (page.by_zxing, page.by_opencv, address_on(page, addresses))
        if found != ((url,), url, address):
            wrong.append(f"page {number}, {address}, {url}: {found}")
    assert wrong == []


@pytest.mark.slow
def test_the_estate_carries_its_fonts_and_says_what_it_is(estate: Estate, pages: list[Seen]) -> None:
    assert all(page.fonts for page in pages)
    assert {font for page in pages for font in page.fonts if not font[1]} == set(), "a font is not inside the file"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in estate.pdf.read_bytes()
    document = pypdfium2.PdfDocument(estate.pdf)
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    language = create_string_buffer(length)
    pdfium.FPDFCatalog_GetLanguage(document.raw, pdfium.cast(language, pdfium.POINTER(pdfium.FPDF_WCHAR)), length)
    assert language.raw.decode("utf-16-le").rstrip("\0") == "sv"
    document.close()
