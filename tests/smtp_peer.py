"""A mail server of the tests' own: a real SMTP peer that takes letters, refuses or hangs as a test wants it."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME, PASSPHRASE = "site", "brevduva 71"
ADDRESS = "127.0.0.1"


@dataclass
class Box:
    """What the peer was given, and how it answers."""

    letters: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    mail: str = "250 OK"
    rcpt: str = "250 OK"
    data: str = "250 OK"
    wait: float = 0  # seconds before a letter's answer

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.append(hostname)
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.mail

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own name
        time.sleep(self.wait)  # noqa: ASYNC251 - it hangs on purpose
        if self.data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
            self.recipients += envelope.rcpt_tos
        return self.data


@dataclass(frozen=True)
class Certificate:
    """A self-made certificate: its file, which is also the authority, and its key's file."""

    file: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.file, self.key)
        return made


def self_made(folder: Path, *, address: str = ADDRESS, days: int = 30) -> Certificate:
    """A certificate for that address that ends in so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post of the tests")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=60))
        .not_valid_after(today + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate = Certificate(folder / f"{address}-{days}.pem", folder / f"{address}-{days}.key")
    certificate.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    certificate.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return certificate


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    known = (given.login, given.password) == (NAME.encode(), PASSPHRASE.encode())
    return AuthResult(success=known, handled=False)


@contextmanager
def peer(box: Box, *, starttls: Certificate | None = None, tls: Certificate | None = None) -> Iterator[int]:
    """The peer at its port; with a certificate it asks for a name and a passphrase."""
    secure = starttls or tls
    controller = Controller(
        box, hostname=ADDRESS, port=free_port(), ready_timeout=10,
        ssl_context=tls.context() if tls else None, tls_context=starttls.context() if starttls else None,
        require_starttls=starttls is not None, auth_required=secure is not None,
        authenticator=_authenticate, auth_require_tls=starttls is not None,
    )  # fmt: skip
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def mute_peer() -> Iterator[int]:
    """Somebody who takes the call and never says a word."""
    with socket.create_server((ADDRESS, 0)) as listening:
        taken: list[socket.socket] = []

        def take() -> None:
            try:
                while True:
                    taken.append(listening.accept()[0])
            except OSError:
                return

        thread = threading.Thread(target=take)
        thread.start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)
        for one in taken:
            one.close()


def free_port() -> int:
    with socket.create_server((ADDRESS, 0)) as one:
        return int(one.getsockname()[1])
