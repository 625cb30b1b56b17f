"""Sealing: key pairs, and entries that only the holders of certain private keys can open."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_ABYTES,
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    crypto_box_SEALBYTES,
    sodium_pad,
    sodium_unpad,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

KEY_SIZE: int = crypto_aead_xchacha20poly1305_ietf_KEYBYTES  # 32 bytes: content keys, X25519 keys, seeds
NONCE_SIZE: int = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES  # 24 bytes: large enough to be drawn at random
TAG_SIZE: int = crypto_aead_xchacha20poly1305_ietf_ABYTES
BUCKETS = (512, 1024, 2048, 4096, 8192, 16384, 32768)  # bytes after padding; all that a size tells
LONGEST_CONTENT = BUCKETS[-1] - 1  # bytes; padding takes at least one


class Unsealable(Exception):
    """It does not open: the key is wrong, or the ciphertext was moved, changed or cut short."""


@dataclass(frozen=True)
class KeyPair:
    """An X25519 key pair, 32 bytes each; equality and repr look at the public key alone."""

    public: bytes
    private: bytes = field(repr=False, compare=False)


@dataclass(frozen=True)
class Place:
    """Where a ciphertext lives. It opens nowhere else."""

    table: str
    row: str
    field: str

    def encoded(self) -> bytes:
        """Name the place unambiguously: each part's length in four bytes, then its UTF-8."""
        parts = [part.encode() for part in ("huskurage entry 1", self.table, self.row, self.field)]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@dataclass(frozen=True)
class SealedEntry:
    """One encrypted content, and its content key sealed for each recipient, in their order."""

    ciphertext: bytes = field(repr=False)
    keys: tuple[bytes, ...] = field(repr=False)


def new_key_pair() -> KeyPair:
    return key_pair_of(bytes(PrivateKey.generate()))


def key_pair_from_seed(seed: bytes) -> KeyPair:
    """Derive a pair from 32 bytes as libsodium's crypto_box_seed_keypair does; ValueError for others."""
    _expect_key_size(seed)
    return key_pair_of(bytes(PrivateKey.from_seed(seed)))


def key_pair_of(private: bytes) -> KeyPair:
    """Complete a 32-byte private key with its public key; ValueError for any other length."""
    _expect_key_size(private)
    return KeyPair(public=bytes(PrivateKey(private).public_key), private=private)


def seal_to(public: bytes, secret: bytes) -> bytes:
    """Seal a secret so that only the private key of `public` opens it (libsodium sealed box, 48 bytes more).

    Raises ValueError when `public` is not a usable X25519 key.
    """
    _expect_key_size(public)
    try:
        return SealedBox(PublicKey(public)).encrypt(secret)
    except CryptoError:
        raise ValueError("not a usable public key") from None


def unseal(pair: KeyPair, sealed: bytes) -> bytes:
    """Open what `seal_to` sealed for this pair; raises Unsealable."""
    if len(sealed) < crypto_box_SEALBYTES:
        raise Unsealable("too short to be sealed")
    try:
        return SealedBox(PrivateKey(pair.private)).decrypt(sealed)
    except CryptoError:
        raise Unsealable("not sealed for this key") from None


def seal_entry(content: bytes, *, place: Place, recipients: Sequence[bytes]) -> SealedEntry:
    """Encrypt content once under a fresh key and seal that key for each recipient's public key, in order.

    XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha) with the place as associated data; the result is
    nonce, then ciphertext. Content is padded (ISO/IEC 7816-4) to one of BUCKETS.
    Raises ValueError for more than LONGEST_CONTENT bytes, no recipient, or an unusable public key.
    """
    if not recipients:
        raise ValueError("an entry without recipients could never be opened")
    padded = _padded(content)
    content_key = secrets.token_bytes(KEY_SIZE)
    keys = tuple(seal_to(public, content_key) for public in recipients)
    nonce = secrets.token_bytes(NONCE_SIZE)
    body = crypto_aead_xchacha20poly1305_ietf_encrypt(padded, place.encoded(), nonce, content_key)
    return SealedEntry(ciphertext=nonce + body, keys=keys)


def unseal_entry(ciphertext: bytes, *, sealed_key: bytes, place: Place, pair: KeyPair) -> bytes:
    """Open an entry where it lives, with one recipient's pair and the key sealed to it; raises Unsealable."""
    content_key = _content_key(pair, sealed_key)
    if len(ciphertext) < NONCE_SIZE + TAG_SIZE:
        raise Unsealable("too short to be an entry")
    nonce, body = ciphertext[:NONCE_SIZE], ciphertext[NONCE_SIZE:]
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(body, place.encoded(), nonce, content_key)
        return sodium_unpad(padded, len(padded))
    except CryptoError:
        raise Unsealable("moved, changed, or sealed under another key") from None


def reseal_key(sealed_key: bytes, *, opened_by: KeyPair, to: bytes) -> bytes:
    """Pass a sealed content key on to another public key; the content stays as it is.

    Raises Unsealable when it does not open, ValueError when `to` is not a usable public key.
    """
    return seal_to(to, _content_key(opened_by, sealed_key))


def wrap_key(sealed_key: bytes, report_key: bytes) -> bytes:
    """Lock a sealed content key with its report's key of 32 bytes (SecretBox, 40 bytes more)."""
    return bytes(SecretBox(report_key).encrypt(sealed_key))


def unwrap_key(wrapped: bytes, report_key: bytes) -> bytes:
    """Open what `wrap_key` locked; raises Unsealable."""
    try:
        return SecretBox(report_key).decrypt(wrapped)
    except (CryptoError, ValueError):
        raise Unsealable("not wrapped with this report's key") from None


def _content_key(pair: KeyPair, sealed_key: bytes) -> bytes:
    content_key = unseal(pair, sealed_key)
    if len(content_key) != KEY_SIZE:
        raise Unsealable("not a content key")
    return content_key


def _padded(content: bytes) -> bytes:
    for bucket in BUCKETS:
        if len(content) < bucket:
            return sodium_pad(content, bucket)
    raise ValueError(f"an entry holds at most {LONGEST_CONTENT} bytes")


def _expect_key_size(key: bytes) -> None:
    if len(key) != KEY_SIZE:
        raise ValueError(f"a key has {KEY_SIZE} bytes")
