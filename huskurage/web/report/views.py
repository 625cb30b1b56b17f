"""The concern form, its receipt, and coming back with the code: no cookie, no script, one POST each."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from huskurage.actions.errors import CodeOpensNothing, NoInboxIsLive
from huskurage.actions.reporting import answer, visit, withdraw
from huskurage.core.codes import NotACode, code_keys, groups, read_code
from huskurage.core.concern import TEXT_LIMIT, Answer
from huskurage.core.derivation import Busy
from huskurage.core.giveaways import giveaways
from huskurage.web.database import reading, transaction
from huskurage.web.errors import log_place
from huskurage.web.fastlane import keep_this
from huskurage.web.formtickets import Age, FormTicket, new_ticket, read_ticket
from huskurage.web.guard import ANYONE, open_to
from huskurage.web.language import spoken
from huskurage.web.report.filing import file_once
from huskurage.web.report.forms import AnswerForm, CodeForm, ConcernForm, OwnForm
from huskurage.web.site import network_bucket, now, site
from huskurage.web.spots import spot, spot_or_nowhere
from huskurage.web.wording import clock

room = Blueprint("report", __name__)
PATIENCE = 20.0  # seconds a neighbour waits for the derivation of their code
SLOW_PATIENCE = 5.0  # seconds, where too many wrong codes came from the same network


@room.get("/<language:language>/write")
@room.get("/<language:language>/<tag:tag>/write")
@open_to(ANYONE)
def write(language: str, tag: str | None = None) -> ResponseReturnValue:
    del language
    return _page(ConcernForm(has_house=bool(spot(tag).address), formdata=None), tag, fresh=True)


@room.post("/<language:language>/write")
@room.post("/<language:language>/<tag:tag>/write")
@open_to(ANYONE)
def send(language: str, tag: str | None = None) -> ResponseReturnValue:
    return _send(ConcernForm(has_house=bool(spot(tag).address)), language, tag)


@room.get("/<language:language>/me/write")
@room.get("/<language:language>/<tag:tag>/me/write")
@open_to(ANYONE)
def write_own(language: str, tag: str | None = None) -> ResponseReturnValue:
    """The same form for the one exposed."""
    del language
    return _page(OwnForm(has_house=bool(spot(tag).address), formdata=None), tag, fresh=True)


@room.post("/<language:language>/me/write")
@room.post("/<language:language>/<tag:tag>/me/write")
@open_to(ANYONE)
def send_own(language: str, tag: str | None = None) -> ResponseReturnValue:
    return _send(OwnForm(has_house=bool(spot(tag).address)), language, tag)


def _send(form: ConcernForm, language: str, tag: str | None) -> ResponseReturnValue:
    if "switch" in request.form:
        return _page(form, tag, fresh=read_ticket(form.ticket.data or "") is None)
    if not form.validate():
        return _page(form, tag, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    ticket = read_ticket(form.ticket.data or "")
    if ticket is None or ticket.age is Age.OLD:
        return _page_with_fresh_ticket(form, tag)
    if form.happening.data == Answer.YES.value and not form.called.data:
        fields = form.clean_fields()
        return render_template("report/call_first.html", spot=spot(tag), language=language, fields=fields, own=form.own)
    found = giveaways(f"{form.text.data}\n{form.floor.data}")
    if found and not form.kept.data:
        return _page(form, tag, found=found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _file(form, ticket, tag, language)


def _file(form: ConcernForm, ticket: FormTicket, tag: str | None, language: str) -> ResponseReturnValue:
    place = spot(tag)
    hurried = ticket.age is Age.FAST or bool(form.website.data)
    concern = form.concern(language=language, poster_house=place.poster_place, hurried=hurried)
    try:
        code, outcome = file_once(concern, ticket.random, place)
    except CodeOpensNothing:  # taken back since: what is written now becomes a new concern
        return _page_with_fresh_ticket(form, tag)
    except (Busy, NoInboxIsLive, DBAPIError, NoConnection) as error:
        log_place(error)
        message = _(
            "Your concern could not be kept right now. It is NOT sent. Your text is still here: try again, or call."
        )
        return _page(form, tag, problem=message, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return render_template(
        "report/receipt.html",
        spot=place, language=language, groups=groups(code), code=code, outcome=outcome, own=form.own,
    )  # fmt: skip


def _page_with_fresh_ticket(form: ConcernForm, tag: str | None) -> ResponseReturnValue:
    message = _("This page had been open for too long. Your text is still here. Send it again.")
    return _page(form, tag, fresh=True, problem=message, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    form: ConcernForm,
    tag: str | None,
    *,
    fresh: bool = False,
    problem: str = "",
    found: tuple[object, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    if fresh or not form.ticket.data or read_ticket(form.ticket.data) is None:
        form.ticket.data = new_ticket()
    if request.method == "GET":
        keep_this(form.ticket.data)
    return render_template(
        "report/write.html",
        spot=spot(tag), language=spoken(), form=form, problem=problem, found=found, limit=TEXT_LIMIT,
    ), status  # fmt: skip


@room.get("/<language:language>/code")
@room.get("/<language:language>/<tag:tag>/code")
@open_to(ANYONE)
def code_page(language: str, tag: str | None = None) -> ResponseReturnValue:
    return render_template(
        "report/code.html", spot=spot_or_nowhere(tag), language=language, form=CodeForm(formdata=None)
    )


@room.post("/<language:language>/code")
@room.post("/<language:language>/<tag:tag>/code")
@open_to(ANYONE)
def come_back(language: str, tag: str | None = None) -> ResponseReturnValue:
    """Open with the code, and answer, add or withdraw: the code travels with each send, nothing is remembered."""
    form = CodeForm()
    if "switch" in request.form and "text" not in request.form:
        return _ask_code(form, tag, language, HTTPStatus.OK)
    if not form.validate():
        return _ask_code(form, tag, language, HTTPStatus.UNPROCESSABLE_ENTITY)
    problem, status = "", HTTPStatus.UNPROCESSABLE_ENTITY
    tries, network = site().code_tries, network_bucket()
    slow = not tries.left(network, now())
    try:
        return _behind_code(read_code(form.code.data), language, tag, slow=slow)
    except NotACode:
        problem = _("That is not a whole code. It has 20 digits: check them against your paper.")
    except CodeOpensNothing:
        tries.spend(network, now())
        problem = _("This code opens nothing. Check it against your paper.")
    except Busy:
        problem, status = _("Many people are here right now. Try again in a moment."), HTTPStatus.SERVICE_UNAVAILABLE
    if slow:
        return _slowed(form, tag, language, problem, tries.wait(network, now()))
    return _ask_code(form, tag, language, status, problem)


def _slowed(form: CodeForm, tag: str | None, language: str, problem: str, wait: timedelta) -> ResponseReturnValue:
    """Five wrong codes came from here: more are looked at one by one. The right one still opens."""
    end = clock(now() + wait + timedelta(seconds=59))
    more = _("Too many wrong codes have been tried. Until %(time)s codes are tried slowly, one at a time.", time=end)
    answer = make_response(_ask_code(form, tag, language, HTTPStatus.TOO_MANY_REQUESTS, f"{problem} {more}"))
    answer.headers["Retry-After"] = str(max(1, int(wait.total_seconds())))
    return answer


def _behind_code(read: str, language: str, tag: str | None, *, slow: bool) -> ResponseReturnValue:
    here = site()
    queue, patience = (here.slow_derivations, SLOW_PATIENCE) if slow else (here.derivations, PATIENCE)
    keys = queue.run(lambda: code_keys(read, here.settings.pepper, cost=here.code_cost), patience=patience)
    form, status, done = AnswerForm(), HTTPStatus.OK, ""
    form.code.data = read
    if "withdraw" in request.form:
        with transaction() as session:
            withdraw(session, keys=keys, now=now())
        return render_template("report/withdrawn.html", spot=spot_or_nowhere(tag), language=language)
    if "say" in request.form:
        if form.validate():
            with transaction() as session:
                answer(session, keys=keys, words=form.words(language), now=now())
            form.text.data, done = "", _("Your message has been sent, sealed. You can leave this page now.")
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    with reading() as session:
        seen = visit(session, keys=keys)
    return render_template(
        "report/visit.html",
        spot=spot_or_nowhere(tag),
        language=language,
        form=form,
        visit=seen,
        done=done,
        limit=TEXT_LIMIT,
    ), status


def _ask_code(
    form: CodeForm, tag: str | None, language: str, status: HTTPStatus, problem: str = ""
) -> ResponseReturnValue:
    """The page that asks for the code; a message that was typed behind it is kept."""
    return render_template(
        "report/code.html", spot=spot_or_nowhere(tag), language=language, form=form, problem=problem
    ), status
