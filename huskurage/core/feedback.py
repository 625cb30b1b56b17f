"""What somebody tells of pages that do not work for them, in memory before it is sealed and after it is opened."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from huskurage.core.packing import pack, unpack

FEEDBACK_LIMIT: Final = 2000
"""Characters of the one required text; its longest fits the largest bucket but one."""
KEPT_DAYS: Final = 90
"""Days after which it is deleted, whether or not anybody has dealt with it."""


@dataclass(frozen=True, repr=False)
class Feedback:
    """What does not work, where, and in which language the page was read. Its repr says nothing."""

    text: str
    part: str = ""  # which page, or which part of one
    language: str = "sv"
    hurried: bool = False  # sent faster than people write, or with the trap filled in

    def __repr__(self) -> str:
        return "<Feedback>"

    def to_bytes(self) -> bytes:
        """The same bytes for the same words."""
        return pack("feedback", asdict(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Feedback":
        """Raises ValueError when the content is not feedback of a version we know."""
        raw = unpack("feedback", content)
        return cls(text=raw["text"], part=raw["part"], language=raw["language"], hurried=raw["hurried"])


def gone_on(received_on: date) -> date:
    """The Swedish day on which it is deleted by itself."""
    return received_on + timedelta(days=KEPT_DAYS)
