"""The coordinator's inbox and a report: facts first, the text behind a button, every reading logged."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.triage import (
    Spoken,
    ask,
    close,
    facts,
    note,
    read_thread,
    release,
    report_for,
    reports_awaiting,
    take,
)  # fmt: skip
from huskurage.core.access import Permission
from huskurage.core.lifecycle import CloseReason, State
from huskurage.core.swedish_time import local
from huskurage.store.audit import events_about
from huskurage.store.reports import Report
from huskurage.web.database import reading, transaction
from huskurage.web.guard import logged_even_if_it_fails, open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage.forms import CloseForm, WriteForm
from huskurage.web.triage.lanes import FILTERS, OPEN, lanes

room = Blueprint("triage", __name__, url_prefix="/staff")
Verb = Callable[[Session, Report], None]


@room.get("/inbox/")
@open_to(Permission.REPORT_READ)
def inbox() -> ResponseReturnValue:
    chosen = request.args.get("show", "")
    with reading() as session:
        everything = reports_awaiting(session, unlocked(), OPEN)
        tray = reports_awaiting(session, unlocked(), frozenset({State.QUARANTINED}))
        today = local(now()).date()
        counts = {name: sum(1 for one in everything if wanted(one, today)) for name, wanted in FILTERS.items()}
        shown = [one for one in everything if chosen not in FILTERS or FILTERS[chosen](one, today)]
        return render_template(
            "triage/inbox.html",
            lanes=lanes(shown, today),
            counts=counts,
            chosen=chosen,
            tray=tray,
            today=today,
        )


@room.get("/closed/")
@open_to(Permission.REPORT_READ)
def closed() -> ResponseReturnValue:
    with reading() as session:
        ended = reports_awaiting(session, unlocked(), frozenset({State.CLOSED, State.WITHDRAWN}))
        return render_template("triage/closed.html", reports=ended, today=local(now()).date())


@room.get("/quarantine/")
@open_to(Permission.REPORT_READ)
def quarantine() -> ResponseReturnValue:
    with reading() as session:
        tray = reports_awaiting(session, unlocked(), frozenset({State.QUARANTINED}))
        return render_template("triage/quarantine.html", reports=tray, today=local(now()).date())


@room.get("/reports/<report_id>")
@open_to(Permission.REPORT_READ)
def report(report_id: str) -> ResponseReturnValue:
    with reading() as session:
        return _page(session, report_for(session, unlocked(), report_id))


@room.post("/reports/<report_id>/read")
@open_to(Permission.REPORT_READ)
def read(report_id: str) -> ResponseReturnValue:
    """Show the text: the reading is written down in the same transaction, or that it failed in one of its own."""
    with logged_even_if_it_fails(report_id), transaction() as session:
        found = report_for(session, unlocked(), report_id, to_change=True)
        thread = read_thread(session, unlocked(), found, now=now())
        session.flush()
        return _page(session, found, thread=thread)


@room.post("/reports/<report_id>/take")
@open_to(Permission.REPORT_WRITE)
def take_report(report_id: str) -> ResponseReturnValue:
    return _do(report_id, lambda session, found: take(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/release")
@open_to(Permission.REPORT_WRITE)
def release_report(report_id: str) -> ResponseReturnValue:
    return _do(report_id, lambda session, found: release(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/note")
@open_to(Permission.REPORT_WRITE)
def write_note(report_id: str) -> ResponseReturnValue:
    form = WriteForm()
    if not form.validate():
        return _again(report_id, note_form=form)
    return _do(report_id, lambda session, found: note(session, unlocked(), found, text=form.text.data, now=now()))


@room.post("/reports/<report_id>/ask")
@open_to(Permission.REPORT_WRITE)
def ask_question(report_id: str) -> ResponseReturnValue:
    form = WriteForm()
    if not form.validate():
        return _again(report_id, ask_form=form)

    def verb(session: Session, found: Report) -> None:
        concern = facts(unlocked(), found)
        language = concern.language if concern else "sv"
        ask(session, unlocked(), found, text=form.text.data, language=language, now=now())

    return _do(report_id, verb)


@room.post("/reports/<report_id>/close")
@open_to(Permission.REPORT_WRITE)
def close_report(report_id: str) -> ResponseReturnValue:
    form = CloseForm()
    if not form.validate():
        return _again(report_id, close_form=form)
    reason = CloseReason(form.reason.data)
    return _do(report_id, lambda session, found: close(session, unlocked(), found, reason=reason, now=now()))


def _do(report_id: str, verb: Verb) -> ResponseReturnValue:
    with transaction() as session:
        verb(session, report_for(session, unlocked(), report_id, to_change=True))
    return redirect(url_for("triage.report", report_id=report_id), 303)


def _again(report_id: str, **forms: WriteForm | CloseForm) -> ResponseReturnValue:
    with reading() as session:
        found = report_for(session, unlocked(), report_id)
        return _page(session, found, **forms), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    session: Session,
    found: Report,
    *,
    thread: Sequence[Spoken] | None = None,
    note_form: WriteForm | None = None,
    ask_form: WriteForm | None = None,
    close_form: CloseForm | None = None,
) -> str:
    return render_template(
        "triage/report.html",
        report=found,
        concern=facts(unlocked(), found),
        thread=thread,
        events=events_about(session, "report", found.id),
        note_form=note_form or WriteForm(formdata=None, prefix=""),
        ask_form=ask_form or WriteForm(formdata=None),
        close_form=close_form or CloseForm(formdata=None),
        today=local(now()).date(),
    )
