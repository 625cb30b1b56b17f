"""What landlord staff choose when they print: which stairwells, and how the sheets shall look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from huskurage.actions.prints import MOST_ORDERED
from huskurage.core.designs import Design, PrintOrder
from huskurage.core.languages import Language
from huskurage.core.printorder import DEFAULT_FORM, most_languages, options_of, packings_of
from huskurage.core.spans import NotSpans, read_spans, spans
from huskurage.store.base import is_random_id
from huskurage.store.choosing import Sieve
from huskurage.web.sieves import read_sieve, sieve_fields

FIRST_LANGUAGES = ("en", "ar")  # beside Swedish, until somebody chooses others
ASKED = {"asked", "design", "form", "language", "option"}  # any of these: somebody has chosen
SHORT_NAME = 40


@dataclass(frozen=True)
class Which:
    """Which stairwells: those ticked, all that pass a sieve, or those of an earlier print."""

    ids: tuple[int, ...] = ()
    sieve: Sieve | None = None
    again: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """As an address or hidden fields carry it."""
        if self.again:
            return {"again": self.again}
        if self.sieve is not None:
            return {"all": "1", **sieve_fields(self.sieve)}
        return {"chosen": spans(self.ids)} if self.ids else {}


def read_which(said: MultiDict[str, str]) -> Which:
    """Which stairwells the fields name; raises NotSpans when they are no choice of ours, or more than one order holds.

    `stairwell` names single ones, `chosen` many in few characters.
    """
    if is_random_id(said.get("again", "")):
        return Which(again=said["again"])
    if said.get("all") == "1":
        return Which(sieve=read_sieve(said))
    single = said.getlist("stairwell")
    if len(single) > MOST_ORDERED:
        raise NotSpans("too many")
    ticked = [number for one in single for number in read_spans(one or "none", most=1)]
    return Which(ids=tuple(dict.fromkeys((*ticked, *read_spans(said.get("chosen", ""), most=MOST_ORDERED)))))


def read_order(
    said: MultiDict[str, str], offered: Sequence[Language], designs: Sequence[Design], before: PrintOrder | None = None
) -> PrintOrder:
    """How the sheets shall look. What nobody was asked yet is as in the print `before`, or as we would advise.

    Languages and options that are not offered fall away; an unknown design or format stays, to be refused in words.
    """
    known = [one.tag for one in offered if one.tag != "sv"]
    if not ASKED & said.keys():
        return before or _advised(known, designs)
    name, form = said.get("design", "")[:SHORT_NAME], said.get("form", "")[:SHORT_NAME]
    design = next((one for one in designs if one.name == (name or designs[0].name)), None)
    form = form or DEFAULT_FORM
    options = options_of(design, form) if design else ()
    return PrintOrder(
        design=design.name if design else name,
        form=form,
        options=frozenset(options) & set(said.getlist("option")),
        languages=("sv", *(one for one in known if one in said.getlist("language"))),
    )


def read_packing(said: MultiDict[str, str], order: PrintOrder, before: str = "") -> str:
    """How the files are packed: as asked where the format allows it, else as it usually is."""
    asked = said.get("packing", before)
    return asked if asked in packings_of(order.form) else packings_of(order.form)[0]


def order_fields(order: PrintOrder, packing: str) -> dict[str, Any]:
    """The order as an address carries it."""
    return {
        "asked": "1",
        "design": order.design,
        "form": order.form,
        "language": [one for one in order.languages if one != "sv"],
        "option": sorted(order.options),
        "packing": packing,
    }


def _advised(known: Sequence[str], designs: Sequence[Design]) -> PrintOrder:
    design = designs[0]
    form = DEFAULT_FORM if DEFAULT_FORM in design.formats else design.formats[0]
    others = [one for one in known if one in FIRST_LANGUAGES][: most_languages(design, form) - 1]
    return PrintOrder(design=design.name, form=form, languages=("sv", *others))
