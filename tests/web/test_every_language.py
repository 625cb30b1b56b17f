"""Every public page in every language: said in that language and no other, numbers left to right, quiet outside."""

import re

import pytest
from flask import Flask
from hygiene import InspectingClient
from outside import banned_words
from publicpages import PAGES
from town import Town

from huskurage.core.languages import LANGUAGES, Language
from huskurage.web.cards import CARDS

every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]+)">')
PREVIEW = re.compile(r'"(?:og|twitter):')
HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
NUMBER = re.compile(r'href="tel:[0-9+]+"[^>]*>(.*?)</a>', re.DOTALL)


def page_of(client: InspectingClient, town: Town, language: Language, path: str) -> str:
    return client.get(f"/{language.tag}/{town.tags['Kyrkogatan 4 A']}{path}").get_data(as_text=True)


@every_language
def test_every_page_says_its_language_and_direction(client: InspectingClient, town: Town, language: Language) -> None:
    for path in PAGES:
        page = page_of(client, town, language, path)
        assert f'<html lang="{language.html_lang}" dir="{language.direction}">' in page
        assert f'aria-current="true" lang="{language.html_lang}" dir="{language.direction}">{language.own_name}' in page


@every_language
def test_titles_previews_and_addresses_are_quiet(client: InspectingClient, town: Town, language: Language) -> None:
    said = set()
    for path in (*PAGES, "/nowhere"):
        page = page_of(client, town, language, path)
        assert not PREVIEW.search(page), path
        said |= {*TITLE.findall(page), *DESCRIPTION.findall(page)}
        assert DESCRIPTION.search(page), path
    assert len(said) == 1, "all pages are called the same, also in a message that holds their address"
    assert not banned_words(" ".join((*said, *PAGES)), language)


@every_language
def test_numbers_stand_left_to_right(client: InspectingClient, town: Town, language: Language) -> None:
    for path in PAGES:
        for shown in NUMBER.findall(page_of(client, town, language, path)):
            bare = re.sub(r"<bdi[^>]*>.*?</bdi>", "", shown)
            assert not re.search(r"[0-9]", bare), (path, shown)


@every_language
def test_no_heading_is_left_in_english(client: InspectingClient, town: Town, language: Language) -> None:
    if language.tag == "en":
        return
    english = next(one for one in LANGUAGES if one.tag == "en")
    for path in PAGES:
        ours, theirs = (HEADING.findall(page_of(client, town, one, path)) for one in (language, english))
        assert ours != theirs, path


@every_language
def test_the_swedish_sentence_stands_under_one_that_nobody_has_read(
    client: InspectingClient, town: Town, language: Language
) -> None:
    page = page_of(client, town, language, "")
    assert ("Ring <bdi" in page and 'class="alarm-sv" lang="sv"' in page) is (
        language.html_lang != "sv" and language.reviewed_on is None
    )


def test_the_one_list_holds_every_public_page(app: Flask) -> None:
    behind_a_tag = "/<language:language>/<tag:tag>"
    rules = [
        one for one in app.url_map.iter_rules() if one.rule.startswith(behind_a_tag) and "GET" in (one.methods or ())
    ]
    shapes = {one.rule.removeprefix(behind_a_tag) for one in rules}
    cards = {one for one in shapes if one.endswith(":card>")}
    files = {one for one in shapes if one.endswith(".ics")}
    assert (len(cards), len(files)) == (1, 1)
    assert shapes - cards - files | {f"/{one}" for one in CARDS} == set(PAGES)
