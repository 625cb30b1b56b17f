"""The recovery kit's paper: two tagged pages that carry the code in order, and nothing of it outside."""

from datetime import date

import pypdfium2

from huskurage.core.keys import new_kit
from huskurage.core.kitsheet import KitSheet, KitWords, draw_kit
from huskurage.settings import shipped

WORDS = KitWords(
    language="sv", title="Reservnyckel", lead="Förvaras inlåst.", copies=("1 av 2", "2 av 2"),
    facts=(("Inkorg", "Åsa & Söner <script>"),), parts=(("Vad", ("Ett.",)), ("Hur", ("Ett.", "Två."))),
)  # fmt: skip


def test_both_pages_carry_the_code_in_order_and_names_as_they_are_written() -> None:
    code = new_kit().code
    sheet = KitSheet(code, WORDS)
    pdf = draw_kit(sheet, posters_dir=shipped("posters"), made_on=date(2026, 11, 23))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert [("1 av 2" in page, "2 av 2" in page) for page in pages] == [(True, False), (False, True)]
    for page in pages:
        found = [word for word in page.split() if word in code.split("-")]
        assert found == code.split("-")
        assert "Åsa & Söner <script>" in page
    assert code not in repr(sheet)
    assert pdf == draw_kit(sheet, posters_dir=shipped("posters"), made_on=date(2026, 11, 23))
