"""The lists: the inbox by lanes, and what is closed. The other pages of the room are gathered here, too."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from huskurage.actions.floods import flagged
from huskurage.actions.triage import reports_awaiting
from huskurage.core.access import Permission
from huskurage.core.lifecycle import State
from huskurage.web.database import reading
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage import asking, ending, joining, moves, pages, tray
from huskurage.web.triage.doors import room
from huskurage.web.triage.lanes import FILTERS, is_over, lanes
from huskurage.web.triage.proof import proof
from huskurage.web.triage.rows import row

__all__ = ["asking", "ending", "joining", "moves", "pages", "room", "tray"]
NOT_CLOSED = frozenset(State) - {State.CLOSED}
MAYBE_OVER = frozenset({State.CLOSED, State.WITHDRAWN, State.ANSWERED})


@room.get("/inbox/")
@open_to(Permission.REPORT_READ)
def inbox() -> ResponseReturnValue:
    chosen, moment = request.args.get("show", ""), now()
    with reading() as session:
        found = [one for one in reports_awaiting(session, unlocked(), NOT_CLOSED) if not is_over(one)]
        aside = flagged([one for one in found if one.report.state in tray.TRAY])
        everything = [row(one, moment) for one in found if one.report.state not in tray.TRAY]
        counts = {name: sum(wanted(one, moment) for one in everything) for name, wanted in FILTERS.items()}
        shown = [one for one in everything if chosen not in FILTERS or FILTERS[chosen](one, moment)]
        return render_template(
            "triage/inbox.html",
            lanes=lanes(shown, moment),
            counts=counts,
            chosen=chosen,
            tray=len(aside),
            unlike=tray.standing_out(aside),
            proof=proof(session, unlocked(), moment),
        )


@room.get("/closed/")
@open_to(Permission.REPORT_READ)
def closed() -> ResponseReturnValue:
    with reading() as session:
        ended = [one for one in reports_awaiting(session, unlocked(), MAYBE_OVER) if is_over(one)]
        return render_template("triage/closed.html", rows=[row(one, now()) for one in ended])
