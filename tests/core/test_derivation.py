"""Derivation: the published vectors, and a queue that stays bounded, fair and out of everybody's way."""

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from functools import partial

import pytest

from huskurage.core.derivation import (
    ARGON2_CODE,
    ARGON2_PASSPHRASE,
    Busy,
    Cost,
    DerivationQueue,
    argon2id,
    keyed_digest,
)

LONG = 5.0  # seconds no test ever waits out


def test_costs_are_those_we_promise() -> None:
    assert Cost(passes=2, memory=19 * 2**20) == ARGON2_CODE
    assert Cost(passes=3, memory=64 * 2**20) == ARGON2_PASSPHRASE


@pytest.mark.parametrize("length", [0, 15, 17, 32])
def test_argon2id_refuses_a_salt_of_another_length(length: int) -> None:
    with pytest.raises(ValueError, match="salt"):
        argon2id(b"secret", salt=bytes(length), size=32, cost=Cost(1, 8192))


def test_keyed_digest_keeps_uses_and_keys_apart() -> None:
    digests = {keyed_digest(b"", key=bytes([key]) * 32, use=use) for key in (1, 2) for use in (b"one", b"two", b"")}
    assert len(digests) == 6


@pytest.mark.parametrize("length", [0, 15, 65])
def test_keyed_digest_refuses_weak_and_overlong_keys(length: int) -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        keyed_digest(b"", key=bytes(length), use=b"any")


