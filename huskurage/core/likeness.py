"""Texts that resemble each other: what many a machine sends, and what stands out among it."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence

SHORTEST_ECHO = 25  # letters; people under stress write the same short sentence, a machine repeats a long one
WORDS_IN_PIECE = 3
ALIKE_FROM = 0.5  # the part of a text's pieces that others have too


def letters(text: str) -> str:
    """The text's letters in words, without case, digits, signs and accents: what a repeated text keeps when varied."""
    plain = unicodedata.normalize("NFKD", text)
    folded = unicodedata.normalize("NFKD", plain.casefold())
    kept = "".join(sign if sign.isalpha() else " " for sign in folded if not unicodedata.combining(sign))
    return " ".join(kept.split())


def echo_of(text: str, key: bytes) -> bytes | None:
    """A keyed digest (BLAKE2b, 16 bytes) by which a repeated text is known again; None for a short one."""
    plain = letters(text)
    if len(plain) < SHORTEST_ECHO:
        return None
    return hashlib.blake2b(plain.encode(), key=key, digest_size=16).digest()


def unlike_the_others(texts: Sequence[str]) -> list[bool]:
    """For each text, whether fewer than half of its runs of three words stand in any other text of the list."""
    pieces = [_pieces(text) for text in texts]
    holders = Counter(piece for one in pieces for piece in one)
    return [_shared(one, holders) < ALIKE_FROM * len(one) for one in pieces]


def _pieces(text: str) -> frozenset[str]:
    words = letters(text).split()
    runs = range(max(1, len(words) - WORDS_IN_PIECE + 1))
    return frozenset(" ".join(words[start : start + WORDS_IN_PIECE]) for start in runs)


def _shared(pieces: frozenset[str], holders: Counter[str]) -> int:
    return sum(holders[piece] > 1 for piece in pieces)
