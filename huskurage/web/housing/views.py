"""Where landlord staff begin, and the list of their houses. Nothing here knows that reports exist."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.estate import houses_page, how_far, places
from huskurage.actions.plan import due_soon
from huskurage.actions.prints import MOST_ORDERED, is_lost, jobs_for
from huskurage.core.access import Permission
from huskurage.core.spans import NotSpans, read_spans, spans
from huskurage.core.swedish_time import local
from huskurage.store.choosing import PosterState
from huskurage.web.database import reading
from huskurage.web.guard import open_to, unlocked
from huskurage.web.housing.forms import read_page, read_picked
from huskurage.web.housing.tasks import tasks
from huskurage.web.housing.wording import POSTER_STATES
from huskurage.web.posterwords import outdated
from huskurage.web.sieves import read_sieve, sieve_fields
from huskurage.web.site import now

room = Blueprint("housing", __name__, url_prefix="/staff")


@room.get("/start/")
@open_to(Permission.HOUSE_READ)
def start() -> ResponseReturnValue:
    """The way from an empty register to posters that hang, with how far it is gone."""
    with reading() as session:
        standing = how_far(session, unlocked(), old=outdated(session))
        latest = next(iter(jobs_for(session, unlocked())), None)
        return render_template(
            "housing/start.html",
            tasks=tasks(standing, latest, now()),
            standing=standing,
            latest=latest,
            lost=latest is not None and is_lost(latest, now()),
            due=len(due_soon(session, unlocked().account.landlord_id or 0, local(now()).date())),
        )


@room.get("/houses/")
@open_to(Permission.HOUSE_READ)
def houses() -> ResponseReturnValue:
    return _list()


@room.post("/houses/")
@open_to(Permission.HOUSE_READ)
def pick() -> ResponseReturnValue:
    """Go on with what was ticked: to another page or search of the list, or to printing. Ticks are kept on the way."""
    try:
        picked = read_picked(request.form)
    except NotSpans:
        return _list(_("That is too much to tick one by one. Narrow the list down and print all that match."))
    fields: dict[str, Any] = {**sieve_fields(picked.sieve)}
    if picked.button == "all":
        return redirect(url_for("prints.choose", all=1, **fields), 303)
    if picked.button == "print":
        if not picked.ids:
            return _list(_("Choose at least one stairwell."))
        return redirect(url_for("prints.choose", chosen=picked.chosen), 303)
    if picked.ids and picked.button != "none":
        fields["chosen"] = picked.chosen
    if picked.page > 1:
        fields["page"] = picked.page
    return redirect(url_for("housing.houses", **fields), 303)


def _list(problem: str = "") -> ResponseReturnValue:
    sieve, number = read_sieve(request.values), read_page(request.values.get("page", ""))
    try:
        chosen = set(read_spans(request.values.get("chosen", ""), most=MOST_ORDERED))
    except NotSpans:
        chosen = set()
    with reading() as session:
        page = houses_page(session, unlocked(), sieve, number=number, old=outdated(session))
        areas, streets = places(session, unlocked(), sieve)
        here = {one.id for one in page.stairwells}
        shown = render_template(
            "housing/houses.html",
            page=page,
            sieve=sieve,
            narrowed=bool(sieve_fields(sieve)),
            fields=sieve_fields(sieve),
            areas=[one for one in areas if one.name],
            streets=streets,
            states=POSTER_STATES,
            poster_states=PosterState,
            chosen=chosen,
            elsewhere=spans(chosen - here),
            count_elsewhere=len(chosen - here),
            problem=problem,
        )
    return shown, HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
