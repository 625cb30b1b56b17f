"""The page on which a print is put together: what was chosen, how it shall look, and the sheet itself."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from huskurage.actions.drawing import REFUSALS, problem_of
from huskurage.actions.estate import chosen_by_id, chosen_by_sieve, places
from huskurage.actions.prints import MOST_ORDERED, job_for, order_of
from huskurage.actions.sheets import draw_posters
from huskurage.core.designs import Design, PrintOrder
from huskurage.core.printorder import most_languages, options_of, packings_of
from huskurage.core.spans import NotSpans
from huskurage.core.swedish_time import local
from huskurage.core.trial import designs
from huskurage.store.choosing import Sieve, count_by_area, stairwells_by_id, standing
from huskurage.store.houses import Stairwell
from huskurage.store.printing import PrintJob
from huskurage.web.database import reading
from huskurage.web.guard import unlocked
from huskurage.web.language import offered
from huskurage.web.posterwords import outdated
from huskurage.web.prints.forms import Which, order_fields, read_order, read_packing, read_which
from huskurage.web.prints.press import press
from huskurage.web.prints.wording import DESIGNS, OPTIONS, PACKINGS, design_name, fault, format_name
from huskurage.web.site import now, site
from huskurage.web.staffwords import PROBLEMS as PROBLEM_WORDS

FEW = 8  # stairwells that are named one by one


@dataclass(frozen=True)
class Chosen:
    """The stairwells that will be printed, in walking order, and how many of an earlier print are no more."""

    ids: list[int]
    gone: int = 0


@dataclass(frozen=True)
class Asked:
    """Everything that was asked for."""

    which: Which
    order: PrintOrder
    packing: str

    @property
    def fields(self) -> dict[str, Any]:
        """As an address carries it."""
        return {**self.which.fields, **order_fields(self.order, self.packing)}

    @property
    def sheet(self) -> dict[str, Any]:
        """How the sheet looks, as the address of its picture carries it."""
        return {name: value for name, value in order_fields(self.order, "").items() if name != "packing"}


def read_asked(session: Session, said: MultiDict[str, str]) -> Asked:
    """What the fields ask for; raises NotSpans, and NotFound for an earlier print that is none of theirs."""
    which = read_which(said)
    before: PrintJob | None = job_for(session, unlocked(), which.again) if which.again else None
    order = read_order(said, offered(), all_designs(), order_of(before) if before else None)
    return Asked(which, order, read_packing(said, order, before.packing if before else ""))


def chosen(session: Session, which: Which) -> Chosen:
    """The stairwells that are meant, of this person's own landlord; raises NotFound when one is somebody else's."""
    if which.again:
        ordered = [int(one) for one in job_for(session, unlocked(), which.again).stairwell_ids]
        there = standing(session, unlocked().account.landlord_id or 0, ordered)
        return Chosen(there, len(ordered) - len(there))
    if which.sieve is not None:
        return Chosen(chosen_by_sieve(session, unlocked(), which.sieve, old=outdated(session)))
    return Chosen(chosen_by_id(session, unlocked(), which.ids))


def all_designs() -> tuple[Design, ...]:
    """Every design that may be ordered."""
    return designs(site().settings.posters_dir)


def choice_page(problem: object = "", which: Which | None = None) -> ResponseReturnValue:
    """The page, with everything kept that was chosen; with a problem it answers 422."""
    with reading() as session:
        try:
            asked = read_asked(session, request.values)
            asked = replace(asked, which=which) if which else asked
            picked = chosen(session, asked.which)
        except NotSpans:
            problem = problem or _("That choice cannot be read. Choose the stairwells again.")
            asked = Asked(Which(), read_order(request.values, offered(), all_designs()), "pdf")
            picked = Chosen([])
        if len(picked.ids) > MOST_ORDERED:
            problem = _("Choose at most %(houses)s stairwells at a time.", houses=MOST_ORDERED)
        shown = stairwells_by_id(session, [*picked.ids[:FEW], *picked.ids[-1:]])
        sample = shown.get(picked.ids[0]) if picked.ids else None
        page = render_template(
            "prints/choose.html",
            asked=asked,
            picked=picked,
            named=[shown[one] for one in picked.ids[:FEW]],
            last=shown[picked.ids[-1]] if picked.ids else None,
            by_area=count_by_area(session, picked.ids),
            sample=sample,
            refused=refusal(sample, asked.order) if sample else "",
            problem=problem,
            area_name=_area_name(session, asked.which.sieve),
            **_offers(asked.order),
        )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK


def refusal(stairwell: Stairwell, order: PrintOrder) -> str:
    """Why this sheet cannot be drawn, found by drawing it; nothing when it can."""
    wrong = fault(order, all_designs())
    if wrong:
        return wrong
    try:
        draw_posters([stairwell], press=press(), order=order, made_on=local(now()).date())
    except REFUSALS as error:
        return str(PROBLEM_WORDS[problem_of(error)])
    return ""


def _offers(order: PrintOrder) -> dict[str, object]:
    """What may be chosen, with its names."""
    known = all_designs()
    design = next((one for one in known if one.name == order.design), known[0])
    formats = dict.fromkeys(form for one in known for form in one.formats)
    return {
        "designs": [(one, design_name(one.name), DESIGNS.get(one.name, ("", ""))[1]) for one in known],
        "formats": [(form, format_name(form)) for form in formats],
        "options": [(one, OPTIONS.get(one, one)) for one in options_of(design, order.form)],
        "packings": [(one, PACKINGS[one]) for one in packings_of(order.form)],
        "most_languages": most_languages(design, order.form, order.options),
    }


def _area_name(session: Session, sieve: Sieve | None) -> str:
    if sieve is None or sieve.area is None:
        return ""
    areas, _streets = places(session, unlocked(), sieve)
    return next((one.name for one in areas if one.id == sieve.area), "")
