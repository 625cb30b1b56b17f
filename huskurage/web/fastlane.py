"""Answers that are the same for everybody in a minute, given before Flask: a day in the news costs next to nothing."""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import brotli
from flask import Flask, request

from huskurage.web.formtickets import ticket_for
from huskurage.web.site import EXTENSION, Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

MARK = "huskurage.kept"  # what a view says of its answer: "" the same for everybody, else the one ticket in it
QUICK = 3  # brotli's quality for a form, which is compressed anew for everybody: 19 kB in a fraction of a millisecond
LONGEST_KEY = 1_000  # characters: an honest browser sends some 150, and 1,000 keys are kept
PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=QUICK)),
    "gzip": lambda body: gzip.compress(body, 4, mtime=0),
    "": lambda body: body,
}
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": lambda body: body}


@dataclass(frozen=True)
class Kept:
    """An answer for a minute: one part, or two with a new ticket between them for everybody."""

    headers: list[tuple[str, str]]
    encoding: str
    parts: tuple[bytes, ...]

    def answer(self, site: Site) -> tuple[list[tuple[str, str]], bytes]:
        """Its headers and its body for one reader."""
        if len(self.parts) == 1:
            return list(self.headers), self.parts[0]
        ticket = ticket_for(site.settings.secret, site.clock()).encode()
        body = PACK[self.encoding](ticket.join(self.parts))
        return [*self.headers, ("Content-Length", str(len(body)))], body


def keep_this(ticket: str = "") -> None:
    """Let the answer to this request be given to everybody who asks the same in this minute, each with a new ticket."""
    request.environ[MARK] = ticket


class FastLane:
    """In front of Flask: what a view lets be kept is given again, to whoever sends neither query, cookie nor ETag."""

    def __init__(self, app: Flask) -> None:
        self.app, self.behind = app, app.wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        site: Site = self.app.extensions[EXTENSION]
        key = _key(environ) if site.guidance.most else None
        if key is None:
            return self.behind(environ, start_response)
        moment = site.clock()
        found = site.answers.get(key, moment)
        if found is None:
            return _through(self.behind, environ, start_response, lambda kept: site.answers.keep(key, kept, moment))
        headers, body = found.answer(site)
        start_response("200 OK", headers)
        return [body]


def _key(asked: dict[str, Any]) -> tuple[str, ...] | None:
    """All that such an answer depends on; None where it may depend on more."""
    more = asked.get("QUERY_STRING") or asked.get("HTTP_COOKIE") or asked.get("HTTP_IF_NONE_MATCH")
    if asked["REQUEST_METHOD"] != "GET" or more:
        return None
    names = ("HTTP_HOST", "PATH_INFO", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "wsgi.url_scheme")
    key = tuple(str(asked.get(name, "")) for name in names)
    return key if sum(map(len, key)) <= LONGEST_KEY else None


def _through(
    behind: "WSGIApplication", asked: dict[str, Any], start_response: "StartResponse", keep: Callable[[Kept], None]
) -> Iterable[bytes]:
    """Ask Flask; keep what came if a view said so."""
    said: list[Any] = []

    def listen(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401 - WSGI's own
        said[:] = [status, headers]
        return start_response(status, headers, *more)

    answer = behind(asked, listen)
    if MARK not in asked or not said or not said[0].startswith("200"):
        return answer
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    if kept := _kept(said[1], body, asked[MARK].encode()):
        keep(kept)
    return [body]


def _kept(headers: list[tuple[str, str]], body: bytes, ticket: bytes) -> Kept | None:
    named = {name.lower(): value for name, value in headers}
    encoding = named.get("content-encoding", "")
    if "set-cookie" in named or encoding not in UNPACK:
        return None
    if not ticket:
        return Kept(headers, encoding, (body,))
    parts = tuple(UNPACK[encoding](body).split(ticket))
    if len(parts) != 2:  # noqa: PLR2004 - before the ticket and after it
        return None
    return Kept([one for one in headers if one[0].lower() != "content-length"], encoding, parts)
