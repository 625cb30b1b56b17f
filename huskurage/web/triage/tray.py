"""The quarantine tray: what stands out comes first, and chosen reports are moved or closed together."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.closing import close, release
from huskurage.actions.floods import Flagged, flagged
from huskurage.actions.triage import report_for, reports_awaiting
from huskurage.core.access import Permission
from huskurage.core.lifecycle import CloseReason, State
from huskurage.store.reports import Report
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now
from huskurage.web.triage.doors import room
from huskurage.web.triage.rows import row

SHOWN = 200  # reports on one page
TRAY = frozenset({State.QUARANTINED})


@room.get("/quarantine/")
@open_to(Permission.REPORT_READ)
def quarantine() -> ResponseReturnValue:
    with reading() as session:
        return _page(session, ticked=request.args.get("tick") == "alike")


@room.post("/quarantine/")
@open_to(Permission.REPORT_WRITE)
def move_chosen() -> ResponseReturnValue:
    """Move the chosen ones to the inbox, or close them; what a colleague has moved meanwhile stays where it is."""
    chosen, wanted = sorted(set(request.form.getlist("report")))[:SHOWN], request.form.get("do")
    if not chosen or wanted not in {"release", "close"}:
        with reading() as session:
            return _page(session, missing=True), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        for one in chosen:
            found = report_for(session, unlocked(), one, to_change=True)
            if found.state is State.QUARANTINED:
                _move(session, found, wanted)
    return redirect(url_for("triage.quarantine"), 303)


def standing_out(found: Sequence[Flagged]) -> int:
    """How many are unlike the others; where nothing is alike, nothing stands out."""
    return sum(one.unlike for one in found) if any(not one.unlike for one in found) else 0


def _move(session: Session, found: Report, wanted: str) -> None:
    if wanted == "release":
        release(session, unlocked(), found, now=now())
    else:
        close(session, unlocked(), found, reason=CloseReason.WRITTEN_BY_MISTAKE, now=now())


def _page(session: Session, *, missing: bool = False, ticked: bool = False) -> str:
    found = flagged(reports_awaiting(session, unlocked(), TRAY))
    marked = standing_out(found)
    rows = [row(one.listed, now(), unlike=one.unlike and marked > 0) for one in found[:SHOWN]]
    return render_template(
        "triage/quarantine.html", rows=rows, marked=marked, more=len(found) - len(rows), missing=missing, ticked=ticked
    )
