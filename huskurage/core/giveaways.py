"""What in a text could give its writer away: phone and personal numbers, e-mail addresses, their home."""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_COORDINATION_DAYS = 60  # added to the day of birth in a coordination number (SFS 2022:1697)
_LEAP_YEAR = 2000
_FEWEST_DIGITS = 7
_LONGEST_HOME = 10  # a Swedish number with its area code
_LONGEST_ABROAD = 15  # ITU-T E.164


class GiveawayKind(enum.StrEnum):
    PHONE = "phone"
    PERSONAL_NUMBER = "personal_number"
    EMAIL = "email"
    WHERE_I_LIVE = "where_i_live"


@dataclass(frozen=True)
class Giveaway:
    """A stretch of the text, `text[start:end]`."""

    kind: GiveawayKind
    start: int
    end: int


_Span = tuple[int, int]

_PERSONAL = re.compile(r"(?<![0-9])(?:19|20)?([0-9]{6})[ ]?([-+\u2010-\u2013]?)[ ]?([0-9]{4})(?![0-9])")
_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[\s()/.\-\u2010-\u2013]{1,3}")
_DATE_OR_TIMES = re.compile(
    r"[0-3]?[0-9][-./ ][01]?[0-9][-./ ](?:19|20)[0-9]{2}"
    r"|[0-2][0-9]\.[0-5][0-9] ?[-\u2010-\u2013] ?[0-2][0-9]\.[0-5][0-9]"
)
_NOBODYS_OWN = ("020", "0771")  # free and shared-cost numbers belong to services
_LOCAL_PART = re.compile(r"[\w.+%'-]{1,64}\Z")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")

# Written as `_plain` leaves a text: lower case, marks gone (ö is o, alef has no hamza).
_HERE = re.compile(
    r"\b(?:"
    # Swedish
    r"bor\s{1,3}(?:(?:precis|rakt|alldeles|ocksa|direkt|mitt|en\s{1,3}(?:trappa|vaning))\s{1,3}){0,2}"
    r"(?:ovanfor|ovanpa|nedanfor|under(?!\s{1,3}(?:hot|samma|standig|svar))|over|upp|ner|bredvid|intill|mittemot|emot"
    r"|vagg\s{1,3}i\s{1,3}vagg|granne)"
    r"|(?:ovanfor|ovanpa|nedanfor|bredvid|intill|mitt\s{0,3}emot)\s{1,3}(?:mig|oss|min|mitt|var)"
    r"|(?:under|over)\s{1,3}(?:mig|oss)"
    r"|grann(?:e|ar)\s{1,3}(?:till|med)"
    # English
    r"|liv(?:e|es|ing)\s{1,3}(?:(?:just|right|directly|also)\s{1,3}){0,2}(?:one\s{1,3}floor\s{1,3})?"
    r"(?:above|below|under|underneath|beneath|over|next\s{1,3}(?:door|to)|opposite|across|upstairs|downstairs|beside)"
    r"|(?:above|below|underneath|beneath|opposite|beside|next\s{1,3}(?:door\s{1,3})?to|(?:upstairs|downstairs|across)"
    r"\s{1,3}from)\s{1,3}(?:me|us|my|our)"
    r"|my\s{1,3}(?:next[\s-]{1,3}door|upstairs|downstairs)\s{1,3}neighbou?rs?"
    # Arabic
    r"|[وف]?(?:[اني]|ت)(?:سكن|عيش|قيم)(?:ون|ين|وا)?\s{1,3}(?:مباشرة\s{1,3})?"
    r"(?:فوق|تحت|بجانب|بجوار|جنب|مقابل|قبالة|قبال|اسفل|اعلى|امام|في\s{1,3}(?:الطابق|الشقة))\w{0,4}"
    r"|[وف]?ساكن(?:ة|ين)?\s{1,3}(?:فوق|تحت|بجانب|بجوار|جنب|مقابل|قبالة|قبال|اسفل|اعلى|امام)\w{0,4}"
    r"|(?:فوق|تحت|بجانب|بجوار|جنب|مقابل|قبالت|اسفل)(?:ي|نا)"
    r"|(?:انا|نحن)\s{1,3}(?:جار|جيران)\w{0,4}"
    r")\b"
)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """The character without its marks, in lower case, its digit in Latin; "" for marks and invisible ones."""
    if unicodedata.category(character) in {"Mn", "Cf"} or character == "\u0640":  # the Arabic lengthening stroke
        return ""
    digit = unicodedata.decimal(character, None)
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) != "Mn")
    plain = str(digit) if digit is not None else (bare if len(bare) == 1 else character).lower()
    return plain if len(plain) == 1 else character


