"""Noting a report's registry number, or why it needs none; and holding a report back from purging."""

from http import HTTPStatus

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.handover import records_of, register
from huskurage.actions.retention import hold_back, let_go, purge_day
from huskurage.actions.triage import report_for
from huskurage.core.access import Permission
from huskurage.core.handover import Registration
from huskurage.core.lifecycle import ForbiddenMove
from huskurage.store.reports import Report
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.handover.forms import HoldForm, RegisterForm
from huskurage.web.handover.room import may_register, room
from huskurage.web.site import now


@room.get("/reports/<report_id>/registry")
@open_to(Permission.REPORT_WRITE)
def registry(report_id: str) -> ResponseReturnValue:
    with reading() as session:
        return _page(session, report_for(session, unlocked(), report_id), RegisterForm(formdata=None))


@room.post("/reports/<report_id>/registry")
@open_to(Permission.REPORT_WRITE)
def note_number(report_id: str) -> ResponseReturnValue:
    form = RegisterForm()
    with transaction() as session:
        report = report_for(session, unlocked(), report_id, to_change=True)
        if not form.validate():
            return _page(session, report, form), HTTPStatus.UNPROCESSABLE_ENTITY
        _may_register(report)
        register(session, unlocked(), report, number=form.number.data, reason=form.reason.data, now=now())
    return redirect(url_for("handover.registry", report_id=report_id), 303)


@room.post("/reports/<report_id>/hold")
@open_to(Permission.REPORT_PURGE)
def hold(report_id: str) -> ResponseReturnValue:
    form = HoldForm()
    with transaction() as session:
        report = report_for(session, unlocked(), report_id, to_change=True)
        _may_register(report)
        if not form.validate():
            return _page(session, report, RegisterForm(formdata=None), form), HTTPStatus.UNPROCESSABLE_ENTITY
        hold_back(session, unlocked(), report, reason=form.why.data, now=now())
    return redirect(url_for("handover.registry", report_id=report_id), 303)


@room.post("/reports/<report_id>/let-go")
@open_to(Permission.REPORT_PURGE)
def release(report_id: str) -> ResponseReturnValue:
    with transaction() as session:
        let_go(session, unlocked(), report_for(session, unlocked(), report_id, to_change=True), now=now())
    return redirect(url_for("handover.registry", report_id=report_id), 303)


def _may_register(report: Report) -> None:
    if not may_register(report):
        raise ForbiddenMove("registered after hand-over or at closing")


def _page(session: Session, report: Report, form: RegisterForm, hold_form: HoldForm | None = None) -> str:
    _may_register(report)
    noted = [one for one in records_of(unlocked(), report) if isinstance(one.content, Registration)]
    return render_template(
        "handover/registry.html",
        report=report,
        form=form,
        hold_form=hold_form or HoldForm(formdata=None),
        noted=noted,
        due=purge_day(session, report),
    )
