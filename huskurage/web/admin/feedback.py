"""The page with what people told of pages that do not work for them: opened here, and dealt with."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from huskurage.actions.feedback import clear_hurried, deal_with, told_to
from huskurage.core.access import Permission
from huskurage.core.feedback import KEPT_DAYS
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now

room = Blueprint("feedback", __name__, url_prefix="/staff/feedback")
MOST = 100  # messages of a kind on one page; what is dealt with makes room


@room.get("/")
@open_to(Permission.FEEDBACK_READ)
def page() -> ResponseReturnValue:
    with reading() as session:
        found = told_to(session, unlocked())
        return render_template(
            "admin/feedback.html",
            opened=[one for one in found if one.feedback and not one.feedback.hurried],
            hurried=[one for one in found if one.feedback and one.feedback.hurried],
            shut=[one for one in found if not one.feedback],
            most=MOST,
            days=KEPT_DAYS,
        )


@room.post("/<remark_id>/dealt-with")
@open_to(Permission.FEEDBACK_READ)
def dealt_with(remark_id: str) -> ResponseReturnValue:
    with transaction() as session:
        deal_with(session, unlocked(), remark_id, now=now())
    return redirect(url_for("feedback.page"), 303)


@room.post("/hurried")
@open_to(Permission.FEEDBACK_READ)
def clear() -> ResponseReturnValue:
    """Delete all that look like a machine's."""
    with transaction() as session:
        clear_hurried(session, unlocked(), now=now())
    return redirect(url_for("feedback.page"), 303)
