"""The recovery kit step by step: print, type back a part, open with the whole, let the inbox live.

The code is nowhere but in answers to POST: made in one, carried by hidden fields to those that print and compare it.
"""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import InboxNotReady, NobodyOnDuty, NotFound, NothingChanged
from huskurage.actions.inboxes import inbox_in, let_live
from huskurage.actions.keys import kit_ring, note_wrong_code, replace_kit, test_open_kit
from huskurage.core.access import Permission
from huskurage.core.keys import NotAKit, group_numbers, groups_match
from huskurage.core.kitsheet import draw_kit
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox
from huskurage.web.database import reading, transaction
from huskurage.web.forms import cleaned
from huskurage.web.guard import open_to, unlocked
from huskurage.web.keys.forms import GroupsForm, KitForm
from huskurage.web.keys.kitwords import kit_sheet
from huskurage.web.site import now, site

room = Blueprint("kits", __name__, url_prefix="/staff/openings/<int:inbox_id>/kit")
FILE_NAME = "reservnyckel.pdf"


@room.get("")
@open_to(Permission.OPENING_GIVE)
def begin(inbox_id: int) -> ResponseReturnValue:
    with reading() as session:
        return render_template("keys/kit_begin.html", inbox=_own(inbox_in(session, unlocked().account, inbox_id)))


@room.post("")
@open_to(Permission.OPENING_GIVE)
def make(inbox_id: int) -> ResponseReturnValue:
    """Make the code, once for each page that asked: the same page sent again would kill what was just printed."""
    with transaction() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        if request.form.get("kit") != str(found.kit.id if found.kit else 0):
            raise NothingChanged
        me = unlocked()
        kit = replace_kit(session, inbox=found, holder=me.pair, account=me.account, now=now())
        session.flush()
        return render_template("keys/kit_print.html", inbox=found, code=kit.code)


@room.post("/print")
@open_to(Permission.OPENING_GIVE)
def draw(inbox_id: int) -> ResponseReturnValue:
    """The paper as a PDF, shown rather than saved: a saved file would be one more copy of the code."""
    today = local(now()).date()
    with reading() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        if (code := _carried(found)) is None:
            return _start_again(found)
        sheet = kit_sheet(session, found, code, today)
    pdf = draw_kit(sheet, posters_dir=site().settings.posters_dir, made_on=today)
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return response


@room.post("/papers")
@open_to(Permission.OPENING_GIVE)
def papers(inbox_id: int) -> ResponseReturnValue:
    with reading() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        code = _carried(found)
        return _start_again(found) if code is None else _compare(found, code, GroupsForm(formdata=None))


@room.post("/typed")
@open_to(Permission.OPENING_GIVE)
def typed(inbox_id: int) -> ResponseReturnValue:
    """Compare two groups from the paper with the code that this very form carries."""
    form = GroupsForm()
    with reading() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        if (code := _carried(found)) is None:
            return _start_again(found)
        if not form.validate():
            return _compare(found, code, form), HTTPStatus.UNPROCESSABLE_ENTITY
        for field, number in zip((form.first, form.second), group_numbers(code), strict=True):
            if not groups_match(code, number, field.data):
                field.errors = [_("This is not what should stand there. Look at the paper once more.")]
                return _compare(found, code, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("kits.try_paper", inbox_id=inbox_id), 303)


@room.get("/test")
@open_to(Permission.OPENING_GIVE)
def try_paper(inbox_id: int) -> ResponseReturnValue:
    with reading() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        return render_template("keys/kit_test.html", inbox=found, form=KitForm(formdata=None))


@room.post("/test")
@open_to(Permission.OPENING_GIVE)
def send_paper(inbox_id: int) -> ResponseReturnValue:
    form, me = KitForm(), unlocked().account
    with transaction() as session:
        found = inbox_in(session, me, inbox_id)
        if not form.validate():
            return render_template("keys/kit_test.html", inbox=found, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            test_open_kit(session, inbox=found, typed=form.code.data, now=now(), today=local(now()).date(), account=me)
        except (NotAKit, NotFound, Unsealable):
            note_wrong_code(session, found, me, now=now())
            form.code.errors = [_("This code does not open the inbox. Read every sign once more.")]
            return render_template("keys/kit_test.html", inbox=found, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
        onward = "keys.inbox" if found.live else "kits.ready"
    return redirect(url_for(onward, inbox_id=inbox_id), 303)


@room.get("/live")
@open_to(Permission.OPENING_GIVE)
def ready(inbox_id: int) -> ResponseReturnValue:
    with reading() as session:
        return render_template("keys/kit_live.html", inbox=_own(inbox_in(session, unlocked().account, inbox_id)))


@room.post("/live")
@open_to(Permission.OPENING_GIVE)
def go_live(inbox_id: int) -> ResponseReturnValue:
    with transaction() as session:
        found = _own(inbox_in(session, unlocked().account, inbox_id))
        try:
            let_live(session, unlocked(), found, now=now())
        except (InboxNotReady, NobodyOnDuty) as error:
            found.live = False
            unmanned = isinstance(error, NobodyOnDuty)
            page = render_template("keys/kit_live.html", inbox=found, refused=not unmanned, unmanned=unmanned)
            session.rollback()
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("keys.inbox", inbox_id=inbox_id), 303)


def _own(found: Inbox) -> Inbox:
    """The inbox, if this person is a keyholder of it."""
    if not found.is_held_by(unlocked().account):
        raise NotFound
    return found


def _carried(found: Inbox) -> str | None:
    """The code that the form carries, if it is that of the inbox's kit as it is now."""
    code = cleaned(request.form.get("carried"))
    try:
        kit_ring(found, code)
    except (NotAKit, NotFound, Unsealable):
        return None
    return code


def _compare(found: Inbox, code: str, form: GroupsForm) -> str:
    return render_template("keys/kit_papers.html", inbox=found, code=code, form=form, numbers=group_numbers(code))


def _start_again(found: Inbox) -> ResponseReturnValue:
    return render_template("keys/kit_begin.html", inbox=_own(found), lost=True), HTTPStatus.UNPROCESSABLE_ENTITY
