"""Giving an inbox a new key: a button that works for a few seconds, and goes on where it stopped."""

import time

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from huskurage.actions.errors import NothingChanged
from huskurage.actions.inboxes import inbox_in
from huskurage.actions.rotation import begin_rotation, left_to_reseal, reseal_batch
from huskurage.core.access import Permission
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now

room = Blueprint("rotating", __name__, url_prefix="/staff/openings")
AT_A_TIME = 3.0  # seconds of one answer


@room.post("/<int:inbox_id>/new-key")
@open_to(Permission.OPENING_GIVE)
def new_key(inbox_id: int) -> ResponseReturnValue:
    """Begin, once for each page that asked, and go on with sealing anew."""
    with transaction() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        if request.form.get("generation") != str(found.generation):
            raise NothingChanged
        begin_rotation(session, unlocked(), found, now=now())
    return go_on(inbox_id)


@room.post("/<int:inbox_id>/go-on")
@open_to(Permission.OPENING_GIVE)
def go_on(inbox_id: int) -> ResponseReturnValue:
    """Batch after batch, each its own transaction, until the seconds are over or no batch helps any more."""
    with reading() as session:
        before = left = left_to_reseal(session, inbox_in(session, unlocked().account, inbox_id))
    until = time.monotonic() + AT_A_TIME
    while True:
        with transaction() as session:
            reached = reseal_batch(session, unlocked(), inbox_in(session, unlocked().account, inbox_id), now=now())
        if reached in {0, left} or time.monotonic() > until:
            break
        left = reached
    helped = reached < before
    state = "" if not reached else "?go=1" if helped else "?stuck=1"
    return redirect(url_for("keys.inbox", inbox_id=inbox_id) + state, 303)
