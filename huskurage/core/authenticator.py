"""Codes of an authenticator app (TOTP, RFC 6238): the secret offered, its address, and which step a code is of."""

import base64
import secrets
from datetime import datetime

import pyotp

from huskurage.core.derivation import keyed_digest

STEP = 30  # seconds a code lives
SECRET_SIZE = 20  # bytes, RFC 4226 section 4 (R6)
_USE_OFFER = b"hkg totp offer"


def offered_secret(nonce: bytes, pepper: bytes) -> str:
    """The secret (base32, 160 bits) that is offered under this nonce until somebody confirms it.

    It is the same each time, so that it need lie nowhere meanwhile; without the pepper the nonce says nothing.
    """
    return base64.b32encode(keyed_digest(nonce, key=pepper, use=_USE_OFFER, size=SECRET_SIZE)).decode()


def otpauth_address(secret: str, *, login: str, issuer: str) -> str:
    """What the app reads from a code on the screen (Google's Key URI Format)."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str, typed: str, now: datetime, *, after: int = 0) -> int | None:
    """The 30-second step whose code was typed, or None when it is no code of now or its step is not after `after`.

    One step of clock drift either way counts (RFC 6238, section 5.2); spaces in the code do not.
    """
    code, totp = "".join(typed.split()), pyotp.TOTP(secret, interval=STEP)
    here = int(now.timestamp()) // STEP
    for step in (here - 1, here, here + 1):
        if step > after and secrets.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None
