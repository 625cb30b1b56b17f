"""Setting up: the page that leads to all of it. Never a report."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from huskurage.core.access import Permission
from huskurage.web.guard import open_to

room = Blueprint("admin", __name__, url_prefix="/staff")


@room.get("/set-up/")
@open_to(Permission.OPENING_LIST)
def set_up() -> ResponseReturnValue:
    return render_template("admin/set_up.html")
