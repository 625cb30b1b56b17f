"""The signed, timed, one-time ticket of a public form: it stands in for a session and becomes the receipt code."""

import enum
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, TimestampSigner

from huskurage.web.site import now, site

TOO_FAST = timedelta(seconds=3)  # nobody reads and writes faster (product, section 3)
TOO_OLD = timedelta(hours=24)
RANDOM_BYTES = 16
LONGEST = 200
OPEN_TOO_LONG = _l("This page had been open for too long. Your text is still here. Send it again.")


class Age(enum.Enum):
    """How old a ticket is, as far as it matters."""

    FAST = "fast"
    FRESH = "fresh"
    OLD = "old"


@dataclass(frozen=True)
class FormTicket:
    """A ticket that we signed: its randomness and whether it may still be used."""

    random: bytes
    age: Age


class _Signer(TimestampSigner):
    def __init__(self, secret: bytes, moment: datetime) -> None:
        super().__init__(secret, salt="form ticket")
        self.moment = moment

    def get_timestamp(self) -> int:
        return int(self.moment.timestamp())


def new_ticket() -> str:
    """A ticket for a form that is shown now."""
    return ticket_for(site().settings.secret, now())


def ticket_for(secret: bytes, moment: datetime) -> str:
    """A ticket for a form that is shown at a moment, signed with the site's secret."""
    return _Signer(secret, moment).sign(secrets.token_hex(RANDOM_BYTES)).decode()


def read_ticket(written: str) -> FormTicket | None:
    """The ticket, or None when it is not one of ours."""
    if len(written) > LONGEST:
        return None
    try:
        value, moment = _signer().unsign(written.encode("utf-8", "replace"), return_timestamp=True)
        random = bytes.fromhex(value.decode())
    except (BadData, ValueError):
        return None
    age = now() - moment
    if age > TOO_OLD or age < -TOO_OLD:
        return FormTicket(random, Age.OLD)
    return FormTicket(random, Age.FAST if age < TOO_FAST else Age.FRESH)


def _signer() -> _Signer:
    return _Signer(site().settings.secret, now())
