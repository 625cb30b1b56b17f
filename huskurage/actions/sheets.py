"""Stairwells' sheets: what one poster says of a house, and the file in which it is drawn and proved."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, object_session

from huskurage.actions.guidance import address_behind
from huskurage.actions.hanging import edition_now, label_of
from huskurage.actions.logos import logos_for
from huskurage.core.contacts import HELPLINES
from huskurage.core.designs import OFFLINE, CannotDraw, PrintOrder, is_picture
from huskurage.core.hours import ContactKind
from huskurage.core.pictures import preview
from huskurage.core.poster import Progress, draw, draw_pictures, expected_codes
from huskurage.core.proof import prove
from huskurage.core.qr import print_url
from huskurage.core.sheet import Sheet, SheetLogo, SheetWords, offline_text
from huskurage.store.houses import Stairwell
from huskurage.store.places import Landlord, Municipality

LOCAL_NUMBERS = 2  # so many of them the code without internet holds

WordsFor = Callable[[str, str], SheetWords]  # (language tag, full address) -> that language's words


@dataclass(frozen=True)
class Press:
    """What drawing needs besides the houses: where designs lie, the address codes lead to, the words, the labels."""

    posters_dir: Path
    address: str  # "https://host" as codes carry it
    words_for: WordsFor
    label_for: Callable[[str], str]


def sheet_for(
    stairwell: Stairwell,
    *,
    press: Press,
    order: PrintOrder,
    corner: str,
    logos: Sequence[SheetLogo] = (),
) -> Sheet:
    """One stairwell's poster as data: address, code, numbers as values, words in the chosen languages.

    `corner` is the label of its revision.
    """
    landlord, building = stairwell.building.landlord, stairwell.building
    numbers = tuple(_numbers(landlord.municipality, press))
    words = tuple(press.words_for(tag, address_behind(stairwell)) for tag in order.languages)
    return Sheet(
        street_address=stairwell.address,
        place=building.city,
        url=print_url(press.address, stairwell.tag),
        short_address=f"{press.address.partition('://')[2]}/{stairwell.tag}",
        municipality=landlord.municipality.name,
        landlord=landlord.name,
        numbers=numbers,
        words=words,
        revision=corner,
        logos=tuple(logos),
        offline_text=offline_text(words, numbers[:LOCAL_NUMBERS]) if OFFLINE in order.options else "",
    )


def sheets_for(stairwells: Sequence[Stairwell], *, press: Press, order: PrintOrder, made_on: date) -> list[Sheet]:
    """Many stairwells' posters as data, with their owners' logos and the label of the revision drawn today."""
    owners: dict[int, tuple[str, tuple[SheetLogo, ...]]] = {}
    sheets = []
    for one in stairwells:
        landlord = one.building.landlord
        if landlord.id not in owners:
            session = _session_of(landlord)
            logos = tuple(SheetLogo(owner, png) for owner, png in logos_for(session, landlord))
            owners[landlord.id] = (
                corner_of(session, landlord.municipality, press=press, order=order, day=made_on),
                logos,
            )
        corner, logos = owners[landlord.id]
        sheets.append(sheet_for(one, press=press, order=order, corner=corner, logos=logos))
    return sheets


def corner_of(session: Session, municipality: Municipality, *, press: Press, order: PrintOrder, day: date) -> str:
    """What stands in the corner of a poster that is drawn on this day; changes nothing."""
    edition = edition_now(municipality, sayings=press, design=order.design, languages=order.languages)
    return label_of(session, municipality, edition=edition, day=day)


def draw_posters(
    stairwells: Sequence[Stairwell],
    *,
    press: Press,
    made_on: date,
    order: PrintOrder,
    progress: Progress | None = None,
) -> tuple[bytes, list[tuple[str, ...]]]:
    """One PDF in the order given, and what each page's codes must hold. Raises what `core.poster.draw` raises.

    A format of pictures gives one PNG and takes one stairwell; `draw_screens` gives many.
    """
    sheets = sheets_for(stairwells, press=press, order=order, made_on=made_on)
    expected = expected_codes(sheets, form=order.form, options=order.options)
    asked: dict[str, Any] = {"design": order.design, "form": order.form, "options": order.options, "made_on": made_on}
    if is_picture(order.form):
        if len(sheets) != 1:
            raise CannotDraw(f"The format {order.form!r} gives a picture for each stairwell, not one file.")
        return next(draw_pictures(sheets, posters_dir=press.posters_dir, **asked)), expected
    return draw(sheets, posters_dir=press.posters_dir, progress=progress, **asked), expected


def one_poster(
    stairwell: Stairwell,
    *,
    press: Press,
    made_on: date,
    order: PrintOrder,
) -> bytes:
    """A single poster whose codes were read back from the drawn page before anybody gets it: a PDF, for a screen a PNG.

    Raises WrongCode, and what `draw_posters` raises.
    """
    file, expected = draw_posters([stairwell], press=press, made_on=made_on, order=order)
    prove(file, expected, share=1.0)
    return file


def sample(stairwell: Stairwell, *, press: Press, order: PrintOrder, made_on: date, mark: str) -> bytes:
    """The drawn sheet as a PNG to look at, its codes under a band with the mark on it; raises StillScans."""
    file, _ = draw_posters([stairwell], press=press, order=order, made_on=made_on)
    return preview(file, mark=mark, font=press.posters_dir / "fonts" / "NotoSans-Bold.ttf")


def draw_screens(
    stairwells: Sequence[Stairwell], *, press: Press, order: PrintOrder, made_on: date
) -> Iterator[tuple[Stairwell, bytes]]:
    """A proved PNG for each stairwell, one after the other, so that they need not all lie in memory."""
    for one in stairwells:
        yield one, one_poster(one, press=press, made_on=made_on, order=order)


def _session_of(landlord: Landlord) -> Session:
    session = object_session(landlord)
    if session is None:
        raise ValueError("sheets are drawn of houses that a session holds")
    return session


def _numbers(municipality: Municipality, press: Press) -> Iterator[tuple[str, str]]:
    """Who answers here, then the police and Kvinnofridslinjen. 112 has a box of its own."""
    local = [one for one in municipality.contacts if one.kind not in {ContactKind.EMERGENCY, ContactKind.POLICE}]
    yield from ((press.label_for(one.kind.value), one.number) for one in local)
    helplines = {one.key: one for one in HELPLINES}
    yield press.label_for(ContactKind.POLICE.value), helplines["police"].number
    yield helplines["kvinnofridslinjen"].name, helplines["kvinnofridslinjen"].number
