"""Handing a report over: choosing to whom and what, the record of it, and the document as PDF and JSON."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.errors import NeverFirst, NotFound
from huskurage.actions.handover import (
    Passing,
    hand_over,
    hand_over_for,
    kinds_before,
    records_of,
    said_in,
    shut_in,
    take_document,
)
from huskurage.actions.receivers import receiver_for
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import listed, report_for
from huskurage.core.access import Permission
from huskurage.core.handover import HandOver, Way
from huskurage.core.lifecycle import ForbiddenMove, Verb, may_do
from huskurage.core.receivers import may_receive
from huskurage.core.swedish_time import local
from huskurage.store.places import Receiver, receivers_of
from huskurage.store.reports import EntryKind, Report
from huskurage.web.database import reading, transaction
from huskurage.web.guard import logged_even_if_it_fails, open_to, unlocked
from huskurage.web.handover import copies, directory, purging, registering
from huskurage.web.handover.answers import as_file, paper
from huskurage.web.handover.forms import HandOverForm
from huskurage.web.handover.room import room
from huskurage.web.handover.words import ACCEPTS, KINDS, WAYS
from huskurage.web.site import now

__all__ = ["copies", "directory", "purging", "registering", "room"]  # importing them gives the room its pages


@room.get("/reports/<report_id>/hand-over")
@open_to(Permission.REPORT_WRITE)
def choose(report_id: str) -> ResponseReturnValue:
    with reading() as session:
        report = report_for(session, unlocked(), report_id)
        return _page(session, report, HandOverForm(formdata=None, day=local(now()).date()))


@room.post("/reports/<report_id>/hand-over/texts")
@open_to(Permission.REPORT_WRITE)
def texts(report_id: str) -> ResponseReturnValue:
    """The same page with the words under each part, and what was chosen kept: a reading, and logged as one."""
    with logged_even_if_it_fails(report_id), transaction() as session:
        report = report_for(session, unlocked(), report_id, to_change=True)
        read_thread(session, unlocked(), report, now=now())
        session.flush()
        return _page(session, report, HandOverForm(), shown=True)


@room.post("/reports/<report_id>/hand-over")
@open_to(Permission.REPORT_WRITE)
def send(report_id: str) -> ResponseReturnValue:
    form = HandOverForm()
    form.today = local(now()).date()
    with transaction() as session:
        report = report_for(session, unlocked(), report_id, to_change=True)
        chosen = _chosen(session, form)
        problems = _problems(form, chosen)
        if chosen is None or problems:
            return _page(session, report, form, problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            entry_id = _hand_over(session, report, chosen, form)
        except NeverFirst:
            problems = [_("%(name)s starts from a police report or an open case.", name=chosen.name)]
            return _page(session, report, form, problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("handover.sent", report_id=report_id, entry_id=entry_id), 303)


@room.get("/reports/<report_id>/hand-over/<entry_id>")
@open_to(Permission.REPORT_WRITE)
def sent(report_id: str, entry_id: str) -> ResponseReturnValue:
    """What was handed over, and the document to take out."""
    with reading() as session:
        report = report_for(session, unlocked(), report_id)
        handed = hand_over_for(unlocked(), report, entry_id)
        return render_template(
            "handover/sent.html", report=report, entry=handed.entry, record=handed.content, kinds=KINDS, ways=WAYS
        )


@room.post("/reports/<report_id>/hand-over/<entry_id>.pdf")
@open_to(Permission.REPORT_WRITE)
def document(report_id: str, entry_id: str) -> ResponseReturnValue:
    content = _document(report_id, entry_id)
    return as_file(paper(content), kind="pdf", name="handling", day=local(now()).date())


@room.post("/reports/<report_id>/hand-over/<entry_id>.json")
@open_to(Permission.REPORT_WRITE)
def document_for_machines(report_id: str, entry_id: str) -> ResponseReturnValue:
    content = _document(report_id, entry_id)
    return as_file(content, kind="json", name="handling", day=local(now()).date())


def _document(report_id: str, entry_id: str) -> bytes:
    with logged_even_if_it_fails(report_id), transaction() as session:
        report = report_for(session, unlocked(), report_id)
        return take_document(session, unlocked(), report, hand_over_for(unlocked(), report, entry_id), now=now())


def _hand_over(session: Session, report: Report, receiver: Receiver, form: HandOverForm) -> str:
    passing = Passing(
        receiver=receiver, way=Way(form.way.data), day=form.day.data, reference=form.reference.data,
        registry_number=form.registry_number.data, with_facts="facts" in _parts(),
        entries=[one for one in _parts() if one != "facts"],
    )  # fmt: skip
    return hand_over(session, unlocked(), report, passing, now=now()).id


def _parts() -> list[str]:
    """What is ticked: "facts", and ids of entries."""
    return request.form.getlist("part")


def _chosen(session: Session, form: HandOverForm) -> Receiver | None:
    try:
        found = receiver_for(session, unlocked(), form.receiver.data or 0)
    except NotFound:
        return None
    return None if found.retired else found


def _problems(form: HandOverForm, chosen: Receiver | None) -> list[str]:
    """What is missing, in words."""
    found = [] if chosen else [_("Choose a receiver.")]
    if not _parts():
        found.append(_("Choose at least one part that goes along."))
    if not form.validate():
        found += [str(message) for messages in form.errors.values() for message in messages]
    return found


def _page(
    session: Session, report: Report, form: HandOverForm, *, shown: bool = False, problems: Sequence[str] = ()
) -> str:
    if not may_do(report.state, Verb.HAND_OVER):
        raise ForbiddenMove("nobody has read this report")
    before = kinds_before(unlocked(), report)
    said = said_in(unlocked(), report)
    directory_ = receivers_of(session, unlocked().account.municipality_id)
    usual = {"facts"} | {one.entry.id for one in said if one.entry.kind is not EntryKind.NOTE}
    return render_template(
        "handover/choose.html",
        report=report,
        form=form,
        receivers=[(one, may_receive(one.kind, before)) for one in directory_],
        earlier=[one for one in records_of(unlocked(), report) if isinstance(one.content, HandOver)],
        words=said,
        shut=shut_in(unlocked(), report),
        facts_shut=listed(unlocked(), report).shut,
        ticked=set(_parts()) if request.method == "POST" else usual,
        shown=shown,
        problems=problems,
        today=local(now()).date(),
        kinds=KINDS,
        accepts=ACCEPTS,
    )
