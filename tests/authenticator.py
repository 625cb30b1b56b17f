"""A telephone with passkeys, in software: it makes them and signs with them as WebAuthn level 2 says."""

import base64
import hashlib
import html
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers.encode_cbor import encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def options_on(page: str) -> dict[str, Any]:
    """What a page asks of the browser."""
    found = re.search(r'data-options="([^"]*)"', page)
    assert found is not None
    options: dict[str, Any] = json.loads(html.unescape(found.group(1)))
    return options


@dataclass
class Authenticator:
    """One passkey, and how often it has signed."""

    origin: str = "http://huskurage.example"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0
    counts: bool = True  # passkeys that are kept in a cloud never count

    def make(self, page: str) -> str:
        """What the browser posts after `navigator.credentials.create`."""
        options = options_on(page)
        numbers = self.key.public_key().public_numbers()
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + public
        said = self._said(options["rp"]["id"], PRESENT | VERIFIED | ATTESTED) + attested
        response = {
            "clientDataJSON": b64(self._client_said("webauthn.create", options)),
            "attestationObject": b64(encode_cbor({"fmt": "none", "attStmt": {}, "authData": said})),
        }
        return self._posted(response)

    def sign(self, page: str) -> str:
        """What the browser posts after `navigator.credentials.get`."""
        options = options_on(page)
        self.count += self.counts
        client = self._client_said("webauthn.get", options)
        said = self._said(options["rpId"], PRESENT | VERIFIED)
        signature = self.key.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._posted(
            {"clientDataJSON": b64(client), "authenticatorData": b64(said), "signature": b64(signature)}
        )

    def _said(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client_said(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _posted(self, response: dict[str, str]) -> str:
        name = b64(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
