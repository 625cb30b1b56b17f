"""The sheets: tagged, one or two pages, in both languages, with the right numbers and nothing that was not said."""

import re

import pypdfium2
import pytest
from doing import Desk
from flask import Flask

from huskurage.core.materials import Material, first_page
from huskurage.web.materials.numbers import BRIS, CHOOSE_TO_STOP, MENS_LINE, WOMENS_LINE
from huskurage.web.materials.views import drawn, file_name
from huskurage.web.materials.words import words_of

PAGES = {Material.TRAINER: 2, Material.MEETING: 2, Material.HANGING: 1}
CONFIRMED = {"112", "114 14", "020-50 50 50", "020-80 80 80", "116 111", "020-555 666", "130"}  # domain, 2
EVERY = [(material, language) for material in Material for language in ("sv", "en")]


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return pages


@pytest.mark.parametrize(("material", "language"), EVERY)
def test_a_sheet_is_tagged_in_its_language_and_holds_all_its_words(
    app: Flask, material: Material, language: str
) -> None:
    with app.app_context():
        pdf, words = drawn(material, language), words_of(material, language)
    assert b"/Lang(" + language.encode() + b")" in pdf
    assert b"pdfuaid" in pdf
    pages = text_of(pdf)
    assert len(pages) == PAGES[material]
    whole = " ".join(pages)
    parts = [part for name, part in words.parts.items() if name != "picture"]
    said = [
        words.title,
        words.lead,
        *(part.heading for part in parts),
        *(line for part in parts for line in part.lines),
    ]
    said += [one for part in parts for pair in part.pairs for one in pair]
    lost = [one for one in said if " ".join(one.split()) not in whole]
    assert lost == []


@pytest.mark.parametrize(("material", "language"), EVERY)
def test_no_number_stands_there_but_the_confirmed_ones(app: Flask, material: Material, language: str) -> None:
    with app.app_context():
        whole = " ".join(text_of(drawn(material, language)))
    found = {one.strip() for one in re.findall(r"\d[\d -]{1,}\d", whole)}
    assert found <= CONFIRMED
    assert "112" in found
    if material is not Material.HANGING:
        numbers = {one.replace("\N{NO-BREAK SPACE}", " ") for one in (WOMENS_LINE, MENS_LINE, BRIS, CHOOSE_TO_STOP)}
        assert numbers | {"112", "114 14"} <= found


def test_the_emergency_number_comes_before_the_steps(app: Flask) -> None:
    with app.app_context():
        for language, knock in (("en", "Knock"), ("sv", "Knacka")):
            for material in (Material.TRAINER, Material.MEETING):
                page = text_of(drawn(material, language))[0]
                assert 0 <= page.index("112") < page.lower().index(knock.lower())


def test_nobody_is_promised_to_be_anonymous(app: Flask) -> None:
    with app.app_context():
        for material, language in EVERY:
            whole = " ".join(text_of(drawn(material, language))).lower()
            assert not re.search(r"you are anonymous|du är anonym|helt anonym", whole)


def test_the_page_shows_each_sheet_and_leads_to_it_in_both_languages(bo: Desk) -> None:
    page = bo.see("/staff/materials/")
    assert page.count('src="data:image/png;base64,') == len(Material)
    links = re.findall(r'href="(/staff/materials/[^"]+\.pdf)"', page)
    assert len(links) == len(EVERY)
    for link in links:
        answer = bo.client.get(link)
        assert (answer.status_code, answer.content_type) == (200, "application/pdf")
        assert re.fullmatch(
            r'inline; filename="(utbildning|husmote|uppsattning)-(sv|en)\.pdf"', answer.headers["Content-Disposition"]
        )


@pytest.mark.parametrize(
    "path", ["ar/trainer", "sv/poster", "sv/..%2ftrainer", "xx/x", "%00/trainer", "sv/" + "x" * 5000]
)
def test_a_sheet_that_is_none_is_not_found(bo: Desk, path: str) -> None:
    assert bo.status(f"/staff/materials/{path}.pdf") == 404


def test_the_same_sheet_is_the_same_file_with_a_small_picture(app: Flask) -> None:
    with app.app_context():
        for material, language in EVERY:
            assert drawn(material, language) == drawn(material, language)
            assert len(first_page(drawn(material, language))) < 60_000
            assert re.fullmatch(r"[a-z]+-(sv|en)\.pdf", file_name(material, language))
