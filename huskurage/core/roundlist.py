"""Drawing the print list of a round: stairwells in walking order, with boxes to tick by hand."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from huskurage.core.glyphs import letters_of, printable
from huskurage.core.typesetting import typeset

TEMPLATE: Final = Path("rounds") / "list.typ"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A stairwell's address, and what to know before its door."""

    address: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWords:
    """What stands on the paper besides the rows. The first column is the address, the last the remark."""

    language: str
    title: str
    lead: str
    columns: tuple[str, str, str, str, str, str]
    count: str
    page: str
    who: str


def draw_list(
    groups: Sequence[tuple[str, Sequence[ListedRow]]], *, words: RoundWords, posters_dir: Path, made_on: date
) -> bytes:
    """A tagged A4 PDF: each group (an area and its rows) under its heading, pages numbered.

    The same input gives the same bytes. Letters that no font has are written as their code points.
    """
    show = partial(printable, letters=letters_of(posters_dir / "fonts"))
    said = asdict(words) | {
        "lead": show(words.lead),
        "groups": [
            {"area": show(area), "rows": [[show(row.address), show(row.remark)] for row in rows]}
            for area, rows in groups
        ],
    }
    return typeset(posters_dir / TEMPLATE, {"list": json.dumps(said)}, made_on=made_on)
