"""What a passkey is asked to sign, remembered in the browser's own signed cookie, and what its browser answers."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import session

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
from huskurage.web.site import CHALLENGE_LIVES, now, site

CHALLENGE = "challenge"


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
