"""A document on paper: joined Arabic letters, every script, letters no font has, page numbers, bars."""

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import HOUSE, POSTERS, drawn, handed_over, masked, part, text_of

from huskurage.core.documents import BadDocument, canonical, digest_of, read_document
from huskurage.core.glyphs import letters_of, printable
from huskurage.core.paper import ATTACHMENT

LETTERS = letters_of(POSTERS / "fonts")
NIGHT = {"ar": "أسمع صوت ضرب كل ليلة", "ti": "ኣብ ለይቲ እሰምዕ", "ru": "Крики каждую ночь", "fa": "هر شب صدای فریاد",
         "ckb": "هەموو شەوێک", "sv": "Skrik på kvällen"}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NIGHT.items())
def test_the_words_of_every_script_stand_whole_on_the_page(language: str, text: str) -> None:
    page = " ".join("".join(text_of(drawn(handed_over(part(text, language=language))))).split())
    assert text in page


def test_numbers_in_arabic_keep_their_order() -> None:
    """As they stand on the paper, from the left: what a reader of the text layer makes of it is its own affair."""
    line = _signs_from_the_left(drawn(handed_over(part("اتصلوا على 070-174 06 05 بعد 18:30."), concern=None)))
    assert "18:30" in line
    assert "070-1740605" in line


def test_arabic_letters_are_joined() -> None:
    """A word whose letters are kept apart is wider: the joined one must be clearly narrower on the same paper."""
    joined, apart = (_width_of(drawn(handed_over(part(text)))) for text in ("ككككككككك", "ك ك ك ك ك ك ك ك ك"))
    assert joined < apart * 0.75


def test_pages_are_numbered_and_the_digest_stands_on_the_last() -> None:
    content = handed_over(part("Ett ord. " * 700, language="sv"))
    pages = text_of(drawn(content))
    assert len(pages) > 2
    assert [f"{number} ({len(pages)})" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert digest_of(content) in "".join(pages[-1].split())
    assert digest_of(content)[:8] not in "".join(pages[:-1])


def test_the_document_itself_lies_inside_and_the_title_says_nothing_more() -> None:
    content = handed_over()
    pdf = pypdfium2.PdfDocument(drawn(content))
    assert [pdf.get_attachment(0).get_name(), bytes(pdf.get_attachment(0).get_data())] == [ATTACHMENT, content]
    assert pdf.get_metadata_dict()["Title"] == "Title Hand Over"
    assert b"/Lang(sv)" in drawn(content)
    pdf.close()


def test_letters_that_no_font_has_are_written_as_code_points_and_the_paper_says_so() -> None:
    plain, odd = ("".join(text_of(drawn(handed_over(part(text, language="sv"))))) for text in ("Barn", "Barn 😀 你"))
    assert "Barn [U+1F600] [U+4F60]" in odd
    assert "Unprintable" in odd
    assert "Unprintable" not in plain


@pytest.mark.parametrize(
    "text", ["x" * 4000, "1" * 4000, "ضضضض" * 300, "\n\n\n", "a\tb\u2028c", "\u1200\u0301\u20dd", "\u0600 x"]
)
def test_texts_that_nobody_expects_become_paper_too(text: str) -> None:
    assert drawn(handed_over(part(text, language="sv"))).startswith(b"%PDF-1.7")


def test_nothing_runs_off_the_page() -> None:
    pdf = pypdfium2.PdfDocument(drawn(handed_over(part("w" * 900 + " " + "7" * 900, language="sv"))))
    layer = pdf[0].get_textpage()
    boxes = [layer.get_charbox(place) for place in range(layer.count_chars())]
    assert max(right for _, _, right, _ in boxes) < pdf[0].get_width() - 40
    layer.close()
    pdf.close()


def test_what_is_covered_is_in_no_layer_of_the_file() -> None:
    pdf = drawn(masked(part(("Hon heter ", None, " och bor här."), language="sv")))
    page = "".join(text_of(pdf))
    assert "Hon heter Covered och bor här." in " ".join(page.split())
    assert page.count("Covered") == 6
    document = pypdfium2.PdfDocument(pdf)
    everything = page + bytes(document.get_attachment(0).get_data()).decode() + str(document.get_metadata_dict())
    document.close()
    assert not [word for word in (HOUSE, "3 tr", '"ar"') if word in everything]


def test_the_same_document_gives_the_same_file() -> None:
    assert drawn(handed_over()) == drawn(handed_over())


@pytest.mark.parametrize("without", ["entries", "hand_over", "made_on", "sender"])
def test_a_document_of_another_shape_is_refused(without: str) -> None:
    document = {name: value for name, value in read_document(handed_over()).items() if name != without}
    with pytest.raises(BadDocument):
        drawn(canonical(document))


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_keeps_a_report_from_being_handed_over(text: str) -> None:
    assert drawn(handed_over(part(text, language="sv")))


@given(st.text())
def test_what_is_printable_stays_and_the_rest_is_named(text: str) -> None:
    shown = printable(text, LETTERS)
    assert printable(shown, LETTERS) == shown
    assert shown == text or "[U+" in shown


def _width_of(pdf: bytes) -> float:
    """How wide the line with the letter kaf stands on the paper."""
    document = pypdfium2.PdfDocument(pdf)
    layer = document[0].get_textpage()
    text = layer.get_text_range()
    boxes = [layer.get_charbox(place) for place, sign in enumerate(text) if sign == "ك"]
    layer.close()
    document.close()
    assert len(boxes) == 9
    return max(box[2] for box in boxes) - min(box[0] for box in boxes)


def _signs_from_the_left(pdf: bytes) -> str:
    """The signs of the last line that holds Arabic, in the order of their places."""
    document = pypdfium2.PdfDocument(pdf)
    layer = document[0].get_textpage()
    signs = [(layer.get_charbox(place), sign) for place, sign in enumerate(layer.get_text_range())]
    layer.close()
    document.close()
    height = max(box[1] for box, sign in signs if sign == "ع")
    return "".join(sign for box, sign in sorted(signs) if abs(box[1] - height) < 12 and sign.strip())
