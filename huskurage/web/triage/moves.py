"""The buttons of work on a report: take, give, note, assess, mute."""

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.triage import assess, assign, give_back, keyholders, mute, note, report_for, take, unmute
from huskurage.core.access import Permission
from huskurage.store.reports import Report
from huskurage.web.database import reading
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage.doors import room
from huskurage.web.triage.forms import AssessForm, AssignForm, WriteForm
from huskurage.web.triage.pages import again, do


@room.post("/reports/<report_id>/take")
@open_to(Permission.REPORT_WRITE)
def take_report(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: take(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/assign")
@open_to(Permission.REPORT_WRITE)
def assign_report(report_id: str) -> ResponseReturnValue:
    form = AssignForm()
    with reading() as session:
        form.offer(keyholders(report_for(session, unlocked(), report_id).inbox))
    if not form.validate():
        return again(report_id, assign_form=form)
    return do(report_id, lambda session, found: assign(session, unlocked(), found, to=form.to.data, now=now()))


@room.post("/reports/<report_id>/give-back")
@open_to(Permission.REPORT_WRITE)
def give_back_report(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: give_back(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/note")
@open_to(Permission.REPORT_WRITE)
def write_note(report_id: str) -> ResponseReturnValue:
    form = WriteForm()
    if not form.validate():
        return again(report_id, note_form=form)
    return do(report_id, lambda session, found: note(session, unlocked(), found, text=form.text.data, now=now()))


@room.post("/reports/<report_id>/assess")
@open_to(Permission.REPORT_WRITE)
def assess_protection(report_id: str) -> ResponseReturnValue:
    form = AssessForm()
    if not form.validate():
        return again(report_id, assess_form=form)

    def change(session: Session, found: Report) -> None:
        assess(session, unlocked(), found, text=form.words(), now=now())

    return do(report_id, change)


@room.post("/reports/<report_id>/mute")
@open_to(Permission.REPORT_WRITE)
def mute_thread(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: mute(session, unlocked(), found, now=now()))


@room.post("/reports/<report_id>/unmute")
@open_to(Permission.REPORT_WRITE)
def unmute_thread(report_id: str) -> ResponseReturnValue:
    return do(report_id, lambda session, found: unmute(session, unlocked(), found, now=now()))
