"""No translation is the English or Swedish sentence again, or has kept a part of it; each is in its own letters."""

import re
import unicodedata
from collections.abc import Iterable

import pytest
from babel.messages import Message
from house import catalogs

from huskurage.core.languages import LANGUAGES, Language

TRANSLATED = [one for one in LANGUAGES if one.tag != "en"]
every_language = pytest.mark.parametrize("language", TRANSLATED, ids=lambda one: one.tag)
SWEDISH = {"sv", "sv-simple"}
RUN = 3  # so many English words in a row were not translated
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
NAMES = {"Arab": "ARABIC", "Ethi": "ETHIOPIC", "Cyrl": "CYRILLIC", "Latn": "LATIN"}
KEPT = set(  # what a reader has to say, or finds on a screen or under that name
    # services and words of Sweden
    "socialtjänsten socialjouren kommun hyresvärd personnummer anonym offentlighets och sekretesslagen Huskurage Bris"
    " Texttelefoni se Bildtelefoni net PDF midsommar midsommarafton"
    # names of languages, as one says them to 112
    " Arabic arabiska Persian persiska Dari Tigrinya tigrinja Kurdish kurdiska Sorani"
    # menus of browsers, words of computers, letters of entrances and levels
    " Incognito InPrivate Private privat Secret mode hemligt läge Back Forward"
    " cookie cookies IP SMS A AA".casefold().split()
)


def words(text: str) -> list[str]:
    return WORD.findall(PLACEHOLDER.sub(" ", text).casefold())


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def spoken(language: Language) -> list[Message]:
    """What a language says, without the sentence that is written as it sounds."""
    path = catalogs.TRANSLATIONS / language.babel / "LC_MESSAGES" / "messages.po"
    return [one for one in catalogs.read(path) if one.id and not (one.context or "").startswith("how the Swedish")]


def same_again(message: Message, others: Iterable[str]) -> list[str]:
    """Translations of two words or more that are the English sentence, or one of the others."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return [one for one in strings(message) if one in {*ids, *others} and len(words(one)) > 1]


def left_over(message: Message) -> list[str]:
    """Words in a row that stand in the English sentence and in the translation."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    english = {tuple(words(one)[at : at + RUN]) for one in ids for at in range(len(words(one)) - RUN + 1)}
    said = [tuple(words(one)[at : at + RUN]) for one in strings(message) for at in range(len(words(one)) - RUN + 1)]
    return [" ".join(one) for one in said if one in english]


def foreign(text: str, script: str) -> list[str]:
    """The words that are neither in the letters of this script nor among those that are kept."""
    letters = NAMES[script]
    return [word for word in words(text) if word not in KEPT and not all(in_script(letter, letters) for letter in word)]


def in_script(letter: str, name: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter).startswith(name) or unicodedata.category(letter) == "Lm"


@every_language
def test_no_sentence_is_english_or_swedish_again(language: Language) -> None:
    swedish = {(one.id, one.context): strings(one) for one in spoken(LANGUAGES[0])}
    again = [
        text
        for one in spoken(language)
        for text in same_again(one, () if language.tag in SWEDISH else swedish[one.id, one.context])
    ]
    assert not again


@every_language
def test_no_part_of_a_sentence_was_left_in_english(language: Language) -> None:
    assert not {one.id: left_over(one) for one in spoken(language) if left_over(one)}


@every_language
def test_a_language_is_written_in_its_own_letters(language: Language) -> None:
    found = {text: foreign(text, language.script) for one in spoken(language) for text in strings(one)}
    assert not {text: odd for text, odd in found.items() if odd}


@pytest.mark.parametrize(("sentence", "string", "others", "found"), [
    ("Call the police", "Call the police", (), True), ("Call the police", "Ring polisen", ("Ring polisen",), True),
    ("Call the police", "Soita poliisille", ("Ring polisen",), False), ("No", "No", (), False),
])  # fmt: skip
def test_a_sentence_that_is_the_same_again_is_seen(
    sentence: str, string: str, others: tuple[str, ...], found: bool
) -> None:
    assert bool(same_again(Message(sentence, string), others)) == found


@pytest.mark.parametrize(("string", "found"), [
    ("Jos lapsi pelkää: do not go in, soita.", ["do not go", "not go in"]), ("Älä mene sisään.", []),
])  # fmt: skip
def test_a_part_left_in_english_is_seen(string: str, found: list[str]) -> None:
    assert left_over(Message("Do not go in, call.", string)) == found


@pytest.mark.parametrize(("text", "script", "found"), [
    ("اتصلوا now بالشرطة", "Arab", ["now"]), ("الخدمات الاجتماعية (socialtjänsten) %(number)s", "Arab", []),
    ("Звоните в полицiю", "Cyrl", ["полицiю"]), ("Ring полицию", "Latn", ["полицию"]), ("ንፖሊስ call", "Ethi", ["call"]),
])  # fmt: skip
def test_letters_of_another_script_are_seen(text: str, script: str, found: list[str]) -> None:
    assert foreign(text, script) == found
