"""The chain of the log: each line's digest holds all before it, so that none can be changed or left out unseen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

BEGINNING: Final = bytes(32)
"""What the first line is bound to."""


@dataclass(frozen=True)
class Line:
    """What the log says at one position, counted from 1. `account_id` None: nobody who was signed in."""

    position: int
    at: datetime
    act: str
    account_id: int | None
    object_kind: str
    object_id: str

    def encoded(self) -> bytes:
        """Each part's length in four bytes, then its UTF-8: no two lines have the same bytes."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        who = "" if self.account_id is None else str(self.account_id)
        parts = [part.encode() for part in (str(self.position), at, self.act, who, self.object_kind, self.object_id)]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def chained(before: bytes, line: Line) -> bytes:
    """The digest (BLAKE2b, 32 bytes) of the line and of everything before it."""
    return hashlib.blake2b(before + line.encoded(), digest_size=32, person=b"hkg log chain").digest()


def first_break(lines: Iterable[tuple[Line, bytes]]) -> int | None:
    """The position at which the chain breaks first, given each line with its kept digest in order; None when whole.

    A line that was changed, left out, put in or moved breaks it. Lines cut off at the end do not: compare the last
    digest with one that was written down elsewhere.
    """
    before = BEGINNING
    for position, (line, kept) in enumerate(lines, start=1):
        if line.position != position or chained(before, line) != kept:
            return position
        before = kept
    return None
