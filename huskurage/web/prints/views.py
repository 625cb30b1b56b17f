"""Ordering, watching and fetching prints of posters. Nothing here knows that reports exist."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from huskurage.actions.drawing import REFUSALS
from huskurage.actions.errors import NotFound, NothingChosen, TooManyChosen
from huskurage.actions.housing import stairwell_for
from huskurage.actions.prints import (
    MOST_ORDERED,
    ahead_of,
    cancel_print,
    file_count,
    file_path,
    has_files,
    is_lost,
    job_for,
    jobs_for,
    kept_until,
    looked_at,
    order_print,
    parts_of,
)
from huskurage.actions.sheets import one_poster, sample
from huskurage.core.access import Permission
from huskurage.core.pictures import StillScans
from huskurage.core.printorder import HANGING
from huskurage.core.spans import NotSpans
from huskurage.core.swedish_time import local
from huskurage.store.choosing import stairwells_by_id
from huskurage.store.houses import Stairwell
from huskurage.store.printing import RUNNING, JobState
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.language import offered
from huskurage.web.prints.files import sent, shown
from huskurage.web.prints.forms import Which, read_order
from huskurage.web.prints.pages import all_designs, choice_page, chosen, read_asked
from huskurage.web.prints.press import press, start_drawing
from huskurage.web.prints.wording import OPTIONS, PACKINGS, design_name, fault, format_name
from huskurage.web.site import now, site

CANNOT = lazy_gettext("This poster cannot be drawn as chosen.")
room = Blueprint("prints", __name__, url_prefix="/staff")


@room.get("/posters/<int:stairwell_id>.pdf")
@open_to(Permission.POSTER_PRINT)
def poster(stairwell_id: int) -> ResponseReturnValue:
    """One stairwell's poster, drawn and read back at once."""
    order = read_order(request.args, offered(), all_designs())
    with reading() as session:
        stairwell = stairwell_for(session, unlocked(), stairwell_id)
        if wrong := fault(order, all_designs()) or _gone(stairwell):
            return choice_page(wrong, Which(ids=(stairwell_id,)))
        name = f"blad-{stairwell.tag}.pdf"
        try:
            pdf = one_poster(stairwell, press=press(), order=order, made_on=local(now()).date())
        except REFUSALS:
            return choice_page(CANNOT, Which(ids=(stairwell_id,)))
    return shown(pdf, name)


@room.get("/posters/<int:stairwell_id>.png")
@open_to(Permission.POSTER_PRINT)
def preview(stairwell_id: int) -> ResponseReturnValue:
    """The sheet as it would be printed, to look at: its code is covered, so that a sample leads nowhere."""
    order = read_order(request.args, offered(), all_designs())
    with reading() as session:
        stairwell = stairwell_for(session, unlocked(), stairwell_id)
        if wrong := fault(order, all_designs()) or _gone(stairwell):
            return choice_page(wrong, Which(ids=(stairwell_id,)))
        try:
            mark = _("SAMPLE")
            png = sample(stairwell, press=press(), order=order, made_on=local(now()).date(), mark=mark)
        except (StillScans, *REFUSALS):  # type: ignore[misc]  # mypy does not look into a tuple of unknown length
            return choice_page(CANNOT, Which(ids=(stairwell_id,)))
    return shown(png, "blad.png")


@room.get("/prints/new")
@open_to(Permission.POSTER_PRINT)
def choose() -> ResponseReturnValue:
    return choice_page()


