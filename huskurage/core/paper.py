"""Drawing documents on paper: a hand-over or a masked copy becomes one tagged PDF with the document itself inside."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from huskurage.core.documents import BadDocument, DocumentKind, Fact, digest_of, read_document
from huskurage.core.glyphs import letters_of, printable
from huskurage.core.languages import language
from huskurage.core.typesetting import NoLetter, typeset

ATTACHMENT: Final = "document.json"
TEMPLATE: Final = Path("handover") / "document.typ"
LONGEST_WORD = 40  # letters; a longer one may break, or it would run off the page
OPEN_ANSWERS = frozenset({Fact.HOUSE, Fact.POSTER_HOUSE, Fact.FLOOR})
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_LINE_ENDS = re.compile("[\n\u2028\u2029]")
_RIGHT_TO_LEFT = {"R", "AL"}

Words = Mapping[str, str]
"""The words on the paper by what they say: "fact.house", "way.letter", "entry.concern"."""
Row = dict[str, Any]


def draw_document(content: bytes, *, words: Words, posters_dir: Path) -> bytes:
    """The PDF/UA-1 file of a document (its canonical JSON), which is attached; the same input gives the same bytes.

    Letters that no font has are written as their code points, and the paper says so. Raises BadDocument.
    """
    document = read_document(content)
    try:
        return _with_or_without_marks(document, content, words, posters_dir)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise BadDocument("a document of ours has another shape") from None


def layout_of(words: Words, posters_dir: Path) -> str:
    """What the looks depend on besides the document: template, words, typesetter. Twelve hex digits."""
    template = (posters_dir / TEMPLATE).read_bytes()
    said = json.dumps(dict(words), sort_keys=True).encode()
    return hashlib.sha256(b"\0".join((template, said, version("typst").encode()))).hexdigest()[:12]


def _with_or_without_marks(document: dict[str, Any], content: bytes, words: Words, posters_dir: Path) -> bytes:
    try:
        return _typeset(document, content, words, posters_dir, plain=False)
    except NoLetter:  # two fonts' letters in one sign, for which the typesetter has a rule of its own
        return _typeset(document, content, words, posters_dir, plain=True)


def _typeset(document: dict[str, Any], content: bytes, words: Words, posters_dir: Path, *, plain: bool) -> bytes:
    show = partial(printable, letters=letters_of(posters_dir / "fonts"), plain=plain)
    body = _Body(document, words, show)
    inputs = {
        "document": json.dumps(
            {
                "title": words[f"title.{document['kind']}"],
                "sender": show(document["sender"]),
                "report": f"{words['report']} {document['report'][:8]}",
                "layout": layout_of(words, posters_dir),
                "digest": digest_of(content),
                "words": dict(words),
                "mark": body.mark(),
                "details": body.details(),
                "facts": body.facts(),
                "entries": body.entries(),
                "unprintable": body.lost,
            }
        ),
        "content": content.decode(),
        "attachment": ATTACHMENT,
    }
    return typeset(posters_dir / TEMPLATE, inputs, made_on=date.fromisoformat(document["made_on"]))


class _Body:
    """A document's rows and paragraphs as the template reads them."""

    def __init__(self, document: dict[str, Any], words: Words, show: Any) -> None:  # noqa: ANN401 - a bound `printable`
        self.document, self.words, self._show, self.lost = document, words, show, False

    def show(self, text: str) -> str:
        shown: str = self._show(text)
        self.lost = self.lost or shown != text
        return _LONG_WORD.sub("\\g<0>\u200b", shown)

    def mark(self) -> str:
        """How easily the writer is told, above everything; nothing where it is covered or does not go along."""
        protection = self.document.get("facts", {}).get(Fact.SOURCE_PROTECTION.value)
        return self.words[f"source_protection.{protection}"] if protection else ""

    def details(self) -> list[Row]:
        rows = [("received_on", self.document["received_on"])]
        if self.document["kind"] == DocumentKind.HAND_OVER:
            handed = self.document["hand_over"]
            rows = [
                ("receiver", handed["receiver"]),
                ("receiver_kind", self.words[f"receiver_kind.{handed['receiver_kind']}"]),
                ("way", self.words[f"way.{handed['way']}"]),
                ("day", handed["day"]),
                ("reference", handed["reference"]),
                ("registry_number", handed["registry_number"]),
                *rows,
            ]
        else:
            rows.append(("made_on", self.document["made_on"]))
        return [self._row(self.words[f"detail.{name}"], value) for name, value in rows if value]

    def facts(self) -> list[Row]:
        known = self.document.get("facts")
        if known is None:
            return []
        return [self._row(self.words[f"fact.{fact.value}"], self._said(fact, known.get(fact.value))) for fact in Fact]

    def _said(self, fact: Fact, value: str | None) -> str | None:
        if value is None:
            return None
        if not value:
            return self.words["unanswered"]
        if fact is Fact.LANGUAGE:
            known = language(value)
            return known.own_name if known else value
        return value if fact in OPEN_ANSWERS else self.words[f"{fact.value}.{value}"]

    def _row(self, label: str, value: str | None) -> Row:
        return {"label": label, "covered": value is None, "value": self.show(value or ""), **_way(value or "")}

    def entries(self) -> list[Row]:
        return [
            {
                "heading": self.words[f"entry.{entry['kind']}"],
                "under": self.show(", ".join(filter(None, (entry["day"], entry["author"])))),
                "language": _spoken(entry["language"]),
                "paragraphs": list(self._paragraphs(entry["text"])),
            }
            for entry in self.document["entries"]
        ]

    def _paragraphs(self, text: str | list[str | None]) -> Iterator[Row]:
        """Lines with their own direction; a bar is a piece without text."""
        lines: list[list[str | None]] = [[]]
        for piece in [text] if isinstance(text, str) else text:
            first, *rest = [None] if piece is None else _LINE_ENDS.split(piece)
            lines[-1].append(first)
            lines.extend([one] for one in rest)
        direction = _direction(text if isinstance(text, str) else "".join(filter(None, text)))
        for line in lines:
            said = "".join(filter(None, line))
            pieces = [None if piece is None else self.show(piece.replace("\t", " ")) for piece in line]
            yield {"pieces": pieces, "direction": _direction(said) or direction or "ltr"}


def _way(text: str) -> Row:
    return {"direction": _direction(text) or "ltr"}


def _direction(text: str) -> str:
    """The direction of the first letter that has one (UAX 9, rules P2 and P3); nothing when none has."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            return "rtl" if kind in _RIGHT_TO_LEFT else "ltr"
    return ""


def _spoken(tag: str) -> Row:
    """A language as the typesetter wants it: two or three letters, and the script that its font is chosen by."""
    known = language(tag)
    return {"lang": known.html_lang if known else "sv", "script": known.script if known else "Latn"}
