"""Deriving keys: Argon2id, keyed BLAKE2b, and the bounded queue in which costly work waits its turn."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from typing import TypeVar

from nacl.bindings import (
    crypto_generichash_blake2b_salt_personal,
    crypto_pwhash_alg,
    crypto_pwhash_ALG_ARGON2ID13,
    crypto_pwhash_SALTBYTES,
)

T = TypeVar("T")

MIB = 1024 * 1024
BEHIND = 10  # nice: a tenth of the processor while others want all of it
SALT_SIZE: int = crypto_pwhash_SALTBYTES  # 16 bytes, RFC 9106 section 3.1
SMALLEST_KEY, LARGEST_KEY = 16, 64  # what libsodium accepts as a BLAKE2b key, in bytes


@dataclass(frozen=True)
class Cost:
    """What one Argon2id costs: `passes` over `memory` bytes, on one lane (libsodium knows no other)."""

    passes: int
    memory: int


# OWASP Password Storage Cheat Sheet, Argon2id: m = 19 MiB, t = 2, p = 1. A code has 60 random bits too.
ARGON2_CODE = Cost(passes=2, memory=19 * MIB)
# RFC 9106 section 4, second recommended option: m = 64 MiB, t = 3, there on four lanes.
ARGON2_PASSPHRASE = Cost(passes=3, memory=64 * MIB)


def argon2id(secret: bytes, *, salt: bytes, size: int, cost: Cost) -> bytes:
    """Stretch a secret to `size` bytes (at least 16) with Argon2id 1.3 (RFC 9106); the salt is 16 bytes.

    Raises ValueError for sizes libsodium does not take. The interpreter is free for others meanwhile.
    """
    return crypto_pwhash_alg(size, secret, salt, cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13)


def keyed_digest(message: bytes, *, key: bytes, use: bytes, size: int = 32) -> bytes:
    """Keyed BLAKE2b (RFC 7693) of `size` bytes, 64 at most; uses of one key are independent functions.

    `use` is BLAKE2b's personalisation, 16 bytes at most. Raises ValueError for a key outside 16 to 64 bytes.
    """
    if not SMALLEST_KEY <= len(key) <= LARGEST_KEY:
        raise ValueError("a key for BLAKE2b has 16 to 64 bytes")
    return crypto_generichash_blake2b_salt_personal(message, digest_size=size, key=key, person=use)


def _step_back() -> None:
    """Let whoever wants the processor go before this one thread. Only Linux knows it of a thread; it is no must."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(BEHIND, os.getpriority(os.PRIO_PROCESS, 0)))


class Busy(Exception):
    """The waiting room is full, or patience ended before it was this caller's turn."""


class DerivationQueue:
    """At most `workers` derivations at once, at most `waiting` callers behind them, first come, first served.

    Threads of the queue's own do the work, and they step back: whatever else wants the processor, pages above all, gets
    it first. Memory stays within `workers` times the dearest Cost. A caller holds its own thread until its work is
    done: keep workers + waiting well below the number of threads that serve pages.
    """

    def __init__(self, workers: int = 2, waiting: int = 32) -> None:
        """Raise ValueError when nobody could ever work, or for a negative waiting room."""
        if workers < 1 or waiting < 0:
            raise ValueError("a derivation queue needs at least one worker")
        self._free = workers
        self._waiting = waiting
        self._turns: deque[threading.Event] = deque()
        self._door = threading.Lock()  # held for a few instructions, never while anybody works or waits
        self._hands = ThreadPoolExecutor(workers, "derivation", _step_back)  # starts none before there is work

    def run(self, work: Callable[[], T], *, patience: float) -> T:
        """Do the work when its turn comes, with the caller's context variables; its exceptions pass through.

        Raises Busy at once when the waiting room is full, and when `patience` seconds pass before the turn.
        """
        self._enter(patience)
        try:
            return self._hands.submit(copy_context().run, work).result()
        finally:
            self._leave()

    def _enter(self, patience: float) -> None:
        with self._door:
            if self._free:
                self._free -= 1
                return
            if len(self._turns) >= self._waiting:
                raise Busy("the waiting room is full")
            turn = threading.Event()
            self._turns.append(turn)
        try:
            turn.wait(max(patience, 0.0))
        except BaseException:
            if not self._withdraw(turn):
                self._leave()
            raise
        if self._withdraw(turn):
            raise Busy("patience ended")

    def _withdraw(self, turn: threading.Event) -> bool:
        """Leave the waiting room; False when the turn had already come."""
        with self._door:
            if turn.is_set():
                return False
            self._turns.remove(turn)
            return True

    def _leave(self) -> None:
        """Hand the place to whoever waits longest, so that no newcomer slips in between."""
        with self._door:
            if self._turns:
                self._turns.popleft().set()
            else:
                self._free += 1
