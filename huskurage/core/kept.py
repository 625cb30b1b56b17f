"""Pages kept in memory for the minute in which they are true, so that a day in the news costs one drawing a minute."""

import threading
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


class KeptAnswers(Generic[T]):
    """What was answered in this minute, by a key that names everything it depends on: at most `most`, the first ones.

    Safe to use from several threads.
    """

    def __init__(self, most: int = 1_000) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._minute: datetime | None = None
        self._kept: dict[Hashable, T] = {}

    def get(self, key: Hashable, now: datetime) -> T | None:
        """What was kept under the key in this minute."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if self._minute is None or minute > self._minute:
                self._minute, self._kept = minute, {}
            return self._kept.get(key) if minute == self._minute else None

    def keep(self, key: Hashable, value: T, now: datetime) -> None:
        """Keep what was asked for at that moment, unless its minute is over."""
        with self._lock:
            if now.replace(second=0, microsecond=0) == self._minute and len(self._kept) < self.most:
                self._kept[key] = value


class KeptPages:
    """What was drawn in this minute, by a key that names everything it depends on but the database.

    Keeps at most `most` pages (0: none), the first ones of each minute; a page is drawn again when the minute is over,
    so that what changed in the database is shown after 60 seconds at the latest. Safe to use from several threads.
    """

    def __init__(self, most: int = 1_000) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._minute: datetime | None = None
        self._pages: dict[Hashable, str] = {}

    def page(self, key: Hashable, draw: Callable[[], str], *, now: datetime) -> str:
        """The kept page, or a fresh one. What `draw` raises is raised, and nothing is kept."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                self._minute, self._pages = minute, {}
            pages = self._pages
            found = pages.get(key)
        if found is not None:
            return found
        drawn = draw()
        with self._lock:
            if len(pages) < self.most:
                pages[key] = drawn
        return drawn
