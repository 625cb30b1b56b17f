"""Signing in and out, and the first page that each kind of person lands on."""

import hashlib
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import SignInRefused
from huskurage.actions.people import open_account
from huskurage.actions.people import sign_in as begin_session
from huskurage.actions.people import sign_out as end_session
from huskurage.core.access import Permission, Role
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, account_by_login
from huskurage.web.account.forms import SignInForm
from huskurage.web.database import reading, transaction
from huskurage.web.guard import ANYONE, COOKIE, COOKIE_PATH, cookie_settings, open_to, unlocked
from huskurage.web.site import network_bucket, now, site

room = Blueprint("account", __name__, url_prefix="/staff")
PATIENCE = 20.0  # seconds
HOMES = {
    Role.COORDINATOR: "triage.inbox",
    Role.LANDLORD_STAFF: "housing.houses",
    Role.ADMINISTRATOR: "admin.set_up",
}


@room.get("/")
@open_to(Permission.ACCOUNT_OWN)
def home() -> ResponseReturnValue:
    return redirect(url_for(HOMES[unlocked().account.role]), 303)


@room.get("/sign-in")
@open_to(ANYONE)
def sign_in() -> ResponseReturnValue:
    return render_template("account/sign_in.html", form=SignInForm(formdata=None))


@room.post("/sign-in")
@open_to(ANYONE)
def send_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("account/sign_in.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    login = form.login.data.casefold()
    if not _may_try(login):
        problem = _("Too many tries. Wait fifteen minutes and try again.")
        return render_template("account/sign_in.html", form=form, problem=problem), HTTPStatus.TOO_MANY_REQUESTS
    with reading() as database:
        account = account_by_login(database, login)
    here, passphrase = site(), form.passphrase.data
    pair = here.derivations.run(lambda: open_account(account, passphrase, cost=here.passphrase_cost), patience=PATIENCE)
    try:
        with transaction() as database:
            fresh = account_by_login(database, login)
            cookie = begin_session(
                database,
                account=fresh,
                pair=pair,
                code=form.code.data,
                pepper=here.settings.pepper,
                now=now(),
            )
    except SignInRefused:
        return _refuse(form, account)
    return _enter(cookie)


@room.post("/sign-out")
@open_to(Permission.ACCOUNT_OWN)
def sign_out() -> ResponseReturnValue:
    with transaction() as database:
        end_session(database, unlocked=unlocked(), now=now())
    session.clear()
    response = make_response(redirect(url_for("account.sign_in"), 303))
    response.delete_cookie(COOKIE, path=COOKIE_PATH)
    return response


@room.post("/language/<any(sv, en):chosen>")
@open_to(Permission.ACCOUNT_OWN)
def choose_language(chosen: str) -> ResponseReturnValue:
    with transaction() as database:
        database.get_one(Account, unlocked().account.id).language = chosen
    return redirect(url_for("account.home"), 303)


def _may_try(login: str) -> bool:
    """Both the network and the name have a budget, so that neither many names nor many networks help a guesser.

    The network's is the smaller one: whoever knows Asta's name cannot keep her out from a single place.
    """
    name = hashlib.blake2b(login.encode(), digest_size=12).digest()
    return site().network_tries.spend(network_bucket(), now()) and site().name_tries.spend(name, now())


def _refuse(form: SignInForm, account: Account | None) -> ResponseReturnValue:
    with transaction() as database:
        record(database, at=now(), act=Act.SIGN_IN_FAILED, account=account)
    form.code.data = ""
    problem = _("Name, passphrase or code is wrong. A code can be used once: wait for the next one.")
    return render_template("account/sign_in.html", form=form, problem=problem), HTTPStatus.UNPROCESSABLE_ENTITY


def _enter(cookie: str) -> Response:
    session.clear()  # a form token from before signing in is worth nothing after it
    response = make_response(redirect(url_for("account.home"), 303))
    response.set_cookie(COOKIE, cookie, **cookie_settings())  # type: ignore[arg-type]  # one dict for setting and for tests
    return response
