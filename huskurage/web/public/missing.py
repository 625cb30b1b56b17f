"""Saying that no poster hangs in a stairwell: a form without a name, and an answer that is the same for every house."""

import hashlib
from http import HTTPStatus

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from huskurage.actions.missing import say_missing
from huskurage.web.database import transaction
from huskurage.web.formtickets import OPEN_TOO_LONG, Age, new_ticket, read_ticket
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.language import spoken
from huskurage.web.public.forms import MissingForm
from huskurage.web.site import network_bucket, now, site
from huskurage.web.spots import spot

room = Blueprint("missing", __name__)
NOT_FOR_ROBOTS = {"X-Robots-Tag": "noindex"}


@room.get("/<language:language>/no-poster")
@room.get("/<language:language>/<tag:tag>/no-poster")
@open_to(ANYONE)
def tell(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _form(MissingForm(formdata=None), tag, fresh=True)


@room.post("/<language:language>/no-poster")
@room.post("/<language:language>/<tag:tag>/no-poster")
@open_to(ANYONE)
def send(language: str, tag: str | None = None) -> ResponseReturnValue:
    """Found or not, flooded or not, typed by a machine or not: the answer is the same."""
    del language
    form = MissingForm()
    ticket = read_ticket(form.ticket.data or "")
    if "switch" in request.form:
        return _form(form, tag, fresh=ticket is None)
    if not form.validate():
        return _form(form, tag, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if ticket is None or ticket.age is Age.OLD:
        return _form(form, tag, fresh=True, problem=str(OPEN_TOO_LONG), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    by_hand = ticket.age is Age.FRESH and not form.website.data
    if by_hand and site().missing_network.spend(network_bucket(), now()):
        with transaction() as session:
            say_missing(session, spot(tag).municipality_id, form.house(), may=_may)
    return _page("public/missing_said.html", tag, HTTPStatus.OK)


def _may(stairwell_id: int) -> bool:
    """Whether this stairwell may be marked again: whoever does it all day long is heard a few times."""
    key = hashlib.blake2b(str(stairwell_id).encode(), key=site().bucket_key, digest_size=8).digest()
    return site().missing_house.spend(key, now())


def _form(
    form: MissingForm,
    tag: str | None,
    *,
    fresh: bool = False,
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    if fresh or read_ticket(form.ticket.data or "") is None:
        form.ticket.data = new_ticket()
    return _page("public/missing.html", tag, status, form=form, problem=problem)


def _page(template: str, tag: str | None, status: HTTPStatus, **words: object) -> ResponseReturnValue:
    response = make_response(render_template(template, spot=spot(tag), language=spoken(), **words), status)
    response.headers.update(NOT_FOR_ROBOTS)
    return response
