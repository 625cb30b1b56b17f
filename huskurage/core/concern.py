"""What a neighbour tells us, as it exists in memory before it is sealed and after it is opened."""

import enum
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeVar

from huskurage.core.packing import kind_of, pack, unpack

TEXT_LIMIT = 4000  # characters of the one required text (product, section 3)
LINE_LIMIT = 200  # characters of a short line

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


class Channel(enum.Enum):
    """How a concern came: written by the neighbour, or written down for somebody who called or came by."""

    WEB = "web"
    PHONE = "phone"
    DESK = "desk"


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
    channel: Channel = Channel.WEB
    hurried: bool = False  # sent faster than people write, or with the trap filled in: no fact of the concern itself

    def __repr__(self) -> str:
        return "<Concern>"

    def says_the_same(self, other: "Concern") -> bool:
        """Whether it is the same concern, whichever language the page spoke and however fast it was sent."""
        return replace(self, language="", hurried=False) == replace(other, language="", hurried=False)

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
        return pack("concern", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Concern":
        """Raises ValueError when the content is not a concern of a version we know."""
        kinds = {
            "happening": Answer,
            "about": About,
            "children": Answer,
            "stated_house": StatedHouse,
            "heard_by": HeardBy,
            "channel": Channel,
        }
        raw = unpack("concern", content)
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
        return pack("words", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Words":
        """Raises ValueError when the content is of a version we do not know."""
        raw = unpack("words", content)
        return cls(text=raw["text"], language=raw["language"])


def read_content(content: bytes) -> Concern | Words:
    """What a neighbour wrote: a whole concern (the form sent again, too) or plain words."""
    return Concern.from_bytes(content) if kind_of(content) == "concern" else Words.from_bytes(content)


def _member(kind: type[enum.Enum] | None, value: Any) -> Any:  # noqa: ANN401 - a JSON value goes in, a field's value comes out
    return kind(value) if kind and value is not None else value
