"""Options of a print: little toner, a print shop's plates, practice, a code without internet; and logos."""

import re
import zlib
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
import pytest
import zxingcpp
from prints import DAY, EVERY, POSTERS, TWO_CHOICES, dots, logo, picture, printed, text_of
from reading import by_opencv, by_zxing
from sheets import sheet
from tagged import tags_of
from worn import cut_out

from huskurage.core.designs import OFFLINE, SHOP, TONER, TRAINING, CannotDraw, is_picture, read_design
from huskurage.core.poster import TooMuchText, draw, draw_pictures, expected_codes
from huskurage.core.proof import WrongCode, prove
from huskurage.core.sheet import OFFLINE_BYTES, offline_text

FORMS = sorted({(design, form) for design, form, _ in EVERY})
WITH = {
    option: [one for one in FORMS if option in read_design(POSTERS, one[0]).form(one[1]).options]
    for option in (TONER, SHOP, TRAINING, OFFLINE)
}
BOXES = {"a4": (210, 297), "a3": (297, 420), "a5": (148, 210), "stickers": (210, 297), "letter": (210, 297)}
RGB = re.compile(rb"(?<![\w.])[\d.]+ [\d.]+ [\d.]+ (?:rg|RG)\b|/c\d+ (?:cs|CS)\b")


def solid(image: np.ndarray, per_mm: float) -> float:
    """The share of the page under shapes that are wider than letters' strokes; codes are left out."""
    ink = (image.min(axis=2) < 250).astype(np.uint8)
    for code in zxingcpp.read_barcodes(image):
        place = code.position
        ink[place.top_left.y - 9 : place.bottom_right.y + 9, place.top_left.x - 9 : place.bottom_right.x + 9] = 0
    side = round(2.2 * per_mm)
    return float(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)).mean())


@pytest.mark.parametrize(("design", "form"), WITH[TONER])
def test_little_toner_means_at_most_a_twentieth_of_the_page(design: str, form: str) -> None:
    image = picture(printed(design, form, TWO_CHOICES[0], (TONER,)))
    assert solid(image, dots(form)) <= 0.05
    assert set(by_zxing(image)) == {sheet().url}


@pytest.mark.parametrize(("design", "form"), WITH[SHOP])
def test_a_print_shop_gets_bleed_a_trim_box_and_no_red_green_blue(design: str, form: str) -> None:
    pdf = printed(design, form, TWO_CHOICES[1], (SHOP,))
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    trim, media = (np.array(box()) / 72 * 25.4 for box in (page.get_trimbox, page.get_mediabox))
    document.close()
    width, height = BOXES[form]
    assert trim == pytest.approx([3, 3, width + 3, height + 3], abs=0.01)
    assert media == pytest.approx([0, 0, width + 6, height + 6], abs=0.01)
    contents = b"\n".join(streams(pdf))
    assert re.search(rb"0 0 0 1 k\b", contents), "black is black alone"
    assert not RGB.search(contents)
    assert not re.search(rb"/DeviceRGB|/CalRGB|/N 3\b", pdf + contents)
    assert b"<pdfuaid:part>1<" in pdf
    prove(pdf, expected_codes([sheet("en", "uk")], form=form, options=frozenset({SHOP})))


def test_a_sheet_for_the_office_is_in_red_green_blue() -> None:
    assert RGB.search(b"\n".join(streams(printed("calm", "a4", TWO_CHOICES[1])))), "the test above can fail"


