"""Engines for the copies of the town that live as long as the run: a new engine compiles every statement anew.

Each `Database` that a test opens on the address of a copy has an engine of its own, as in the service; when the copy
is given back, its engines wait for the next test with what they have compiled. Every other address is opened as the
service opens it.
"""

from dataclasses import dataclass, field

from sqlalchemy import Engine

import huskurage.store.engine
from huskurage.store.connection import open_engine


@dataclass
class Engines:
    """Those of one address."""

    free: list[Engine] = field(default_factory=list)
    taken: list[Engine] = field(default_factory=list)

    def take(self, url: str) -> Engine:
        engine = self.free.pop() if self.free else open_engine(url)
        self.taken.append(engine)
        return engine

    def rest(self) -> None:
        for engine in self.taken:
            engine.dispose()
        self.free += self.taken
        self.taken = []


_kept: dict[str, Engines] = {}


def lend(url: str) -> str:
    """From now on whatever is opened at this address has a kept engine."""
    _kept.setdefault(url, Engines())
    return url


def give_back(url: str) -> None:
    """The test is over."""
    _kept[url].rest()


def forget(url: str) -> None:
    """The database of this address is gone."""
    _kept.pop(url, None)


def _open(url: str) -> Engine:
    return _kept[url].take(url) if url in _kept else open_engine(url)


def set_up() -> None:
    """Called once, before any `Database` is made."""
    huskurage.store.engine.open_engine = _open
