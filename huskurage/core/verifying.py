"""Checking a document that was handed over: what lies inside the file, what is printed on it, and how it looks."""

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2

from huskurage.core.documents import BadDocument, digest_of, read_document
from huskurage.core.paper import ATTACHMENT
from huskurage.core.proof import one_at_a_time

PDF = b"%PDF-"
_PRINTED = re.compile(r"(?:[0-9a-f]{8}\s*){8}(?![0-9a-f])")
_LAYOUT = re.compile(r"layout-([0-9a-f]{12})")

Draw = Callable[[bytes], bytes]
"""Draws a document's canonical JSON again."""


class Looks(enum.Enum):
    """Whether the pages are those that the attached document gives."""

    SAME = "same"
    OTHER = "other"
    NOT_COMPARED = "not_compared"  # drawn by another version, or there is no paper


@dataclass(frozen=True)
class Examined:
    """What a file holds: the document's bytes, the digest printed on its last page, and how it was laid out."""

    content: bytes
    printed: str | None
    layout: str

    def __repr__(self) -> str:
        return "<Examined>"


@dataclass(frozen=True)
class Verdict:
    """What holds. `printed_fits` is None for a file without pages."""

    digest: str
    printed_fits: bool | None
    looks: Looks

    @property
    def holds(self) -> bool:
        """Whether nothing contradicts."""
        return self.printed_fits is not False and self.looks is not Looks.OTHER


def verify(file: bytes, *, draw: Draw, layout: str) -> Verdict:
    """Check a PDF or JSON file; raises BadDocument when it holds no document of ours.

    `layout` is what `layout_of` says here and now: only the same layout is drawn again and compared byte by byte.
    A digest proves that the parts fit together. Who made them all is proved by comparing it with the sender's.
    """
    examined = examine(file)
    digest = digest_of(examined.content)
    if not file.startswith(PDF):
        return Verdict(digest, None, Looks.NOT_COMPARED)
    looks = Looks.NOT_COMPARED
    if examined.layout == layout:
        looks = Looks.SAME if draw(examined.content) == file else Looks.OTHER
    return Verdict(digest, examined.printed == digest, looks)


def examine(file: bytes) -> Examined:
    """Take the document out of a file; raises BadDocument when there is none."""
    if not file.startswith(PDF):
        read_document(file)
        return Examined(file, None, "")
    with one_at_a_time:
        try:
            pdf = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError:
            raise BadDocument("not a PDF that can be opened") from None
        try:
            found = Examined(_attached(pdf), _printed(pdf), _layout(pdf))
        except pypdfium2.PdfiumError:
            raise BadDocument("a damaged PDF") from None
        finally:
            pdf.close()
    read_document(found.content)
    return found


def _attached(pdf: pypdfium2.PdfDocument) -> bytes:
    for place in range(pdf.count_attachments()):
        one = pdf.get_attachment(place)
        if one.get_name() == ATTACHMENT:
            return bytes(one.get_data())
    raise BadDocument("the file has no document inside")


def _printed(pdf: pypdfium2.PdfDocument) -> str | None:
    """The digest on the last page; None when there is none."""
    page = pdf[len(pdf) - 1]
    text = page.get_textpage()
    try:
        found = _PRINTED.findall(text.get_text_range())
    finally:
        text.close()
        page.close()
    return "".join(found[-1].split()) if found else None


def _layout(pdf: pypdfium2.PdfDocument) -> str:
    found = _LAYOUT.search(pdf.get_metadata_dict().get("Keywords", ""))
    return found.group(1) if found else ""
