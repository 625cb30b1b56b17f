"""What looks like it is about a person: tenants' columns and cells, which the register never keeps."""

import datetime as dt
import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huskurage.core.table import Row

SAMPLE_ROWS = 1_000
OFTEN = 0.2  # of the filled cells: lists of tenants have gaps and strays
OFTEN_A_NAME = 0.4  # given names are guessed, so more of them are wanted
LONGEST_SAMPLED = 200
LONGEST_HEADING = 40
COVERED = "\N{FULL BLOCK}" * 3  # stands where a person's number or address stood


class Personal(enum.Enum):
    """Why a column or cell is taken to be about a person."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    PERSONNUMMER = "personnummer"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A column that must not be kept: its index from 0, its heading, and why."""

    index: int
    header: str
    why: Personal


_HEADINGS: Mapping[Personal, re.Pattern[str]] = {
    Personal.PERSONNUMMER: re.compile(
        r"personn|person\s?nr|persnr|pers nr|samordningsn|födelse|född|\bpnr\b|\bssn\b|"
        r"personal (id|identity|number)|date of birth|birth ?date"
    ),
    Personal.EMAIL: re.compile(r"\be ?post|\be ?mail|\bmejl|\bmail"),
    Personal.PHONE: re.compile(
        r"telefon|\btele?\b|\btfn\b|\btlf\b|\bmobil(nr|nummer|er)?\b|\bphone|\bmobile\b|\bcell\b"
    ),
    Personal.NAME: re.compile(
        r"hyresgäst|hyrestagar|innehavar|förnamn|efternamn|tilltalsnamn|\bkund(namn)?\b|\bnamn\b|"
        r"\bboende\b|\bmedlem|\bägare\b|lagfaren|\bkontakt\b|kontaktperson|\bperson\b|\btenant|"
        r"\bresidents?\b|\boccupant|\blessee|\bowner\b|\bname\b|first name|last name|surname"
    ),
}
_COUNTS = re.compile(r"antal |number of |no of ")  # "Antal hyresgäster" counts, it names nobody
_PLACE_NAMES = re.compile(r"(street|area|property|building|district|city) name")
_SEPARATED = re.compile(r"[\s./()\N{NO-BREAK SPACE}\N{EN DASH}-]+")
_PHONE = re.compile(r"(\+|00)[1-9][0-9]{7,13}|0[1-9][0-9]{6,10}|7[02369][0-9]{7}")
_PHONE_WITHIN = re.compile(r"(?<![\w:])(\+46|0)\s?\(?0?\)?[1-9][0-9]{0,2}\s?[-/\s]\s?[0-9]{2,3}[\s0-9]{3,9}(?!\w)")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+\.[^\s@]+")
_NUMBER = re.compile(
    r"(?<![0-9])([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})\s?([-+]?)\s?([0-9TRSUWXJKLMN][0-9]{3})(?![0-9])"
)
_COORDINATION_DAYS = 60  # a samordningsnummer adds 60 to the day
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_PLACE_ENDING = re.compile(
    r"(gatan|gata|vägen|väg|gränd|gränden|stigen|stig|torg|torget|plan|allé|allén|backen|ab|hb|kb|brf|kommun)\b",
    re.IGNORECASE,
)
# Common given names in Sweden, of several origins; a name column is told by many of them, not by one.
_COMMON = (
    "agneta ahmad ahmed alexander alexandra ali alice alva amanda amina anders andreas anette anita ann "
    "anna anneli annika arne asta astrid axel barbro bengt berit birgitta björn bo britt camilla carina "
    "carl carolina caroline catarina cecilia charlotte christer christian christina dan daniel david ebba "
    "elias elin elina elisabeth ella ellen elsa emelie emil emma erik eva fatima felix filip fredrik "
    "frida gabriel gun gunilla gunnar gustav göran hanna hans hassan helen helena henrik hugo håkan "
    "ibrahim ida inga inger ingrid isabella jan jenny jens jessica joakim johan johanna johannes jonas "
    "josefin julia jörgen karin karl katarina kent kerstin khadija kjell klara kristina kristoffer lars "
    "leif lena lennart liam linda linnea linus lisa louise lovisa lucas ludvig magnus maja malin marcus "
    "margareta maria marianne marie martin maryam mats matilda mattias michael mikael mohamed mohammad "
    "mohammed mona monica märta nils noah nora olivia olle olof omar oscar oskar patrik per peter pia "
    "rasmus rebecca robert roger roland rolf sandra sara siv sofia sofie solveig stefan sten stig susanne "
    "sven therese thomas tobias tomas tommy ulf ulla ulrika viktor viktoria vincent wilma william yusuf "
    "åke åsa örjan"
)
_GIVEN_NAMES = frozenset(_COMMON.split())


