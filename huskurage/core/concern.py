"""What a neighbour tells us, as it exists in memory before it is sealed and after it is opened."""

import enum
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

TEXT_LIMIT = 4000  # characters of the one required text (product, section 3)
LINE_LIMIT = 200  # characters of a short line
VERSION = 1

Choice = TypeVar("Choice", bound=enum.Enum)


class Answer(enum.Enum):
    """Yes, no, or the real answer "don't know"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class About(enum.Enum):
    """Whom the neighbour is worried about."""

    NEIGHBOUR = "neighbour"
    CHILD = "child"
    FAMILY = "family"
    MYSELF = "myself"
    UNSAID = "unsaid"


class StatedHouse(enum.Enum):
    """Which house the neighbour says it is: the poster's, one they typed, or not known."""

    POSTER = "poster"
    OTHER = "other"
    UNKNOWN = "unknown"


class HeardBy(enum.Enum):
    """How many neighbours could have heard this; fewer means the writer is easier to guess."""

    ME = "me"
    FEW = "few"
    MANY = "many"
    UNKNOWN = "unknown"


class SourceProtection(enum.Enum):
    """How hard the writer is to guess."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, repr=False)
class Concern:
    """One concern in clear text. It lives in memory only, and its repr says nothing."""

    text: str
    happening: Answer | None = None
    about: About | None = None
    children: Answer | None = None
    stated_house: StatedHouse | None = None
    poster_house: str = ""  # the address behind the poster's tag; a fact of its own
    typed_house: str = ""
    floor: str = ""
    heard_by: HeardBy | None = None
    language: str = "sv"

    def __repr__(self) -> str:
        return "<Concern>"

    @property
    def about_children(self) -> bool:
        """Whether it goes to those who protect children: a child is named, or children are or may be in the home."""
        return self.about is About.CHILD or self.children in {Answer.YES, Answer.UNKNOWN}

    @property
    def source_protection(self) -> SourceProtection:
        """Low when only the writer could have heard; no answer counts as low, the careful side."""
        marks = {HeardBy.FEW: SourceProtection.MEDIUM, HeardBy.MANY: SourceProtection.HIGH}
        return marks.get(self.heard_by or HeardBy.ME, SourceProtection.LOW)

    def to_bytes(self) -> bytes:
        """The same bytes for the same concern, so that a repeated send can be told from a changed one."""
        return _pack("concern", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Concern":
        """Raises ValueError when the content is not a concern of a version we know."""
        kinds = {
            "happening": Answer,
            "about": About,
            "children": Answer,
            "stated_house": StatedHouse,
            "heard_by": HeardBy,
        }
        raw = _unpack("concern", content)
        known = {name.name: raw.get(name.name) for name in fields(cls) if name.name in raw}
        return cls(**{name: _member(kinds.get(name), value) for name, value in known.items()})


@dataclass(frozen=True, repr=False)
class Words:
    """The clear text of an addition, an answer, a question or a note."""

    text: str
    language: str = "sv"

    def __repr__(self) -> str:
        return "<Words>"

    def to_bytes(self) -> bytes:
        """The same bytes for the same words."""
        return _pack("words", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Words":
        """Raises ValueError when the content is of a version we do not know."""
        raw = _unpack("words", content)
        return cls(text=raw["text"], language=raw["language"])


def read_content(content: bytes) -> Concern | Words:
    """What a neighbour wrote: a whole concern (the form sent again, too) or plain words."""
    kind = _read(content).get("kind")
    return Concern.from_bytes(content) if kind == "concern" else Words.from_bytes(content)


def _pack(kind: str, values: dict[str, Any]) -> bytes:
    plain = {name: value.value if isinstance(value, enum.Enum) else value for name, value in values.items()}
    packed = {"version": VERSION, "kind": kind, **plain}
    return json.dumps(packed, ensure_ascii=False, sort_keys=True).encode()


def _unpack(kind: str, content: bytes) -> dict[str, Any]:
    raw = _read(content)
    if raw.pop("version", None) != VERSION or raw.pop("kind", None) != kind:
        raise ValueError("sealed content of an unknown version or kind")
    return raw


def _read(content: bytes) -> dict[str, Any]:
    raw = json.loads(content)
    if not isinstance(raw, dict):
        raise ValueError("sealed content of an unknown shape")  # noqa: TRY004 - what matters to the caller is that it is bad content
    return raw


def _member(kind: type[enum.Enum] | None, value: Any) -> Any:  # noqa: ANN401 - a JSON value goes in, a field's value comes out
    return kind(value) if kind and value is not None else value
