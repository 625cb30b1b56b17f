"""Swedish street addresses: taking one apart, its identity, and the order in which people walk past it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

_DASH = r"[-\N{EN DASH}\N{HYPHEN}\N{MINUS SIGN}]"
_RANGE = re.compile(rf"([0-9])\s*{_DASH}\s*([0-9])")
_LETTERS = rf"[^\W\d_](?:\s?{_DASH}\s?[^\W\d_])?"
_NUMBER = r"[0-9]{1,4}(?:[-/][0-9]{1,4})?"
_TAIL = re.compile(r"(.+?),?\s+(?:SE?[-\s]?)?([1-9][0-9]{2}\s[0-9]{2}|[1-9][0-9]{4})\s+([^\d,]+)", re.IGNORECASE)
_ENTRANCE_WORD = r"(?:uppgång|uppg\.?|port|trapphus|entrance)"
_NUMBERED = re.compile(
    rf"(?P<street>.*[^\W\d_][.:)']?),?\s*\b(?P<number>{_NUMBER})\s*"
    rf"(?P<letter>{_LETTERS})?(?:,?\s*{_ENTRANCE_WORD}\s*(?P<entrance>[^\W_]{{1,3}}))?",
    re.IGNORECASE,
)
_NUMBERED_CLOSE = re.compile(rf"(?P<street>.*[^\W\d_])(?P<number>{_NUMBER})(?P<letter>[^\W\d_])?(?P<entrance>)")
_OWN_NUMBER = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<letter>{_LETTERS})?")
_NAMED_ENTRANCE = re.compile(rf"{_ENTRANCE_WORD}\s+(.+)", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:SE?[-\s]*)?([1-9][0-9]{2})\s?([0-9]{2})", re.IGNORECASE)
_PARTS = re.compile(r"[0-9]+|[^0-9]+")
_SMALL_WORDS = frozenset({"i", "på", "och", "vid", "av"})
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})  # { | } follow z in ASCII

WalkingOrder = tuple[str, tuple[tuple[int, int, str], ...], tuple[tuple[int, int, str], ...]]


class Addressed(Protocol):
    """Anything with an address: a row of an import, a stairwell of the register."""

    @property
    def street(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def entrance(self) -> str: ...
    @property
    def postcode(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Parted:
    """A street cell taken apart; what was not there is an empty text."""

    street: str
    number: str = ""
    entrance: str = ""
    postcode: str = ""
    city: str = ""


def part_address(text: str) -> Parted:
    """Take "Storgatan 12B", "Kyrkogatan 4-6" or "Kyrkogatan 4 A, 777 30 Lindbacka" apart.

    What ends in no house number comes back whole as the street.
    """
    postcode = city = ""
    tail = _TAIL.fullmatch(text)
    if tail:
        text, postcode, city = tail[1].rstrip(", "), tidy_postcode(tail[2]) or "", tail[3].strip()
    joined = _RANGE.sub(r"\1-\2", text)
    found = _NUMBERED.fullmatch(joined) or _NUMBERED_CLOSE.fullmatch(joined)
    if not found:
        return Parted(text, "", "", postcode, city)
    entrance = found["entrance"] or found["letter"] or ""
    return Parted(found["street"].rstrip(" ,"), plain_number(found["number"]), plain_entrance(entrance), postcode, city)


def part_number(text: str) -> tuple[str, str] | None:
    """Number and letter of a cell such as "12", "12B" or "4 - 6"; None when it is no house number."""
    found = _OWN_NUMBER.fullmatch(_RANGE.sub(r"\1-\2", text))
    if not found or plain_number(found["number"]) == "0":
        return None
    return plain_number(found["number"]), plain_entrance(found["letter"] or "")


def plain_number(text: str) -> str:
    """A house number without leading zeros: "04-06" is "4-6"."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", text)


def plain_entrance(text: str) -> str:
    """An entrance as it stands on the door: "Uppgång b" is "B", "a - c" is "A-C"."""
    named = _NAMED_ENTRANCE.fullmatch(text)
    bare = re.sub(rf"\s?{_DASH}\s?", "-", named[1] if named else text)
    return bare.upper() if re.fullmatch(_LETTERS, bare) else bare


def tidy_postcode(text: str) -> str | None:
    """The form "777 30" of "77730" or "SE-777 30"; None when it is no Swedish postcode."""
    found = _POSTCODE.fullmatch(text)
    return f"{found[1]} {found[2]}" if found else None


def tidy_city(text: str) -> str:
    """A name in capitals only becomes "Lindbacka" or "Upplands-Bro"; others stay as they are."""
    if not text.isupper() or len(text) == 1:
        return text
    parts = re.split(r"([\s-])", text.lower())
    words = [part if part in _SMALL_WORDS else part.capitalize() for part in parts]
    return words[0].capitalize() + "".join(words[1:])


def house_key(house: Addressed) -> str:
    """The identity by which a later import finds a stairwell again: street, number, entrance, postcode.

    Letter case, spaces and the way an accent is encoded do not matter.
    """
    parts = (house.street, house.number, house.entrance, house.postcode)
    plain = (unicodedata.normalize("NFC", part).casefold().replace("|", "") for part in parts)
    return "|".join("".join(part.split()) for part in plain)


def walking_order(house: Addressed) -> WalkingOrder:
    """Sort key: street in Swedish order (å, ä, ö after z), then 2 before 10, then entrance."""
    return _swedish(house.street), _natural(house.number), _natural(house.entrance)


def _swedish(text: str) -> str:
    moved = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    decomposed = unicodedata.normalize("NFD", moved)
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    parts = _PARTS.findall(_swedish(text))
    return tuple((0, int(part[:9]), part) if part.isdecimal() else (1, 0, part) for part in parts)
