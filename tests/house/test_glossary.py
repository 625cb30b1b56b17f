"""The glossaries are fresh, complete and true: each word stands where they say, no word to avoid stands anywhere."""

import pytest
from babel.messages import Catalog
from house import glossary
from house.glossary import Avoided, Manner, Term, Word

from huskurage.core.languages import LANGUAGES, Language

TAGS = {one.tag for one in LANGUAGES}
every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)


@pytest.fixture(scope="module")
def known() -> list[Term]:
    return glossary.terms()


@pytest.fixture(scope="module")
def how() -> dict[str, Manner]:
    return glossary.manners()


def missing(terms: list[Term], messages: dict[str, str], tag: str) -> list[str]:
    """Terms whose word is not in what the language says for their message."""
    return [
        one.name
        for one in terms
        if one.message and glossary.plain(one.words[tag].letters) not in glossary.plain(messages.get(one.message, ""))
    ]


def test_the_written_glossaries_are_fresh() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in glossary.GLOSSARY.glob("*.md")}
    assert written == glossary.pages(), "run `make catalogs`"


def test_every_language_has_every_term(known: list[Term], how: dict[str, Manner]) -> None:
    assert len(known) > 50
    assert len({one.name for one in known}) == len(known)
    assert not [one.name for one in known if set(one.words) != TAGS]
    assert not [(one.name, tag) for one in known for tag, it in one.words.items() if not it.text or not it.letters]
    assert set(how) == TAGS
    assert not [tag for tag, one in how.items() if not all(one)]


def test_a_word_without_a_message_says_where_it_is_from(known: list[Term]) -> None:
    loose = [one for one in known if not one.message]
    assert loose
    assert {it.seen for one in loose for it in one.words.values()} <= set(glossary.SEEN)


@every_language
def test_a_word_stands_in_the_message_that_the_glossary_names(known: list[Term], language: Language) -> None:
    assert not missing(known, glossary.said(language), language.tag)


@every_language
def test_no_word_to_avoid_stands_in_a_catalog(how: dict[str, Manner], language: Language) -> None:
    assert not glossary.avoided_in(glossary.said(language), how[language.tag].avoid)


@every_language
def test_a_word_to_avoid_would_be_seen_in_that_very_catalog(how: dict[str, Manner], language: Language) -> None:
    """The search is tried with each word put into the language's own last sentence, with a letter more where * is."""
    messages, avoid = glossary.said(language), how[language.tag].avoid
    last = list(messages.values())[-1]
    for one in avoid:
        spoiled = f"{last} {one.word.replace('*', 'x').capitalize()}, {last}"
        assert glossary.avoided_in({**messages, "last": spoiled}, [one]) == {spoiled: one.word}


@every_language
def test_no_language_recommends_a_word_it_avoids(known: list[Term], how: dict[str, Manner], language: Language) -> None:
    avoid = how[language.tag].avoid
    words = {one.name: one.words[language.tag].text for one in known}
    assert not glossary.avoided_in(words, avoid)
    assert not glossary.avoided_in({one.word: one.instead for one in avoid}, avoid)


def test_a_word_that_stands_elsewhere_is_seen() -> None:
    term = Term("call", "Call now", {"sv": Word("ringa", "ring"), "fi": Word("soittaa", "soittaa")})
    assert missing([term], {"Call now": "Ring nu"}, "sv") == []
    assert missing([term], {"Call now": "Tala nu"}, "sv") == ["call"]
    assert missing([term], {"Call now": "Soita nyt"}, "fi") == ["call"]
    assert missing([term], {}, "sv") == ["call"]


@pytest.mark.parametrize(("word", "text", "found"), [
    ("donos*", "Donosić na kogoś", True), ("donos*", "Nie donoś", False), ("donos*", "przedonos", False),
    ("soc", "Ring soc.", True), ("soc", "socialtjänsten", False), ("*مخبر*", "والمخبرون", True),
    ("far illa", "barn som far\u00a0illa", True), ("t.ex*", "text", False), ("*ي*", "می‌شود", False),
])  # fmt: skip
def test_a_word_to_avoid_is_found_as_it_is_written_down(word: str, text: str, found: bool) -> None:
    assert bool(glossary.avoided_in({"": text}, [Avoided(word, "", "")])) == found


def test_every_plural_form_is_looked_at() -> None:
    catalog = Catalog(locale="sv")
    catalog.add(("%(num)s call", "%(num)s calls"), ("ett samtal", "flera gräl"))
    said = glossary.sentences(catalog, next(one for one in LANGUAGES if one.tag == "sv"))
    assert glossary.avoided_in(said, [Avoided("gräl*", "", "")])
