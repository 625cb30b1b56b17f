"""The list of a landlord's houses. Nothing here knows that reports exist."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from huskurage.actions.housing import stairwells_for
from huskurage.actions.posters import DESIGN
from huskurage.core.access import Permission
from huskurage.core.poster import read_design
from huskurage.web.database import reading
from huskurage.web.forms import cleaned
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import site

room = Blueprint("housing", __name__, url_prefix="/staff")


@room.get("/houses/")
@open_to(Permission.HOUSE_READ)
def houses() -> ResponseReturnValue:
    search = cleaned(request.args.get("search", ""))[:100]
    with reading() as session:
        return render_template(
            "housing/houses.html",
            stairwells=stairwells_for(session, unlocked(), search=search),
            search=search,
            problem="",
            chosen=set(),
            languages=set(request.args.getlist("language")),
            most_languages=read_design(site().settings.posters_dir, DESIGN).max_languages,
        )
