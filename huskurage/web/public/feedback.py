"""Telling what does not work on the public pages: a form that asks for nobody's name, sealed before it is kept."""

import hashlib
from http import HTTPStatus

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import NobodyReads
from huskurage.actions.feedback import readers, tell
from huskurage.core.feedback import FEEDBACK_LIMIT, KEPT_DAYS, Feedback
from huskurage.web.database import reading, transaction
from huskurage.web.formtickets import OPEN_TOO_LONG, Age, FormTicket, new_ticket, read_ticket
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.language import spoken
from huskurage.web.public.forms import TellForm
from huskurage.web.site import network_bucket, now, site
from huskurage.web.spots import spot

room = Blueprint("tell", __name__)
NOT_FOR_ROBOTS = {"X-Robots-Tag": "noindex"}


def somebody_reads(municipality_id: int) -> bool:
    """Whether anybody can open what would be sealed now."""
    with reading() as session:
        return bool(readers(session, municipality_id))


@room.get("/<language:language>/accessibility/tell")
@room.get("/<language:language>/<tag:tag>/accessibility/tell")
@open_to(ANYONE)
def form(language: str, tag: str | None = None) -> ResponseReturnValue:
    """The form; where nobody could read what it takes, numbers to call stand in its place."""
    del language
    if not somebody_reads(spot(tag).municipality_id):
        return _page("public/tell_closed.html", tag, HTTPStatus.OK)
    return _form(TellForm(formdata=None), tag, fresh=True)


@room.post("/<language:language>/accessibility/tell")
@room.post("/<language:language>/<tag:tag>/accessibility/tell")
@open_to(ANYONE)
def send(language: str, tag: str | None = None) -> ResponseReturnValue:
    """Man or machine, the answer is the same; nobody is thanked for what was not kept."""
    form = TellForm()
    ticket = read_ticket(form.ticket.data or "")
    if "switch" in request.form:
        return _form(form, tag, fresh=ticket is None)
    if not form.validate():
        return _form(form, tag, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if ticket is None or ticket.age is Age.OLD:
        return _form(form, tag, fresh=True, problem=str(OPEN_TOO_LONG), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    hurried = ticket.age is Age.FAST or bool(form.website.data)
    feedback, place = form.feedback(language=language, hurried=hurried), spot(tag)
    if not _may(place.municipality_id):
        return _not_sent(form, tag, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        with transaction() as session:
            name = _name_of(ticket, feedback)
            tell(session, feedback, municipality_id=place.municipality_id, remark_id=name, now=now())
    except NobodyReads:
        return _not_sent(form, tag, HTTPStatus.SERVICE_UNAVAILABLE)
    return _page("public/tell_said.html", tag, HTTPStatus.OK)


def _may(municipality_id: int) -> bool:
    """Whether this network, and all of them together, have not sent too much yet."""
    here, moment = site(), now()
    town = hashlib.blake2b(str(municipality_id).encode(), key=here.bucket_key, digest_size=8).digest()
    return here.feedback_network.spend(network_bucket(), moment) and here.feedback_town.spend(town, moment)


def _name_of(ticket: FormTicket, feedback: Feedback) -> str:
    """The same for the same words from the same page; to everybody else 32 random digits: the key is in memory only."""
    said = ticket.random + feedback.text.encode() + b"\0" + feedback.part.encode()
    return hashlib.blake2b(said, key=site().bucket_key, digest_size=16).hexdigest()


def _not_sent(form: TellForm, tag: str | None, status: HTTPStatus) -> ResponseReturnValue:
    message = _("Your message could not be kept. It is NOT sent. Your text is still here: try again later, or call.")
    return _form(form, tag, problem=message, numbers=True, status=status)


def _form(
    form: TellForm,
    tag: str | None,
    *,
    fresh: bool = False,
    problem: str = "",
    numbers: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    if fresh or read_ticket(form.ticket.data or "") is None:
        form.ticket.data = new_ticket()
    words = {"form": form, "problem": problem, "numbers": numbers, "limit": FEEDBACK_LIMIT, "kept_days": KEPT_DAYS}
    return _page("public/tell.html", tag, status, **words)


def _page(template: str, tag: str | None, status: HTTPStatus, **words: object) -> ResponseReturnValue:
    response = make_response(render_template(template, spot=spot(tag), language=spoken(), **words), status)
    response.headers.update(NOT_FOR_ROBOTS)
    return response
