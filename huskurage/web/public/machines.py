"""The small files for machines: what may be searched, which pages there are, whom to tell of a hole."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from huskurage.web.addresses import page
from huskurage.web.cards import CARDS, card
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.language import offered
from huskurage.web.site import now, site

room = Blueprint("machines", __name__)
HALF_A_YEAR = timedelta(days=180)
KEPT: Final = {"Cache-Control": "public, max-age=3600"}
PAGES: Final = ("landing", "happening_now", "about", "contact", "privacy", "protection", "accessibility", "events")


@room.get("/robots.txt")
@open_to(ANYONE)
def robots() -> ResponseReturnValue:
    """Guidance may be found; houses, forms, codes and staff pages may not (RFC 9309: the longest fit wins)."""
    allowed = "".join(f"Allow: {path}$\n" for one in _guidance() for _, path in one)
    sitemap = f"Sitemap: {site().settings.address}/sitemap.xml\n"
    return _plain("User-agent: *\nDisallow: /\nAllow: /$\n" + allowed + sitemap)


@room.get("/sitemap.xml")
@open_to(ANYONE)
def sitemap() -> ResponseReturnValue:
    """Every page with guidance in every language, without any house (sitemaps.org 0.9, with hreflang)."""
    document = render_template("public/sitemap.xml", pages=_guidance(), address=site().settings.address)
    return Response(document, content_type="application/xml; charset=utf-8", headers=KEPT)


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


def _guidance() -> list[list[tuple[str, str]]]:
    """For each page with guidance, its languages and paths."""
    cards = [[(one.html_lang, card(name, one.tag, None)) for one in offered()] for name in CARDS]
    return cards + [[(one.html_lang, page(f"public.{name}", one.tag, None)) for one in offered()] for name in PAGES]


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8", headers=KEPT)
