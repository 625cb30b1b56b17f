"""The directory of receivers: a page that lists them and adds one, and a page for each."""

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.receivers import add_receiver, change_receiver, receiver_for, retire_receiver
from huskurage.core.access import Permission
from huskurage.core.receivers import NEVER_FIRST, ReceiverKind
from huskurage.store.places import Receiver, receivers_of
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.handover.forms import ReceiverForm
from huskurage.web.handover.room import room
from huskurage.web.handover.words import ACCEPTS, KINDS
from huskurage.web.site import now


@room.get("/receivers/")
@open_to(Permission.INBOX_SET_UP)
def receivers() -> ResponseReturnValue:
    with reading() as session:
        return _list(session, ReceiverForm(formdata=None))


@room.post("/receivers/")
@open_to(Permission.INBOX_SET_UP)
def add() -> ResponseReturnValue:
    form = ReceiverForm()
    if not form.validate():
        with reading() as session:
            return _list(session, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        add_receiver(session, unlocked(), **_typed(form), now=now())
    return redirect(url_for("handover.receivers"), 303)


@room.get("/receivers/<int:receiver_id>")
@open_to(Permission.INBOX_SET_UP)
def receiver(receiver_id: int) -> ResponseReturnValue:
    with reading() as session:
        found = receiver_for(session, unlocked(), receiver_id)
        return _one(found, ReceiverForm(formdata=None, obj=found, kind=found.kind.value))


@room.post("/receivers/<int:receiver_id>")
@open_to(Permission.INBOX_SET_UP)
def change(receiver_id: int) -> ResponseReturnValue:
    form = ReceiverForm()
    with transaction() as session:
        found = receiver_for(session, unlocked(), receiver_id)
        if not form.validate():
            return _one(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
        change_receiver(session, unlocked(), found, **_typed(form), now=now())
    return redirect(url_for("handover.receivers"), 303)


@room.post("/receivers/<int:receiver_id>/retire")
@open_to(Permission.INBOX_SET_UP)
def retire(receiver_id: int) -> ResponseReturnValue:
    """Offer the receiver no longer; pressed again, offer it again."""
    with transaction() as session:
        found = receiver_for(session, unlocked(), receiver_id)
        retire_receiver(session, unlocked(), found, retired=not found.retired, now=now())
    return redirect(url_for("handover.receivers"), 303)


def _typed(form: ReceiverForm) -> dict[str, Any]:
    return {
        "kind": ReceiverKind(form.kind.data),
        "name": form.name.data,
        "reached_by": form.reached_by.data,
        "accepts": form.accepts.data,
    }


def _list(session: Session, form: ReceiverForm) -> str:
    listed = receivers_of(session, unlocked().account.municipality_id, retired=True)
    return render_template(
        "handover/receivers.html", receivers=listed, form=form, kinds=KINDS, accepts=ACCEPTS, never_first=NEVER_FIRST
    )


def _one(found: Receiver, form: ReceiverForm) -> str:
    return render_template("handover/receiver.html", receiver=found, form=form, kinds=KINDS, accepts=ACCEPTS)
