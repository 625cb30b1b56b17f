"""Linking a report to another one about the same."""

from http import HTTPStatus

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.errors import CannotLink
from huskurage.actions.linking import link_reports
from huskurage.actions.triage import Listed, listed, report_for, reports_awaiting
from huskurage.core.access import Permission
from huskurage.core.lifecycle import State
from huskurage.core.links import LinkKind
from huskurage.store.reports import Report
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage.doors import room
from huskurage.web.triage.forms import LinkForm
from huskurage.web.triage.rows import row

NOT_IN_TRAY = frozenset(State) - {State.QUARANTINED}


@room.get("/reports/<report_id>/link")
@open_to(Permission.REPORT_WRITE)
def link_page(report_id: str) -> ResponseReturnValue:
    with reading() as session:
        found = report_for(session, unlocked(), report_id)
        return _page(session, found, LinkForm(formdata=None))


@room.post("/reports/<report_id>/link")
@open_to(Permission.REPORT_WRITE)
def link_report(report_id: str) -> ResponseReturnValue:
    form = LinkForm()
    with reading() as session:
        found = report_for(session, unlocked(), report_id)
        form.other.choices = [one.report.id for one in _candidates(session, found)]
        if not form.validate():
            return _page(session, found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        _link(report_id, form)
    except CannotLink:
        with reading() as session:
            found, problem = report_for(session, unlocked(), report_id), _("These two are linked already.")
            return _page(session, found, form, problem), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("triage.report", report_id=report_id), 303)


def _link(report_id: str, form: LinkForm) -> None:
    with transaction() as session:
        wanted = sorted((report_id, form.other.data))  # always in the same order: two who link at once do not block
        both = {one: report_for(session, unlocked(), one, to_change=True) for one in wanted}
        kind = LinkKind(form.kind.data)
        link_reports(session, unlocked(), both[report_id], both[form.other.data], kind=kind, now=now())


def _candidates(session: Session, found: Report) -> list[Listed]:
    """Everything else this person can open outside the tray: the same house first, then the newest."""
    here = _houses(listed(unlocked(), found))
    others = [one for one in reports_awaiting(session, unlocked(), NOT_IN_TRAY) if one.report.id != found.id]
    others.sort(key=lambda one: one.report.received_on, reverse=True)
    return sorted(others, key=lambda one: not here & _houses(one))


def _houses(one: Listed) -> set[str]:
    named = (one.concern.typed_house, one.concern.poster_house) if one.concern else ()
    return {" ".join(house.casefold().replace(",", " ").split()) for house in named if house}


def _page(session: Session, found: Report, form: LinkForm, problem: str = "") -> str:
    moment = now()
    rows = [row(one, moment) for one in _candidates(session, found)]
    return render_template(
        "triage/link.html", report=found, one=listed(unlocked(), found), rows=rows, form=form, problem=problem
    )
