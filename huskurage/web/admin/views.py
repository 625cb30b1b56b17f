"""Setting up: the page that leads to all of it, and who can open what. Never a report."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from huskurage.actions.keys import OPENERS_NEEDED
from huskurage.core.access import Permission
from huskurage.store.inboxes import inboxes_of
from huskurage.store.people import accounts_of
from huskurage.web.database import reading
from huskurage.web.guard import open_to, unlocked

room = Blueprint("admin", __name__, url_prefix="/staff")


@room.get("/set-up/")
@open_to(Permission.OPENING_LIST)
def set_up() -> ResponseReturnValue:
    return render_template("admin/set_up.html")


@room.get("/openings/")
@open_to(Permission.OPENING_LIST)
def openings() -> ResponseReturnValue:
    with reading() as session:
        municipality = unlocked().account.municipality_id
        return render_template(
            "admin/openings.html",
            inboxes=inboxes_of(session, municipality),
            people=accounts_of(session, municipality),
            needed=OPENERS_NEEDED,
        )
