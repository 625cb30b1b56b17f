"""My account: the page, the passphrase, sessions, and where letters go."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.factors import passkeys_of, recovery_codes_left
from huskurage.actions.own import change_email, change_passphrase, end_other_sessions, end_session
from huskurage.actions.sessions import sessions_of
from huskurage.core.access import Permission
from huskurage.core.keys import lock_key
from huskurage.store.audit import Act, record
from huskurage.store.people import Account
from huskurage.web.account.forms import EmailForm, PassphraseForm, refuse
from huskurage.web.account.tries import PATIENCE, may_try, opened
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now, site

room = Blueprint("own", __name__, url_prefix="/staff/account")
DIGEST_DIGITS = 64


@room.get("/")
@open_to(Permission.ACCOUNT_OWN)
def account() -> ResponseReturnValue:
    return account_page(EmailForm(formdata=None, email=unlocked().account.email))


def account_page(form: EmailForm, problem: str = "") -> str:
    """The page with all of it, and with what went wrong."""
    me = unlocked()
    with reading() as database:
        return render_template(
            "account/account.html",
            account=database.get_one(Account, me.account.id),
            passkeys=passkeys_of(database, me.account),
            codes_left=recovery_codes_left(database, me.account),
            sessions=sessions_of(database, me.account),
            here=me.session_digest,
            form=form,
            problem=problem,
        )


@room.get("/passphrase")
@open_to(Permission.ACCOUNT_OWN)
def passphrase() -> ResponseReturnValue:
    return render_template("account/passphrase.html", form=PassphraseForm(formdata=None))


@room.post("/passphrase")
@open_to(Permission.ACCOUNT_OWN)
def send_passphrase() -> ResponseReturnValue:
    form, me, here = PassphraseForm(), unlocked(), site()
    if not form.validate() or not _knows(me.account, form):
        return render_template("account/passphrase.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    chosen = form.chosen.data
    locked = here.derivations.run(
        lambda: lock_key(me.pair.private, chosen, cost=here.passphrase_cost), patience=PATIENCE
    )
    with transaction() as database:
        change_passphrase(database, unlocked=me, locked=locked, now=now())
    return _back()


@room.post("/email")
@open_to(Permission.ACCOUNT_OWN)
def send_email() -> ResponseReturnValue:
    form = EmailForm()
    if not form.validate():
        return account_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as database:
        change_email(database, unlocked=unlocked(), email=form.email.data, now=now())
    return _back()


@room.post("/sessions/end")
@open_to(Permission.ACCOUNT_OWN)
def end_one() -> ResponseReturnValue:
    """End one of the own sessions; which one stands in the form, and another person's ends nothing."""
    named = request.form.get("session", "")
    digest = bytes.fromhex(named) if _is_digest(named) else b""
    with transaction() as database:
        end_session(database, unlocked=unlocked(), digest=digest, now=now())
    return _back()


@room.post("/sessions/end-others")
@open_to(Permission.ACCOUNT_OWN)
def end_others() -> ResponseReturnValue:
    with transaction() as database:
        end_other_sessions(database, unlocked=unlocked(), now=now())
    return _back()


def _knows(account: Account, form: PassphraseForm) -> bool:
    """Whether they know the passphrase they have; tries are counted as at the sign-in, and a wrong one is logged."""
    if not may_try(account.login or ""):
        refuse(form.passphrase, _("Too many tries. Wait fifteen minutes and try again."))
        return False
    if opened(account, form.passphrase.data) is None:
        refuse(form.passphrase, _("The passphrase is wrong."))
        with transaction() as database:
            record(database, at=now(), act=Act.SIGN_IN_FAILED, account=account)
        return False
    return True


def _is_digest(text: str) -> bool:
    return len(text) == DIGEST_DIGITS and all(sign in "0123456789abcdef" for sign in text)


def _back() -> ResponseReturnValue:
    return redirect(url_for("own.account"), 303)
