"""What one poster says: values and words already translated; no layout, no language of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["ltr", "rtl"]
Step = tuple[str, str]
"""A title and a text; the text may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """The words of one language block.

    `language` is a BCP 47 tag ("sv", "ckb", "fa-AF"), `script` an ISO 15924 code ("Latn", "Arab", "Ethi"):
    it chooses which font comes first. `say` is the sentence to read to 112 with the address inside it;
    only that of the first block (Swedish) is shown. `steps` are the three steps and the one about children. `letter`
    are the paragraphs of the letter to households, the first one to whom it is. `offline` stands beside the code that
    needs no internet, `practice` across the codes of a sheet for practice.
    """

    language: str
    direction: Direction
    script: str
    headline: str
    subline: str
    now_call: str
    say: str
    steps: tuple[Step, Step, Step, Step]
    read_more: str
    free: str
    letter: tuple[str, ...] = ()
    offline: str = ""
    practice: str = ""


@dataclass(frozen=True, slots=True)
class SheetLogo:
    """A picture of whom it belongs to, by the name on the sheet; the name is what a screen reader says."""

    owner: str
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One stairwell's poster.

    `url` is what the code holds (`qr.print_url`), `short_address` the same for reading and typing. `numbers`
    are (label, telephone number) in the order to show. `words` has Swedish first. `logos` belong to the municipality
    or the landlord. `offline_text` is what the code without internet holds: the guidance itself.
    """

    street_address: str
    place: str
    url: str
    short_address: str
    municipality: str
    landlord: str
    numbers: tuple[tuple[str, str], ...]
    words: tuple[SheetWords, ...]
    revision: str
    logos: tuple[SheetLogo, ...] = ()
    offline_text: str = ""


OFFLINE_BYTES = 666
"""What a code of version 20 holds at error level M (ISO/IEC 18004, table 7)."""


def offline_text(words: Sequence[SheetWords], numbers: Sequence[tuple[str, str]]) -> str:
    """What the code without internet holds: the guidance in Swedish and the first other language, and local numbers.

    As much of it as a code of version 20 can hold: the steps with their texts, or in the other language, or in both,
    their titles alone. When even that is too long, drawing refuses it as too dense.
    """
    calls = "\n".join(f"{label}: {number}" for label, number in numbers)
    swedish, *others = words[:2]
    text = ""
    for full, both in ((True, True), (True, False), (False, False)):
        blocks = ["\n".join(_guidance(swedish, full=full)), calls]
        blocks += ["\n".join(_guidance(other, full=both)) for other in others]
        text = "\n\n".join(blocks).replace("\N{NO-BREAK SPACE}", " ")
        if len(text.encode()) <= OFFLINE_BYTES:
            break
    return text


def _guidance(words: SheetWords, *, full: bool) -> Iterator[str]:
    yield words.now_call
    for sign, (title, text) in zip(("1", "2", "3", "+"), words.steps, strict=True):
        yield f"{sign} {title}{'' if title[-1:] in '?:' else '.'} {text}" if full and text else f"{sign} {title}"
