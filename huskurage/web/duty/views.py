"""Hours and duty of each inbox, and who is away when. Never a report."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.clocks import rules_of
from huskurage.actions.duty import (
    absence_for,
    add_absence,
    colleagues,
    eligible,
    end_absence,
    inbox_to_set_up,
    inboxes_to_set_up,
    keep_inbox,
    unmanned_inboxes,
)
from huskurage.actions.errors import NobodyOnDuty, NotEligible
from huskurage.core.access import Permission
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, Part
from huskurage.store.people import absences_from
from huskurage.web.database import reading, transaction
from huskurage.web.duty.forms import AbsenceForm, InboxForm
from huskurage.web.duty.words import bands_in_words, day_name
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.staffwords import nobody_words

room = Blueprint("duty", __name__, url_prefix="/staff")
AHEAD = 60  # days that warnings look ahead


@room.get("/duty/")
@open_to(Permission.INBOX_SET_UP)
def inboxes() -> ResponseReturnValue:
    with reading() as session:
        found = inboxes_to_set_up(session, unlocked().account)
        return render_template(
            "duty/inboxes.html",
            inboxes=[(one, {duty.part: duty.account for duty in one.duties}, rules_of(one)) for one in found],
            unmanned=unmanned_inboxes(session, found, local(now()).date(), AHEAD),
            bands_in_words=bands_in_words,
            parts=Part,
        )


@room.get("/duty/<int:inbox_id>")
@open_to(Permission.INBOX_SET_UP)
def inbox(inbox_id: int) -> ResponseReturnValue:
    with reading() as session:
        found = inbox_to_set_up(session, unlocked().account, inbox_id)
        return _inbox_page(session, found, _filled(found))


@room.post("/duty/<int:inbox_id>")
@open_to(Permission.INBOX_SET_UP)
def keep(inbox_id: int) -> ResponseReturnValue:
    form, problem = InboxForm(), ""
    try:
        with transaction() as session:
            found = inbox_to_set_up(session, unlocked().account, inbox_id, to_change=True)
            _offer(session, found, form)
            if form.validate():
                keep_inbox(session, inbox=found, plan=form.plan(), by=unlocked().account, now=now())
                return redirect(url_for("duty.inboxes"), 303)
    except NobodyOnDuty as nobody:
        problem = nobody_words(nobody)
    with reading() as session:
        found = inbox_to_set_up(session, unlocked().account, inbox_id)
        return _inbox_page(session, found, form, problem), HTTPStatus.UNPROCESSABLE_ENTITY


@room.get("/absences/")
@open_to(Permission.DUTY_OWN)
def absences() -> ResponseReturnValue:
    form = AbsenceForm(formdata=None, who=str(unlocked().account.id))
    with reading() as session:
        return _absences_page(session, form)


@room.post("/absences/")
@open_to(Permission.DUTY_OWN)
def be_away() -> ResponseReturnValue:
    form, problem, me = AbsenceForm(), "", unlocked().account
    try:
        with transaction() as session:
            people = {str(one.id): one for one in colleagues(session, me.municipality_id)}
            form.who.offer(list(people.values()))
            if form.validate():
                who, first, last = people[form.who.data], form.first.data, form.last.data
                add_absence(session, account=who, first=first, last=last, by=me, now=now())
                return redirect(url_for("duty.absences"), 303)
    except NobodyOnDuty as nobody:
        problem = nobody_words(nobody)
    except NotEligible:
        problem = _("The last day must not come before the first, nor lie in the past or more than a year later.")
    with reading() as session:
        return _absences_page(session, form, problem), HTTPStatus.UNPROCESSABLE_ENTITY


@room.post("/absences/<int:absence_id>/end")
@open_to(Permission.DUTY_OWN)
def be_back(absence_id: int) -> ResponseReturnValue:
    with transaction() as session:
        found = absence_for(session, unlocked().account, absence_id)
        end_absence(session, absence=found, by=unlocked().account, now=now())
    return redirect(url_for("duty.absences"), 303)


def _filled(found: Inbox) -> InboxForm:
    """The form as the inbox is kept now, with one empty row of hours more."""
    hours, rules = rules_of(found)
    rows = [
        {"days": [str(day) for day in sorted(band.days)], "opens": band.opens, "closes": band.closes}
        for band in hours.bands
    ]
    people = {duty.part.value: str(duty.account_id) for duty in found.duties}
    return InboxForm(
        formdata=None,
        data={
            **vars(rules),
            **people,
            "bands": [*rows, {}],
            "away_text": found.away_text,
            "holidays_closed": hours.holidays_closed,
            "eves_as_holidays": hours.eves_as_holidays,
        },
    )


def _offer(session: Session, found: Inbox, form: InboxForm) -> None:
    form.offer({part: eligible(session, found, part) for part in Part})


def _inbox_page(session: Session, found: Inbox, form: InboxForm, problem: str = "") -> str:
    _offer(session, found, form)
    unmanned = unmanned_inboxes(session, [found], local(now()).date(), AHEAD)
    return render_template(
        "duty/inbox.html", inbox=found, form=form, problem=problem, unmanned=unmanned, day_name=day_name
    )


def _absences_page(session: Session, form: AbsenceForm, problem: str = "") -> str:
    me, today = unlocked().account, local(now()).date()
    people = {one.id: one for one in colleagues(session, me.municipality_id)}
    form.who.offer(list(people.values()))
    return render_template(
        "duty/absences.html",
        form=form,
        problem=problem,
        absences=[(people[one.account_id], one) for one in absences_from(session, people, today)],
        today=today,
        unmanned=unmanned_inboxes(session, inboxes_to_set_up(session, me), today, AHEAD),
    )
