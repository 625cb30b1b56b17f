"""Landlord staff's houses and posters. Nothing here knows that reports exist."""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import NotFound, NothingChosen
from huskurage.actions.housing import stairwell_for, stairwells_for
from huskurage.actions.posters import DESIGN, is_lost, job_for, job_path, jobs_for, one_poster, order_print
from huskurage.core.access import Permission
from huskurage.core.designs import read_design
from huskurage.core.swedish_time import local
from huskurage.store.printing import RUNNING, JobState
from huskurage.web.database import reading, transaction
from huskurage.web.forms import cleaned
from huskurage.web.guard import open_to, unlocked
from huskurage.web.housing.forms import MOST_CHOSEN, read_choice
from huskurage.web.housing.press import press, start_drawing
from huskurage.web.language import offered
from huskurage.web.site import now, site

room = Blueprint("housing", __name__, url_prefix="/staff")
PROBLEMS = {"too_much_text", "wrong_code", "code_too_dense", "cannot_draw"}


@room.get("/houses/")
@open_to(Permission.HOUSE_READ)
def houses() -> ResponseReturnValue:
    return _list()


@room.get("/posters/<int:stairwell_id>.pdf")
@open_to(Permission.POSTER_PRINT)
def poster(stairwell_id: int) -> ResponseReturnValue:
    """One stairwell's poster, drawn and read back at once."""
    choice = read_choice({"language": request.args.getlist("language")}, offered(), _most_languages())
    if choice is None:
        return _list(problem=_("Choose fewer languages."))
    with reading() as session:
        stairwell = stairwell_for(session, unlocked(), stairwell_id)
        name = f"blad-{stairwell.tag}.pdf"
        pdf = one_poster(stairwell, press=press(), languages=choice.languages, made_on=local(now()).date())
    return _pdf(pdf, name, inline=True)


@room.post("/prints/")
@open_to(Permission.POSTER_PRINT)
def order() -> ResponseReturnValue:
    choice = read_choice(request.form.to_dict(flat=False), offered(), _most_languages())
    if choice is None:
        problem = _(
            "Choose at most %(houses)s stairwells and %(languages)s languages besides Swedish.",
            houses=MOST_CHOSEN,
            languages=_most_languages() - 1,
        )
        return _list(problem=problem)
    try:
        with transaction() as session:
            chosen = [stairwell_for(session, unlocked(), one) for one in choice.stairwells]
            chosen.sort(key=lambda one: one.walk)
            job = order_print(session, unlocked(), stairwells=chosen, languages=choice.languages, now=now())
            job_id = job.id
    except NothingChosen:
        return _list(problem=_("Choose at least one stairwell."))
    start_drawing(job_id)
    return redirect(url_for("housing.job", job_id=job_id), 303)


@room.get("/prints/")
@open_to(Permission.POSTER_PRINT)
def jobs() -> ResponseReturnValue:
    with reading() as session:
        listed = [(one, is_lost(one, now())) for one in jobs_for(session, unlocked())]
        return render_template("housing/jobs.html", jobs=listed)


@room.get("/prints/<job_id>")
@open_to(Permission.POSTER_PRINT)
def job(job_id: str) -> ResponseReturnValue:
    """How far the drawing is. While it runs the page comes again by itself every two seconds."""
    with reading() as session:
        found = job_for(session, unlocked(), job_id)
        lost = is_lost(found, now())
        return render_template("housing/job.html", job=found, lost=lost, running=found.state in RUNNING and not lost)


@room.get("/prints/<job_id>.pdf")
@open_to(Permission.POSTER_PRINT)
def fetch(job_id: str) -> ResponseReturnValue:
    with reading() as session:
        found = job_for(session, unlocked(), job_id)
        if found.state is not JobState.DONE:
            raise NotFound
    path = job_path(site().settings.data_dir, found.id)
    if not path.exists():
        raise NotFound
    return _pdf(path.read_bytes(), f"blad-{found.ordered_at:%Y-%m-%d}.pdf", inline=False)


def _list(problem: str = "") -> ResponseReturnValue:
    search = cleaned(request.values.get("search", ""))[:100]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    with reading() as session:
        return render_template(
            "housing/houses.html",
            stairwells=stairwells_for(session, unlocked(), search=search),
            search=search,
            problem=problem,
            chosen=set(request.form.getlist("stairwell")),
            languages=set(request.values.getlist("language")),
            most_languages=_most_languages(),
        ), status


def _most_languages() -> int:
    return read_design(site().settings.posters_dir, DESIGN).max_languages


def _pdf(content: bytes, name: str, *, inline: bool) -> Response:
    response = Response(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
