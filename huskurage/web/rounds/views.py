"""Landlord staff's rounds: what hangs where, what is ticked on the way, and which area is looked after this month."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.cover import cover_rounds_for, mark_cover_round
from huskurage.actions.hanging import edition_now, label_of, old_revisions
from huskurage.actions.rounds import Asked, landlord_of, places, tick, wanted_ids
from huskurage.actions.survey import Surveyed, coverage, coverage_by_area, survey
from huskurage.core.access import Permission
from huskurage.core.printorder import DEFAULT_DESIGN
from huskurage.core.standing import AGES, Wanted, first_of_month
from huskurage.core.swedish_time import local
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.posterwords import sayings, usual_languages
from huskurage.web.rounds.forms import ON_A_PAGE, Question, read_question, read_ticks
from huskurage.web.rounds.paper import drawn_list
from huskurage.web.rounds.words import WANTED, area_name, month_name
from huskurage.web.site import now, site

MOST_ON_PAPER = 2_000  # stairwells: some eighty pages
room = Blueprint("rounds", __name__, url_prefix="/staff/rounds")


@room.app_context_processor
def _words() -> dict[str, object]:
    return {"area_name": area_name, "month_name": month_name, "wanted_names": WANTED}


@room.get("/")
@open_to(Permission.POSTER_HANG)
def rounds() -> ResponseReturnValue:
    today = local(now()).date()
    with reading() as session:
        landlord = landlord_of(session, unlocked())
        every = survey(session, landlord.id)
        old = old_revisions(session, landlord.municipality, sayings())
        counts = {
            one: len(wanted_ids(every, Asked(wanted=one), today=today, old=old))
            for one in (Wanted.OLD, Wanted.MISSING, Wanted.TO_HANG, Wanted.AGED)
        }
        return render_template(
            "rounds/rounds.html",
            landlord=landlord,
            counts=counts,
            whole=coverage(every, today=today),
            areas=coverage_by_area(every, today=today),
            cover=cover_rounds_for(session, unlocked(), today=today),
            this_month=first_of_month(today),
            reprint=_reprint(),
            reprint_count=counts[Wanted.OLD],
        )


@room.get("/list")
@open_to(Permission.POSTER_HANG)
def listed() -> ResponseReturnValue:
    return _list(read_question(request.args))


@room.post("/list")
@open_to(Permission.POSTER_HANG)
def save() -> ResponseReturnValue:
    """Keep every tick of the page. What others have ticked meanwhile stays as it is."""
    question, found = read_question(request.args), read_ticks(request.form)
    if found is None:
        return _list(question, problem=_("Some boxes were not as this page offers them. Nothing has been saved."))
    if not found.ticks and not found.undone:
        return _list(question, problem=_("Tick at least one box first."))
    with transaction() as session:
        tick(
            session, unlocked(), found.ticks, undone=found.undone, sayings=sayings(), design=DEFAULT_DESIGN,
            languages=usual_languages(), now=now(),
        )  # fmt: skip
    said = "saved" if found.ticks else "undone"
    address: dict[str, Any] = question.fields | {said: "1", "page": str(question.page)}
    return redirect(url_for("rounds.listed", **address), 303)


@room.get("/list.pdf")
@open_to(Permission.POSTER_HANG)
def paper() -> ResponseReturnValue:
    """The same list on paper, all pages of it, with boxes to tick."""
    asked, today = read_question(request.args).asked, local(now()).date()
    with reading() as session:
        landlord = landlord_of(session, unlocked())
        old = old_revisions(session, landlord.municipality, sayings())
        ids = wanted_ids(survey(session, landlord.id), asked, today=today, old=old)
        if len(ids) > MOST_ON_PAPER:
            return _list(read_question(request.args), problem=_("That would be a thick pile. Choose an area first."))
        shown = places(session, ids, old=old)
        content = drawn_list(shown, landlord.name, asked, posters_dir=site().settings.posters_dir, made_on=today)
    response = Response(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="rundlista-{today}.pdf"'
    return response


@room.post("/cover/<int:round_id>")
@open_to(Permission.POSTER_HANG)
def cover(round_id: int) -> ResponseReturnValue:
    """Tick a cover round by hand, or take the tick back."""
    with transaction() as session:
        mark_cover_round(session, unlocked(), round_id, done="undo" not in request.form, now=now())
    return redirect(url_for("rounds.rounds"), 303)


def _list(question: Question, *, problem: str = "") -> ResponseReturnValue:
    today = local(now()).date()
    with reading() as session:
        landlord = landlord_of(session, unlocked())
        every = survey(session, landlord.id)
        old = old_revisions(session, landlord.municipality, sayings())
        ids = wanted_ids(every, question.asked, today=today, old=old)
        pages = max(1, -(-len(ids) // ON_A_PAGE))
        page = min(question.page, pages)
        edition = edition_now(
            landlord.municipality, sayings=sayings(), design=DEFAULT_DESIGN, languages=usual_languages()
        )
        shown = render_template(
            "rounds/list.html",
            places=places(session, ids[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], old=old),
            count=len(ids), page=page, pages=pages, asked=question.asked, fields=question.fields, today=today,
            areas=_areas(every), streets=_streets(every, question.asked), ages=AGES, problem=problem,
            corner=label_of(session, landlord.municipality, edition=edition, day=today),
            saved=request.args.get("saved", ""), undone=request.args.get("undone", ""),
            ticked={f"{name}:{value}" for name, value in request.form.items(multi=True)}, reprint=_reprint(),
        )  # fmt: skip
    return shown, HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK


def _areas(every: Sequence[Surveyed]) -> list[tuple[int, str]]:
    return [(one, name) for name, one in sorted({(each.area, each.area_id) for each in every})]


def _streets(every: Sequence[Surveyed], asked: Asked) -> list[str]:
    """The streets of the area asked for, in walking order."""
    return list(dict.fromkeys(one.street for one in every if asked.area_id in (None, one.area_id)))


def _reprint() -> str:
    """Where the reprint list is printed."""
    return url_for("prints.choose", all=1, poster=Wanted.OLD.value)
