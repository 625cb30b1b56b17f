"""Keys of people and inboxes: locked by a passphrase, printed as a recovery kit, lent to a session."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from hmac import compare_digest
from itertools import pairwise

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from huskurage.core.codes import LONGEST_TYPED, without_separators
from huskurage.core.derivation import ARGON2_PASSPHRASE, SALT_SIZE, Cost, argon2id, keyed_digest
from huskurage.core.sealing import (
    KEY_SIZE,
    KeyPair,
    Unsealable,
    key_pair_from_seed,
    key_pair_of,
)

# NIST SP 800-63B-4 asks for 8 characters beside a second factor and 15 without; ours has one, but a stolen
# database can be tried offline, where the second factor does not help: 12 under Argon2id.
SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1024  # characters; bounds the work before Argon2id
FEWEST_DISTINCT = 5
FEWEST_LEAPS = 4
_KEYBOARD_ROWS = ("1234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnm")

KIT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"  # 29 characters; no 0 O, 1 I L, U V
KIT_RANDOM = 28  # characters, 136.0 bits
KIT_CHECK = 4  # characters: a random error slips through once in 707,281
KIT_GROUPS = 8
RECOVERY_LENGTH = 12  # characters, 58.3 bits
GROUP_LENGTH = 4

_USE_KIT_SEED = b"hkg kit seed"
_USE_KIT_CHECK = b"hkg kit check"
_USE_RECOVERY = b"hkg recovery"


class WeakPassphrase(ValueError):
    """The passphrase is too short, too long or too easily guessed; the message says which."""


class NotAKit(ValueError):
    """What was typed is not a recovery kit's code; the message never repeats it."""


@dataclass(frozen=True)
class LockedKey:
    """A private key in a SecretBox under Argon2id(passphrase), fit to be stored: 16 + 72 bytes."""

    salt: bytes = field(repr=False)
    box: bytes = field(repr=False)


@dataclass(frozen=True)
class RecoveryKit:
    """A key pair that lives on paper: show the code once, store the public key alone."""

    code: str = field(repr=False)
    pair: KeyPair = field(repr=False)


def check_passphrase(passphrase: str) -> None:
    """Raise WeakPassphrase for fewer than 12 characters, for repetition and for plain sequences.

    Weak is: fewer than five different characters, or fewer than four steps that are not a repetition, a count
    up or down, or a neighbouring key. Letter case aside, and before as well as after NFKC.
    """
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise WeakPassphrase("too long")
    normal = unicodedata.normalize("NFKC", passphrase)
    if min(len(passphrase), len(normal)) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase("too short")
    folded = normal.casefold()
    leaps = sum(not _adjacent(one, other) for one, other in pairwise(folded))
    if len(set(folded)) < FEWEST_DISTINCT or leaps < FEWEST_LEAPS:
        raise WeakPassphrase("too regular")


def lock_key(private: bytes, passphrase: str, *, cost: Cost = ARGON2_PASSPHRASE) -> LockedKey:
    """Lock a 32-byte private key with a passphrase.

    Costs 64 MiB and some 0.1 s: run it in the DerivationQueue. `cost` is for tests alone.
    Raises WeakPassphrase, and ValueError for a key of another length.
    """
    check_passphrase(passphrase)
    salt = secrets.token_bytes(SALT_SIZE)
    return LockedKey(salt=salt, box=_box(_passphrase_key(passphrase, salt, cost), private))


def unlock_key(locked: LockedKey, passphrase: str, *, cost: Cost = ARGON2_PASSPHRASE) -> KeyPair:
    """Open what `lock_key` locked, at the same cost; raises Unsealable.

    Compare the pair's public key with the account's: a row exchanged in the database would open here too.
    """
    if len(locked.salt) != SALT_SIZE or len(passphrase) > LONGEST_PASSPHRASE:
        raise Unsealable("not locked with this passphrase")
    return _unbox(_passphrase_key(passphrase, locked.salt, cost), locked.box)


def new_kit() -> RecoveryKit:
    """Draw a recovery kit: eight groups of four characters, the last of them check characters."""
    body = _drawn(KIT_RANDOM)
    return RecoveryKit(code=_grouped(body + _kit_check(body)), pair=_kit_pair(body))


