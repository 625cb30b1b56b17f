"""Whether public pages stay fast while thirty machines try codes, and whether the queue refuses rather than hangs.

Run: python benchmarks/codes.py
"""

import random
import secrets
import threading

from ground import Measured, command, folder_of_its_own, get, load, post, print_machine, served

from huskurage.core.codes import RANDOM_DIGITS, check_digits

TRIERS, READERS, SECONDS = 30, 4, 8.0
PAUSE = 0.02  # seconds between two pages of one reader


def main() -> None:
    print_machine()
    with folder_of_its_own() as folder:
        command(folder, "demo")
        tag = command(folder, "tags").split("\t")[0]
        with served(folder, ["-m", "huskurage", "serve"]) as port:
            reading(port, tag, 1.0)
            quiet = reading(port, tag, SECONDS)
            tried: list[Measured] = []
            trying = threading.Thread(target=lambda: tried.append(try_codes(port)))
            trying.start()
            busy = reading(port, tag, SECONDS)
            trying.join()
    report(quiet, busy, tried[0])


def reading(port: int, tag: str, seconds: float) -> Measured:
    return load(port, get(f"/{tag}"), threads=READERS, seconds=seconds, pause=PAUSE)


def try_codes(port: int) -> Measured:
    """Whole codes that open nothing, each from another address, so that no budget stops them before the queue."""
    return load(
        port,
        post("/sv/code", lambda: {"code": some_code(), "open": "1"}),
        threads=TRIERS,
        seconds=SECONDS,
        source=somewhere,
    )


def some_code() -> str:
    body = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return body + check_digits(body)


def somewhere() -> str:
    return f"127.{random.randrange(1, 255)}.{random.randrange(256)}.{random.randrange(1, 255)}"  # noqa: S311 - an address, no secret


def report(quiet: Measured, busy: Measured, tried: Measured) -> None:
    print(f"{READERS} readers, {TRIERS} machines trying codes, {SECONDS:.0f} s; senders on the same cores")
    for name, one in (("quiet", quiet), ("codes tried", busy)):
        times = f"50 % within {one.share(50):6.1f} ms, 95 % within {one.share(95):6.1f} ms"
        print(f"{name:12} pages: {times}, {dict(one.ended)}")
    times = f"95 % within {tried.share(95):.0f} ms, slowest {max(tried.took):.1f} s"
    print(f"codes: {tried.each_second:.0f} a second, {times}, {dict(tried.ended)}")
    print(f"95 % busy / quiet: {busy.share(95) / quiet.share(95):.1f}")
    assert set(busy.ended) == {200}, "a public page failed while codes were tried"
    assert set(tried.ended) == {422, 503}, "a try neither opened nothing nor was refused"


if __name__ == "__main__":
    main()
