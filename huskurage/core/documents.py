"""The document that leaves the house: a report's chosen parts as canonical JSON, whose SHA-256 is its proof.

`docs/handover.schema.json` is the published description of this shape.
"""

import enum
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from huskurage.core.concern import Concern, StatedHouse
from huskurage.core.handover import HandOver
from huskurage.core.redaction import Pieces

FORMAT: Final = "huskurage-hand-over"
VERSION: Final = 1


class BadDocument(ValueError):
    """Not a document of ours, or of a version we do not know."""


class DocumentKind(enum.StrEnum):
    """What a document is for."""

    HAND_OVER = "hand_over"
    MASKED_COPY = "masked_copy"


class Fact(enum.StrEnum):
    """A fact of a concern that can go along, or be covered."""

    ABOUT = "about"
    HAPPENING = "happening"
    CHILDREN = "children"
    HOUSE = "house"
    POSTER_HOUSE = "poster_house"
    FLOOR = "floor"
    SOURCE_PROTECTION = "source_protection"
    LANGUAGE = "language"


COVERED_AT_FIRST: Final = frozenset({Fact.HOUSE, Fact.POSTER_HOUSE, Fact.FLOOR, Fact.SOURCE_PROTECTION, Fact.LANGUAGE})
"""What could tell who wrote: in a copy for others these are covered unless somebody decides otherwise."""


@dataclass(frozen=True, repr=False)
class Part:
    """One entry that goes along. `text` is in pieces where some of it is covered."""

    kind: str
    day: date
    author: str
    language: str
    text: str | Pieces

    def __repr__(self) -> str:
        return "<Part>"

    def plain(self) -> dict[str, Any]:
        """The part as the document holds it."""
        said = self.text if isinstance(self.text, str) else list(self.text)
        return {
            "kind": self.kind,
            "day": self.day.isoformat(),
            "author": self.author,
            "language": self.language,
            "text": said,
        }


def hand_over_document(
    *,
    record: HandOver,
    report_id: str,
    received_on: date,
    made_on: date,
    concern: Concern | None,
    parts: Sequence[Part],
) -> bytes:
    """The canonical JSON of a hand-over. `concern` is None where its facts do not go along."""
    facts = facts_of(concern) if concern else None
    handed = {
        "receiver": record.receiver,
        "receiver_kind": record.receiver_kind.value,
        "way": record.way.value,
        "day": record.day.isoformat(),
        "reference": record.reference,
        "registry_number": record.registry_number,
    }
    return canonical(
        _frame(DocumentKind.HAND_OVER, record.sender, report_id, received_on, made_on, parts)
        | {"hand_over": handed}
        | ({"facts": facts} if facts is not None else {})
    )


def masked_document(
    *,
    sender: str,
    report_id: str,
    received_on: date,
    made_on: date,
    concern: Concern | None,
    shown: frozenset[Fact],
    parts: Sequence[Part],
) -> bytes:
    """The canonical JSON of a redacted copy: facts outside `shown` are null, whether or not they were stated."""
    known = facts_of(concern) if concern else {}
    facts = {fact.value: known.get(fact.value, "") if fact in shown else None for fact in Fact}
    return canonical(
        _frame(DocumentKind.MASKED_COPY, sender, report_id, received_on, made_on, parts) | {"facts": facts}
    )


def facts_of(concern: Concern) -> dict[str, str]:
    """A concern's facts as words of the form; what was not answered or stated is empty."""
    stated = concern.poster_house if concern.stated_house is StatedHouse.POSTER else ""
    return {
        Fact.ABOUT.value: concern.about.value if concern.about else "",
        Fact.HAPPENING.value: concern.happening.value if concern.happening else "",
        Fact.CHILDREN.value: concern.children.value if concern.children else "",
        Fact.HOUSE.value: concern.typed_house or stated,
        Fact.POSTER_HOUSE.value: concern.poster_house,
        Fact.FLOOR.value: concern.floor,
        Fact.SOURCE_PROTECTION.value: concern.source_protection.value,
        Fact.LANGUAGE.value: concern.language,
    }


def canonical(document: Mapping[str, Any]) -> bytes:
    """The same bytes for the same document: RFC 8785, whose rules this follows for texts, whole numbers and null."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(content: bytes) -> str:
    """The SHA-256 of a document, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def read_document(content: bytes) -> dict[str, Any]:
    """The document in these bytes; raises BadDocument, also when they are not in canonical form."""
    try:
        found: dict[str, Any] = json.loads(content)
        same = isinstance(found, dict) and canonical(found) == content
    except ValueError:
        raise BadDocument("not JSON") from None
    if not same or found.get("format") != FORMAT or found.get("version") != VERSION:
        raise BadDocument("not a document of ours, or of a version we do not know")
    return found


def _frame(
    kind: DocumentKind, sender: str, report_id: str, received_on: date, made_on: date, parts: Sequence[Part]
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind.value,
        "sender": sender,
        "report": report_id,
        "received_on": received_on.isoformat(),
        "made_on": made_on.isoformat(),
        "unconfirmed": True,
        "entries": [part.plain() for part in parts],
    }
