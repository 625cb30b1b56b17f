"""Signing in and out, and the first page that each kind of person lands on."""

from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import SignInRefused
from huskurage.actions.people import sign_in as begin_session
from huskurage.actions.people import sign_out as end_session
from huskurage.core.access import Permission, Role
from huskurage.store.audit import Act, record
from huskurage.store.people import Account, account_by_login
from huskurage.web.account.challenges import answered, fresh_challenge, options_to_ask
from huskurage.web.account.forms import SignInForm
from huskurage.web.account.tries import may_try, opened
from huskurage.web.database import reading, transaction
from huskurage.web.guard import ANYONE, COOKIE, COOKIE_PATH, cookie_settings, open_to, unlocked
from huskurage.web.site import now, site

room = Blueprint("account", __name__, url_prefix="/staff")
HOMES = {
    Role.COORDINATOR: "triage.inbox",
    Role.LANDLORD_STAFF: "housing.start",
    Role.ADMINISTRATOR: "admin.set_up",
}


@room.get("/")
@open_to(Permission.ACCOUNT_OWN)
def home() -> ResponseReturnValue:
    return redirect(url_for(HOMES[unlocked().account.role]), 303)


@room.get("/sign-in")
@open_to(ANYONE)
def sign_in() -> ResponseReturnValue:
    return _page(SignInForm(formdata=None))


@room.post("/sign-in")
@open_to(ANYONE)
def send_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    login = form.login.data.casefold()
    if not may_try(login):
        return _page(form, _("Too many tries. Wait fifteen minutes and try again.")), HTTPStatus.TOO_MANY_REQUESTS
    with reading() as database:
        account = account_by_login(database, login)
    pair = opened(account, form.passphrase.data)
    written = form.passkey.data
    asked = answered(written) if written else None
    try:
        with transaction() as database:
            cookie = begin_session(
                database,
                account=account_by_login(database, login),
                pair=pair if asked is not None or not written else None,
                code=form.code.data,
                passkey=asked,
                pepper=site().settings.pepper,
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


def _page(form: SignInForm, problem: str = "") -> str:
    return render_template("account/sign_in.html", form=form, problem=problem, options=options_to_ask())


def _refuse(form: SignInForm, account: Account | None) -> ResponseReturnValue:
    with transaction() as database:
        record(database, at=now(), act=Act.SIGN_IN_FAILED, account=account)
    form.code.data = form.passkey.data = ""
    fresh_challenge()
    problem = _("Name, passphrase or code is wrong. A code can be used once: wait for the next one.")
    return _page(form, problem), HTTPStatus.UNPROCESSABLE_ENTITY


def _enter(cookie: str) -> Response:
    session.clear()  # a form token from before signing in is worth nothing after it
    response = make_response(redirect(url_for("account.home"), 303))
    response.set_cookie(COOKIE, cookie, **cookie_settings())  # type: ignore[arg-type]  # one dict for setting and for tests
    return response
