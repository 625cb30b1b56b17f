"""Wires to browsers: Firefox's own Marionette, and a child process that answers in lines of JSON."""

import json
import socket
import subprocess
import time
from typing import Final

PATIENCE: Final = 40.0  # seconds until a browser must answer


class Refused(Exception):
    """The browser did not do what it was told; the text is the browser's own."""


class Marionette:
    """WebDriver's commands in Firefox's own protocol: a length, a colon, and a message in JSON, over TCP."""

    def __init__(self, port: int, wanted: dict[str, object]) -> None:
        self.line = _patient_connection(port)
        self.count = 0
        self._hear()  # its greeting
        self.say("NewSession", **wanted)

    def say(self, command: str, /, **words: object) -> object:
        """Carry out a command; gives its value."""
        self.count += 1
        message = json.dumps([0, self.count, f"WebDriver:{command}", words]).encode()
        self.line.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, value = self._hear()
        if error:
            raise Refused(f"{error['error']}: {error['message']}")
        return value["value"] if isinstance(value, dict) and set(value) == {"value"} else value

    def close(self) -> None:
        self.line.close()

    def _hear(self) -> list[dict[str, object]]:
        length = b""
        while not length.endswith(b":"):
            length += self._take(1)
        heard: list[dict[str, object]] = json.loads(self._take(int(length[:-1])))
        return heard

    def _take(self, wanted: int) -> bytes:
        taken = b""
        while len(taken) < wanted:
            more = self.line.recv(wanted - len(taken))
            if not more:
                raise Refused("the browser hung up")
            taken += more
        return taken


class Child:
    """A child that answers each line of JSON on its input with one on its output."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self.child = child

    def say(self, command: str, /, **words: object) -> object:
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(json.dumps([command, words]) + "\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        if not answer:
            raise Refused("the browser hung up")
        error, value = json.loads(answer)
        if error:
            raise Refused(error)
        return value  # type: ignore[no-any-return]  # whatever the command gives


def _patient_connection(port: int) -> socket.socket:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
