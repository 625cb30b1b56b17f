"""What was found out a moment ago, kept in memory for the same question asked again."""

import threading
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by a keyed name, for `lasts` from when they were kept and `most` of them at once: the oldest go first.

    Safe to use from several threads.
    """

    def __init__(self, lasts: timedelta, most: int = 200) -> None:
        self.lasts, self.most = lasts, most
        self._lock = threading.Lock()
        self._kept: dict[bytes, tuple[datetime, T]] = {}

    def get(self, name: bytes, now: datetime) -> T | None:
        """What was kept under the name, while it lasts."""
        with self._lock:
            self._forget(now)
            found = self._kept.get(name)
        return found[1] if found else None

    def keep(self, name: bytes, value: T, now: datetime) -> None:
        """Keep a value from now on, in the place of an earlier one of that name."""
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = (now, value)
            self._forget(now)
            while len(self._kept) > self.most:
                del self._kept[next(iter(self._kept))]

    def _forget(self, now: datetime) -> None:
        for name in [name for name, (since, _) in self._kept.items() if now - since > self.lasts]:
            del self._kept[name]
