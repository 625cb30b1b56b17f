"""A shelf in memory: things that one person is in the middle of, few, small, and gone after half an hour."""

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LIVES = timedelta(minutes=30)
EACH = 3  # things that one person may have here
MOST_BYTES = 100_000_000


@dataclass
class Kept:
    """One thing on the shelf: whose it is, since when it is untouched, and what it has become."""

    owner: int
    content: bytes = field(repr=False)
    touched: datetime
    became: str = ""  # the id of what was made of it, once it was
    notes: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Shelf:
    """Things by random ids. Each is found by its owner alone; the oldest goes when there are too many."""

    def __init__(self, *, each: int = EACH, most_bytes: int = MOST_BYTES, lives: timedelta = LIVES) -> None:
        self._each, self._most, self._lives = each, most_bytes, lives
        self._kept: dict[str, Kept] = {}
        self._lock = threading.Lock()

    def put(self, content: bytes, *, owner: int, now: datetime) -> str:
        """Keep a thing; answers its id, 32 hex digits."""
        name = secrets.token_hex(16)
        with self._lock:
            self._forget_old(now)
            self._kept[name] = Kept(owner, content, now)
            own = [one for one, kept in self._kept.items() if kept.owner == owner]
            for one in own[: -self._each]:
                del self._kept[one]
            while sum(len(kept.content) for kept in self._kept.values()) > self._most:
                del self._kept[next(iter(self._kept))]
        return name

    def find(self, name: str, *, owner: int, now: datetime) -> Kept | None:
        """The owner's thing of that id, if it is still here; whoever looks at it keeps it for longer."""
        with self._lock:
            self._forget_old(now)
            found = self._kept.get(name)
            if found is None or found.owner != owner:
                return None
            found.touched = now
            return found

    def contents(self) -> list[bytes]:
        """Everything that lies here now."""
        with self._lock:
            return [kept.content for kept in self._kept.values()]

    def _forget_old(self, now: datetime) -> None:
        for name in [name for name, kept in self._kept.items() if kept.touched + self._lives < now]:
            del self._kept[name]
