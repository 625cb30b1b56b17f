"""The log: who did what and when, behind a button, because reading it is written down too. Never what was said."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import TooManyLines
from huskurage.actions.logbook import MOST_TAKEN, Page, Seen, is_open, open_log, page_for, take_out
from huskurage.core.access import Permission, may
from huskurage.core.exporting import csv_bytes
from huskurage.core.swedish_time import local
from huskurage.store.logbook import people_of
from huskurage.web.actwords import ACTS
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.log.areas import AREAS
from huskurage.web.log.forms import Asked, BadPeriod
from huskurage.web.site import now

room = Blueprint("log", __name__, url_prefix="/staff")


@room.get("/log/")
@open_to(Permission.LOG_READ)
def log() -> ResponseReturnValue:
    return _page(Asked.of(request.args))


@room.post("/log/")
@open_to(Permission.LOG_READ)
def open_the_log() -> ResponseReturnValue:
    with transaction() as session:
        open_log(session, unlocked(), now=now())
    asked: dict[str, Any] = dict(Asked.of(request.form).filled)
    return redirect(url_for("log.log", **asked), 303)


@room.post("/log/file")
@open_to(Permission.LOG_READ)
def take_file() -> ResponseReturnValue:
    """The lines as a CSV file. That they were taken out is written in the same transaction."""
    asked = Asked.of(request.form)
    try:
        with transaction() as session:
            lines = take_out(session, unlocked(), asked.sought(), now=now())
            content = csv_bytes([_heading(), *(_row(line) for line in lines)])
    except BadPeriod:
        return _page(asked)
    except TooManyLines:
        return _page(asked, problem=_("More than %(limit)s lines. Choose a shorter period.", limit=MOST_TAKEN))
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="logg-{local(now()).date()}.csv"'
    return response


def _page(asked: Asked, *, problem: str = "") -> ResponseReturnValue:
    number = request.args.get("page", "")
    with reading() as session:
        lines: Page | None = None
        opened = is_open(session, unlocked(), now=now())
        try:
            sought = asked.sought()
            if opened and not problem:
                asks_for = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1  # noqa: PLR2004 - a page number
                lines = page_for(session, unlocked(), sought, number=asks_for)
        except BadPeriod:
            problem = _("Write each day as year, month and day, with hyphens between.")
        account = unlocked().account
        return render_template(
            "log/log.html",
            asked=asked, lines=lines, opened=opened, problem=problem, areas=AREAS, about=about,
            people=people_of(session, account.municipality_id),
            reads_reports=may(account.role, Permission.REPORT_READ),
        ), HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK  # fmt: skip


def about(line: Seen) -> str:
    """What the line is about, in words; nothing where the act says it all."""
    if line.report_id:
        return str(_("Report %(short)s", short=line.report_id[:8]))
    if line.kind == "report":
        return str(_("A report"))
    return line.name or ""


def _heading() -> list[str]:
    return [str(_("When")), str(_("Who")), str(_("What")), str(_("About"))]


def _row(line: Seen) -> list[str]:
    who = line.who or str(_("Nobody signed in"))
    return [f"{local(line.at):%Y-%m-%d %H:%M:%S}", who, str(ACTS[line.act]), line.report_id or about(line)]