def streams(pdf: bytes) -> list[bytes]:
    found = re.findall(rb"/FlateDecode[^>]*>>\nstream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [zlib.decompress(one) for one in found]


@pytest.mark.parametrize(("design", "form"), WITH[TRAINING])
def test_a_sheet_for_practice_cannot_be_scanned_and_says_what_it_is(design: str, form: str) -> None:
    file = printed(design, form, TWO_CHOICES[0], (TRAINING,))
    options = frozenset({TRAINING})
    prove(file, expected_codes([sheet("ar", "ti")], form=form, options=options))
    plain = printed(design, form, TWO_CHOICES[0])
    for dpi in (100, 150, 220):
        image = picture(file, dpi=dpi)
        assert by_zxing(image) == ()
        assert by_opencv(image) == ""
    image, clear = picture(file), picture(plain)
    for code in zxingcpp.read_barcodes(clear)[:2]:
        place = code.position
        corners = np.array(
            [(at.x, at.y) for at in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
        )
        assert by_opencv(cut_out(clear, corners, 29)) == sheet().url
        near = cut_out(image, corners, 29)
        assert (by_zxing(near), by_opencv(near)) == ((), "")
    if not is_picture(form):
        assert "Bara för övning" in text_of(file) or "Bara för" in text_of(file)


def test_a_sheet_for_practice_that_can_be_scanned_is_never_handed_out() -> None:
    with pytest.raises(WrongCode):
        prove(printed("calm", "a4", TWO_CHOICES[0]), [()])


@pytest.mark.parametrize(("design", "form"), WITH[OFFLINE])
@pytest.mark.parametrize("language", ["en", "ar", "ti", "uk"])
def test_the_code_without_internet_holds_the_guidance_itself(design: str, form: str, language: str) -> None:
    told = sheet(language)
    pdf = printed(design, form, ("sv", language), (OFFLINE,))
    prove(pdf, expected_codes([told], form=form, options=frozenset({OFFLINE})))
    image = picture(pdf)
    [code] = [one for one in zxingcpp.read_barcodes(image) if one.text == told.offline_text]
    place = code.position
    corners = np.array(
        [(at.x, at.y) for at in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
    )
    assert np.linalg.norm(corners[1] - corners[0]) / dots(form) >= 59.5
    near = image[
        corners[:, 1].min() - 20 : corners[:, 1].max() + 20, corners[:, 0].min() - 20 : corners[:, 0].max() + 20
    ]
    assert by_opencv(np.ascontiguousarray(near)) == told.offline_text
    assert "112" in told.offline_text
    assert "08-465 004 00" in told.offline_text
    assert len(told.offline_text.encode()) <= OFFLINE_BYTES


def test_the_code_without_internet_says_as_much_as_it_can_hold() -> None:
    english, tigrinya = sheet("en"), sheet("ti")
    assert "Ask to borrow sugar" in english.offline_text
    assert tigrinya.words[1].steps[0][0] in tigrinya.offline_text
    assert tigrinya.words[1].steps[0][1] not in tigrinya.offline_text
    alone = offline_text(tigrinya.words[:1], tigrinya.numbers[:2])
    assert alone.startswith("Händer det nu? Ring 112 först.\n1 Knacka på. Om det känns tryggt.")
    assert "\u00a0" not in alone


def test_more_languages_than_fit_beside_that_code_are_refused() -> None:
    with pytest.raises(TooMuchText, match="with offline"):
        draw([sheet("en", "ar", "ti")], posters_dir=POSTERS, options=frozenset({OFFLINE}), made_on=DAY)


def test_options_go_together() -> None:
    options = frozenset({TONER, SHOP, OFFLINE})
    told = sheet("ar")
    pdf = draw([told], posters_dir=POSTERS, form="a3", options=options, made_on=DAY)
    prove(pdf, expected_codes([told], form="a3", options=options))


@pytest.mark.parametrize(("form", "option"), [("screen", SHOP), ("a5", OFFLINE), ("stickers", OFFLINE)])
def test_an_option_that_a_format_has_not_is_refused(form: str, option: str) -> None:
    drawing = draw_pictures if is_picture(form) else draw
    with pytest.raises(CannotDraw, match=option):
        list(drawing([sheet()], posters_dir=POSTERS, form=form, options=frozenset({option}), made_on=DAY))


def test_a_picture_is_no_pdf_and_a_pdf_no_picture() -> None:
    with pytest.raises(CannotDraw, match="pictures"):
        draw([sheet()], posters_dir=POSTERS, form="screen", made_on=DAY)
    with pytest.raises(CannotDraw, match="PDF"):
        list(draw_pictures([sheet()], posters_dir=POSTERS, form="a4", made_on=DAY))


@pytest.mark.parametrize("design", ["calm", "large-type", "campaign"])
@pytest.mark.parametrize("size", [(240, 120), (60, 300), (900, 90)])
def test_logos_stand_on_the_sheet_with_their_owners_names(design: str, size: tuple[int, int]) -> None:
    logos = (logo("Lindbacka kommun", size), logo("Lindbackahem", size, "#aa3377"))
    told = sheet("en", "ar", logos=logos)
    pdf = draw([told], posters_dir=POSTERS, design=design, made_on=DAY)
    prove(pdf, [told.url])
    document = pypdfium2.PdfDocument(pdf)
    alts = [tag.alt for tag in tags_of(document[0]) if tag.kind == "Figure"]
    document.close()
    assert alts == ["Lindbacka kommun", "Lindbackahem", "QR huskurage.example/K7MX4PD"]
    image = picture(pdf).astype(int)
    for colour in ((0x22, 0x55, 0x88), (0xAA, 0x33, 0x77)):
        rows, columns = np.where(np.abs(image - colour).sum(axis=2) < 12)
        tall, wide = (np.ptp(rows) + 1) / dots("a4"), (np.ptp(columns) + 1) / dots("a4")
        assert wide / tall == pytest.approx(size[0] / size[1], rel=0.15)
        assert tall <= 11.5
        assert wide <= 46


def test_many_sheets_carry_one_picture_of_each_logo() -> None:
    big = logo("Lindbackahem", (800, 400))
    one = draw([sheet(logos=(big,))], posters_dir=POSTERS, made_on=DAY)
    many = draw([sheet(logos=(big,))] * 130, posters_dir=POSTERS, made_on=DAY)
    assert len(re.findall(rb"/Subtype/Image", many)) == len(re.findall(rb"/Subtype/Image", one)) == 1


@pytest.mark.parametrize(("option", "field"), [(TRAINING, "practice"), (OFFLINE, "offline")])
def test_a_sheet_without_the_words_an_option_needs_is_refused(option: str, field: str) -> None:
    bare = replace(sheet(), words=(replace(sheet().words[0], **{field: ""}),))
    with pytest.raises(CannotDraw, match=option):
        draw([bare], posters_dir=POSTERS, options=frozenset({option}), made_on=DAY)
