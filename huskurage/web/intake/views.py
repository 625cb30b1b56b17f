"""A concern by telephone or at the desk: the same questions, and a code for the caller, shown once."""

import secrets
from http import HTTPStatus

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from huskurage.actions.errors import CodeOpensNothing, NoInboxIsLive
from huskurage.actions.guidance import place_behind
from huskurage.actions.intake import file_for_caller
from huskurage.actions.reporting import Outcome
from huskurage.core.access import Permission
from huskurage.core.codes import CodeKeys, code_keys, groups, receipt_code
from huskurage.core.concern import TEXT_LIMIT, Answer, Concern
from huskurage.core.giveaways import Giveaway, giveaways
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.intake.forms import IntakeForm
from huskurage.web.language import offered
from huskurage.web.site import now, site

room = Blueprint("intake", __name__, url_prefix="/staff/intake")
TICKET_BYTES = 32
PATIENCE = 20.0  # seconds


@room.get("/")
@open_to(Permission.REPORT_WRITE)
def write() -> ResponseReturnValue:
    return _page(IntakeForm(formdata=None))


@room.post("/")
@open_to(Permission.REPORT_WRITE)
def send() -> ResponseReturnValue:
    """Keep the concern and answer with the caller's code; the same page sent twice is one report."""
    form = IntakeForm()
    form.offer(offered())
    ticket, house = _ticket(form), _house(form)
    if not form.validate() or house is None or ticket is None:
        if house is None:
            form.tag.errors = [*form.tag.errors, _("No house of ours has this code.")]
        return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    found = giveaways(f"{form.text.data}\n{form.floor.data}")
    if found and not form.kept.data:
        return _page(form, found=found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        code, outcome = _file(form.concern(poster_house=house[0], one_house=house[1]), ticket)
    except CodeOpensNothing:
        return _page(form, fresh=True, problem=_("This concern was taken back. Send it again as a new one."))
    except NoInboxIsLive:
        return _page(form, problem=_("No inbox takes concerns. It is NOT kept: write it on paper."))
    happening = form.happening.data == Answer.YES.value
    return render_template("intake/receipt.html", groups=groups(code), outcome=outcome, happening=happening)


def _file(concern: Concern, ticket: bytes) -> tuple[str, Outcome]:
    pepper = site().settings.pepper
    code = receipt_code(ticket, pepper)
    keys = site().derivations.run(lambda: code_keys(code, pepper, cost=site().code_cost), patience=PATIENCE)
    try:
        return code, _once(concern, keys)
    except IntegrityError:  # the page was sent twice at once: the other send made the report
        return code, _once(concern, keys)


def _once(concern: Concern, keys: CodeKeys) -> Outcome:
    with transaction() as session:
        return file_for_caller(session, unlocked(), concern=concern, keys=keys, now=now())


def _ticket(form: IntakeForm) -> bytes | None:
    """The page's own randomness, from which the code follows; None when it is none of ours."""
    try:
        found = bytes.fromhex(form.ticket.data or "")
    except ValueError:
        return None
    return found if len(found) == TICKET_BYTES else None


def _house(form: IntakeForm) -> tuple[str, bool] | None:
    """The place behind the typed code, and whether it is one house; None when this municipality has no such house."""
    if not form.tag.data:
        return "", False
    with reading() as session:
        return place_behind(session, form.folded_tag or "", unlocked().account.municipality_id)


def _page(
    form: IntakeForm,
    *,
    fresh: bool = False,
    problem: str = "",
    found: tuple[Giveaway, ...] = (),
    status: HTTPStatus | None = None,
) -> ResponseReturnValue:
    form.offer(offered())
    if fresh or _ticket(form) is None:
        form.ticket.data = secrets.token_hex(TICKET_BYTES)
    code = status or (HTTPStatus.CONFLICT if problem else HTTPStatus.OK)
    return render_template("intake/write.html", form=form, problem=problem, found=found, limit=TEXT_LIMIT), code
