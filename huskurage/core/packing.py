"""How clear content becomes bytes before it is sealed: JSON with a version and a kind, the same for the same values."""

import enum
import json
from typing import Any

VERSION = 1


def pack(kind: str, values: dict[str, Any]) -> bytes:
    """The same bytes for the same values; members of enums are written as their values."""
    plain = {name: value.value if isinstance(value, enum.Enum) else value for name, value in values.items()}
    packed = {"version": VERSION, **plain, "kind": kind}
    return json.dumps(packed, ensure_ascii=False, sort_keys=True).encode()


def unpack(kind: str, content: bytes) -> dict[str, Any]:
    """The values that were packed as that kind; raises ValueError for any other content."""
    raw = _read(content)
    if raw.pop("version", None) != VERSION or raw.pop("kind", None) != kind:
        raise ValueError("sealed content of an unknown version or kind")
    return raw


def kind_of(content: bytes) -> object:
    """What the content says that it is; raises ValueError when it was never packed."""
    return _read(content).get("kind")


def _read(content: bytes) -> dict[str, Any]:
    raw = json.loads(content)
    if not isinstance(raw, dict):
        raise ValueError("sealed content of an unknown shape")  # noqa: TRY004 - what matters to the caller is that it is bad content
    return raw
