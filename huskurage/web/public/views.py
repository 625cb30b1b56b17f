"""The guidance that a neighbour reads, and the way out."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from huskurage.actions.guidance import Spot
from huskurage.actions.programme import happening_for
from huskurage.actions.texts import own_words
from huskurage.core.assessed import ACT, ASSESSED_ON, COMPLAINTS, DEMANDED, LEAVING, STANDARD, STATED_ON
from huskurage.core.contacts import HELPLINES
from huskurage.core.feedback import KEPT_DAYS
from huskurage.core.texts import Shown
from huskurage.web.database import reading
from huskurage.web.fastlane import keep_this
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.language import spoken
from huskurage.web.public.coming import calendar_file, is_coming, programme
from huskurage.web.public.feedback import somebody_reads
from huskurage.web.site import now, site
from huskurage.web.spots import WhichMunicipality, spot

room = Blueprint("public", __name__)
FORGET = '"cookies", "storage"'  # never "cache": it stalls browsers (architecture, trap 7)
GUIDANCE_CACHE = "private, no-cache"
ADVICE = {
    "knock": "public/knock.html",
    "fetch": "public/fetch.html",
    "listen": "public/listen.html",
    "children": "public/children.html",
    "family": "public/family.html",
    "older": "public/older.html",
    "afterwards": "public/afterwards.html",
    "me": "public/me.html",
    "change": "public/change.html",
    "young": "public/young.html",
    "hide": "public/hide.html",
}  # the cards of web/cards.py
EDITABLE = {f"public/{name}.html" for name in ("about", "contact", "privacy", "accessibility", "protection")}
WEATHER = "https://www.smhi.se/vader"


@room.get("/")
@room.get("/<tag:tag>", strict_slashes=False)
@room.get("/<language:language>/")
@room.get("/<language:language>/<tag:tag>", strict_slashes=False)
@open_to(ANYONE)
def landing(language: str | None = None, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/landing.html", tag, is_coming=is_coming)


@room.get("/<language:language>/now")
@room.get("/<language:language>/<tag:tag>/now")
@open_to(ANYONE)
def happening_now(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/now.html", tag)


@room.get(f"/<language:language>/<any({', '.join(ADVICE)}):card>")
@room.get(f"/<language:language>/<tag:tag>/<any({', '.join(ADVICE)}):card>")
@open_to(ANYONE)
def advice(language: str, card: str, tag: str | None = None) -> ResponseReturnValue:
    """One card of advice."""
    del language
    return _guidance(ADVICE[card], tag)


@room.get("/<language:language>/about")
@room.get("/<language:language>/<tag:tag>/about")
@open_to(ANYONE)
def about(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/about.html", tag)


@room.get("/<language:language>/contact")
@room.get("/<language:language>/<tag:tag>/contact")
@open_to(ANYONE)
def contact(language: str, tag: str | None = None) -> ResponseReturnValue:
    """Whom to call: the municipality's numbers with their hours, and the national lines."""
    del language
    return _guidance(
        "public/contact.html", tag, lines=[one.key for one in HELPLINES if one.key != "emergency"]
    )  # that one stands on top


@room.get("/<language:language>/privacy")
@room.get("/<language:language>/<tag:tag>/privacy")
@open_to(ANYONE)
def privacy(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/privacy.html", tag, kept_days=KEPT_DAYS)


@room.get("/<language:language>/accessibility")
@room.get("/<language:language>/<tag:tag>/accessibility")
@open_to(ANYONE)
def accessibility(language: str, tag: str | None = None) -> ResponseReturnValue:
    """What the law on accessibility asks of a public site (docs/facts.md), from what was tried and when."""
    del language
    found: dict[str, object] = {"act": ACT, "demanded": DEMANDED, "standard": STANDARD, "complaints": COMPLAINTS}
    found |= {"assessed_on": ASSESSED_ON, "stated_on": STATED_ON, "somebody_reads": somebody_reads}
    return _guidance("public/accessibility.html", tag, **found)


@room.get("/<language:language>/protection")
@room.get("/<language:language>/<tag:tag>/protection")
@open_to(ANYONE)
def protection(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _guidance("public/protection.html", tag, leaving=LEAVING)


@room.get("/<language:language>/events")
@room.get("/<language:language>/<tag:tag>/events")
@open_to(ANYONE)
def events(language: str, tag: str | None = None) -> ResponseReturnValue:
    """Campaigns and events: what is coming today."""
    del language
    return _guidance("public/events.html", tag, programme=programme)


@room.get("/<language:language>/events/<int:event_id>.ics")
@room.get("/<language:language>/<tag:tag>/events/<int:event_id>.ics")
@open_to(ANYONE)
def event_file(language: str, event_id: int, tag: str | None = None) -> ResponseReturnValue:
    """One event for one's own calendar; its file is called as any other's. What is over has none."""
    with reading() as session:
        found = happening_for(session, spot(tag).municipality_id, event_id, language, now=now())
    if found is None:
        abort(404)
    answer = Response(calendar_file(found), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


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


def _exit_address() -> str:
    """Where leaving leads: the municipality's choice, and a weather page even when nothing else answers."""
    try:
        return spot(None).exit_address
    except (SQLAlchemyError, HTTPException, WhichMunicipality):
        return WEATHER


def _own(template: str, place: Spot) -> dict[str, Shown]:
    """What the municipality says itself, for the pages that have room for it."""
    if template not in EDITABLE:
        return {}
    with reading() as session:
        return own_words(session, place.municipality_id, spoken())


def _guidance(template: str, tag: str | None, **words: object) -> Response:
    """A page without a form, drawn once a minute for each host, address and language."""

    def draw() -> str:
        place = spot(tag)
        return render_template(template, spot=place, language=spoken(), own=_own(template, place), **words)

    response = make_response(site().guidance.page((request.host, request.path, spoken()), draw, now=now()))
    response.headers["Cache-Control"] = GUIDANCE_CACHE
    response.vary.add("Accept-Language")
    keep_this()
    if tag:
        response.headers["X-Robots-Tag"] = "noindex"  # a house is not to be found by searching
    return response
