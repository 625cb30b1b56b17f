"""The headers of every answer, errors and assets included, and the small files that pages may load."""

import base64
import gzip
import hashlib
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

from huskurage.web.guard import ANYONE, open_to

STATIC = Path(__file__).parent.parent / "static"
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
PERMISSIONS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
FOR_PASSKEYS = {"publickey-credentials-create", "publickey-credentials-get"}  # staff pages may, public ones may not
FIXED = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
COMPRESS_FROM = 600  # bytes; below that compression does not pay
KEPT_A_YEAR = "public, max-age=31536000, immutable"


def set_up(app: Flask) -> None:
    """Put the headers on every answer, and the style and the script's names into templates."""
    app.after_request(_finish)
    app.add_url_rule("/static/<name>", "static", asset)
    app.jinja_env.globals.update(inline_style=inline_style, asset_path=asset_path)


def finish(response: Response) -> Response:
    """Headers that every answer carries; pages that nothing marked otherwise are not kept by anybody."""
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Permissions-Policy", _permissions(staff=request.path.startswith("/staff/")))
    response.headers.setdefault("Content-Security-Policy", _policy(staff=request.path.startswith("/staff/")))
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _finish(response: Response) -> Response:
    return _unchanged(_compress(finish(response)))


def _unchanged(response: Response) -> Response:
    """A page that a browser may keep and must ask about is not sent again when it is the same, byte for byte."""
    if request.method in {"GET", "HEAD"} and response.status_code == HTTPStatus.OK and response.cache_control.no_cache:
        response.add_etag()
        response.make_conditional(request)
    return response


@lru_cache(maxsize=2)
def _permissions(*, staff: bool) -> str:
    allowed = FOR_PASSKEYS if staff else set[str]()
    return ", ".join(f"{feature}=({'self' if feature in allowed else ''})" for feature in PERMISSIONS)


@lru_cache(maxsize=2)
def _policy(*, staff: bool) -> str:
    """What a page may load. Staff pages may show pictures of ours, such as a drawn sheet; public ones have none."""
    pictures = "'self' data:" if staff else "data:"
    digest = base64.b64encode(hashlib.sha256(inline_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'self' 'sha256-{digest}'; script-src 'self'; img-src {pictures}; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@lru_cache(maxsize=1)
def inline_style() -> str:
    """The public pages' whole style, small enough to travel inside the page."""
    return " ".join((STATIC / "look.css").read_text(encoding="utf-8").split())


@lru_cache(maxsize=16)
def asset_path(name: str) -> str:
    """The neutral address of an asset: its own digest, so that it may be kept for a year and says nothing."""
    content = (STATIC / name).read_bytes()
    return f"/static/{hashlib.sha256(content).hexdigest()[:12]}.{name.rpartition('.')[2]}"


@open_to(ANYONE)
def asset(name: str) -> Response:
    """One of our own style sheets or scripts, by the digest of its content."""
    found = next((file for file in sorted(STATIC.iterdir()) if asset_path(file.name) == f"/static/{name}"), None)
    if found is None:
        abort(404)
    response = Response(found.read_bytes(), content_type=TYPES[found.suffix.removeprefix(".")])
    response.headers["Cache-Control"] = KEPT_A_YEAR
    return response


def _compress(response: Response) -> Response:
    """Compress answers to GET requests of the public site. Staff pages and answers to POST carry secrets: never."""
    quiet = request.method == "GET" and not request.path.startswith("/staff")
    if not quiet or response.direct_passthrough or response.content_encoding or response.status_code in {204, 304}:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    accepted = request.accept_encodings
    if len(body) < COMPRESS_FROM:
        return response
    if accepted["br"]:
        fresh = response.cache_control.no_store  # a page with a ticket is never the same twice: not worth remembering
        response.set_data(_brotli(body) if fresh else _remembered_brotli(body))
        response.content_encoding = "br"
    elif accepted["gzip"]:
        response.set_data(gzip.compress(body, 9, mtime=0))
        response.content_encoding = "gzip"
    return response


def _brotli(body: bytes) -> bytes:
    compressed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=9)
    return compressed


_remembered_brotli = lru_cache(maxsize=256)(_brotli)