@room.post("/prints/")
@open_to(Permission.POSTER_PRINT)
def order() -> ResponseReturnValue:
    """Order what was chosen; with the other button, only show how it would look."""
    try:
        with transaction() as session:
            asked = read_asked(session, request.form)
            if request.form.get("what") == "show":
                return redirect(url_for("prints.choose", **asked.fields, _anchor="preview"), 303)
            picked = chosen(session, asked.which)
            if wrong := fault(asked.order, all_designs()) or _changed(len(picked.ids)):
                return choice_page(wrong)
            job_id = order_print(
                session,
                unlocked(),
                stairwell_ids=picked.ids,
                order=asked.order,
                packing=asked.packing,
                now=now(),
            ).id
    except NothingChosen:
        return choice_page(_("Choose at least one stairwell."))
    except (NotSpans, TooManyChosen):
        return choice_page(_("Choose at most %(houses)s stairwells at a time.", houses=MOST_ORDERED))
    start_drawing(job_id)
    return redirect(url_for("prints.job", job_id=job_id), 303)


@room.get("/prints/")
@open_to(Permission.POSTER_PRINT)
def jobs() -> ResponseReturnValue:
    with reading() as session:
        listed = [(one, is_lost(one, now()), has_files(one, now())) for one in jobs_for(session, unlocked())]
        return render_template("prints/jobs.html", jobs=listed, **_names())


@room.get("/prints/<job_id>")
@open_to(Permission.POSTER_PRINT)
def job(job_id: str) -> ResponseReturnValue:
    """How far the drawing is. While it runs the page comes again by itself, as long as scripts may run."""
    with reading() as session:
        found = job_for(session, unlocked(), job_id)
        lost = is_lost(found, now())
        ends = parts_of(found.total) if found.packing == "pdf" else ()
        bounds = [int(found.stairwell_ids[place]) for one in ends for place in (one.first, one.end - 1)]
        return render_template(
            "prints/job.html",
            job=found,
            lost=lost,
            running=found.state in RUNNING and not lost,
            ahead=ahead_of(session, found, now()) if found.state is JobState.WAITING else 0,
            looked_at=looked_at(found),
            fetchable=has_files(found, now()) and file_path(site().settings.data_dir, found, 1).exists(),
            until=kept_until(found),
            hanging=HANGING,
            parts=ends,
            houses=stairwells_by_id(session, bounds),
            **_names(),
        )


@room.get("/prints/<job_id>.pdf")
@open_to(Permission.POSTER_PRINT)
def fetch(job_id: str) -> ResponseReturnValue:
    """The print's only file, or its first."""
    return fetch_part(job_id, 1)


@room.get("/prints/<job_id>/files/<int:part>")
@open_to(Permission.POSTER_PRINT)
def fetch_part(job_id: str, part: int) -> ResponseReturnValue:
    """One of the print's files: a PDF of many sheets, or the ZIP that holds them all."""
    with reading() as session:
        found = job_for(session, unlocked(), job_id)
    count = file_count(found)
    if not has_files(found, now()) or not 1 <= part <= count:
        raise NotFound
    path = file_path(site().settings.data_dir, found, part)
    number = f"-{part}-av-{count}" if count > 1 else ""
    return sent(path, f"blad-{local(found.ordered_at):%Y-%m-%d}{number}{path.suffix}")


@room.post("/prints/<job_id>/cancel")
@open_to(Permission.POSTER_PRINT)
def cancel(job_id: str) -> ResponseReturnValue:
    with transaction() as session:
        cancel_print(session, unlocked(), job_id, now=now())
    return redirect(url_for("prints.job", job_id=job_id), 303)


def _gone(stairwell: Stairwell) -> str:
    """Why nothing is printed for a house that was taken away."""
    return str(_("This stairwell was taken away: nothing is printed for it.")) if stairwell.retired_on else ""


def _changed(count: int) -> str:
    """What to say when other stairwells pass by now than when the page was shown."""
    shown = request.form.get("count", "")
    if not shown or shown == str(count) or not count:
        return ""
    return str(
        ngettext(
            "The houses have changed meanwhile: it is %(num)d stairwell now. Look at it again, then print.",
            "The houses have changed meanwhile: it is %(num)d stairwells now. Look at it again, then print.",
            count,
        )
    )


def _names() -> dict[str, object]:
    return {"design_name": design_name, "format_name": format_name, "option_names": OPTIONS, "packing_names": PACKINGS}
