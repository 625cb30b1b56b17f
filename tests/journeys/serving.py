"""A real server on its own copy of the demo, started as a child process and ended by its process id."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from huskurage.demo.loading import SignIn, kept_sign_ins
from huskurage.store.engine import Database

PATIENCE = 40.0  # seconds until the server must answer


@dataclass(frozen=True)
class Server:
    """A running site: where it answers, where its data lies, who can sign in and one house's tag."""

    address: str
    folder: Path
    tag: str

    @cached_property
    def shared_tag(self) -> str:
        """A tag that the posters of several small buildings carry."""
        rows = [line.split("\t") for line in command(self.folder, "tags").splitlines()]
        return next(row[3] for row in rows if row[3] != row[0])

    def person(self, name: str) -> SignIn:
        return next(one for one in kept_sign_ins(self.folder) if one.name == name)

    def database(self) -> Database:
        return Database(f"sqlite:///{self.folder / 'huskurage.db'}", f"sqlite:///{self.folder / 'keys.db'}")


def command(folder: Path, *words: str, **changes: str) -> str:
    """What `huskurage ...` prints for the data in the folder."""
    done = subprocess.run(
        [sys.executable, "-m", "huskurage", *words],
        env=environment(folder) | changes,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment(folder: Path) -> dict[str, str]:
    """The environment of a development site with this data, free of the caller's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUSKURAGE_", "DATABASE_"))}
    return kept | {"HUSKURAGE_DATA_DIR": str(folder)}


@contextmanager
def serving(source: Path, folder: Path, *, host: str = "127.0.0.1") -> Iterator[Server]:
    """Serve a copy of the source folder on a free port until the block ends. Passkeys need a host with a name."""
    shutil.copytree(source, folder)
    port = free_port()
    log = (folder / "server.log").open("wb")
    child = subprocess.Popen(
        [sys.executable, "-m", "huskurage", "serve", "--port", str(port)],
        env=environment(folder) | {"HUSKURAGE_HOST": f"{host}:{port}"},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    try:
        address = f"http://{host}:{port}"
        wait_for(address, child, folder / "server.log")
        yield Server(address, folder, first_tag(folder))
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        log.close()


def first_tag(folder: Path) -> str:
    """The tag of the first stairwell that `huskurage tags` lists whose posters carry its own."""
    rows = [line.split("\t") for line in command(folder, "tags").splitlines()]
    return next(row[0] for row in rows if row[3] == row[0])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(address: str, child: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the server answers; fail with its log when it ends or stays silent."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/robots.txt", timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            assert child.poll() is None, log.read_text()
            time.sleep(0.05)
    raise AssertionError(f"The server stays silent.\n{log.read_text()}")
