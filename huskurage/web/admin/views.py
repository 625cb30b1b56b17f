"""Setting up: the page that leads to all of it. Never a report."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from huskurage.core.access import Permission
from huskurage.core.contacts import HELPLINES, uncertain
from huskurage.core.swedish_time import local
from huskurage.store.remarks import count_remarks_to
from huskurage.web.database import reading
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now

room = Blueprint("admin", __name__, url_prefix="/staff")


@room.get("/set-up/")
@open_to(Permission.OPENING_LIST)
def set_up() -> ResponseReturnValue:
    today, me = local(now()).date(), unlocked().account
    with reading() as session:
        told = count_remarks_to(session, me.id)
    hidden = [one for one in HELPLINES if uncertain(one, today)]
    return render_template("admin/set_up.html", hidden=hidden, told=told)
