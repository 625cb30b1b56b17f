"""The logo on the sheets: landlord staff keep their landlord's, the administrator the municipality's."""

import base64
from contextlib import closing
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from huskurage.actions.errors import NotFound
from huskurage.actions.logos import keep_logo, logo_for, owner_of_logo, remove_logo
from huskurage.core.access import Permission
from huskurage.core.logo import BOX, MOST_BYTES, LogoProblem, NotALogo, draw_logo
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, takes, unlocked
from huskurage.web.site import now

room = Blueprint("logos", __name__, url_prefix="/staff/logo")
MEGABYTES = MOST_BYTES // 1024**2
ENOUGH = 600  # pixels: what a poster's logo needs to be sharp
LARGEST_BODY = 2 * MOST_BYTES  # what is a little too large still hears so in our own words
PROBLEMS = {
    LogoProblem.EMPTY: lazy_gettext("Choose a file first."),
    LogoProblem.TOO_MANY_BYTES: lazy_gettext("The file is too large: at most %(most)s MB.", most=MEGABYTES),
    LogoProblem.SVG: lazy_gettext(
        "This is an SVG drawing, which can hold more than a picture. Export it as PNG, about %(wide)s pixels wide.",
        wide=BOX,
    ),
    LogoProblem.OTHER_KIND: lazy_gettext("This is not a PNG or JPEG picture, whatever its name says. Save it as PNG."),
    LogoProblem.TOO_MANY_PIXELS: lazy_gettext(
        "The picture has too many pixels. About %(wide)s pixels wide is enough.", wide=BOX
    ),
    LogoProblem.DAMAGED: lazy_gettext("The picture is damaged and cannot be read. Save it anew as PNG."),
    LogoProblem.UNSEEN: lazy_gettext(
        "On white paper nothing of this would be seen. Use the version of the logo that is made for a white ground."
    ),
    LogoProblem.TOO_SMALL: lazy_gettext("The picture is too small or too thin for paper. Send a larger one."),
}


@room.get("/")
@open_to(Permission.LOGO_KEEP)
def logo() -> ResponseReturnValue:
    return _page()


@room.post("/")
@open_to(Permission.LOGO_KEEP)
@takes(LARGEST_BODY)
def keep() -> ResponseReturnValue:
    try:
        drawn = draw_logo(_sent())
    except NotALogo as error:
        return _page(problem=error.problem), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        keep_logo(session, unlocked(), drawn, now=now())
    return redirect(url_for("logos.logo"), 303)


@room.post("/remove")
@open_to(Permission.LOGO_KEEP)
def remove() -> ResponseReturnValue:
    with transaction() as session:
        remove_logo(session, unlocked(), now=now())
    return redirect(url_for("logos.logo"), 303)


@room.get("/logo.png")
@open_to(Permission.LOGO_KEEP)
def picture() -> ResponseReturnValue:
    """The file itself, to save."""
    with reading() as session:
        content = logo_for(session, unlocked()).png
    answer = Response(content, content_type="image/png")
    answer.headers["Content-Disposition"] = 'attachment; filename="logo.png"'
    return answer


def _sent() -> bytes:
    """The file that was sent, as far as one byte more than may be; nothing where none was chosen."""
    sent = request.files.get("logo")
    if sent is None:
        return b""
    with closing(sent):
        return sent.stream.read(MOST_BYTES + 1)


def _page(problem: LogoProblem | None = None) -> str:
    with reading() as session:
        try:
            kept = logo_for(session, unlocked())
        except NotFound:
            kept = None
        return render_template(
            "logos/logo.html",
            logo=kept,
            shown=base64.b64encode(kept.png).decode() if kept else "",
            owner=owner_of_logo(session, unlocked()),
            problem=PROBLEMS[problem] if problem else "",
            most=MEGABYTES,
            widths={"least": ENOUGH, "wide": BOX},
        )
