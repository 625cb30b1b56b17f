"""The languages we speak: tags, own names, catalog codes, direction, and which one a browser asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

STAFF_LANGUAGES = ("sv", "en")

# A header longer than this, or with more wishes, is read only so far: an honest browser sends some 60
# characters.
_LONGEST_HEADER = 1000
_MOST_WISHES = 32
_WISH = re.compile(
    r"(?P<range>\*|[a-z]{1,8}(?:[-_][a-z0-9]{1,8}){0,4})"
    r"[ \t]{0,8}(?:;[ \t]{0,8}q[ \t]{0,8}=[ \t]{0,8}(?P<quality>1(?:\.0{0,3})?|0?\.[0-9]{1,3}|0\.?))?"
)


@dataclass(frozen=True)
class Language:
    """One language.

    `own_name` is what its readers call it; Babel's own names are wrong for a menu (docs/translators.md). `babel`
    is the code Babel accepts, also the catalog's folder name. `reviewed_on` is the day a native speaker
    read the texts, None when nobody has.
    """

    tag: str
    own_name: str
    babel: str
    direction: Literal["ltr", "rtl"]
    script: str
    reviewed_on: date | None

    @property
    def html_lang(self) -> str:
        """The value of the lang attribute: easy-to-read Swedish is Swedish to a screen reader."""
        return "sv" if self.tag == "sv-simple" else self.tag


# reviewed_on: no native speaker has read any of them yet, Swedish included; write the day here when one has.
LANGUAGES: tuple[Language, ...] = (
    Language("sv", "svenska", "sv", "ltr", "Latn", None),
    Language("sv-simple", "svenska, lättläst", "sv@simple", "ltr", "Latn", None),
    Language("en", "English", "en", "ltr", "Latn", None),
    Language("fi", "suomi", "fi", "ltr", "Latn", None),
    Language("ar", "العربية", "ar", "rtl", "Arab", None),
    Language("so", "Soomaali", "so", "ltr", "Latn", None),
    Language("fa", "فارسی", "fa", "rtl", "Arab", None),
    Language("prs", "دری", "fa_AF", "rtl", "Arab", None),
    Language("ti", "ትግርኛ", "ti", "ltr", "Ethi", None),
    Language("ckb", "کوردیی سۆرانی", "ckb", "rtl", "Arab", None),
    Language("kmr", "kurdî (kurmancî)", "ku", "ltr", "Latn", None),
    Language("bs", "bosanski/hrvatski/srpski", "bs", "ltr", "Latn", None),
    Language("pl", "polski", "pl", "ltr", "Latn", None),
    Language("tr", "Türkçe", "tr", "ltr", "Latn", None),
    Language("es", "español", "es", "ltr", "Latn", None),
    Language("ru", "русский", "ru", "ltr", "Cyrl", None),
    Language("uk", "українська", "uk", "ltr", "Cyrl", None),
)
_BY_TAG = {each.tag: each for each in LANGUAGES}

# What a browser may ask for -> our tags that its reader can read, best first. Looked up from the longest
# form of the range to the shortest; a range that is not here stands for the tag of the same name.
_READABLE: dict[str, tuple[str, ...]] = {
    "sv-simple": ("sv-simple", "sv"),
    "no": ("sv",),
    "nb": ("sv",),
    "nn": ("sv",),
    "da": ("sv",),
    "fa-af": ("prs", "fa"),
    "prs": ("prs", "fa"),
    "ku": ("kmr",),
    "ku-arab": ("ckb",),
    "ku-iq": ("ckb",),
    "ku-ir": ("ckb",),
    "sr": ("bs",),
    "hr": ("bs",),
    "sh": ("bs",),
    "cnr": ("bs",),
}


def language(tag: str) -> Language | None:
    """The language with exactly this tag (lower case, as in our addresses), or None."""
    return _BY_TAG.get(tag)


def _readable(wanted: str) -> tuple[str, ...]:
    """Our tags for one range, from its longest form to its shortest: ku-arab-iq, ku-arab, ku."""
    parts = wanted.split("-")
    found: list[str] = []
    for length in range(len(parts), 0, -1):
        prefix = "-".join(parts[:length])
        found += _READABLE.get(prefix, (prefix,))
    return tuple(found)


def _wishes(accept_language: str) -> list[str]:
    """The ranges of the header, most wanted first, without unreadable and refused (q=0) ones."""
    wishes: list[tuple[float, str]] = []
    for part in accept_language[:_LONGEST_HEADER].lower().split(",", _MOST_WISHES)[:_MOST_WISHES]:
        read = _WISH.fullmatch(part.strip(" \t"))
        quality = float(read["quality"] or 1) if read else 0.0
        if read and quality > 0:
            wishes.append((quality, read["range"].replace("_", "-")))
    return [wanted for _, wanted in sorted(wishes, key=lambda wish: -wish[0])]


def preferred(accept_language: str, offered: Sequence[str], default: str = "sv") -> str:
    """The offered tag that the Accept-Language header asks for first, else `default`.

    Never raises. Reads at most 1,000 characters and 32 wishes; `*` means `default`. Where a browser has no
    name for one of our languages, near names lead there: sr, hr and sh to bs, fa-AF to prs, ku to kmr or
    (Arabic letters, Iraq and Iran) ckb, Norwegian and Danish to Swedish. Syntax: RFC 9110, section 12.5.4;
    look-up: RFC 4647, section 3.4.
    """
    for wanted in _wishes(accept_language):
        if wanted == "*":
            return default
        for tag in _readable(wanted):
            if tag in offered:
                return tag
    return default
