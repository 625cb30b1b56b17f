"""Drawing the recovery kit: two copies of one page that carries an inbox's code, for two safe places."""

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

COPIES = 2  # for two places: a fire or a lost key never takes both


@dataclass(frozen=True, slots=True, kw_only=True)
class KitWords:
    """What stands on the page around the code, in one language. Nothing in it says what the inbox is about.

    `facts` are (label, value); `parts` are headings with their paragraphs, in the order to show.
    """

    language: str
    title: str
    lead: str
    copies: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class KitSheet:
    """A kit's page before it is drawn: the code, which lives in memory alone, and the words."""

    code: str = field(repr=False)
    words: KitWords


def draw_kit(sheet: KitSheet, *, posters_dir: Path, made_on: date) -> bytes:
    """A tagged A4 PDF (PDF/UA-1) with as many pages as there are copies, the code in groups of four.

    `made_on` is the day written into the file. The file exists in the answer alone. Raises typst.TypstError for a
    name with letters that no font of ours has.
    """
    folder = posters_dir.resolve()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / "fonts")])
    template = folder / "kit" / "kit.typ"
    compiler = typst.Compiler(str(template), root=str(template.parent), font_paths=fonts, ignore_system_fonts=True)
    said = asdict(sheet.words) | {"groups": sheet.code.split("-")}
    stamp = int(datetime.combine(made_on, time(), UTC).timestamp())
    pdf = compiler.compile(
        format="pdf", sys_inputs={"sheet": json.dumps(said)}, pdf_standards=["ua-1"], timestamp=stamp
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter gave no file")
    return pdf
