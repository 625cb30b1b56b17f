"""An estate of 500 stairwells in one file: on each page both readers find the code of the house named on that page."""

import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from prints import DAY, POSTERS
from reading import by_opencv, by_zxing
from sheets import sheet
from tagged import tags_of

from huskurage.core.poster import draw
from huskurage.core.proof import WrongCode, prove
from huskurage.core.sheet import Sheet
from huskurage.core.tags import ALPHABET

PAGES, DPI = 500, 150
MOST_BYTES_A_PAGE = 12_000
STREETS = ("Kyrkogatan", "Norra Storgatan", "Åsvägen", "Kontraktsprostinnegatan")


def stairwell(number: int) -> Sheet:
    """No two have the same address or tag, and neighbours' are almost the same."""
    place, entrance = divmod(number, 4)
    tag = "K7M" + "".join(ALPHABET[number * factor % len(ALPHABET)] for factor in (1, 7, 11)) + ALPHABET[number // 31]
    return sheet("ar", "ti", address=f"{STREETS[number % 4]} {place + 1} {'ABCD'[entrance]}", tag=tag)


ESTATE = [stairwell(number) for number in range(PAGES)]


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("estate") / "estate.pdf"
    file.write_bytes(draw(ESTATE, posters_dir=POSTERS, made_on=DAY))
    return file


def look(pdf: Path, numbers: Sequence[int]) -> list[tuple[str, tuple[str, ...], str]]:
    """For each page the address that one tells 112, and what each reader reads."""
    document = pypdfium2.PdfDocument(pdf)
    seen = []
    for number in numbers:
        page = document[number]
        text = " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())
        address = re.search(r"Du är på (.+?), Lindbacka", text)
        bitmap = page.render(scale=DPI / 72, grayscale=True)
        picture = np.ascontiguousarray(bitmap.to_numpy().squeeze())
        seen.append((address[1] if address else "", by_zxing(picture), by_opencv(picture)))
        bitmap.close()
        page.close()
    document.close()
    return seen


@pytest.mark.slow
def test_every_page_leads_to_the_house_whose_address_stands_on_it(estate: Path) -> None:
    assert len({(one.street_address, one.url) for one in ESTATE}) == len({one.url for one in ESTATE}) == PAGES
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        halves = list(pool.map(look, [estate] * 2, [range(0, PAGES, 2), range(1, PAGES, 2)]))
    pages = [halves[number % 2][number // 2] for number in range(PAGES)]
    expected = [(one.street_address, (one.url,), one.url) for one in ESTATE]
    assert [pair for pair in zip(pages, expected, strict=True) if pair[0] != pair[1]] == []


def test_it_is_one_tagged_file_of_few_bytes(estate: Path) -> None:
    content = estate.read_bytes()
    document = pypdfium2.PdfDocument(content)
    assert len(document) == PAGES
    assert len(content) <= MOST_BYTES_A_PAGE * PAGES
    for number in (0, 124, 125, 249, 250, 499):  # also where one compile ends and the next begins
        tags = tags_of(document[number])
        assert [tag.alt for tag in tags if tag.kind == "Figure"] == [f"QR {ESTATE[number].short_address}"]
        assert [tag.kind for tag in tags].count("H1") == 1
        assert f"Du är på {ESTATE[number].street_address}, Lindbacka" in tags[0].text
    document.close()


def test_the_service_itself_notices_an_estate_whose_order_slipped(estate: Path) -> None:
    prove(estate.read_bytes(), [one.url for one in ESTATE], share=0.02)
    with pytest.raises(WrongCode):
        prove(estate.read_bytes(), [one.url for one in ESTATE[1:] + ESTATE[:1]], share=0.02)
