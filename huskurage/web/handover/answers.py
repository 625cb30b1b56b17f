"""Files as answers: drawn in memory, under names that say nothing, kept by nobody."""

import json
from datetime import date

from flask import Response
from flask_babel import gettext as _

from huskurage.core.glyphs import letters_of, printable
from huskurage.core.paper import draw_document
from huskurage.core.typesetting import typeset
from huskurage.web.handover.paperwords import paper_words
from huskurage.web.site import site

TYPES = {"pdf": "application/pdf", "json": "application/json", "csv": "text/csv; charset=utf-8"}


def paper(content: bytes) -> bytes:
    """A document as PDF, in Swedish words."""
    return draw_document(content, words=paper_words(), posters_dir=site().settings.posters_dir)


def as_file(content: bytes, *, kind: str, name: str, day: date) -> Response:
    """The file as an attachment. The plumbing adds that nobody may keep it."""
    answer = Response(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{day.isoformat()}.{kind}"'
    return answer


def protocol_paper(rows: list[list[str]], *, sender: str, day: date) -> bytes:
    """The protocol of purging as PDF; the first row is the head."""
    posters_dir = site().settings.posters_dir
    letters = letters_of(posters_dir / "fonts")
    said = {"title": _("Protocol of what was purged"), "sender": sender, "day": day.isoformat(), "rows": rows}
    shown = json.loads(printable(json.dumps(said, ensure_ascii=False), letters))
    return typeset(posters_dir / "handover" / "protocol.typ", {"protocol": json.dumps(shown)}, made_on=day)
