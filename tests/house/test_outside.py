"""The list of words that must not stand outside knows what our own glossary calls violence and the police."""

import tomllib
from pathlib import Path

import pytest
from outside import BANNED, banned_words

from huskurage.core.languages import LANGUAGES, Language

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary" / "terms.toml"
SAYS_IT = {
    "police",
    "call the police",
    "not urgent (the other number of the police)",
    "report to the police (never for what a neighbour sends)",
    "person subjected to violence",
    "person who uses violence",
    "violence in close relationships",
    "honour-related violence and oppression",
}
TERMS = [one for one in tomllib.loads(GLOSSARY.read_text("utf-8"))["term"] if one["name"] in SAYS_IT]
QUIET = ("Information for residents", "Information till boende", "Lindbacka kommun", "بازار", "vald", "policy", "stund")
every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)


def words_of(term: dict[str, object], language: Language) -> list[str]:
    """The word and, where the term stands in a message, the letters that do stand there."""
    words = term["words"]
    assert isinstance(words, dict)
    written = words[language.tag]
    if isinstance(written, str):
        return [written]
    return written if "id" in term else written[:1]


def test_the_terms_are_those_of_the_glossary() -> None:
    assert {one["name"] for one in TERMS} == SAYS_IT
    assert BANNED.keys() == {one.tag for one in LANGUAGES}


@every_language
def test_each_term_for_violence_and_police_is_found_in_any_case(language: Language) -> None:
    for term in TERMS:
        for word in words_of(term, language):
            dotted = word.replace("i", "İ").upper() if language.tag == "tr" else word.upper()
            for written in (word, word.upper(), dotted, word.capitalize()):
                assert set(banned_words(written, language)) & set(BANNED[language.tag]), (term["name"], written)


@every_language
def test_each_word_of_the_list_is_found_in_any_case_also_when_the_language_is_not_known(language: Language) -> None:
    for word in BANNED[language.tag]:
        for written in (word, word.upper(), f"x{word.title()}y"):
            assert word in banned_words(written, language)
            assert word in banned_words(written)


def test_the_turkish_dot_and_an_accent_more_or_less_hide_nothing() -> None:
    turkish, spanish, arabic = (next(one for one in LANGUAGES if one.tag == tag) for tag in ("tr", "es", "ar"))
    assert banned_words("EV İÇİ ŞİDDET", turkish) == ["şiddet"]
    assert "policía" in banned_words("POLICIA", spanish)
    assert banned_words("العُنـف", arabic) == ["عنف"]


@pytest.mark.parametrize("text", QUIET)
def test_what_says_nothing_is_let_through(text: str) -> None:
    assert banned_words(text) == []
