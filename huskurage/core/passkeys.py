"""Passkeys (WebAuthn level 2): what the browser is asked, and whether its answer is right."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from huskurage.core.derivation import keyed_digest

CHALLENGE_SIZE = 32  # bytes; the standard asks for 16 at least (section 13.4.3)
LONGEST_WRITTEN = 10_000  # characters of a browser's answer; without attestation it has some 1,000
LONGEST_CREDENTIAL = 1023  # bytes, the standard's section 6.1
_USE_OWNER = b"hkg passkey own"


class NotAPasskey(ValueError):
    """What the browser sent is no right answer to what it was asked; why is not said."""


@dataclass(frozen=True)
class Place:
    """The site as passkeys know it ("relying party"): its host without a port, and its whole address."""

    host: str
    address: str


@dataclass(frozen=True)
class NewPasskey:
    """A passkey that was just made: its id, its public key (COSE) and how often it has signed."""

    credential: bytes
    public_key: bytes = field(repr=False)
    sign_count: int


@dataclass(frozen=True)
class Asked:
    """What a browser was asked, and what it answered (JSON)."""

    place: Place
    challenge: bytes
    written: str = field(repr=False)


def new_challenge() -> bytes:
    """32 random bytes that one answer has to sign."""
    return secrets.token_bytes(CHALLENGE_SIZE)


def passkey_owner(login: str, pepper: bytes) -> bytes:
    """The 32 bytes that stand for a person in their own devices: the same each time, and they say nothing."""
    return keyed_digest(login.encode(), key=pepper, use=_USE_OWNER, size=32)


def making_options(
    place: Place, *, challenge: bytes, issuer: str, login: str, name: str, owner: bytes, known: Sequence[bytes] = ()
) -> str:
    """What the browser is asked to make, as JSON: a passkey that it finds by itself later, with no attestation."""
    options = generate_registration_options(
        rp_id=place.host,
        rp_name=issuer,
        user_id=owner,
        user_name=login,
        user_display_name=name,
        challenge=challenge,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return options_to_json(options)


def asking_options(place: Place, *, challenge: bytes) -> str:
    """What the browser is asked to sign, as JSON. It names no passkey, so that it tells nobody who has some."""
    return options_to_json(generate_authentication_options(rp_id=place.host, challenge=challenge))


def read_new(asked: Asked) -> NewPasskey:
    """The passkey that the browser made; raises NotAPasskey."""
    _check_length(asked)
    try:
        made = verify_registration_response(
            credential=asked.written,
            expected_challenge=asked.challenge,
            expected_rp_id=asked.place.host,
            expected_origin=asked.place.address,
        )
    except Exception:  # noqa: BLE001 - strange bytes raise anything in the library's parsers; none of it is our fault
        raise NotAPasskey from None
    if len(made.credential_id) > LONGEST_CREDENTIAL:
        raise NotAPasskey
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def credential_in(asked: Asked) -> bytes:
    """Which passkey the answer says it is of; raises NotAPasskey. Nothing is proved yet."""
    _check_length(asked)
    try:
        return base64url_to_bytes(str(json.loads(asked.written)["rawId"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotAPasskey from None


def check_answer(asked: Asked, *, public_key: bytes, sign_count: int) -> int:
    """How often the passkey has signed by now; raises NotAPasskey, also when it has not signed more than before."""
    _check_length(asked)
    try:
        answer = verify_authentication_response(
            credential=asked.written,
            expected_challenge=asked.challenge,
            expected_rp_id=asked.place.host,
            expected_origin=asked.place.address,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
        )
    except Exception:  # noqa: BLE001 - strange bytes raise anything in the library's parsers; none of it is our fault
        raise NotAPasskey from None
    return answer.new_sign_count


def _check_length(asked: Asked) -> None:
    if len(asked.written) > LONGEST_WRITTEN:
        raise NotAPasskey