class Gate:
    """Work that begins, then holds its place until told to end."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.open = threading.Event()

    def __call__(self) -> str:
        self.begun.release()
        assert self.open.wait(LONG)
        return "done"


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_queue_gives_back_what_the_work_gives_and_hands_on_what_the_caller_stands_in() -> None:
    about = ContextVar("about", default="nothing")
    about.set("this request")
    assert DerivationQueue().run(about.get, patience=0) == "this request"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives each thread a priority of its own")
def test_work_steps_back_for_whoever_else_wants_the_processor() -> None:
    here = os.getpriority(os.PRIO_PROCESS, 0)
    there = DerivationQueue().run(lambda: os.getpriority(os.PRIO_PROCESS, 0), patience=0)
    assert there == max(here, 10)
    assert os.getpriority(os.PRIO_PROCESS, 0) == here


def test_queue_lets_the_works_exception_through_and_frees_its_place() -> None:
    queue = DerivationQueue(workers=1, waiting=0)

    def fail() -> None:
        raise LookupError("the work's own")

    for _ in range(5):
        with pytest.raises(LookupError, match="own"):
            queue.run(fail, patience=0)
    assert queue.run(lambda: "free", patience=0) == "free"


def test_queue_never_runs_more_than_its_workers() -> None:
    queue, lock = DerivationQueue(workers=2, waiting=40), threading.Lock()
    now, most = 0, 0

    def work() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.002)
        with lock:
            now -= 1

    with ThreadPoolExecutor(40) as neighbours:
        for done in [neighbours.submit(queue.run, work, patience=LONG) for _ in range(40)]:
            done.result()
    assert most == 2


def test_queue_refuses_at_once_when_the_waiting_room_is_full() -> None:
    queue, gate = DerivationQueue(workers=1, waiting=1), Gate()
    with ThreadPoolExecutor(2) as neighbours:
        first = neighbours.submit(queue.run, gate, patience=LONG)
        gate.begun.acquire()
        second = neighbours.submit(queue.run, gate, patience=LONG)
        until(lambda: len(queue._turns) == 1)
        began = time.monotonic()
        with pytest.raises(Busy, match="full"):
            queue.run(gate, patience=LONG)
        assert time.monotonic() - began < 1
        gate.open.set()
        assert [first.result(), second.result()] == ["done", "done"]


@pytest.mark.parametrize("patience", [-1.0, 0.0, 0.05])
def test_queue_gives_up_when_patience_ends_and_keeps_no_trace(patience: float) -> None:
    queue, gate = DerivationQueue(workers=1, waiting=3), Gate()
    with ThreadPoolExecutor(1) as neighbours:
        first = neighbours.submit(queue.run, gate, patience=LONG)
        gate.begun.acquire()
        with pytest.raises(Busy, match="patience"):
            queue.run(gate, patience=patience)
        assert not queue._turns
        gate.open.set()
        assert first.result() == "done"
    assert queue.run(lambda: "free", patience=0) == "free"


def test_queue_serves_first_come_first_served() -> None:
    queue, gate, order = DerivationQueue(workers=1, waiting=10), Gate(), list[int]()

    def waiting(expected: int) -> bool:
        return len(queue._turns) == expected

    with ThreadPoolExecutor(11) as neighbours:
        neighbours.submit(queue.run, gate, patience=LONG)
        gate.begun.acquire()
        for number in range(10):
            neighbours.submit(queue.run, partial(order.append, number), patience=LONG)
            until(partial(waiting, number + 1))
        gate.open.set()
    assert order == list(range(10))


def test_queue_lets_no_newcomer_past_those_who_wait() -> None:
    queue, gate, order = DerivationQueue(workers=1, waiting=1), Gate(), list[str]()

    def work_and_come_again() -> None:
        queue.run(gate, patience=LONG)
        queue.run(lambda: order.append("newcomer"), patience=LONG)

    with ThreadPoolExecutor(2) as neighbours:
        again = neighbours.submit(work_and_come_again)
        gate.begun.acquire()
        neighbours.submit(queue.run, lambda: order.append("waited"), patience=LONG)
        until(lambda: len(queue._turns) == 1)
        gate.open.set()
        again.result()
    assert order == ["waited", "newcomer"]


@pytest.mark.parametrize("turn_came", [True, False])
def test_queue_loses_no_place_when_a_waiting_caller_is_torn_away(
    monkeypatch: pytest.MonkeyPatch, turn_came: bool
) -> None:
    queue = DerivationQueue(workers=1, waiting=2)

    def torn_away(turn: threading.Event, patience: float | None = None) -> bool:
        assert not turn.is_set()
        assert patience == LONG
        if turn_came:
            queue._leave()  # the place is handed over in the very moment
        raise KeyboardInterrupt

    queue._enter(0)
    monkeypatch.setattr(threading.Event, "wait", torn_away)
    with pytest.raises(KeyboardInterrupt):
        queue.run(lambda: None, patience=LONG)
    assert not queue._turns
    assert queue._free == int(turn_came)


def test_full_queue_leaves_other_threads_alone() -> None:
    queue, gate = DerivationQueue(workers=1, waiting=4), Gate()
    with ThreadPoolExecutor(5) as neighbours:
        for _ in range(5):
            neighbours.submit(queue.run, gate, patience=LONG)
        until(lambda: len(queue._turns) == 4)
        assert not queue._door.locked()
        assert DerivationQueue().run(lambda: "another queue", patience=0) == "another queue"
        gate.open.set()


def test_queue_survives_a_storm_with_every_place_free_again() -> None:
    queue, outcomes = DerivationQueue(workers=2, waiting=5), list[str]()

    def neighbour(number: int) -> None:
        try:
            queue.run(lambda: time.sleep(0.0005), patience=0.001 * (number % 4))
            outcomes.append("served")
        except Busy:
            outcomes.append("busy")

    with ThreadPoolExecutor(20) as neighbours:
        list(neighbours.map(neighbour, range(800)))
    assert len(outcomes) == 800
    assert {"served", "busy"} == set(outcomes)
    assert (queue._free, len(queue._turns)) == (2, 0)


def test_argon2id_lets_other_threads_run() -> None:
    """The interpreter must be free while somebody's code is tried, or every page would stand still."""
    ticks, stop = 0, threading.Event()

    def derive() -> None:
        argon2id(b"secret", salt=bytes(16), size=32, cost=ARGON2_PASSPHRASE)
        stop.set()

    deriver = threading.Thread(target=derive)
    deriver.start()
    while not stop.is_set():
        time.sleep(0.0001)
        ticks += 1
    deriver.join()
    assert ticks > 10


@pytest.mark.parametrize(("workers", "waiting"), [(0, 1), (-1, 1), (1, -1)])
def test_queue_where_nobody_could_work_is_refused(workers: int, waiting: int) -> None:
    with pytest.raises(ValueError, match="at least one worker"):
        DerivationQueue(workers=workers, waiting=waiting)