def kit_pair(typed: str) -> KeyPair:
    """Derive a kit's key pair from its code, in any letter case, any spaces and dashes; raises NotAKit.

    The code alone gives the key (keyed BLAKE2b): a kit opens its inbox even after every setting is lost.
    """
    if len(typed) > LONGEST_TYPED:
        raise NotAKit("too long")
    characters = without_separators(typed)
    if not characters.isascii() or len(characters) != KIT_RANDOM + KIT_CHECK:
        raise NotAKit("not 32 characters")
    characters = characters.upper()
    if not set(characters) <= set(KIT_ALPHABET):
        raise NotAKit("a character no kit has")
    body, check = characters[:KIT_RANDOM], characters[KIT_RANDOM:]
    if not compare_digest(check, _kit_check(body)):
        raise NotAKit("the check characters do not fit")
    return _kit_pair(body)


def group_numbers(code: str) -> tuple[int, int]:
    """Which two groups of a kit's code are read back from its paper, counted from 1; the same ones each time.

    One from each half, so that both lines of the paper are looked at.
    """
    drawn, half = kit_pair(code).public[0], KIT_GROUPS // 2
    return 1 + drawn % half, 1 + half + drawn // half % half


def groups_match(code: str, number: int, typed: str) -> bool:
    """Whether this is the numbered group of the code, in any letter case."""
    start = (number - 1) * GROUP_LENGTH
    group = without_separators(code)[start : start + GROUP_LENGTH].upper()
    folded = without_separators(typed[:LONGEST_TYPED]).upper()
    return compare_digest(group.encode(), folded.encode("utf-8", "surrogatepass"))


def lock_for_session(private: bytes) -> tuple[bytes, bytes]:
    """Lock a 32-byte private key for one session: 32 bytes for the cookie alone, a box for its row."""
    cookie_key = secrets.token_bytes(KEY_SIZE)
    return cookie_key, _box(cookie_key, private)


def unlock_from_session(cookie_key: bytes, box: bytes) -> KeyPair:
    """Open a session's box with its cookie's key; raises Unsealable, also for a key of another length."""
    if len(cookie_key) != KEY_SIZE:
        raise Unsealable("not a session's key")
    return _unbox(cookie_key, box)


def new_recovery_codes(count: int = 10) -> tuple[str, ...]:
    """Draw one-time codes for a lost second factor, each three groups of four characters (58 bits)."""
    return tuple(_grouped(_drawn(RECOVERY_LENGTH)) for _ in range(count))


def recovery_digest(code: str, pepper: bytes) -> bytes:
    """Digest a one-time code to the 32 bytes that are stored: keyed BLAKE2b, case, spaces and dashes aside.

    Anything typed has a digest; what is no code has one that no code has. Only the first LONGEST_TYPED
    characters count. Raises ValueError for a pepper outside 16 to 64 bytes.
    """
    folded = without_separators(code[:LONGEST_TYPED]).upper()
    return keyed_digest(folded.encode("utf-8", "surrogatepass"), key=pepper, use=_USE_RECOVERY)


def _passphrase_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    normal = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return argon2id(normal, salt=salt, size=KEY_SIZE, cost=cost)


def _box(key: bytes, private: bytes) -> bytes:
    return bytes(SecretBox(key).encrypt(key_pair_of(private).private))


def _unbox(key: bytes, box: bytes) -> KeyPair:
    try:
        return key_pair_of(SecretBox(key).decrypt(box))
    except (CryptoError, ValueError):
        raise Unsealable("not locked with this key") from None


def _kit_check(body: str) -> str:
    digest = keyed_digest(b"", key=body.encode(), use=_USE_KIT_CHECK, size=64)
    number = int.from_bytes(digest, "big")
    characters = []
    for _ in range(KIT_CHECK):
        number, place = divmod(number, len(KIT_ALPHABET))
        characters.append(KIT_ALPHABET[place])
    return "".join(characters)


def _kit_pair(body: str) -> KeyPair:
    return key_pair_from_seed(keyed_digest(b"", key=body.encode(), use=_USE_KIT_SEED, size=KEY_SIZE))


def _drawn(length: int) -> str:
    return "".join(secrets.choice(KIT_ALPHABET) for _ in range(length))


def _grouped(characters: str) -> str:
    starts = range(0, len(characters), GROUP_LENGTH)
    return "-".join(characters[start : start + GROUP_LENGTH] for start in starts)


def _adjacent(one: str, other: str) -> bool:
    if abs(ord(one) - ord(other)) <= 1:
        return True
    return any(one + other in row or other + one in row for row in _KEYBOARD_ROWS)
