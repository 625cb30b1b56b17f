"""Events as an administrator keeps them: adding, changing, calling off, taking out, words in other languages."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.campaigns import TooMany, check_foreign
from huskurage.actions.events import (
    add_event,
    call_off,
    campaigns_to_choose,
    change_event,
    event_for,
    remove_event,
    translate_event,
)
from huskurage.core.access import Permission
from huskurage.core.campaigns import MOST_EVENTS
from huskurage.core.swedish_time import local
from huskurage.store.campaigns import Event
from huskurage.web.campaigns.forms import KNOWN, EventForm, EventWordsForm
from huskurage.web.campaigns.words import STANDINGS, standing_of, swedish_of
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now

room = Blueprint("events", __name__, url_prefix="/staff/events")
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@room.get("/new")
@open_to(Permission.GUIDANCE_KEEP)
def new() -> ResponseReturnValue:
    chosen = request.args.get("campaign", "")
    with reading() as session:
        return _new(session, EventForm(formdata=None, campaign=chosen, interpreter="unknown", languages=["sv"]))


@room.post("/new")
@open_to(Permission.GUIDANCE_KEEP)
def add() -> ResponseReturnValue:
    form = EventForm()
    with transaction() as session:
        if not _is_good(session, form):
            return _new(session, form), UNPROCESSABLE
        try:
            add_event(session, unlocked(), form.plan(), now=now())
        except TooMany:
            form.title.errors = [_full()]
            return _new(session, form), UNPROCESSABLE
    return redirect(url_for("campaigns.campaigns"), 303)


@room.get("/<int:event_id>")
@open_to(Permission.GUIDANCE_KEEP)
def event(event_id: int) -> ResponseReturnValue:
    with reading() as session:
        found = event_for(session, unlocked(), event_id)
        return _one(session, found, _filled(found))


@room.post("/<int:event_id>")
@open_to(Permission.GUIDANCE_KEEP)
def change(event_id: int) -> ResponseReturnValue:
    form = EventForm()
    with transaction() as session:
        found = event_for(session, unlocked(), event_id, held=True)
        if not _is_good(session, form, found):
            return _one(session, found, form), UNPROCESSABLE
        try:
            change_event(session, unlocked(), found, form.plan(), now=now())
        except TooMany:
            form.day.errors = [_full()]
            return _one(session, found, form), UNPROCESSABLE
    return redirect(url_for("campaigns.campaigns"), 303)


@room.post("/<int:event_id>/call-off")
@open_to(Permission.GUIDANCE_KEEP)
def off(event_id: int) -> ResponseReturnValue:
    return _call_off(event_id, called_off=True)


@room.post("/<int:event_id>/call-on")
@open_to(Permission.GUIDANCE_KEEP)
def on_again(event_id: int) -> ResponseReturnValue:
    return _call_off(event_id, called_off=False)


@room.post("/<int:event_id>/remove")
@open_to(Permission.GUIDANCE_KEEP)
def remove(event_id: int) -> ResponseReturnValue:
    with transaction() as session:
        remove_event(session, unlocked(), event_for(session, unlocked(), event_id, held=True), now=now())
    return redirect(url_for("campaigns.campaigns"), 303)


@room.get("/<int:event_id>/in/<language:language>")
@open_to(Permission.GUIDANCE_KEEP)
def words(event_id: int, language: str) -> ResponseReturnValue:
    check_foreign(language)
    with reading() as session:
        found = event_for(session, unlocked(), event_id)
        written = {
            "title": found.title.in_language(language), "title_of": found.title.version,
            "details": found.details.in_language(language), "details_of": found.details.version,
        }  # fmt: skip
        return _words(found, language, EventWordsForm(formdata=None, data=written))


@room.post("/<int:event_id>/in/<language:language>")
@open_to(Permission.GUIDANCE_KEEP)
def translate(event_id: int, language: str) -> ResponseReturnValue:
    form = EventWordsForm()
    with transaction() as session:
        found = event_for(session, unlocked(), event_id, held=True)
        if not form.validate():
            return _words(found, language, form), UNPROCESSABLE
        title, details = form.said()
        translate_event(session, unlocked(), found, language, title, details, now=now())
    return redirect(url_for("events.event", event_id=event_id), 303)


def _today() -> date:
    return local(now()).date()


def _full() -> str:
    return str(_("At most %(number)s events that are not over. Take one out first.", number=MOST_EVENTS))


def _call_off(event_id: int, *, called_off: bool) -> ResponseReturnValue:
    with transaction() as session:
        found = event_for(session, unlocked(), event_id, held=True)
        call_off(session, unlocked(), found, called_off=called_off, now=now())
    return redirect(url_for("events.event", event_id=event_id), 303)


def _is_good(session: Session, form: EventForm, found: Event | None = None) -> bool:
    form.offer(campaigns_to_choose(session, unlocked()))
    form.today = _today()
    form.earliest = min(form.today, found.day) if found else form.today
    return bool(form.validate())


def _filled(found: Event) -> EventForm:
    known = next(name for name, value in KNOWN.items() if value is found.interpreter)
    return EventForm(
        formdata=None, title=swedish_of(found.title), details=swedish_of(found.details), day=found.day,
        campaign=str(found.campaign_id or ""), begins=found.begins, ends=found.ends, place=found.place,
        kind=found.kind.value, audience=found.audience.value, languages=list(found.languages), interpreter=known,
        booking=found.booking,
    )  # fmt: skip


def _new(session: Session, form: EventForm) -> str:
    form.offer(campaigns_to_choose(session, unlocked()))
    return render_template("campaigns/event_new.html", form=form)


def _one(session: Session, found: Event, form: EventForm) -> str:
    form.offer(campaigns_to_choose(session, unlocked()))
    texts = [found.title, found.details]
    return render_template(
        "campaigns/event.html", event=found, form=form, swedish_of=swedish_of,
        standing=lambda tag: STANDINGS[standing_of(texts, tag)],
    )  # fmt: skip


def _words(found: Event, language: str, form: EventWordsForm) -> str:
    return render_template(
        "campaigns/words.html",
        back=url_for("events.event", event_id=found.id),
        action=url_for("events.translate", event_id=found.id, language=language),
        tongue=language,
        form=form,
        title=swedish_of(found.title),
        details=swedish_of(found.details),
    )
