"""The last look: a poster whose code leads to another house never leaves the service."""

import io

import numpy as np
import pytest
from PIL import Image

from huskurage.core.proof import WrongCode, count_pages, prove, sampled_pages
from huskurage.core.qr import print_url, qr_matrix

STREET = [print_url("https://huskurage.example", f"K7MX4P{number}") for number in "23456789ABCDEFGHJKMNPQRSTUVWXYZ"]


def page(*urls: str) -> Image.Image:
    sheet = Image.new("L", (1240, 1754), 255)  # A4 at 150 dpi
    for place, url in enumerate(urls):
        modules = np.kron(np.where(np.array(qr_matrix(url)), 0, 255), np.ones((12, 12))).astype(np.uint8)
        sheet.paste(Image.fromarray(modules), (100 + 500 * place, 100))
    return sheet


def file_of(pages: list[Image.Image]) -> bytes:
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return file.getvalue()


def test_proof_is_quiet_when_each_code_leads_home() -> None:
    prove(file_of([page(url) for url in STREET[:3]]), STREET[:3])


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_proof_looks_at_every_page_of_three(wrong: int) -> None:
    pages = [page(url) for url in STREET[:3]]
    pages[wrong] = page(STREET[9])
    with pytest.raises(WrongCode) as caught:
        prove(file_of(pages), STREET[:3])
    assert (caught.value.page, caught.value.found) == (wrong, (STREET[9],))


def test_proof_of_an_estate_notices_that_the_order_slipped() -> None:
    pages = [page(url) for url in STREET[1:] + STREET[:1]]
    with pytest.raises(WrongCode):
        prove(file_of(pages), STREET)


def test_proof_of_an_estate_notices_the_last_page() -> None:
    with pytest.raises(WrongCode) as caught:
        prove(file_of([*(page(url) for url in STREET[:-1]), page()]), STREET)
    assert (caught.value.page, caught.value.found) == (len(STREET) - 1, ())


def test_proof_refuses_a_second_code_on_a_page() -> None:
    with pytest.raises(WrongCode):
        prove(file_of([page(STREET[0], STREET[1])]), STREET[:1])


def test_proof_refuses_a_page_too_many_or_too_few() -> None:
    file = file_of([page(url) for url in STREET[:2]])
    assert count_pages(file) == 2
    for expected in (STREET[:1], STREET[:3]):
        with pytest.raises(WrongCode):
            prove(file, expected)


@pytest.mark.parametrize("total", [1, 2, 3, 4, 10, 127, 500])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_sample_holds_first_and_last_and_enough(total: int, share: float) -> None:
    pages = sampled_pages(total, share)
    assert pages[0] == 0
    assert pages[-1] == total - 1
    assert list(pages) == sorted(set(pages))
    assert len(pages) >= max(min(total, 3), share * total)
