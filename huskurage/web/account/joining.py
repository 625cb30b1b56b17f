"""Single-use links: looked at any number of times, opened by a button, used when the last question is answered."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from huskurage.actions.errors import LastOpener, LinkIsDead, NameTaken
from huskurage.actions.invitations import open_link
from huskurage.actions.openers import keyholders
from huskurage.core.access import Role
from huskurage.store.people import Invitation, InvitationKind
from huskurage.store.places import Municipality
from huskurage.web.account.accepting import Form, prepared
from huskurage.web.account.challenges import Owner, options_to_make
from huskurage.web.account.forms import JoinForm, NewFactorForm
from huskurage.web.account.offers import OFFER, app_offer, begin_offer, chosen_factor
from huskurage.web.database import reading, transaction
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.site import now

room = Blueprint("joining", __name__, url_prefix="/staff/join/<token>")
WHY_NOT = {LinkIsDead: "dead", NameTaken: "taken", LastOpener: "last", IntegrityError: "taken"}
REFUSALS = (LinkIsDead, NameTaken, LastOpener, IntegrityError)  # the last: somebody else took the name at this moment


@room.get("/")
@open_to(ANYONE)
def door(token: str) -> ResponseReturnValue:
    """What the link is for. Mail scanners come here as often as they like."""
    try:
        link, town = _link(token)
    except LinkIsDead:
        return _shut("dead")
    return render_template("account/join_door.html", link=link, town=town, token=token)


@room.post("/")
@open_to(ANYONE)
def press(token: str) -> ResponseReturnValue:
    begin_offer()
    return redirect(url_for("joining.begin", token=token), 303)


@room.get("/begin")
@open_to(ANYONE)
def begin(token: str) -> ResponseReturnValue:
    if OFFER not in session:
        return redirect(url_for("joining.door", token=token), 303)
    try:
        link, town = _link(token)
    except LinkIsDead:
        return _shut("dead")
    return _page(link, town, token, _form(link)(formdata=None))


@room.post("/begin")
@open_to(ANYONE)
def accept(token: str) -> ResponseReturnValue:
    try:
        link, town = _link(token)
    except LinkIsDead:
        return _shut("dead")
    form = _form(link)()
    valid, factor = form.validate(), chosen_factor(form, app_offer(_owner(link, town)))
    last_step = prepared(form, link, token, factor) if valid and factor is not None else None
    if last_step is None:
        return _page(link, town, token, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as database:
            joined = last_step(database)
            reader = joined.account.role is Role.COORDINATOR and link.kind is not InvitationKind.NEW_FACTOR
            holders = [one.name for one in keyholders(database, town.id)] if reader else None
    except REFUSALS as refusal:
        return _shut(WHY_NOT[type(refusal)])
    session.pop(OFFER, None)
    return render_template("account/joined.html", link=link, codes=joined.recovery_codes, holders=holders)


def _link(token: str) -> tuple[Invitation, Municipality]:
    with reading() as database:
        link = open_link(database, token=token, now=now())
        return link, database.get_one(Municipality, link.municipality_id)


def _form(link: Invitation) -> type[Form]:
    return NewFactorForm if link.kind is InvitationKind.NEW_FACTOR else JoinForm


def _owner(link: Invitation, town: Municipality) -> Owner:
    return Owner(link.login, link.name, town.name)


def _page(link: Invitation, town: Municipality, token: str, form: Form) -> str:
    owner = _owner(link, town)
    return render_template(
        "account/join.html", link=link, town=town, token=token, form=form,
        offer=app_offer(owner), options=options_to_make(owner, []),
    )  # fmt: skip


def _shut(why: str) -> ResponseReturnValue:
    """Unknown, used, withdrawn and old links answer alike."""
    session.pop(OFFER, None)
    return render_template("account/join_shut.html", why=why), HTTPStatus.NOT_FOUND
