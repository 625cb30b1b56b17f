"""Drawing posters: a stairwell and an order become sheets, sheets a PDF, and a picture to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huskurage.actions.guidance import address_behind
from huskurage.core.pictures import preview
from huskurage.core.poster import draw, read_design
from huskurage.core.printorder import PrintOrder
from huskurage.core.proof import prove
from huskurage.core.qr import print_url
from huskurage.core.sheet import Sheet, SheetWords
from huskurage.store.houses import Stairwell

WordsFor = Callable[[str, str], SheetWords]  # (language tag, full address) -> that language's words


@dataclass(frozen=True)
class Press:
    """What drawing needs besides the houses: where designs lie, the address codes lead to, the words, the labels."""

    posters_dir: Path
    address: str  # "https://host" as codes carry it
    words_for: WordsFor
    label_for: Callable[[str], str]


def sheet_for(stairwell: Stairwell, *, press: Press, order: PrintOrder, made_on: date) -> Sheet:
    """One stairwell's poster as data: address, code, numbers as values, words in the chosen languages."""
    landlord, building = stairwell.building.landlord, stairwell.building
    url = print_url(press.address, stairwell.tag)
    design = read_design(press.posters_dir, order.design)
    return Sheet(
        street_address=stairwell.address,
        place=building.city,
        url=url,
        short_address=f"{press.address.partition('://')[2]}/{stairwell.tag}",
        municipality=landlord.municipality.name,
        landlord=landlord.name,
        numbers=tuple((press.label_for(one.kind.value), one.number) for one in landlord.municipality.contacts),
        words=tuple(press.words_for(tag, address_behind(stairwell)) for tag in order.languages),
        revision=f"{design.name} · {design.revision} · {made_on:%Y-%m}",
    )


def draw_posters(
    stairwells: Sequence[Stairwell], *, press: Press, order: PrintOrder, made_on: date
) -> tuple[bytes, list[str]]:
    """One PDF in the order given, and the address each page's code must hold. Raises what `core.poster.draw` raises.

    This is the one place where an order becomes drawn pages.
    """
    sheets = [sheet_for(one, press=press, order=order, made_on=made_on) for one in stairwells]
    pdf = draw(sheets, posters_dir=press.posters_dir, design=order.design, form=order.form, made_on=made_on)
    return pdf, [one.url for one in sheets]


def one_poster(stairwell: Stairwell, *, press: Press, order: PrintOrder, made_on: date) -> bytes:
    """A single poster whose code was read back from the drawn page before anybody gets it; raises WrongCode."""
    pdf, expected = draw_posters([stairwell], press=press, order=order, made_on=made_on)
    prove(pdf, expected, share=1.0)
    return pdf


def picture(stairwell: Stairwell, *, press: Press, order: PrintOrder, made_on: date, mark: str) -> bytes:
    """The drawn sheet as a PNG to look at, its codes under a band with the mark on it; raises StillScans."""
    pdf, _ = draw_posters([stairwell], press=press, order=order, made_on=made_on)
    return preview(pdf, mark=mark, font=press.posters_dir / "fonts" / "NotoSans-Bold.ttf")
