"""What one edition of the poster is known by: a fingerprint of all it says, and a label short enough to read out."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count

from huskurage.core.sheet import SheetWords

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read or heard as a digit
DIGITS = "23456789"
SEVERAL = " / "  # between the numbers of one kind of contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What posters of one design in some languages say at a time. `numbers`: kind of contact -> telephone number."""

    design: str
    design_revision: int
    languages: tuple[str, ...]
    numbers: Mapping[str, str]
    words: bytes

    @property
    def fingerprint(self) -> bytes:
        """16 bytes that are others as soon as anything is: number, word, language, design or its revision."""
        said = [self.design, self.design_revision, list(self.languages), sorted(self.numbers.items()), self.words.hex()]
        return hashlib.blake2b(json.dumps(said).encode(), digest_size=16).digest()


def words_digest(words: Sequence[SheetWords], labels: Sequence[str]) -> bytes:
    """16 bytes that are others as soon as a word on the poster is. `labels` name the telephone numbers."""
    said = json.dumps([[asdict(one) for one in words], list(labels)], sort_keys=True)
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def label_for(edition: Edition, made_on: date, taken: frozenset[str]) -> str:
    """Design and its revision, month, two signs ("calm 1 · 2026-11 · K7"); none that another edition has."""
    for turn in count():
        seed = hashlib.blake2b(edition.fingerprint + turn.to_bytes(4), digest_size=8).digest()
        drawn = int.from_bytes(seed)
        more = "" if turn < len(LETTERS) * len(DIGITS) else DIGITS[drawn // 1000 % len(DIGITS)]
        sign = LETTERS[drawn % len(LETTERS)] + DIGITS[drawn // len(LETTERS) % len(DIGITS)] + more
        label = f"{edition.design} {edition.design_revision} · {made_on:%Y-%m} · {sign}"
        if label not in taken:
            return label
    raise AssertionError("counting has no end")


def stale_numbers(printed: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Every (kind, number on the paper, right number) where they differ; the last is empty when there is none now."""
    found = []
    for kind, old in printed.items():
        right = now.get(kind, "")
        known = {_digits(one) for one in right.split(SEVERAL)}
        found += [(kind, one, right) for one in old.split(SEVERAL) if _digits(one) not in known]
    return found


def _digits(number: str) -> str:
    """A number without the way it is grouped: "08-465 004 00" and "0846500400" are the same to who calls."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")
