"""Asking the neighbour: ready questions in their language, and a look at what they will see before it is sent."""

from http import HTTPStatus

from flask import get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from huskurage.actions.notices import may_now
from huskurage.actions.triage import Listed, ask, listed, report_for
from huskurage.core.access import Permission
from huskurage.core.concern import TEXT_LIMIT, Words
from huskurage.core.languages import LANGUAGES, Language
from huskurage.core.lifecycle import ForbiddenMove, Verb
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.language import offered
from huskurage.web.questions import QUESTIONS, question_in
from huskurage.web.site import now
from huskurage.web.triage.doors import room
from huskurage.web.triage.forms import AskForm


@room.get("/reports/<report_id>/ask")
@open_to(Permission.REPORT_WRITE)
def ask_page(report_id: str) -> ResponseReturnValue:
    return _page(_one(report_id), AskForm(formdata=None))


@room.post("/reports/<report_id>/ask")
@open_to(Permission.REPORT_WRITE)
def ask_question(report_id: str) -> ResponseReturnValue:
    """Fill the box with a ready question, show what the neighbour will see, or send: the pressed button says which."""
    form, one = AskForm(), _one(report_id)
    form.offer(offered(), _reads(one).tag)
    if (chosen := request.form.get("use")) in QUESTIONS:
        ready = question_in(_reads(one), chosen)
        form.text.data = f"{form.text.data}\n{ready}".strip()
        form.language.data = _reads(one).tag
        return _page(one, form)
    if not form.validate():
        return _page(one, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if "preview" in request.form:
        return _page(one, form, preview=True)
    with transaction() as session:
        found = report_for(session, unlocked(), report_id, to_change=True)
        ask(session, unlocked(), found, text=form.text.data, language=form.language.data, now=now())
    return redirect(url_for("triage.report", report_id=report_id), 303)


def _one(report_id: str) -> Listed:
    with reading() as session:
        found = report_for(session, unlocked(), report_id)
        if found.muted or not may_now(found, Verb.ASK):
            raise ForbiddenMove("nothing can be asked about it now")
        return listed(unlocked(), found)


def _reads(one: Listed) -> Language:
    """The language in which the neighbour reads the public pages; Swedish when it is no longer offered or not known."""
    tag = one.concern.language if one.concern else ""
    return next((language for language in offered() if language.tag == tag), LANGUAGES[0])


def _page(one: Listed, form: AskForm, *, preview: bool = False) -> str:
    reads = _reads(one)
    form.offer(offered(), reads.tag)
    return render_template(
        "triage/ask.html",
        report=one.report,
        one=one,
        reads=reads,
        ready=[(name, words, question_in(reads, name)) for name, words in QUESTIONS.items()],
        form=form,
        limit=TEXT_LIMIT,
        preview=_preview(form, reads) if preview else None,
    )


def _preview(form: AskForm, reads: Language) -> str:
    """The very box of the neighbour's own page, in their language."""
    words = Words(form.text.data, form.language.data)
    with force_locale(reads.babel):
        shown: str = get_template_attribute("components/questions.html", "questions")([words])  # escaped by Jinja
    return shown
