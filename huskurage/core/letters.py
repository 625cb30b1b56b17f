"""What a letter says: the same words to everybody, which tell only that there is something to read."""

import enum
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

SUBJECT = "Det finns något att läsa / There is something to read"
TEXT = """\
Hej!

Det finns något att läsa. Logga in här:
{address}

Det här är ett automatiskt meddelande som inte går att svara på.


Hello!

There is something to read. Sign in here:
{address}

This message is automatic and cannot be answered.
"""
MAIL_ADDRESS = re.compile(  # RFC 5322's dot-atom on both sides, no longer than RFC 5321 lets it be
    r"(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?=.{1,250}\Z)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
ID_BYTES = 16


class LetterProblem(enum.Enum):
    """Why a letter was not taken, without the other side's own words."""

    NO_CONNECTION = "no_connection"
    NOT_SECURE = "not_secure"
    SIGN_IN_REFUSED = "sign_in_refused"
    RECIPIENT_REFUSED = "recipient_refused"
    NOT_SET_UP = "not_set_up"
    OTHER = "other"


class NotDelivered(Exception):
    """A letter was not taken. `for_good`: to try the same again is of no use."""

    def __init__(self, problem: LetterProblem, *, for_good: bool = False) -> None:
        super().__init__(problem.value)
        self.problem, self.for_good = problem, for_good


@dataclass(frozen=True)
class Letterhead:
    """What all letters of a site share: the sender's address, the site's host, and where one signs in."""

    sender: str
    host: str
    sign_in: str


@dataclass(frozen=True)
class Message:
    """One letter to one address, as it goes over the wire (RFC 5322, lines end in CRLF)."""

    sender: str
    recipient: str
    content: bytes


def is_mail_address(text: str) -> bool:
    """Whether a text is one plain mail address: ASCII, no name, nothing that could become a header of its own."""
    return MAIL_ADDRESS.fullmatch(text) is not None


def write_letter(
    head: Letterhead, recipient: str, *, now: datetime, draw: Callable[[int], bytes] = secrets.token_bytes
) -> Message:
    """The letter to this address; raises NotDelivered when that is none.

    Of two letters only Date, Message-ID and To differ, whoever reads them and whatever it is about. `draw` gives random
    bytes. `Auto-Submitted` is RFC 3834: no machine answers it.
    """
    if not is_mail_address(recipient):
        raise NotDelivered(LetterProblem.RECIPIENT_REFUSED, for_good=True)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(addr_spec=head.sender)
    letter["To"] = Address(addr_spec=recipient)
    letter["Subject"] = SUBJECT
    letter["Date"] = format_datetime(now.astimezone(UTC))
    letter["Message-ID"] = f"<{draw(ID_BYTES).hex()}@{head.host}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(TEXT.format(address=head.sign_in), charset="utf-8", cte="quoted-printable")
    return Message(head.sender, recipient, letter.as_bytes())