def _plain(text: str) -> tuple[str, list[int]]:
    """The text for searching, and where in `text` each of its characters stood (and where the text ended)."""
    kept = [(plain, place) for place, character in enumerate(text) if (plain := _plain_character(character))]
    return "".join(plain for plain, _ in kept), [*(place for _, place in kept), len(text)]


def _checks(ten_digits: str) -> bool:
    """Whether the last of ten digits is the Luhn check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(ten_digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_birthday(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day - _COORDINATION_DAYS if day > _COORDINATION_DAYS else day)
    except ValueError:
        return False
    return True


def _personal_numbers(plain: str) -> Iterator[_Span]:
    """A birthday, a sign and four digits; without the sign the check digit must be right."""
    for found in _PERSONAL.finditer(plain):
        birthday, sign, rest = found.groups()
        if _is_birthday(int(birthday[2:4]), int(birthday[4:])) and (sign or _checks(birthday + rest)):
            yield found.span()


def _emails(plain: str) -> Iterator[_Span]:
    for found in re.finditer("@", plain):
        at = found.start()
        local_part = _LOCAL_PART.search(plain, max(0, at - 64), at)
        domain = _DOMAIN.match(plain, at + 1)
        if local_part and domain:
            yield local_part.start(), domain.end()


def _runs(plain: str) -> Iterator[list[_Span]]:
    """Groups of digits with nothing but spaces, hyphens, dots, slashes or brackets between them."""
    run: list[_Span] = []
    for group in _GROUP.finditer(plain):
        if run and not _GAP.fullmatch(plain, run[-1][1], group.start()):
            yield run
            run = []
        run.append(group.span())
    if run:
        yield run


def _phone_at(plain: str, run: list[_Span], first: int) -> int:
    """How many groups of the run, from `first` on, are a phone number: it begins with +, 0 or 46."""
    start = run[first][0]
    abroad = plain[max(0, start - 1) : start] == "+" or plain.startswith(("00", "46"), start)
    if plain.startswith(_NOBODYS_OWN, start) or not (abroad or plain.startswith("0", start)):
        return 0
    most, digits, count = (_LONGEST_ABROAD if abroad else _LONGEST_HOME), 0, 0
    for begin, end in run[first : first + most]:
        if digits + end - begin > most:
            break
        digits, count = digits + end - begin, count + 1
    return count if digits >= _FEWEST_DIGITS else 0


def _phones(plain: str) -> Iterator[_Span]:
    for run in _runs(plain):
        first = 0
        while first < len(run):
            count = _phone_at(plain, run, first)
            start, end = run[first][0], run[first + max(count, 1) - 1][1]
            if count and not _DATE_OR_TIMES.fullmatch(plain, start, end):
                yield start - plain.startswith("+", max(0, start - 1), start), end
            first += max(count, 1)


def _where_i_live(plain: str) -> Iterator[_Span]:
    return (found.span() for found in _HERE.finditer(plain))


_SEARCHES = (
    (GiveawayKind.PERSONAL_NUMBER, _personal_numbers),
    (GiveawayKind.EMAIL, _emails),
    (GiveawayKind.PHONE, _phones),
    (GiveawayKind.WHERE_I_LIVE, _where_i_live),
)


def giveaways(text: str) -> tuple[Giveaway, ...]:
    """Stretches that could give the writer away, in the order of the text, none overlapping another.

    A pointer, not a judgement: it finds digits of every script and phrases in Swedish, English and Arabic,
    and will both miss some and point at harmless ones. Time grows in proportion to the length of the text,
    whatever it holds.
    """
    plain, places = _plain(text)
    taken = bytearray(len(plain))
    found: list[Giveaway] = []
    for kind, search in _SEARCHES:
        for start, end in search(plain):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Giveaway(kind, places[start], places[end]))
    return tuple(sorted(found, key=lambda giveaway: giveaway.start))
