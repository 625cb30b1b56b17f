"""Counters against floods, in memory only: how often something may happen in a while."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock


class Budget:
    """At most `limit` spendings per key in any `window`; remembers at most `keys` keys, the oldest forgotten first."""

    def __init__(self, limit: int, window: timedelta, keys: int = 10_000) -> None:
        self.limit, self.window, self.keys = limit, window, keys
        self._spent: OrderedDict[bytes, list[datetime]] = OrderedDict()
        self._lock = Lock()

    def left(self, key: bytes, now: datetime) -> int:
        """How many spendings the key has left, without spending one."""
        with self._lock:
            return self.limit - len(self._recent(key, now))

    def wait(self, key: bytes, now: datetime) -> timedelta:
        """How long until the key has one more left than now; nothing when it has not spent any."""
        with self._lock:
            recent = self._recent(key, now)
            return recent[0] + self.window - now if recent else timedelta()

    def spend(self, key: bytes, now: datetime) -> bool:
        """Spend one; False when nothing was left (and nothing more is counted)."""
        with self._lock:
            recent = self._recent(key, now)
            if len(recent) >= self.limit:
                return False
            recent.append(now)
            self._spent[key] = recent
            self._spent.move_to_end(key)
            while len(self._spent) > self.keys:
                self._spent.popitem(last=False)
            return True

    def _recent(self, key: bytes, now: datetime) -> list[datetime]:
        return [moment for moment in self._spent.get(key, []) if moment > now - self.window]


class Echoes:
    """Who said something first, for a while: told again by somebody else, it is an echo. Holds digests alone."""

    def __init__(self, window: timedelta, keys: int = 10_000) -> None:
        self.window, self.keys = window, keys
        self._first: OrderedDict[bytes, tuple[bytes, datetime]] = OrderedDict()
        self._lock = Lock()

    def heard(self, said: bytes, by: bytes, now: datetime) -> bool:
        """Whether another has said the same within the window; whoever is first is remembered, the oldest forgotten."""
        with self._lock:
            first, moment = self._first.get(said, (by, now))
            if moment <= now - self.window:
                first, moment = by, now
            self._first[said] = first, moment
            self._first.move_to_end(said)
            while len(self._first) > self.keys:
                self._first.popitem(last=False)
            return first != by
