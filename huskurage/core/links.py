"""A link between two reports about the same, as it exists in memory before it is sealed and after it is opened."""

import enum
from dataclasses import dataclass

from huskurage.core.packing import pack, unpack


class LinkKind(enum.Enum):
    """Why two reports belong together."""

    SAME = "same"  # the same event, told twice
    RELATED = "related"  # the same home, or the same people


@dataclass(frozen=True, repr=False)
class Link:
    """The other report. Each of the two holds one, so that the link is found from both."""

    kind: LinkKind
    report_id: str

    def __repr__(self) -> str:
        return "<Link>"

    def to_bytes(self) -> bytes:
        """The same bytes for the same link."""
        return pack("link", {"link": self.kind, "report_id": self.report_id})

    @classmethod
    def from_bytes(cls, content: bytes) -> "Link":
        """Raises ValueError when the content is not a link of a version we know."""
        raw = unpack("link", content)
        return cls(LinkKind(raw["link"]), str(raw["report_id"]))