def personal_columns(header: Sequence[str], rows: Sequence[Row]) -> tuple[Suspect, ...]:
    """The columns whose heading or content looks like names, phones, e-mail addresses or personnummer."""
    judged = ((index, text, _by_heading(text) or _by_content(rows, index)) for index, text in enumerate(header))
    return tuple(Suspect(index, text, why) for index, text, why in judged if why)


def personal_content(text: str) -> Personal | None:
    """Whether one cell holds an e-mail address, a personnummer or a phone number; names cannot be told."""
    if text == COVERED:
        return Personal.PHONE  # or another of them: it was covered
    short = text[:LONGEST_SAMPLED]
    if "@" in short and _EMAIL.search(short):
        return Personal.EMAIL
    if _holds_personnummer(short):
        return Personal.PERSONNUMMER
    if _PHONE.fullmatch(_SEPARATED.sub("", short)) or _PHONE_WITHIN.search(short):
        return Personal.PHONE
    return None


def shown_cell(text: str) -> str:
    """The text, or nothing where it looks like something about a person."""
    return "" if personal_content(text) or _looks_like_name(text[:LONGEST_SAMPLED]) else text


def covered_cell(text: str, *, names: bool) -> str:
    """The text as it may be kept between an upload and its import: what is surely about a person is covered.

    With `names` also what looks like a name, for columns in which places have no names.
    """
    is_name = names and " " in text and _looks_like_name(text[:LONGEST_SAMPLED])
    return COVERED if is_name or personal_content(text) else text


def shown_heading(text: str) -> str:
    """The heading of a column, or nothing where the header row itself may name somebody."""
    return "" if len(text) > LONGEST_HEADING else shown_cell(text)


def _by_heading(text: str) -> Personal | None:
    words = " ".join(re.sub(r"[\W_]+", " ", text[:LONGEST_SAMPLED].casefold()).split())
    if _COUNTS.match(words) or _PLACE_NAMES.fullmatch(words):
        return None
    return next((why for why, pattern in _HEADINGS.items() if pattern.search(words)), None)


def _by_content(rows: Sequence[Row], index: int) -> Personal | None:
    step = max(1, len(rows) // SAMPLE_ROWS)
    texts = [row.cells[index] for row in rows[::step] if index < len(row.cells) and row.cells[index].strip()]
    found = [personal_content(text) for text in texts]
    for why in (Personal.EMAIL, Personal.PERSONNUMMER, Personal.PHONE):
        if texts and found.count(why) >= OFTEN * len(texts):
            return why
    names = sum(1 for text in texts if _looks_like_name(text[:LONGEST_SAMPLED]))
    return Personal.NAME if texts and names >= OFTEN_A_NAME * len(texts) else None


def _looks_like_name(text: str) -> bool:
    """Two to four words, one of them a common given name; no digit, and no street such as "Eriks gata"."""
    words = [word.casefold() for word in _WORD.findall(text)]
    fits = len(words) in range(2, 5) and not any(map(str.isdigit, text)) and not _PLACE_ENDING.search(text)
    return fits and any(part in _GIVEN_NAMES for word in words for part in word.split("-"))


def _holds_personnummer(text: str) -> bool:
    return any(_is_personnummer(found) for found in _NUMBER.finditer(text))


def _is_personnummer(found: re.Match[str]) -> bool:
    """A real date and four signs; ten bare digits also need the check digit, as object numbers look alike."""
    century, year, month, day, sign, last = found.groups()
    born = int(day) - (_COORDINATION_DAYS if int(day) > _COORDINATION_DAYS else 0)
    try:
        dt.date(int((century or "20") + year), int(month), born)
    except ValueError:
        return False
    if sign:
        return True
    digits = year + month + day + last
    return digits.isdecimal() and _check_digit_holds(digits) and century in {None, "18", "19", "20"}


def _check_digit_holds(digits: str) -> bool:
    """The Luhn sum that SKV 704 asks of a personnummer."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
