"""The buttons that end a report: close, propose no action and answer that, put aside and back, seen as taken back."""

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.closing import agree, close, mark_seen, propose_no_action, quarantine, refuse, release
from huskurage.core.access import Permission
from huskurage.core.lifecycle import CloseReason
from huskurage.store.reports import Report
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage.doors import room
from huskurage.web.triage.forms import CloseForm, WriteForm
from huskurage.web.triage.pages import again, do


@room.post("/reports/<report_id>/close")
@open_to(Permission.REPORT_WRITE)
def close_report(report_id: str) -> ResponseReturnValue:
    form = CloseForm()
    if not form.validate():
        return again(report_id, close_form=form)
    reason = CloseReason(form.reason.data)
    return do(report_id, lambda session, found: close(session, unlocked(), found, reason=reason, now=now()))


@room.post("/reports/<report_id>/propose")
@open_to(Permission.REPORT_WRITE)
def propose(report_id: str) -> ResponseReturnValue:
    form = WriteForm()
    if not form.validate():
        return again(report_id, propose_form=form)

    def change(session: Session, found: Report) -> None:
        propose_no_action(session, unlocked(), found, text=form.text.data, now=now())

    return do(report_id, change)


@room.post("/reports/<report_id>/agree")
@open_to(Permission.REPORT_WRITE)
def agree_to_end(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: agree(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/refuse")
@open_to(Permission.REPORT_WRITE)
def refuse_to_end(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: refuse(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/quarantine")
@open_to(Permission.REPORT_WRITE)
def quarantine_report(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: quarantine(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/release")
@open_to(Permission.REPORT_WRITE)
def release_report(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: release(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/seen")
@open_to(Permission.REPORT_WRITE)
def seen(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: mark_seen(session, unlocked(), found, now=now()))
