"""A thief with the whole database and every secret of the deployment, who tries all that can be tried with them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session
from town import CHEAP

from huskurage.actions.entries import open_entry, place_of
from huskurage.actions.people import TOKEN_BYTES
from huskurage.core.codes import code_keys, receipt_code
from huskurage.core.derivation import keyed_digest
from huskurage.core.keys import LockedKey, NotAKit, kit_pair, unlock_from_session, unlock_key
from huskurage.core.sealing import KEY_SIZE, NONCE_SIZE, KeyPair, Unsealable, key_pair_from_seed, key_pair_of, unseal
from huskurage.store.inboxes import Inbox, Opening
from huskurage.store.people import Account, StaffSession
from huskurage.store.reports import Entry, EntryKind, Recipient, Report

TICKET = 16  # bytes of a form's one-time ticket
LONGEST_SECRET = 80  # bytes; what is longer is a ciphertext or a text about houses
USES = (b"hkg receipt code", b"hkg code salt", b"hkg kit seed", b"hkg kit check", b"hkg recovery")


@dataclass
class Loot:
    """What the thief brings beside the database: the deployment's secrets, and what else they may have got hold of."""

    secrets: tuple[bytes, ...]
    passphrases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    kits: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()


@dataclass
class Thief:
    """Tries every key that can be made from the loot on every lock, again and again while that gives new keys."""

    session: Session
    loot: Loot
    guesses: bool = True  # otherwise only what was brought is tried
    keys: dict[bytes, KeyPair] = field(default_factory=dict)  # public key -> the pair

    def opened(self) -> dict[str, EntryKind]:
        """The entries that open, by id."""
        strings = self._strings() if self.guesses else set()
        candidates = {window for one in strings for window in _windows(one, KEY_SIZE)} | set(self._digests(strings))
        self._keep(key_pair_of, candidates)
        self._keep(key_pair_from_seed, candidates)
        self._use_what_people_know(strings, candidates)
        while self._unlock_more():
            pass
        entries = list(self.session.scalars(select(Entry)))
        return {one.id: one.kind for one in entries if self._opens(one) or _opens_with_content_key(one, candidates)}

    def _strings(self) -> set[bytes]:
        """Every value of every table, as bytes; hex read as what it says; and the secrets."""
        metadata = MetaData()
        metadata.reflect(self.session.connection())
        values = set(self.loot.secrets)
        for table in metadata.sorted_tables:
            for row in self.session.execute(select(table)):
                values |= {_bytes(value) for value in row if value is not None}
        for value in list(values):
            with suppress(ValueError):
                values.add(bytes.fromhex(value.decode("ascii", "replace")))
        return values

    def _digests(self, strings: set[bytes]) -> Iterator[bytes]:
        """What the deployment's own functions make of it all under its secrets."""
        for secret in self.loot.secrets:
            for use in USES:
                yield from (keyed_digest(value, key=secret, use=use, size=KEY_SIZE) for value in {b"", *strings})

    def _publics(self) -> set[bytes]:
        columns = (Account.public_key, Inbox.public_key, Report.reporter_key, Opening.kit_key)
        return {key for column in columns for key in self.session.scalars(select(column)) if key}

    def _use_what_people_know(self, strings: set[bytes], candidates: set[bytes]) -> None:
        """Try everything as a passphrase, as a form's ticket, as a kit's code, as a session's key."""
        short = {one for one in strings if len(one) <= LONGEST_SECRET}
        texts = {one.decode("utf-8", "replace") for one in short} | {secret.hex() for secret in self.loot.secrets}
        for account in self.session.scalars(select(Account)):
            locked = LockedKey(account.key_salt, account.key_box)
            self._keep(partial(unlock_key, locked, cost=CHEAP), texts | set(self.loot.passphrases))
        for unlocked in self.session.scalars(select(StaffSession)):
            keys = candidates | {bytes.fromhex(cookie)[TOKEN_BYTES:] for cookie in self.loot.cookies}
            self._keep(partial(unlock_from_session, box=unlocked.key_box), keys)
        self._keep(kit_pair, texts | set(self.loot.kits))
        tickets = {window for one in short for window in _windows(one, TICKET)}
        for secret in self.loot.secrets:
            codes = {receipt_code(ticket, secret) for ticket in tickets} | set(self.loot.codes)
            self._keep(partial(_reporter_pair, pepper=secret), codes)

    def _keep(self, key_from: Callable[[Any], KeyPair], tries: Iterable[object]) -> None:
        publics = self._publics()
        for one in tries:
            with suppress(Unsealable, NotAKit, ValueError):
                pair = key_from(one)
                if pair.public in publics:
                    self.keys[pair.public] = pair

    def _unlock_more(self) -> bool:
        """Open what is sealed to people and kits with the keys there are; whether that gave a new one."""
        before = len(self.keys)
        for opening in self.session.scalars(select(Opening)):
            self._keep(partial(_unsealed_pair, sealed=opening.sealed_key), list(self.keys.values()))
        return len(self.keys) > before

    def _opens(self, entry: Entry) -> bool:
        for recipient in Recipient:
            for pair in self.keys.values():
                with suppress(Unsealable):
                    if open_entry(entry, recipient, pair) is not None:
                        return True
        return False


def _reporter_pair(code: str, pepper: bytes) -> KeyPair:
    return code_keys(code, pepper, cost=CHEAP).pair


def _unsealed_pair(pair: KeyPair, sealed: bytes) -> KeyPair:
    return key_pair_of(unseal(pair, sealed))


def _opens_with_content_key(entry: Entry, windows: Iterable[bytes]) -> bool:
    """Whether a content key lies about somewhere, unsealed."""
    nonce, body = entry.ciphertext[:NONCE_SIZE], entry.ciphertext[NONCE_SIZE:]
    place = place_of(entry).encoded()
    for window in windows:
        with suppress(CryptoError):
            crypto_aead_xchacha20poly1305_ietf_decrypt(body, place, nonce, window)
            return True
    return False


def _windows(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(len(content) - size + 1))


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "surrogatepass")
