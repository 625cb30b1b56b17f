"""Receipt codes: twenty digits with which a neighbour comes back, and the keys that follow from them."""

import unicodedata
from dataclasses import dataclass, field

from huskurage.core.derivation import ARGON2_CODE, SALT_SIZE, Cost, argon2id, keyed_digest
from huskurage.core.sealing import KEY_SIZE, KeyPair, key_pair_from_seed

CODE_LENGTH = 20
GROUP_LENGTH = 4
RANDOM_DIGITS = 18  # 59.8 bits
LOOKUP_SIZE = 16  # bytes
SHORTEST_TICKET = 16  # bytes, so that nobody finds a code by trying tickets
LONGEST_TYPED = 256  # characters; twenty digits with generous noise between them

# The deployment's pepper serves several functions, kept apart by BLAKE2b's personalisation.
_USE_RECEIPT = b"hkg receipt code"
_USE_SALT = b"hkg code salt"

_MODULUS = 97
# Beside spaces, dashes and invisible characters: marks people put between digits.
_SEPARATORS = frozenset(
    r"./\|_,:;·•"
    "\u0640\u060c\u066b\u066c\u06d4"  # Arabic tatweel, comma, decimal and thousands separators, full stop
    "\u2024\u2027\u2043\u2044\u2212\u2215"  # dot leader, hyphenation point, hyphen bullet, slashes, minus
    "\u3002\uff0c\uff0e\uff0f"  # full-width comma, stops and slash
    "\ufe0e\ufe0f\u20e3"  # what turns a digit into a keycap picture
)


class NotACode(ValueError):
    """What was typed is not a receipt code; the message never repeats it."""


@dataclass(frozen=True)
class CodeKeys:
    """What a code opens: the 16-byte id its report is found by, the reporter's key pair (never stored)."""

    lookup: bytes = field(repr=False)
    pair: KeyPair = field(repr=False)


def receipt_code(ticket: bytes, pepper: bytes) -> str:
    """Derive the code of a form's one-time ticket: 18 digits of keyed BLAKE2b, then 2 check digits.

    The same ticket gives the same code. 64 bytes are reduced modulo 10 ** 18: a bias below 2 ** -450.
    Raises ValueError for a ticket under 16 bytes or a pepper outside 16 to 64 bytes.
    """
    if len(ticket) < SHORTEST_TICKET:
        raise ValueError("a form's ticket has at least 16 random bytes")
    digest = keyed_digest(ticket, key=pepper, use=_USE_RECEIPT, size=64)
    body = f"{int.from_bytes(digest, 'big') % 10**RANDOM_DIGITS:0{RANDOM_DIGITS}d}"
    return body + check_digits(body)


def check_digits(body: str) -> str:
    """Two check digits (ISO/IEC 7064 MOD 97-10): any wrong digit and any two swapped neighbours show."""
    return f"{_MODULUS + 1 - int(body) * 100 % _MODULUS:02d}"


def read_code(typed: str) -> str:
    """Read a typed code as 20 ASCII digits; raises NotACode.

    Spaces, dashes, dots, slashes, zero-width and direction marks are passed over; digits of every script
    count. More than LONGEST_TYPED characters are refused unread.
    """
    if len(typed) > LONGEST_TYPED:
        raise NotACode("too long")
    digits = [unicodedata.digit(character, None) for character in without_separators(typed)]
    if None in digits or len(digits) != CODE_LENGTH:
        raise NotACode("not twenty digits")
    code = "".join(map(str, digits))
    if check_digits(code[:RANDOM_DIGITS]) != code[RANDOM_DIGITS:]:
        raise NotACode("the check digits do not fit")
    return code


def groups(code: str) -> tuple[str, ...]:
    """Five groups of four, to read aloud. Show and type them left to right, also on right-to-left pages."""
    return tuple(code[start : start + GROUP_LENGTH] for start in range(0, CODE_LENGTH, GROUP_LENGTH))


def code_keys(code: str, pepper: bytes, *, cost: Cost = ARGON2_CODE) -> CodeKeys:
    """Derive what a code opens, by one Argon2id under a salt that only this deployment's pepper gives.

    Costs 19 MiB and some 20 ms: run it in the DerivationQueue. `cost` is for tests alone (another cost, other
    keys). Raises NotACode for what `read_code` would refuse, ValueError for a pepper outside 16 to 64 bytes.
    """
    salt = keyed_digest(b"", key=pepper, use=_USE_SALT, size=SALT_SIZE)
    derived = argon2id(read_code(code).encode(), salt=salt, size=LOOKUP_SIZE + KEY_SIZE, cost=cost)
    return CodeKeys(lookup=derived[:LOOKUP_SIZE], pair=key_pair_from_seed(derived[LOOKUP_SIZE:]))


def without_separators(typed: str) -> str:
    """Drop what people and phones put between the characters of a code; bound the length before calling."""
    return "".join(character for character in typed if not _is_separator(character))


def _is_separator(character: str) -> bool:
    # Cf: zero-width, bidirectional and soft-hyphen characters. Pd: every dash.
    return character.isspace() or character in _SEPARATORS or unicodedata.category(character) in {"Cf", "Pd"}
