"""My second factors: another app, passkeys, new recovery codes."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from huskurage.actions.errors import LastFactor
from huskurage.actions.factors import PasskeyFactor, passkeys_of
from huskurage.actions.own import add_factor, new_codes, remove_passkey
from huskurage.core.access import Permission
from huskurage.store.places import Municipality
from huskurage.web.account.challenges import Owner, made_passkey, options_to_make
from huskurage.web.account.forms import EmailForm, FactorForm, PasskeyForm, refuse
from huskurage.web.account.offers import OFFER, app_offer, begin_offer, chosen_app
from huskurage.web.account.own import account_page
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now, site

room = Blueprint("factors", __name__, url_prefix="/staff/account")


@room.get("/app")
@open_to(Permission.ACCOUNT_OWN)
def app() -> ResponseReturnValue:
    return render_template("account/app.html", form=FactorForm(formdata=None), offer=app_offer(_owner()))


@room.post("/app")
@open_to(Permission.ACCOUNT_OWN)
def send_app() -> ResponseReturnValue:
    form, offer = FactorForm(), app_offer(_owner())
    chosen = chosen_app(form, offer) if form.validate() else None
    if chosen is None:
        return render_template("account/app.html", form=form, offer=offer), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as database:
        add_factor(database, unlocked=unlocked(), factor=chosen, now=now())
    session.pop(OFFER, None)
    return _back()


@room.post("/app/another")
@open_to(Permission.ACCOUNT_OWN)
def another_app() -> ResponseReturnValue:
    """Draw another secret: somebody may have looked at the first."""
    begin_offer()
    return redirect(url_for("factors.app"), 303)


@room.get("/passkeys")
@open_to(Permission.ACCOUNT_OWN)
def passkey() -> ResponseReturnValue:
    return _passkey_page(PasskeyForm(formdata=None))


@room.post("/passkeys")
@open_to(Permission.ACCOUNT_OWN)
def send_passkey() -> ResponseReturnValue:
    form = PasskeyForm()
    made = made_passkey(form.passkey.data or "") if form.validate() else None
    if made is None:
        if not form.errors:
            refuse(form.passkey, _("The passkey did not work. Try again."))
        return _passkey_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as database:
            add_factor(database, unlocked=unlocked(), factor=PasskeyFactor(made, form.name.data), now=now())
    except IntegrityError:
        refuse(form.passkey, _("This passkey is here already."))
        return _passkey_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _back()


@room.post("/passkeys/remove")
@open_to(Permission.ACCOUNT_OWN)
def remove() -> ResponseReturnValue:
    """Forget the passkey that the form names; one that is not there, or another person's, changes nothing."""
    with reading() as database:
        own = {one.credential.hex(): one.credential for one in passkeys_of(database, unlocked().account)}
    credential = own.get(request.form.get("passkey", ""))
    if credential is None:
        return _back()
    try:
        with transaction() as database:
            remove_passkey(database, unlocked=unlocked(), credential=credential, now=now())
    except LastFactor:
        problem = _("This is your only second factor. Set up an app or another passkey first.")
        form = EmailForm(formdata=None, email=unlocked().account.email)
        return account_page(form, problem), HTTPStatus.UNPROCESSABLE_ENTITY
    return _back()


@room.post("/recovery-codes")
@open_to(Permission.ACCOUNT_OWN)
def recovery_codes() -> ResponseReturnValue:
    """Ten new codes; this answer is the only place where they ever stand."""
    with transaction() as database:
        codes = new_codes(database, unlocked=unlocked(), pepper=site().settings.pepper, now=now())
    return render_template("account/codes.html", codes=codes)


def _passkey_page(form: PasskeyForm) -> str:
    with reading() as database:
        known = [one.credential for one in passkeys_of(database, unlocked().account)]
    return render_template("account/passkey.html", form=form, options=options_to_make(_owner(), known))


def _owner() -> Owner:
    me = unlocked().account
    with reading() as database:
        return Owner(me.login or "", me.name, database.get_one(Municipality, me.municipality_id).name)


def _back() -> ResponseReturnValue:
    return redirect(url_for("own.account"), 303)
