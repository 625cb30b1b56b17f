"""One report's page: facts first, the text behind a button, the next step beside it, the log below."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.dues import dues
from huskurage.actions.linking import joined_to
from huskurage.actions.notices import may_now
from huskurage.actions.threads import Spoken, read_thread
from huskurage.actions.triage import keyholders, listed, report_for
from huskurage.core.access import Permission
from huskurage.core.lifecycle import Verb
from huskurage.store.audit import events_about
from huskurage.store.reports import Report
from huskurage.web.database import reading, transaction
from huskurage.web.guard import logged_even_if_it_fails, open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage.doors import room
from huskurage.web.triage.forms import LINK_KINDS, AssessForm, AssignForm, CloseForm, WriteForm
from huskurage.web.triage.rows import due_words
from huskurage.web.triage.steps import may_assess, next_step

Change = Callable[[Session, Report], None]


@room.get("/reports/<report_id>")
@open_to(Permission.REPORT_READ)
def report(report_id: str) -> ResponseReturnValue:
    with reading() as session:
        return page(session, report_for(session, unlocked(), report_id))


@room.post("/reports/<report_id>/read")
@open_to(Permission.REPORT_READ)
def read(report_id: str) -> ResponseReturnValue:
    """Show the text: the reading is written down in the same transaction, or that it failed in one of its own."""
    with logged_even_if_it_fails(report_id), transaction() as session:
        found = report_for(session, unlocked(), report_id, to_change=True)
        thread = read_thread(session, unlocked(), found, now=now())
        session.flush()
        return page(session, found, thread=thread)


def do(report_id: str, change: Change) -> ResponseReturnValue:
    """Change the report and go back to its page."""
    with transaction() as session:
        change(session, report_for(session, unlocked(), report_id, to_change=True))
    return redirect(url_for("triage.report", report_id=report_id), 303)


def again(report_id: str, **forms: Any) -> ResponseReturnValue:  # noqa: ANN401 - forms of several kinds, each by its name
    """The page once more, with what was typed and what is wrong with it."""
    with reading() as session:
        return page(session, report_for(session, unlocked(), report_id), **forms), HTTPStatus.UNPROCESSABLE_ENTITY


def page(session: Session, found: Report, *, thread: Sequence[Spoken] | None = None, **forms: Any) -> str:  # noqa: ANN401 - as above
    """The report's page; the text is in it only when the thread is given."""
    one, me, moment = listed(unlocked(), found), unlocked().account, now()
    colleagues = [holder for holder in keyholders(found.inbox) if holder.id not in {me.id, found.taken_by_id}]
    offered = {"assign_form": AssignForm(formdata=None), "close_form": CloseForm(formdata=None)} | forms
    offered["assign_form"].offer(colleagues)
    offered["close_form"].offer(found.state)
    for name in ("note_form", "propose_form"):
        offered.setdefault(name, WriteForm(formdata=None))
    offered.setdefault("assess_form", AssessForm(formdata=None))
    return render_template(
        "triage/report.html",
        report=found,
        concern=one.concern,
        shut=one.shut,
        thread=thread,
        step=next_step(one, me.id).value,
        can=lambda verb: may_now(found, Verb(verb)),
        may_assess=may_assess(found),
        waiting=[due_words(due, found, moment) for due in dues(found)],
        joined=joined_to(session, unlocked(), found),
        link_kinds=LINK_KINDS,
        colleagues=colleagues,
        others=[holder.name for holder in keyholders(found.inbox) if holder.id != me.id],
        events=events_about(session, "report", found.id),
        me=me,
        **offered,
    )
