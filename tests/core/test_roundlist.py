"""The print list: every address in walking order under its area, boxes beside it, pages numbered."""

from datetime import date
from functools import partial

import pypdfium2

from huskurage.core.roundlist import ListedRow, RoundWords, draw_list
from huskurage.settings import shipped

WORDS = RoundWords(
    language="sv", title="Rundlista", lead="Lindbackahem", count="Trappuppgångar: 80", page="Sida", who="Vem",
    columns=("Trappuppgång", "Uppsatt", "Kontrollerad", "Brev", "Borta", "Att veta"),
)  # fmt: skip
ROWS = [ListedRow(f"Kyrkogatan {number} A", "saknas" if number == 7 else "") for number in range(1, 41)]
draw = partial(draw_list, words=WORDS, posters_dir=shipped("posters"), made_on=date(2026, 11, 23))


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_every_stairwell_stands_there_once_in_order_under_its_area() -> None:
    text = "\n".join(pages(draw([("Centrum", ROWS), ("Söderängen", ROWS)])))
    places = [text.index(f"Kyrkogatan {number} A") for number in range(1, 41)]
    assert places == sorted(places)
    assert text.count("Kyrkogatan 7 A") == 2
    assert text.index("Centrum") < places[0] < places[-1] < text.index("Söderängen")
    assert text.count("saknas") == 2


def test_pages_are_numbered_and_the_columns_stand_on_each() -> None:
    shown = pages(draw([("Centrum", ROWS), ("Söderängen", ROWS)]))
    assert len(shown) > 2
    for number, text in enumerate(shown, start=1):
        assert f"Sida {number} / {len(shown)}" in text
        assert "Uppsatt" in text


def test_the_same_list_is_the_same_file_and_an_empty_one_is_one_page() -> None:
    assert draw([("Centrum", ROWS)]) == draw([("Centrum", ROWS)])
    assert len(pages(draw([]))) == 1


def test_a_letter_that_no_font_has_is_named_instead_of_missing() -> None:
    assert "[U+3042]" in pages(draw([("\u3042", [ListedRow("Gatan 1", "")])]))[0]
