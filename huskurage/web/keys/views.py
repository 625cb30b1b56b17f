"""Who can open what: the municipality's inboxes, one inbox with its keyholders, letting in and taking away."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.inboxes import alarms, found_inbox, inbox_in
from huskurage.actions.keys import note_wrong_code
from huskurage.actions.leaving import person_in, what_depends_on
from huskurage.actions.openings import let_in, let_in_with_kit, newcomers, take_away
from huskurage.actions.rotation import left_to_reseal
from huskurage.core.access import Permission
from huskurage.core.keys import NotAKit
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, Receives, inboxes_of
from huskurage.store.people import Account, accounts_of
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.keys.blocking import what_blocks
from huskurage.web.keys.forms import RECEIVES, InboxForm, LetInForm, LetInWithKitForm
from huskurage.web.site import now

room = Blueprint("keys", __name__, url_prefix="/staff/openings")


@room.get("/")
@open_to(Permission.OPENING_LIST)
def openings() -> ResponseReturnValue:
    with reading() as session:
        here, today = unlocked().account.municipality_id, local(now()).date()
        return render_template(
            "keys/openings.html",
            inboxes=[(one, alarms(one, today)) for one in inboxes_of(session, here)],
            people=accounts_of(session, here),
            receives_names=RECEIVES,
        )


@room.get("/new")
@open_to(Permission.OPENING_GIVE)
def new_inbox() -> ResponseReturnValue:
    return render_template("keys/new.html", form=InboxForm(formdata=None))


@room.post("/new")
@open_to(Permission.OPENING_GIVE)
def make_inbox() -> ResponseReturnValue:
    form = InboxForm()
    if not form.validate():
        return render_template("keys/new.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        taken = {one.name.casefold() for one in inboxes_of(session, unlocked().account.municipality_id)}
        if form.name.data.casefold() in taken:
            form.name.errors = [_("There is an inbox of that name already.")]
            return render_template("keys/new.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
        made = found_inbox(
            session, unlocked(), name=form.name.data, receives=Receives(form.receives.data), now=now()
        ).id
    return redirect(url_for("kits.begin", inbox_id=made), 303)


@room.get("/<int:inbox_id>")
@open_to(Permission.OPENING_LIST)
def inbox(inbox_id: int) -> ResponseReturnValue:
    with reading() as session:
        return _page(session, inbox_in(session, unlocked().account, inbox_id))


@room.post("/<int:inbox_id>/people")
@open_to(Permission.OPENING_GIVE)
def let_person_in(inbox_id: int) -> ResponseReturnValue:
    form = LetInForm()
    if not form.validate():
        return _again(inbox_id, own_form=form)
    with transaction() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        let_in(session, unlocked(), found, _newcomer(session, found, form), now=now())
    return redirect(url_for("keys.inbox", inbox_id=inbox_id), 303)


@room.post("/<int:inbox_id>/with-kit")
@open_to(Permission.OPENING_GIVE)
def let_person_in_with_kit(inbox_id: int) -> ResponseReturnValue:
    form = LetInWithKitForm()
    if not form.validate():
        return _again(inbox_id, kit_form=form)
    try:
        with transaction() as session:
            found, account = inbox_in(session, unlocked().account, inbox_id), unlocked().account
            newcomer = _newcomer(session, found, form)
            let_in_with_kit(session, account, found, newcomer, typed=form.code.data, now=now())
    except (NotAKit, Unsealable):
        with transaction() as session:  # what was begun above is undone; that it was tried stays
            found = inbox_in(session, unlocked().account, inbox_id)
            note_wrong_code(session, found, unlocked().account, now=now())
        form.code.errors = [_("This code does not open the inbox. Read every sign once more.")]
        return _again(inbox_id, kit_form=form)
    return redirect(url_for("keys.inbox", inbox_id=inbox_id), 303)


@room.get("/<int:inbox_id>/people/<int:account_id>")
@open_to(Permission.OPENING_GIVE)
def keyholder(inbox_id: int, account_id: int) -> ResponseReturnValue:
    with reading() as session:
        return keyholder_page(session, inbox_id, account_id)


@room.post("/<int:inbox_id>/people/<int:account_id>")
@open_to(Permission.OPENING_GIVE)
def end_opening(inbox_id: int, account_id: int) -> ResponseReturnValue:
    """Take the opening away; the page again where something still depends on the person."""
    with transaction() as session:
        found, person = _held(session, inbox_id, account_id)
        if what_depends_on(session, person, [found]):
            return keyholder_page(session, inbox_id, account_id), HTTPStatus.UNPROCESSABLE_ENTITY
        take_away(session, unlocked(), found, person, now=now())
    return redirect(url_for("keys.inbox", inbox_id=inbox_id, go=1), 303)


def _newcomer(session: Session, found: Inbox, form: LetInForm) -> Account:
    """The chosen person; raises NotFound for anybody who was not offered."""
    offered = {str(one.id): one for one in newcomers(session, found)}
    if form.person.data not in offered:
        raise NotFound
    return offered[form.person.data]


def keyholder_page(session: Session, inbox_id: int, account_id: int, problem: str = "") -> str:
    """What still depends on a keyholder in this inbox, or the button that takes their opening away; raises NotFound."""
    found, person = _held(session, inbox_id, account_id)
    blocks = what_blocks(session, person, what_depends_on(session, person, [found]), problem)
    return render_template("keys/keyholder.html", inbox=found, **blocks)


def _held(session: Session, inbox_id: int, account_id: int) -> tuple[Inbox, Account]:
    """The inbox, which this person and the other one open; raises NotFound."""
    me = unlocked().account
    found, person = inbox_in(session, me, inbox_id), person_in(session, me, account_id)
    if not (found.is_held_by(me) and found.is_held_by(person)):
        raise NotFound
    return found, person


def _again(inbox_id: int, **forms: LetInForm) -> ResponseReturnValue:
    with reading() as session:
        found = inbox_in(session, unlocked().account, inbox_id)
        return _page(session, found, **forms), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    session: Session, found: Inbox, *, own_form: LetInForm | None = None, kit_form: LetInWithKitForm | None = None
) -> str:
    people, wrong = newcomers(session, found), alarms(found, local(now()).date())
    return render_template(
        "keys/inbox.html",
        inbox=found,
        alarms=wrong,
        holds=found.is_held_by(unlocked().account),
        left=left_to_reseal(session, found) if found.unfinished and found.is_held_by(unlocked().account) else 0,
        going="go" in request.args,
        stuck="stuck" in request.args,
        own_form=(own_form or LetInForm(formdata=None)).offer(people),
        kit_form=(kit_form or LetInWithKitForm(formdata=None)).offer(people),
        receives_name=RECEIVES[found.receives],
    )
