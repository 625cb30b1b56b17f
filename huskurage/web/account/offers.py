"""The second factor that a browser is offered and sets up; until then only its own cookie knows it."""

import secrets
from dataclasses import dataclass

from flask import session
from flask_babel import gettext as _

from huskurage.actions.factors import AppFactor, Factor, PasskeyFactor, app_factor
from huskurage.core.authenticator import offered_secret, otpauth_address
from huskurage.core.qr import screen_qr
from huskurage.web.account.challenges import Owner, made_passkey
from huskurage.web.account.forms import FactorForm, refuse
from huskurage.web.site import now, site

OFFER = "offer"  # in the signed session cookie, which lives under /staff alone
GROUP = 4


@dataclass(frozen=True)
class AppOffer:
    """An authenticator app's secret as it is shown: for a camera, and to be typed."""

    secret: str
    side: int
    path: str

    @property
    def groups(self) -> str:
        """The secret in groups of four."""
        return " ".join(self.secret[start : start + GROUP] for start in range(0, len(self.secret), GROUP))


def begin_offer() -> None:
    """Draw a new secret for this browser; until it is confirmed or drawn anew, the same one is shown each time."""
    session[OFFER] = secrets.token_hex(16)


def app_offer(owner: Owner) -> AppOffer:
    """The app's secret that this browser is offered."""
    if OFFER not in session:
        begin_offer()
    secret = offered_secret(bytes.fromhex(session[OFFER]), site().settings.pepper)
    side, path = screen_qr(otpauth_address(secret, login=owner.login, issuer=owner.issuer))
    return AppOffer(secret, side, path)


def chosen_app(form: FactorForm, offer: AppOffer) -> AppFactor | None:
    """The app, when its code was typed; what is wrong is said at the field."""
    found = app_factor(offer.secret, form.code.data or "", now=now())
    if found is None:
        refuse(form.code, _("This is not the app's code of now. Type the one that it shows."))
    return found


def chosen_factor(form: FactorForm, offer: AppOffer) -> Factor | None:
    """The app or the passkey, whichever was set up; what is wrong is said at the field of the code."""
    if not form.passkey.data:
        return chosen_app(form, offer)
    made = made_passkey(form.passkey.data)
    if made is None:
        form.passkey.data = ""
        refuse(form.code, _("The passkey did not work. Try again, or use an app."))
        return None
    return PasskeyFactor(made, _("The first one"))
