"""Which mail server takes the letters, and how the way to it is kept secret."""

import enum
from dataclasses import dataclass, field


class Security(enum.Enum):
    """How the connection is encrypted; the certificate is always checked."""

    STARTTLS = "starttls"  # begun in the clear, RFC 3207
    TLS = "tls"  # from the first byte, RFC 8314
    NONE = "none"


LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class MailServer:
    """A mail server, and how one signs in there; without a name nobody does."""

    host: str
    port: int
    security: Security
    name: str = ""
    passphrase: str = field(default="", repr=False)
