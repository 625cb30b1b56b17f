"""Whether public pages stay fast while codes are tried, and whether codes that open nothing take the same time.

Ten tries a second (what must not double the pages' time), then thirty machines as fast as they can. Then unknown,
withdrawn and purged codes by turns: medians of fifty, with the noise that two halves of the same kind show.

Run: python benchmarks/codes.py
"""

import random
import re
import secrets
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

from ground import Measured, ask, command, folder_of_its_own, get, load, post, print_machine, served

from huskurage.core.codes import RANDOM_DIGITS, check_digits

READERS, SECONDS, MOST = 4, 10.0, 2.0
PAUSE = 0.02  # seconds between two pages of one reader
KINDS, TIMES = ("unknown", "withdrawn", "purged"), 50
FORGET = (
    "DELETE FROM content_keys", "DELETE FROM notices", "DELETE FROM entries WHERE report_id IN {gone}",
    "DELETE FROM reports WHERE id IN {gone}",
)  # fmt: skip


def main() -> None:
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            reading(port, tag, 1.0)
            quiet = reading(port, tag, SECONDS)
            print(f"{READERS} readers, {SECONDS:.0f} s each; senders on the same cores")
            print_pages("quiet", quiet)
            for name, triers, pause in (("10 a second", 10, 1.0), ("30 machines", 30, 0.0)):
                busy, tried = while_codes_are_tried(port, tag, triers, pause)
                print_pages(name, busy)
                times = f"95 % within {tried.share(95):.0f} ms"
                print(f"  codes: {tried.each_second:.0f} a second, {times}, {dict(tried.ended)}")
                print(f"  95 % busy / quiet: {busy.share(95) / quiet.share(95):.2f}")
                assert pause == 0 or busy.share(95) < MOST * quiet.share(95), "public pages became slow"
                assert set(busy.ended) == {200}, "a public page failed while codes were tried"
                assert set(tried.ended) <= {422, 503}, "a try neither opened nothing nor was refused"
            same_time(port, folder, tag)


def reading(port: int, tag: str, seconds: float) -> Measured:
    return load(port, get(f"/{tag}"), threads=READERS, seconds=seconds, pause=PAUSE)


def while_codes_are_tried(port: int, tag: str, triers: int, pause: float) -> tuple[Measured, Measured]:
    """Whole codes that open nothing, each from another address, so that none is slowed."""
    tried: list[Measured] = []
    request = post("/sv/code", lambda: {"code": some_code(), "open": "1"})

    def work() -> None:
        tried.append(load(port, request, threads=triers, seconds=SECONDS, pause=pause, source=somewhere))

    trying = threading.Thread(target=work)
    trying.start()
    busy = reading(port, tag, SECONDS)
    trying.join()
    return busy, tried[0]


def some_code() -> str:
    body = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return body + check_digits(body)


def somewhere() -> str:
    return f"127.{random.randrange(1, 255)}.{random.randrange(256)}.{random.randrange(1, 255)}"  # noqa: S311 - an address, no secret


def print_pages(name: str, one: Measured) -> None:
    print(f"{name:12} 50 % within {one.share(50):6.1f} ms, 95 % within {one.share(95):6.1f} ms, {dict(one.ended)}")


def same_time(port: int, folder: Path, tag: str) -> None:
    """Medians of the three kinds by turns; the noise is how far two halves of one kind lie apart."""
    codes = {"unknown": some_code(), "withdrawn": file(port, tag), "purged": file(port, tag)}
    ask(port, "/sv/code", {"code": codes["withdrawn"], "withdraw": "1"}, source=somewhere())
    forget_the_one_that_was_not_withdrawn(folder)
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(TIMES):
        for kind in random.sample(KINDS, len(KINDS)):
            begun = time.perf_counter()
            status, _ = ask(port, "/sv/code", {"code": codes[kind], "open": "1"}, source=somewhere())
            took[kind].append(1000 * (time.perf_counter() - begun))
            assert status == 422, (kind, status)
    print(f"codes that open nothing, medians of {TIMES}:")
    for kind, times in took.items():
        lower, _, upper = quantiles(times, n=4)
        print(f"  {kind:10} {median(times):6.2f} ms, half of them between {lower:.2f} and {upper:.2f}")
    middles = [median(times) for times in took.values()]
    noise = max(abs(median(times[::2]) - median(times[1::2])) for times in took.values())
    print(f"  farthest apart: {max(middles) - min(middles):.2f} ms; two halves of one kind: {noise:.2f} ms")


def file(port: int, tag: str) -> str:
    """Send a concern and give its code."""
    _, form = ask(port, f"/sv/{tag}/write")
    ticket = form.split('name="ticket" value="')[1].split('"')[0]
    time.sleep(3.1)  # sooner looks like a machine's
    _, receipt = ask(port, f"/sv/{tag}/write", {"ticket": ticket, "text": "Skrik", "send": "1"}, source=somewhere())
    return "".join(re.findall(r"<span>(\d{4})</span>", receipt))


def forget_the_one_that_was_not_withdrawn(folder: Path) -> None:
    """As a purge leaves it: neither rows nor key."""
    with closing(sqlite3.connect(folder / "huskurage.db")) as database, database:
        gone = "(SELECT id FROM reports WHERE state <> 'withdrawn')"
        ids = [row[0] for row in database.execute(f"SELECT id FROM reports WHERE id IN {gone}")]  # noqa: S608 - our own words
        for statement in FORGET:
            database.execute(statement.format(gone=gone))
    with closing(sqlite3.connect(folder / "keys.db")) as keys, keys:
        keys.executemany("DELETE FROM report_keys WHERE report_id = ?", [(one,) for one in ids])


if __name__ == "__main__":
    main()
