"""What every measurement stands on: a folder of its own, a server on loopback, senders, and honest numbers."""

import http.client
import os
import platform
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

START_LIMIT = 30.0  # seconds
PATIENCE = 60.0  # seconds a request may take before it counts as lost


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """A data folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="measuring-") as made:
        yield Path(made)


def environment(folder: Path) -> dict[str, str]:
    """A development site on SQLite in the folder, free of the caller's own settings."""
    own = ("HUSKURAGE_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {"HUSKURAGE_DATA_DIR": str(folder)}


def command(folder: Path, *words: str) -> str:
    """What `huskurage ...` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "huskurage", *words], env=environment(folder), capture_output=True, text=True, check=True
    )
    return done.stdout


@contextmanager
def served(folder: Path, words: Sequence[str]) -> Iterator[int]:
    """Run `python WORDS --port PORT` in a process group of its own until the block ends; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    child = subprocess.Popen(
        [sys.executable, *words, "--port", str(port)],
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, child)
        yield port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _wait_for(port: int, child: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_LIMIT
    while True:
        assert child.poll() is None, "the server ended at once"
        assert time.monotonic() < until, "the server does not answer"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.sendall(b"GET /robots.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if line.recv(1):
                    return
        except OSError:
            time.sleep(0.05)


@dataclass
class Measured:
    """What many requests came to: seconds each took, how they ended, bytes of one answer, seconds in all."""

    took: list[float] = field(default_factory=list)
    ended: Counter[int | str] = field(default_factory=Counter)
    size: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Measured") -> "Measured":
        """Both together."""
        seconds = self.seconds + other.seconds
        return Measured(self.took + other.took, self.ended + other.ended, other.size or self.size, seconds)

    @property
    def each_second(self) -> float:
        return len(self.took) / self.seconds

    def share(self, percent: int) -> float:
        """The time in milliseconds within which so many percent of the requests were answered."""
        return 1000 * statistics.quantiles(self.took, n=100, method="inclusive")[percent - 1]


Request = Callable[[http.client.HTTPConnection], None]


def get(path: str, accept: str = "br") -> Request:
    headers = {"Accept-Encoding": accept, "Accept-Language": "sv"}
    return lambda line: line.request("GET", path, headers=headers)


def post(path: str, make_form: Callable[[], dict[str, str]]) -> Request:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return lambda line: line.request("POST", path, body=urlencode(make_form()), headers=headers)


def ask(port: int, path: str, form: dict[str, str] | None = None, *, source: str = "127.0.0.1") -> tuple[int, str]:
    """One request on a line of its own, a POST when there is a form; its status and page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=(source, 0))
    try:
        (post(path, lambda: form) if form else get(path, accept="identity"))(line)
        response = line.getresponse()
        return response.status, response.read().decode()
    finally:
        line.close()


def load(
    port: int,
    request: Request,
    *,
    threads: int,
    seconds: float,
    pause: float = 0.0,
    source: Callable[[], str] | None = None,
) -> Measured:
    """Send the request from so many threads for so long; connections are kept unless `source` gives addresses."""
    measured, until = Measured(), time.monotonic() + seconds

    def sender() -> None:
        line = None
        time.sleep(pause * random.random())  # noqa: S311 - so that not all come at once; no secret
        while time.monotonic() < until:
            line = line or http.client.HTTPConnection(
                "127.0.0.1", port, timeout=PATIENCE, source_address=(source(), 0) if source else None
            )
            line = _once(line, request, measured, keep=source is None)
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - the same

    begun = time.monotonic()
    senders = [threading.Thread(target=sender) for _ in range(threads)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    measured.seconds = time.monotonic() - begun
    return measured


def _once(
    line: http.client.HTTPConnection, request: Request, measured: Measured, *, keep: bool
) -> http.client.HTTPConnection | None:
    begun = time.monotonic()
    try:
        request(line)
        response = line.getresponse()
        measured.size = len(response.read())
        measured.ended[response.status] += 1
        measured.took.append(time.monotonic() - begun)
    except (OSError, http.client.HTTPException) as error:
        measured.ended[type(error).__name__] += 1
        keep = False
    if keep:
        return line
    line.close()
    return None


def print_machine() -> None:
    """What the figures were measured on; without it they say nothing."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    busy = os.getloadavg()[0]
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"{os.cpu_count()} cores, {memory} GiB, {system}")
    print("granian " + version("granian") + ", flask " + version("flask") + f", load before {busy:.1f}")
    if busy > os.cpu_count() / 2:  # type: ignore[operator]  # there is always a count on Linux
        print("Others keep this machine busy: read the ratios, not the figures.")
