"""Texts that a municipality writes itself: in Swedish first, in other languages as far as they follow the Swedish."""

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from huskurage.core.contacts import numbers_in
from huskurage.core.hours import ContactKind

SOURCE: Final = "sv"  # what the others are translated from, and what is shown where they are missing or stale
LONGEST: Final = 4_000  # characters of one text in one language
_VALUE: Final = re.compile(r"\{([^{}]*)\}")
_FEWEST, _MOST = 7, 14  # digits of a number with its area code
_DIALLED: Final = re.compile(r"(?<!\d)(?:\+|\(?0)[\d()/.\s-]{5,30}\d(?!\d)")
_CLOCK: Final = r"\d{1,2}(?:[.:]\d{2})?"
_HOURS_OR_DATE: Final = re.compile(
    rf"(?<![\d+/-]){_CLOCK}\s?-\s?{_CLOCK}(?![\d/-])|(?<!\d)\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}(?!\d)"
    r"|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
)
_KINDS: Final = {kind.value: kind for kind in ContactKind}


class BadWords(ValueError):
    """Words that may not be shown as they are; `part` is what is wrong with them."""

    def __init__(self, part: str) -> None:
        super().__init__("words that may not be shown")
        self.part = part


class NumberInWords(BadWords):
    """A telephone number written into a sentence: it would stay there when the number changes."""


class UnknownValue(BadWords):
    """Braces around something that is no kind of contact."""


class Standing(enum.Enum):
    """How a text stands in a language."""

    CURRENT = "current"
    STALE = "stale"  # the Swedish has changed since
    MISSING = "missing"


@dataclass(frozen=True)
class Rendered:
    """A text in one language, and which version of the Swedish it says."""

    words: str
    of_version: int


@dataclass(frozen=True)
class Shown:
    """What a reader gets: the words, and the tag of the language that they are in."""

    words: str
    language: str


def shown(renderings: Mapping[str, Rendered], version: int, tag: str) -> Shown | None:
    """The text for a reader of a language: in it where it says the newest Swedish, else the Swedish; None for none."""
    if standing(renderings, version, tag) is Standing.CURRENT:
        return Shown(renderings[tag].words, tag)
    source = renderings.get(SOURCE)
    return Shown(source.words, SOURCE) if source else None


def standing(renderings: Mapping[str, Rendered], version: int, tag: str) -> Standing:
    """Whether the text in a language says what the Swedish says now."""
    found = renderings.get(tag)
    if found is None:
        return Standing.MISSING
    return Standing.CURRENT if found.of_version == version else Standing.STALE


def check_words(words: str) -> str:
    """The words as they may be kept: tidy lines, no telephone number in them, braces around kinds of contact only.

    Numbers are values (architecture of languages, product.md 7): `{social_services}` is filled in when it is shown.
    Raises NumberInWords, UnknownValue; BadWords for more than 4,000 characters.
    """
    lines = (" ".join(line.split()) for line in words.strip().splitlines())
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    if len(tidy) > LONGEST:
        raise BadWords(str(LONGEST))
    if number := _number_in(tidy):
        raise NumberInWords(number)
    for found in _VALUE.finditer(tidy):
        if found[1] not in _KINDS:
            raise UnknownValue(found[0])
    return tidy


def _number_in(words: str) -> str:
    """A telephone number in the words, in whichever digits and with whatever between its groups; nothing for none.

    Hours and dates are none, however many digits they have.
    """
    plain = "".join(_plain(letter) for letter in words)
    without = _HOURS_OR_DATE.sub(lambda found: " " * len(found[0]), plain)
    for found in _DIALLED.finditer(without):
        if _FEWEST <= sum(letter.isdigit() for letter in found[0]) <= _MOST:
            return words[found.start() : found.end()].strip()
    for start, end in numbers_in(without):
        return words[start:end]
    return ""


def _plain(letter: str) -> str:
    """One letter for each: digits of every script as ours, every dash as a hyphen."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return "-" if unicodedata.category(letter) == "Pd" or letter == "\N{MINUS SIGN}" else letter


def paragraphs(words: str) -> list[list[str | ContactKind]]:
    """The words as paragraphs of plain text and kinds of contact whose numbers are to be filled in."""
    return [_parts(one) for one in words.split("\n\n") if one]


def _parts(paragraph: str) -> list[str | ContactKind]:
    parts: list[str | ContactKind] = []
    for place, part in enumerate(_VALUE.split(paragraph)):
        if place % 2:
            parts.append(_KINDS.get(part) or "{" + part + "}")
        elif part:
            parts.append(part)
    return parts
