"""The guidance that a neighbour reads, the way out, and the small files for machines."""

from datetime import timedelta

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from huskurage.core.assessed import ASSESSED_ON, COMPLAINTS, LEAVING, STANDARD
from huskurage.web.cards import CARDS
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.language import spoken
from huskurage.web.site import now, site
from huskurage.web.spots import WhichMunicipality, spot

room = Blueprint("public", __name__)
FORGET = '"cookies", "storage"'  # never "cache": it stalls browsers (architecture, trap 7)
GUIDANCE_CACHE = "private, no-cache"
HALF_A_YEAR = timedelta(days=180)
WEATHER = "https://www.smhi.se/vader"


@room.get("/")
@room.get("/<tag:tag>")
@room.get("/<language:language>/")
@room.get("/<language:language>/<tag:tag>")
@open_to(ANYONE)
def landing(language: str | None = None, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/landing.html", tag)


@room.get("/<language:language>/now")
@room.get("/<language:language>/<tag:tag>/now")
@open_to(ANYONE)
def happening_now(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/now.html", tag)


@room.get(f"/<language:language>/<any({', '.join(CARDS)}):card>")
@room.get(f"/<language:language>/<tag:tag>/<any({', '.join(CARDS)}):card>")
@open_to(ANYONE)
def advice(language: str, card: str, tag: str | None = None) -> ResponseReturnValue:
    """One card of advice."""
    del language
    return _guidance(f"public/{card}.html", tag)


@room.get("/<language:language>/about")
@room.get("/<language:language>/<tag:tag>/about")
@open_to(ANYONE)
def about(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/about.html", tag)


@room.get("/<language:language>/privacy")
@room.get("/<language:language>/<tag:tag>/privacy")
@open_to(ANYONE)
def privacy(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/privacy.html", tag)


@room.get("/<language:language>/accessibility")
@room.get("/<language:language>/<tag:tag>/accessibility")
@open_to(ANYONE)
def accessibility(language: str, tag: str | None = None) -> ResponseReturnValue:
    """What the law on accessibility asks of a public site (docs/facts.md), from what was tried and when."""
    del language
    words = {"standard": STANDARD, "assessed_on": ASSESSED_ON, "complaints": COMPLAINTS}
    return _guidance("public/accessibility.html", tag, **words)


@room.get("/<language:language>/protection")
@room.get("/<language:language>/<tag:tag>/protection")
@open_to(ANYONE)
def protection(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/protection.html", tag, leaving=LEAVING)


@room.get("/leave")
@open_to(ANYONE)
def leave() -> ResponseReturnValue:
    """A page between: the browser forgets the one before only when two answers follow each other (trap 7)."""
    return render_template("public/leave.html", target=url_for("public.leave_away"))


@room.get("/leave/away")
@open_to(ANYONE)
def leave_away() -> ResponseReturnValue:
    response = redirect(_exit_address(), 303)
    response.headers["Clear-Site-Data"] = FORGET
    return response


@room.get("/robots.txt")
@open_to(ANYONE)
def robots() -> ResponseReturnValue:
    """Guidance may be found; houses, forms, codes and staff pages may not."""
    paths = ("staff/", "leave", "calendar/", "healthz", "readyz", "*/write", "*/code", "*/no-poster")
    closed = "".join(f"Disallow: /{path}\n" for path in paths)
    tags = "".join(f"Disallow: /{pattern}\n" for pattern in ("???????$", "*/???????$", "*/???????/"))
    return _plain(f"User-agent: *\n{closed}{tags}")


@room.get("/.well-known/security.txt")
@open_to(ANYONE)
def security() -> ResponseReturnValue:
    """RFC 9116. The expiry moves with the running site, half a year ahead."""
    expires = (now() + HALF_A_YEAR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {site().settings.address}/en/about",
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: sv, en",
        f"Canonical: {site().settings.address}/.well-known/security.txt",
    )
    return _plain("\n".join(lines) + "\n")


def _exit_address() -> str:
    """Where leaving leads: the municipality's choice, and a weather page even when nothing else answers."""
    try:
        return spot(None).exit_address
    except (SQLAlchemyError, HTTPException, WhichMunicipality):
        return WEATHER


def _guidance(template: str, tag: str | None, **words: object) -> Response:
    response = make_response(render_template(template, spot=spot(tag), language=spoken(), **words))
    response.headers["Cache-Control"] = GUIDANCE_CACHE
    response.vary.add("Accept-Language")
    return response


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"})
