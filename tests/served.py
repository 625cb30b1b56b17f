"""The real program in processes of its own, and a plain client for it: for tests that need the whole way."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from town import PEPPER

SECRET = bytes(range(64, 96))
START_LIMIT = 30.0  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """What the program finds around itself: nothing of ours but this folder, these secrets and this database."""
    temporary = folder / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    own = ("HUSKURAGE_", "DATABASE_URL")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return inherited | {
        "HUSKURAGE_DATA_DIR": str(folder),
        "HUSKURAGE_SECRET": SECRET.hex(),
        "HUSKURAGE_PEPPER": PEPPER.hex(),
        "DATABASE_URL": database_url,
        "TMPDIR": str(temporary),
    }


@dataclass
class Server:
    """`huskurage serve` on a port of its own; what it prints goes into files of its folder."""

    folder: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "stdout.log").open("ab") as out, (self.folder / "stderr.log").open("ab") as err:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "huskurage", "serve", "--port", str(self.port)],
                env=environment(self.folder, self.database_url),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_LIMIT
        while not self._answers():
            printed = (self.folder / "stderr.log").read_text(encoding="utf-8")
            assert self.running.poll() is None, f"the server ended at once: {printed}"
            assert time.monotonic() < deadline, f"the server does not answer: {printed}"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut does: every process of its group, at once, without a word."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop."""
        self._end(signal.SIGTERM)

    def processes(self) -> list[int]:
        """The ids of all its processes, as /proc knows them."""
        assert self.running is not None
        group = self.running.pid
        every = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
        return [one for one in every if _group(one) == group]

    def _end(self, how: signal.Signals) -> None:
        if self.running is None:
            return
        try:
            os.killpg(self.running.pid, how)
            self.running.wait(20)
        finally:
            if self.running.poll() is None:
                os.killpg(self.running.pid, signal.SIGKILL)
                self.running.wait(20)
            self.running = None

    def _answers(self) -> bool:
        try:
            return ask(self.port, "/robots.txt", timeout=5).status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def page(self) -> str:
        return self.body.decode()

    @property
    def cookies(self) -> dict[str, str]:
        set_ones = (value.partition(";")[0] for name, value in self.headers if name.lower() == "set-cookie")
        return {name: value for name, _, value in (one.partition("=") for one in set_ones)}


def ask(
    port: int,
    path: str,
    *,
    form: Mapping[str, str] | None = None,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    source: str = "127.0.0.1",
    timeout: float = 30,
) -> Answer:
    """One request on a connection of its own, a POST when there is a form or a body; from another loopback address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout, source_address=(source, 0))
    sent = dict(headers or {})
    if form is not None:
        body = urlencode(form).encode()
        sent = {"Content-Type": "application/x-www-form-urlencoded", **sent}
    try:
        connection.request("GET" if body is None else "POST", path, body=body, headers=sent)
        response = connection.getresponse()
        return Answer(response.status, tuple(response.getheaders()), response.read())
    finally:
        connection.close()


def command(folder: Path, *arguments: str, database_url: str = "", **more: str) -> str:
    """Run one command of the program to its end; what it printed. Fails when the command does."""
    done = subprocess.run(
        [sys.executable, "-m", "huskurage", *arguments],
        env=environment(folder, database_url) | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _group(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return -1
