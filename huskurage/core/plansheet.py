"""Drawing an action plan on paper: what is late, what comes, what is done, with room to tick and to write."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from huskurage.core.glyphs import letters_of, printable
from huskurage.core.typesetting import NoLetter, typeset

TEMPLATE: Final = Path("plan") / "plan.typ"
_LONG_WORD = re.compile(r"\w{25,}")  # longer than any word of a plan: it may break, or it would run off its column


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One activity as it stands on the paper, in words; what is empty leaves room for a pen."""

    kind: str
    what: str
    owner: str
    due: str
    done: str
    evidence: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """A plan before it is drawn. `language` is "sv" or "en"; `heads` stand above the columns; sections have names."""

    language: str
    title: str
    landlord: str
    day: str
    summary: tuple[str, ...]
    late: str
    heads: tuple[str, str, str, str]
    sections: tuple[tuple[str, tuple[PlanRow, ...]], ...]


def draw_plan(sheet: PlanSheet, *, posters_dir: Path, made_on: date) -> bytes:
    """A tagged A4 PDF (PDF/UA-1); the same sheet gives the same bytes. Letters no font has become code points."""
    said = _LONG_WORD.sub(_breakable, json.dumps(asdict(sheet), ensure_ascii=False))
    letters = letters_of(posters_dir / "fonts")
    try:
        return _typeset(printable(said, letters), posters_dir, made_on)
    except NoLetter:  # two fonts' letters in one sign, for which the typesetter has a rule of its own
        return _typeset(printable(said, letters, plain=True), posters_dir, made_on)


def _breakable(word: re.Match[str]) -> str:
    return re.sub(r"(\w{10})(?=\w)", "\\1\N{ZERO WIDTH SPACE}", word.group())


def _typeset(said: str, posters_dir: Path, made_on: date) -> bytes:
    return typeset(posters_dir / TEMPLATE, {"plan": said}, made_on=made_on)
