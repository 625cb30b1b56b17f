"""Sealed entries of a report: writing them, opening them, and where each one belongs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from sqlalchemy.orm import Session, object_session

from huskurage.core.sealing import KeyPair, Place, Unsealable, seal_entry, unseal_entry, unwrap_key, wrap_key
from huskurage.store.inboxes import keep_key
from huskurage.store.keystore import KeyStore
from huskurage.store.reports import ContentKey, Entry, EntryKind, Recipient, Report

KEY_STORE = "key_store"  # where `store.engine.Database` puts the key store in each session
_OPENED = "report_keys"
INBOX_ALONE = frozenset({EntryKind.NOTE, EntryKind.HANDOVER, EntryKind.LINK})

Keyring = Mapping[int, KeyPair]
"""An inbox's key pairs by generation, as one keyholder can open them. A reporter's only pair is generation 1."""


def recipients_of(kind: EntryKind) -> tuple[Recipient, ...]:
    """Who can open an entry of that kind: the inbox, and the neighbour for what passes between them."""
    return (Recipient.INBOX,) if kind in INBOX_ALONE else (Recipient.INBOX, Recipient.REPORTER)


def write_entry(report: Report, *, kind: EntryKind, content: bytes, day: date, author_id: int | None = None) -> Entry:
    """Seal content into a new entry of the report, which belongs to a session already, for everybody it is for."""
    keep_key(_session(report), report.inbox)  # nothing is sealed to a key that is being replaced
    position = 1 + max((entry.position for entry in report.entries), default=0)
    entry = Entry(kind=kind, position=position, written_on=day, ciphertext=b"", author_id=author_id)
    report.entries.append(entry)
    public = {Recipient.INBOX: report.inbox.public_key, Recipient.REPORTER: report.reporter_key}
    generation = {Recipient.INBOX: report.inbox.generation, Recipient.REPORTER: 1}
    recipients = recipients_of(kind)
    sealed = seal_entry(content, place=place_of(entry), recipients=[public[one] for one in recipients])
    entry.ciphertext = sealed.ciphertext
    report_key = _made_key(report)
    for recipient, key in zip(recipients, sealed.keys, strict=True):
        wrapped = wrap_key(key, report_key)
        entry.keys.append(ContentKey(recipient=recipient, sealed=wrapped, generation=generation[recipient]))
    return entry


def open_entry(entry: Entry, recipient: Recipient, keys: KeyPair | Keyring) -> bytes | None:
    """The entry's clear bytes for that recipient; None when it was forgotten or never was for them.

    Raises Unsealable when the keys are wrong, or do not hold the entry's generation.
    """
    kept = next((key for key in entry.keys if key.recipient is recipient), None)
    report_key = key_of(entry.report)
    if kept is None or report_key is None:
        return None
    pair = keys if isinstance(keys, KeyPair) else keys.get(kept.generation)
    if pair is None:
        raise Unsealable("sealed to a key that this keyholder has no opening of")
    sealed_key = unwrap_key(kept.sealed, report_key)
    return unseal_entry(entry.ciphertext, sealed_key=sealed_key, place=place_of(entry), pair=pair)


def place_of(entry: Entry) -> Place:
    """Where an entry's ciphertext belongs: in its report and as its kind. Anywhere else it does not open."""
    return Place("entries", f"{entry.report.id}/{entry.id}/{entry.kind.value}", "ciphertext")


def key_of(report: Report) -> bytes | None:
    """The report's key from the key store; None when it was burnt."""
    session = _session(report)
    if report.id not in _opened(session):
        fetch_keys(session, [report])
    return _opened(session).get(report.id)


def fetch_keys(session: Session, reports: Iterable[Report]) -> None:
    """Fetch these reports' keys at once, so that a long list asks the key store one time."""
    unknown = [report.id for report in reports if report.id not in _opened(session)]
    if unknown:
        _opened(session).update(key_store(session).keys_of(unknown))


def key_store(session: Session) -> KeyStore:
    """The key store that belongs to this session's database."""
    return cast("KeyStore", session.info[KEY_STORE])


def _made_key(report: Report) -> bytes:
    """The report's key, made with its first entry and never again: what was forgotten takes no new words."""
    session, known = _session(report), key_of(report)
    if known is None:
        if len(report.entries) > 1:
            raise Unsealable("the report was forgotten")
        known = _opened(session)[report.id] = key_store(session).make(report.id)
    return known


def _opened(session: Session) -> dict[str, bytes]:
    return cast("dict[str, bytes]", session.info.setdefault(_OPENED, {}))


def _session(report: Report) -> Session:
    session = object_session(report)
    if session is None:
        raise ValueError("the report belongs to no session")
    return session
