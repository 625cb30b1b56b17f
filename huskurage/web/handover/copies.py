"""A redacted copy: choose entries, cover parts of their text, look at the bars, take the PDF."""

from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.disclosure import check_facts, chosen_from, cover, redacted_copy
from huskurage.actions.handover import Said, said_in, shut_in
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import listed, report_for
from huskurage.core.access import Permission
from huskurage.core.documents import COVERED_AT_FIRST, Fact, facts_of
from huskurage.core.redaction import Pieces, TextChanged, UnevenMarks, covered, offered
from huskurage.core.swedish_time import local
from huskurage.store.reports import EntryKind, Report
from huskurage.web.database import reading, transaction
from huskurage.web.forms import cleaned
from huskurage.web.guard import logged_even_if_it_fails, open_to, unlocked
from huskurage.web.handover.answers import as_file, paper
from huskurage.web.handover.room import room
from huskurage.web.handover.words import FACTS, fact_words
from huskurage.web.site import now

SHOWN_AT_FIRST = frozenset(Fact) - COVERED_AT_FIRST


@room.get("/reports/<report_id>/copy")
@open_to(Permission.REPORT_WRITE)
def copy(report_id: str) -> ResponseReturnValue:
    """Which entries: by kind and day, without a word of what they say."""
    with reading() as session:
        return _choosing(report_for(session, unlocked(), report_id))


@room.post("/reports/<report_id>/copy")
@open_to(Permission.REPORT_WRITE)
def mark(report_id: str) -> ResponseReturnValue:
    """The chosen texts, to be covered: a reading, and logged as one."""
    with logged_even_if_it_fails(report_id), transaction() as session:
        report = report_for(session, unlocked(), report_id, to_change=True)
        chosen = chosen_from(unlocked(), report, request.form.getlist("entry"))
        if not chosen:
            return _choosing(report, _("Choose at least one entry.")), HTTPStatus.UNPROCESSABLE_ENTITY
        read_thread(session, unlocked(), report, now=now())
        return _marking(report, chosen, {one.entry.id: offered(one.content.text) for one in chosen}, SHOWN_AT_FIRST)


@room.post("/reports/<report_id>/copy/preview")
@open_to(Permission.REPORT_WRITE)
def preview(report_id: str) -> ResponseReturnValue:
    with reading() as session:
        report = report_for(session, unlocked(), report_id)
        marked, shown = _marked(), _shown()
        chosen = chosen_from(unlocked(), report, list(marked))
        check_facts(unlocked(), report, shown)
        problems = _problems(chosen, marked)
        if problems or not chosen or "again" in request.form:
            status = HTTPStatus.OK if "again" in request.form else HTTPStatus.UNPROCESSABLE_ENTITY
            return _marking(report, chosen, marked, shown, problems), status
        return _bars(report, chosen, marked, shown)


@room.post("/reports/<report_id>/copy/file")
@open_to(Permission.REPORT_WRITE)
def take_copy(report_id: str) -> ResponseReturnValue:
    with logged_even_if_it_fails(report_id), transaction() as session:
        report = report_for(session, unlocked(), report_id)
        marked, shown = _marked(), _shown()
        chosen = chosen_from(unlocked(), report, list(marked))
        problems = _problems(chosen, marked)
        if problems or not chosen:
            return _marking(report, chosen, marked, shown, problems), HTTPStatus.UNPROCESSABLE_ENTITY
        content = redacted_copy(session, unlocked(), report, marked=marked, shown=shown, now=now())
    return as_file(paper(content), kind="pdf", name="kopia", day=local(now()).date())


def _marked() -> dict[str, str]:
    """The texts as they were sent, by the id of their entry."""
    return {
        name.removeprefix("text-"): cleaned(text) for name, text in request.form.items() if name.startswith("text-")
    }


def _shown() -> frozenset[Fact]:
    return frozenset(fact for fact in Fact if fact.value in request.form.getlist("fact"))


def _problems(chosen: list[Said], marked: dict[str, str]) -> dict[str, str]:
    """What is wrong with which text."""
    found = {}
    for one in chosen:
        try:
            covered(marked[one.entry.id], one.content.text)
        except TextChanged:
            found[one.entry.id] = _("The text has been changed. Only marks may be added: put back what was there.")
        except UnevenMarks:
            found[one.entry.id] = _("A mark is missing its other half.")
    return found


def _choosing(report: Report, problem: str = "") -> str:
    return render_template(
        "handover/copy.html", report=report, words=said_in(unlocked(), report), shut=shut_in(unlocked(), report),
        note=EntryKind.NOTE, problem=problem,
    )  # fmt: skip


def _marking(
    report: Report, chosen: list[Said], marked: dict[str, str], shown: frozenset[Fact],
    problems: dict[str, str] | None = None,
) -> str:  # fmt: skip
    return render_template(
        "handover/mark.html", report=report, chosen=chosen, marked=marked, shown=shown, facts=FACTS,
        known=_facts(report), problems=problems or {},
    )  # fmt: skip


def _bars(report: Report, chosen: list[Said], marked: dict[str, str], shown: frozenset[Fact]) -> str:
    pieces: dict[str, Pieces] = cover(chosen, marked)
    return render_template(
        "handover/preview.html", report=report, chosen=chosen, marked=marked, pieces=pieces, shown=shown, facts=FACTS,
        known=_facts(report),
    )  # fmt: skip


def _facts(report: Report) -> dict[Fact, str] | None:
    """Each fact in words, as the paper will say it; None when they do not open."""
    line = listed(unlocked(), report)
    if line.shut:
        return None
    known = facts_of(line.concern) if line.concern else {}
    return {fact: fact_words(fact, known.get(fact.value, "")) for fact in Fact}
