"""A concern on paper: documents for the tests of drawing and checking."""

import string
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from huskurage.core.concern import About, Answer, Concern, HeardBy, StatedHouse
from huskurage.core.documents import COVERED_AT_FIRST, Fact, Part, hand_over_document, masked_document
from huskurage.core.handover import HandOver, Way
from huskurage.core.paper import draw_document
from huskurage.core.receivers import ReceiverKind

POSTERS = Path(__file__).parents[1] / "posters"
DAY = date(2026, 11, 23)
REPORT = "4f2a91c0" * 4
ARABIC = "أسمع صوت ضرب كل ليلة من شقة 12. هاتف 070-174 06 05 بعد الساعة 18:30."
HOUSE = "Kyrkogatan 4 A, 777 30 Lindbacka"
CONCERN = Concern(
    text=ARABIC, about=About.CHILD, children=Answer.YES, stated_house=StatedHouse.POSTER, poster_house=HOUSE,
    floor="3 tr", heard_by=HeardBy.ME, language="ar",
)  # fmt: skip


class Words(dict[str, str]):
    """Words that say their own names, so that no test depends on a catalog."""

    def __missing__(self, name: str) -> str:
        return string.capwords(name.replace(".", " ").replace("_", " "))


NAMES = (
    "title.hand_over", "title.masked_copy", "report", "unconfirmed", "covered", "unanswered", "mark", "facts", "said",
    "proof", "unprintable", "attached", "sha",
)  # fmt: skip
WORDS = Words({name: Words()[name] for name in NAMES})


def part(text: Any, *, kind: str = "concern", language: str = "ar", author: str = "") -> Part:
    return Part(kind=kind, day=DAY, author=author, language=language, text=text)


def handed_over(*parts: Part, concern: Concern | None = CONCERN, **changes: Any) -> bytes:
    """The document of a hand-over to the intake team."""
    fields: dict[str, Any] = {
        "sender": "Lindbacka kommun", "receiver": "Mottagningsgruppen", "receiver_kind": ReceiverKind.INTAKE_CHILDREN,
        "way": Way.BY_HAND, "day": DAY, "reference": "SOC-7", "registry_number": "", "facts": True, "entries": (),
        "digest": "",
    }  # fmt: skip
    return hand_over_document(
        record=HandOver(**fields | changes), report_id=REPORT, received_on=DAY, made_on=DAY, concern=concern,
        parts=parts or (part(ARABIC),),
    )  # fmt: skip


def masked(*parts: Part, shown: frozenset[Fact] = frozenset(Fact) - COVERED_AT_FIRST) -> bytes:
    """The document of a redacted copy."""
    return masked_document(
        sender="Lindbacka kommun", report_id=REPORT, received_on=DAY, made_on=DAY, concern=CONCERN, shown=shown,
        parts=parts,
    )  # fmt: skip


def drawn(content: bytes) -> bytes:
    return draw_document(content, words=WORDS, posters_dir=POSTERS)


def text_of(pdf: bytes) -> list[str]:
    """The text layer of each page."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        layer = page.get_textpage()
        texts.append(str(layer.get_text_range()))
        layer.close()
        page.close()
    document.close()
    return texts
