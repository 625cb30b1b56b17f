"""What a page says when something went wrong: the right status, what to do, 112 and the way out, and the typed text."""

import logging
from http import HTTPStatus

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from huskurage.actions.errors import NotFound, NothingChanged, StillNeeded
from huskurage.actions.guidance import NOWHERE as NO_PLACE
from huskurage.core.derivation import Busy
from huskurage.core.faults import place_of
from huskurage.core.lifecycle import ForbiddenMove
from huskurage.web.forms import cleaned
from huskurage.web.headers import finish
from huskurage.web.language import spoken
from huskurage.web.spots import WhichMunicipality

log = logging.getLogger("huskurage")
WORDS = {
    400: (
        _l("The page could not be understood"),
        _l("Something in the request was wrong. Go back and try again."),
    ),
    # Translators: The heading of an error page: the reader may not enter.
    403: (_l("This page is closed"), _l("You cannot open this page.")),
    404: (_l("There is no such page"), _l("Check the address, or start from the first page.")),
    405: (_l("That cannot be done here"), _l("Go back and try again.")),
    409: (
        # Translators: The heading of an error page: two people changed the same thing at once.
        _l("Somebody was here before you"),
        _l("It has changed since you opened it. Go back and look again."),
    ),
    # Translators: The heading of an error page: the text or the file is too large.
    413: (_l("That was too much"), _l("The text or file is too large. Go back and shorten it.")),
    422: (_l("Something is missing"), _l("Go back and check what you typed.")),
    # Translators: The heading of an error page: somebody tried too often, with a code or a form.
    429: (_l("Too many tries"), _l("Wait ten minutes and try again.")),
    500: (_l("Something went wrong with us"), _l("It is our fault. Try again in a while.")),
    503: (_l("Many people are here right now"), _l("Try again in a moment.")),
}
TOLD = {"Allow", "Retry-After"}  # headers that belong to a status
NOWHERE = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}  # sending there again cannot work
CARRIED = 20  # fields that an error page carries on at most
LONGEST = 20_000  # characters of them
SECRETS = ("/staff/sign", "/staff/join", "/staff/account")  # passphrases are typed here: nothing is carried on


def set_up(app: Flask) -> None:
    """Give every error a page of ours, and keep what was typed."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(NotFound, lambda _: page(HTTPStatus.NOT_FOUND))
    for moved_on in (ForbiddenMove, NothingChanged, StillNeeded):
        app.register_error_handler(moved_on, lambda _: page(HTTPStatus.CONFLICT))
    app.register_error_handler(Busy, lambda _: page(HTTPStatus.SERVICE_UNAVAILABLE))
    app.register_error_handler(WhichMunicipality, _choose)
    app.register_error_handler(CSRFError, lambda _: page(HTTPStatus.BAD_REQUEST))
    for failure in (DBAPIError, NoConnection):
        app.register_error_handler(failure, _database_failed)
    app.register_error_handler(Exception, _unknown)


def page(status: int) -> ResponseReturnValue:
    """The error page of a status; one we have no words for speaks as its nearest."""
    heading, advice = WORDS.get(status) or WORDS[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400]
    kept, fields = _typed() if status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE else ("", [])
    resend = request.path.startswith("/staff/") or status not in NOWHERE
    return render_template(
        "errors/error.html", heading=heading, advice=advice, kept=kept, fields=fields, language=spoken(), resend=resend
    ), status


def _known(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None:
        return finish(error.get_response())  # type: ignore[arg-type]  # a redirect of the router's, already a response
    answer = make_response(page(error.code))
    answer.headers.update({name: value for name, value in error.get_headers() if name in TOLD})
    return answer


def _choose(asked: WhichMunicipality) -> ResponseReturnValue:
    """Let a person choose their municipality; what was typed stays on the page, since nobody could take it."""
    kept, _fields = _typed()
    status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.UNPROCESSABLE_ENTITY
    shown = render_template("errors/choose.html", choices=asked.choices, kept=kept, language=spoken(), spot=NO_PLACE)
    return shown, status


def _unknown(error: Exception) -> ResponseReturnValue:
    log_place(error)
    return page(HTTPStatus.INTERNAL_SERVER_ERROR)


def _database_failed(error: Exception) -> ResponseReturnValue:
    log_place(error)
    return page(HTTPStatus.SERVICE_UNAVAILABLE)


def log_place(error: Exception) -> None:
    """Log where it happened, never what was said: an error's own text may hold somebody's words."""
    log.error("%s", place_of(error))


def _typed() -> tuple[str, list[tuple[str, str]]]:
    if request.method != "POST" or request.path.startswith(SECRETS):
        return "", []
    try:
        form = request.form
    except RequestEntityTooLarge:
        return "", []
    carried = [(name, cleaned(value)) for name, value in form.items() if name not in {"text", "switch", "csrf_token"}]
    return cleaned(form.get("text", ""))[:LONGEST], carried[:CARRIED]
