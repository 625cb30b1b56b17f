"""What is written down when a report is handed over or registered; it is sealed to the inbox alone."""

import enum
import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from huskurage.core.receivers import ReceiverKind

REFERENCE_LIMIT = 60  # characters of a reference or a registry number
REASON_LIMIT = 200  # characters of why a report needs no registration
VERSION = 1


class Way(enum.StrEnum):
    """How a report reached its receiver."""

    BY_HAND = "by_hand"
    TELEPHONE = "telephone"
    OWN_SYSTEM = "own_system"
    ENCRYPTED_EMAIL = "encrypted_email"
    LETTER = "letter"


@dataclass(frozen=True, repr=False)
class HandOver:
    """To whom, how, when, what. Names are copied: a directory that changes later does not change what was done.

    `day` is when it was handed over, `entries` are ids of the entries that went along, `digest` is the SHA-256 of
    the document in hex.
    """

    sender: str
    receiver: str
    receiver_kind: ReceiverKind
    way: Way
    day: date
    reference: str
    registry_number: str
    facts: bool
    entries: tuple[str, ...]
    digest: str

    def __repr__(self) -> str:
        return "<HandOver>"

    def to_bytes(self) -> bytes:
        """The record as it is sealed."""
        return _pack("handover", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "HandOver":
        """Raises ValueError when the content is no hand-over of a version we know."""
        raw = _unpack("handover", content)
        kinds: dict[str, Any] = {
            "receiver_kind": ReceiverKind,
            "way": Way,
            "day": date.fromisoformat,
            "entries": tuple,
        }
        return cls(**{one.name: kinds.get(one.name, _as_is)(raw[one.name]) for one in fields(cls)})


@dataclass(frozen=True, repr=False)
class Registration:
    """The registry number a report got, or why it needs none: of minor and temporary significance."""

    number: str
    reason: str

    def __repr__(self) -> str:
        return "<Registration>"

    def to_bytes(self) -> bytes:
        """The record as it is sealed."""
        return _pack("registration", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Registration":
        """Raises ValueError when the content is no registration of a version we know."""
        raw = _unpack("registration", content)
        return cls(number=raw["number"], reason=raw["reason"])


def read_record(content: bytes) -> HandOver | Registration:
    """What an entry of that kind holds; raises ValueError when it is neither."""
    kind = _read(content).get("kind")
    return Registration.from_bytes(content) if kind == "registration" else HandOver.from_bytes(content)


def _pack(kind: str, values: dict[str, Any]) -> bytes:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    packed = {"version": VERSION, "kind": kind, **plain}
    return json.dumps(packed, ensure_ascii=False, sort_keys=True).encode()


def _unpack(kind: str, content: bytes) -> dict[str, Any]:
    raw = _read(content)
    if raw.get("version") != VERSION or raw.get("kind") != kind:
        raise ValueError("sealed content of an unknown version or kind")
    return raw


def _read(content: bytes) -> dict[str, Any]:
    raw = json.loads(content)
    if not isinstance(raw, dict):
        raise ValueError("sealed content of an unknown shape")  # noqa: TRY004 - what matters to the caller is that it is bad content
    return raw


def _as_is(value: object) -> object:
    return value
