"""What a browser is offered while a second factor is set up or asked for; only its own cookie knows it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import session
from flask_babel import gettext as _

from huskurage.actions.factors import AppFactor, Factor, PasskeyFactor, app_factor
from huskurage.core.authenticator import offered_secret, otpauth_address
from huskurage.core.passkeys import (
    Asked,
    NewPasskey,
    NotAPasskey,
    Place,
    asking_options,
    making_options,
    new_challenge,
    passkey_owner,
    read_new,
)
from huskurage.core.qr import screen_qr
from huskurage.web.account.forms import FactorForm, refuse
from huskurage.web.site import CHALLENGE_LIVES, now, site

OFFER, CHALLENGE = "offer", "challenge"  # in the signed session cookie, which lives under /staff alone
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


@dataclass(frozen=True)
class Owner:
    """For whom something is offered: their sign-in name, their name, and whose site their devices will say it is."""

    login: str
    name: str
    issuer: str


def place() -> Place:
    """The site as passkeys know it."""
    address = site().settings.address
    return Place(urlsplit(address).hostname or "", address)


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


def challenge() -> bytes:
    """What a passkey has to sign here: the same for all pages of this browser until it was signed, for an hour."""
    found = session.get(CHALLENGE)
    if found is not None and now() - datetime.fromisoformat(found["at"]) < CHALLENGE_LIVES:
        return bytes.fromhex(found["hex"])
    return fresh_challenge()


def fresh_challenge() -> bytes:
    """Another one, whatever there was before."""
    drawn = new_challenge()
    session[CHALLENGE] = {"hex": drawn.hex(), "at": now().isoformat()}
    return drawn


def answered(written: str) -> Asked | None:
    """The browser's answer with what it was asked; None when this challenge was answered before or is too old.

    The cookie could be put back, so the challenges of the last hour are remembered here too.
    """
    found = session.pop(CHALLENGE, None)
    if found is None or now() - datetime.fromisoformat(found["at"]) >= CHALLENGE_LIVES:
        return None
    asked = bytes.fromhex(found["hex"])
    return Asked(place(), asked, written) if site().challenges.spend(asked, now()) else None


def options_to_ask() -> str:
    """What the sign-in page's browser is asked to sign."""
    return asking_options(place(), challenge=challenge())


def options_to_make(owner: Owner, known: list[bytes]) -> str:
    """What the browser is asked to make."""
    return making_options(
        place(), challenge=challenge(), issuer=owner.issuer, login=owner.login, name=owner.name,
        owner=passkey_owner(owner.login, site().settings.pepper), known=known,
    )  # fmt: skip


def made_passkey(written: str) -> NewPasskey | None:
    """The passkey that this browser made for what it was asked; None when it is none."""
    try:
        return read_new(Asked(place(), challenge(), written))
    except NotAPasskey:
        return None


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
