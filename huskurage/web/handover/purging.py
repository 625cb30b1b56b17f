"""What is purged and when, the rule behind it, purging what is due, and the protocol of what was purged."""

from collections.abc import Iterable
from datetime import date, timedelta
from http import HTTPStatus
from itertools import groupby

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from sqlalchemy.orm import Session

from huskurage.actions.retention import Due, change_rule, due_by, held_back, purge_due
from huskurage.core.access import Permission
from huskurage.core.exporting import csv_bytes
from huskurage.core.swedish_time import local
from huskurage.store.places import Municipality
from huskurage.store.purges import Purge, purges_of
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.handover.answers import as_file, protocol_paper
from huskurage.web.handover.forms import RuleForm
from huskurage.web.handover.protocol import protocol_rows
from huskurage.web.handover.room import room
from huskurage.web.site import now

AHEAD = timedelta(days=30)
SWEDISH = "sv"


@room.get("/purge/")
@open_to(Permission.REPORT_PURGE)
def purge() -> ResponseReturnValue:
    with reading() as session:
        today = local(now()).date()
        waiting = due_by(session, today + AHEAD, unlocked().account)
        return render_template(
            "handover/purge.html",
            days=_by_day(waiting),
            due=[one for one in waiting if one.day <= today],
            held=held_back(session, unlocked().account),
            municipality=_municipality(session),
            today=today,
        )


@room.post("/purge/")
@open_to(Permission.REPORT_PURGE)
def purge_now() -> ResponseReturnValue:
    """Purge what is due and this person can open; the jobs would do the same by themselves."""
    purge_due(transaction, now=now(), by=unlocked().account)
    return redirect(url_for("handover.purged"), 303)


@room.get("/purge/protocol")
@open_to(Permission.REPORT_PURGE)
def purged() -> ResponseReturnValue:
    with reading() as session:
        head, *rows = protocol_rows(_protocol(session))
        return render_template("handover/protocol.html", head=head, rows=rows)


@room.get("/purge/protocol.csv")
@open_to(Permission.REPORT_PURGE)
def protocol_table() -> ResponseReturnValue:
    with reading() as session, force_locale(SWEDISH):
        content = csv_bytes(protocol_rows(_protocol(session)))
    return as_file(content, kind="csv", name="protokoll", day=local(now()).date())


@room.get("/purge/protocol.pdf")
@open_to(Permission.REPORT_PURGE)
def protocol_document() -> ResponseReturnValue:
    today = local(now()).date()
    with reading() as session, force_locale(SWEDISH):
        content = protocol_paper(protocol_rows(_protocol(session)), sender=_municipality(session).name, day=today)
    return as_file(content, kind="pdf", name="protokoll", day=today)


@room.get("/purge/rule")
@open_to(Permission.INBOX_SET_UP)
def rule() -> ResponseReturnValue:
    with reading() as session:
        found = _municipality(session)
        form = RuleForm(formdata=None, days=found.retention_days, rule=found.retention_rule)
        return render_template("handover/rule.html", form=form)


@room.post("/purge/rule")
@open_to(Permission.INBOX_SET_UP)
def set_rule() -> ResponseReturnValue:
    form = RuleForm()
    if not form.validate():
        return render_template("handover/rule.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        change_rule(session, unlocked(), _municipality(session), days=form.days.data, rule=form.rule.data, now=now())
    return redirect(url_for("admin.set_up"), 303)


def _by_day(waiting: Iterable[Due]) -> list[tuple[date, list[Due]]]:
    return [(day, list(found)) for day, found in groupby(waiting, key=lambda one: one.day)]


def _municipality(session: Session) -> Municipality:
    return session.get_one(Municipality, unlocked().account.municipality_id)


def _protocol(session: Session) -> list[Purge]:
    return purges_of(session, unlocked().account.municipality_id)
