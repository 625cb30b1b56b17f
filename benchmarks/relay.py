"""What stands between a browser and the site: pages without any defence, and a line with TLS that can be stalled."""

import http.client
import http.server
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final

AWAY: Final = "/leave/away"
# Long enough that WebKit calls the page visible, or else it is not kept; no word against keeping what is typed.
FORM: Final = f"""<!doctype html><html lang="en"><title>A form</title><p>{"This page defends nothing. " * 40}</p>
<form><label for="text">Text</label><textarea id="text"></textarea></form><a id="on" href="/weather">On</a></html>"""
WEATHER: Final = f"""<!doctype html><html lang="en"><title>Weather</title>
<p id="weather">{"The sun shines. " * 40}</p></html>"""
NOT_PASSED_ON: Final = {"connection", "keep-alive", "transfer-encoding", "host"}


class Undefended(http.server.BaseHTTPRequestHandler):
    """A form and a weather page that do nothing to hide what was typed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = (FORM if self.path == "/form" else WEATHER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Relay(Undefended):
    """Passes everything on to the site and back, headers and all; holds the last step of leaving when it is stalled."""

    site = 0
    stalled = threading.Event()
    go_on = threading.Event()
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.stalled.is_set() and self.path == AWAY:
            self.go_on.wait(60)
        line = http.client.HTTPConnection("127.0.0.1", self.site, timeout=60)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kept = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
        line.request(self.command, self.path, body or None, kept | {"Host": self.headers["Host"]})
        answer = line.getresponse()
        content = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in NOT_PASSED_ON | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        line.close()

    do_POST = do_GET  # noqa: N815 - http.server's own name


class Quiet(http.server.ThreadingHTTPServer):
    """A server that a browser may hang up on."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def listening(kind: type[Undefended], certificate: Path | None) -> Iterator[str]:
    """The address of a server of this kind, with TLS where there is a certificate."""
    with Quiet(("127.0.0.1", 0), kind) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
        server.shutdown()


def certificate_in(folder: Path) -> Path:
    """A key and a certificate of its own for this machine, in one file."""
    path = folder / "own.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", str(path) + ".crt"]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(str(path) + ".crt").read_text())
    return path
