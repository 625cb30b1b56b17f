"""What may stand in a cell of the register, and what is wrong with one that may not be kept."""

import enum
import re
import unicodedata
from collections.abc import Iterator

LONGEST_CELL = 120
FORMULA_SIGNS = (  # those that OWASP names under "CSV Injection"
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)
_ERROR_VALUE = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SAKNAS!|VÄRDEFEL!|NAMN\?|REFERENS!)")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


class FaultReason(enum.Enum):
    """What is wrong with a cell; the door has a sentence for each."""

    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    BECAME_A_DATE = "became_a_date"  # the spreadsheet program took "4-6" for the fourth of June
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_A_COUNT = "not_a_count"
    TOO_LONG = "too_long"
    LOOKS_LIKE_FORMULA = "looks_like_formula"
    ERROR_VALUE = "error_value"
    UNSAFE_CHARACTERS = "unsafe_characters"
    LOOKS_PERSONAL = "looks_personal"
    NUMBERS_DISAGREE = "numbers_disagree"  # the street says one house number, the number column another


def complaints(text: str) -> Iterator[FaultReason]:
    """Why a text may not be kept, whatever column it stands in; nothing when it may."""
    if any(_is_unsafe(sign) for sign in text):
        yield FaultReason.UNSAFE_CHARACTERS
    if len(text) > LONGEST_CELL:
        yield FaultReason.TOO_LONG
    if text.startswith(FORMULA_SIGNS):
        yield FaultReason.LOOKS_LIKE_FORMULA
    if _ERROR_VALUE.fullmatch(text):
        yield FaultReason.ERROR_VALUE


def _is_unsafe(sign: str) -> bool:
    """Control, format and unassigned characters, and anything written from right to left."""
    return unicodedata.category(sign).startswith("C") or unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT


def showable(text: str) -> str:
    """At most 120 characters of a faulty text, each unsafe one replaced, to be named to people."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_unsafe(sign) else sign for sign in text[:LONGEST_CELL])
