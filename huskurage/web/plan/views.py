"""The action plan of a landlord: the list, one activity, and what is done with it."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.plan import (
    PlanIsFull,
    activity_for,
    add_activity,
    change_activity,
    mark_done,
    owners_for,
    plan_for,
    remove_activity,
    reopen,
    start_plan,
)
from huskurage.core.access import Permission
from huskurage.core.plan import first_year, in_sections, is_late, is_soon
from huskurage.core.swedish_time import local
from huskurage.store.plan import Activity
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.plan.forms import ActivityForm, DoneForm, done_form
from huskurage.web.plan.paper import owner_name, plan_file, summary
from huskurage.web.plan.words import KINDS, STEPS, nobody, step_names
from huskurage.web.site import now

room = Blueprint("plan", __name__, url_prefix="/staff/plan")


@room.get("/")
@open_to(Permission.PLAN_KEEP)
def plan() -> ResponseReturnValue:
    with reading() as session:
        form = ActivityForm(formdata=None, owner=str(unlocked().account.id))
        form.owner.offer(owners_for(session, unlocked()), nobody())
        return _list(session, form)


@room.post("/")
@open_to(Permission.PLAN_KEEP)
def add() -> ResponseReturnValue:
    form = ActivityForm()
    with transaction() as session:
        if not _is_good(session, form):
            return _list(session, form), HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            add_activity(session, unlocked(), form.intent(), now=now())
        except PlanIsFull:
            form.what.errors = [_("The plan is full. Take something away that is done or not needed.")]
            return _list(session, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("plan.plan"), 303)


@room.post("/start")
@open_to(Permission.PLAN_KEEP)
def start() -> ResponseReturnValue:
    """Begin with a year that suits most; a plan that holds something is left alone."""
    with transaction() as session:
        start_plan(session, unlocked(), step_names(), now=now())
    return redirect(url_for("plan.plan"), 303)


@room.get("/plan.pdf")
@open_to(Permission.PLAN_KEEP)
def paper() -> ResponseReturnValue:
    with reading() as session:
        return plan_file(plan_for(session, unlocked()), _today())


@room.get("/<int:activity_id>")
@open_to(Permission.PLAN_KEEP)
def activity(activity_id: int) -> ResponseReturnValue:
    with reading() as session:
        found = activity_for(session, unlocked(), activity_id)
        return _one(found, _form_of(session, found), done_form(found, _today()))


@room.post("/<int:activity_id>")
@open_to(Permission.PLAN_KEEP)
def change(activity_id: int) -> ResponseReturnValue:
    form = ActivityForm()
    with transaction() as session:
        found = activity_for(session, unlocked(), activity_id, held=True)
        if not _is_good(session, form):
            return _one(found, form, done_form(found, _today())), HTTPStatus.UNPROCESSABLE_ENTITY
        change_activity(session, unlocked(), found, form.intent(), now=now())
    return redirect(url_for("plan.plan"), 303)


@room.post("/<int:activity_id>/done")
@open_to(Permission.PLAN_KEEP)
def done(activity_id: int) -> ResponseReturnValue:
    form = DoneForm()
    form.today = _today()
    with transaction() as session:
        found = activity_for(session, unlocked(), activity_id, held=True)
        if not form.validate():
            return _one(found, _form_of(session, found), form), HTTPStatus.UNPROCESSABLE_ENTITY
        evidence = form.evidence.data
        mark_done(session, unlocked(), found, done_on=form.done.data, evidence=evidence, now=now())
    return redirect(url_for("plan.plan"), 303)


@room.post("/<int:activity_id>/reopen")
@open_to(Permission.PLAN_KEEP)
def open_again(activity_id: int) -> ResponseReturnValue:
    with transaction() as session:
        reopen(session, unlocked(), activity_for(session, unlocked(), activity_id, held=True), now=now())
    return redirect(url_for("plan.activity", activity_id=activity_id), 303)


@room.post("/<int:activity_id>/take-out")
@open_to(Permission.PLAN_KEEP)
def remove(activity_id: int) -> ResponseReturnValue:
    with transaction() as session:
        remove_activity(session, unlocked(), activity_for(session, unlocked(), activity_id, held=True), now=now())
    return redirect(url_for("plan.plan"), 303)


def _today() -> date:
    return local(now()).date()


def _is_good(session: Session, form: ActivityForm) -> bool:
    form.owner.offer(owners_for(session, unlocked()), nobody())
    form.today = _today()
    return bool(form.validate())


def _form_of(session: Session, found: Activity) -> ActivityForm:
    """The form as the activity is; an owner who has left stands as nobody."""
    owners = owners_for(session, unlocked())
    owner = str(found.owner_id) if found.owner_id in {one.id for one in owners} else ""
    form = ActivityForm(formdata=None, kind=found.kind.value, what=found.what, owner=owner, due=found.due_on)
    form.owner.offer(owners, nobody())
    return form


def _list(session: Session, form: ActivityForm) -> str:
    listed, today = plan_for(session, unlocked()), _today()
    return render_template(
        "plan/plan.html",
        sections=in_sections(listed, today),
        form=form,
        kinds=KINDS,
        summary=summary(listed, today),
        first_year=[] if listed else [(STEPS[step], due) for step, due in first_year(today)],
        **_marks(today),
    )


def _one(found: Activity, form: ActivityForm, done_form: DoneForm) -> str:
    return render_template(
        "plan/activity.html", activity=found, form=form, done_form=done_form, kinds=KINDS, **_marks(_today())
    )


def _marks(today: date) -> dict[str, object]:
    return {
        "owner_name": owner_name,
        "late": lambda activity: is_late(activity, today),
        "soon": lambda activity: is_soon(activity, today),
        "days_late": lambda activity: (today - activity.due_on).days,
        "days_left": lambda activity: (activity.due_on - today).days,
    }
