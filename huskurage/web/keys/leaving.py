"""Leaving the job: choose the person, give what depends on them to others, end everything that is theirs."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from huskurage.actions.errors import NobodyOnDuty, NotFound
from huskurage.actions.leaving import (
    colleague_in,
    end_account,
    give_part,
    give_reports,
    person_in,
    what_depends_on,
)
from huskurage.core.access import Permission
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import inboxes_of
from huskurage.store.people import Account, accounts_of
from huskurage.web.database import reading, transaction
from huskurage.web.forms import row_number
from huskurage.web.guard import open_to, unlocked
from huskurage.web.keys.blocking import what_blocks
from huskurage.web.keys.views import keyholder_page
from huskurage.web.site import now
from huskurage.web.staffwords import nobody_words

room = Blueprint("leaving", __name__, url_prefix="/staff/leaving")


@room.get("/")
@open_to(Permission.ACCOUNT_END)
def choose() -> ResponseReturnValue:
    with reading() as session:
        me = unlocked().account
        people = [one for one in accounts_of(session, me.municipality_id) if one.id != me.id]
        return render_template("keys/leaving.html", people=people)


@room.get("/<int:account_id>")
@open_to(Permission.ACCOUNT_END)
def person(account_id: int) -> ResponseReturnValue:
    with reading() as session:
        return _page(session, _other(session, account_id))


@room.post("/<int:account_id>/hand-on")
@open_to(Permission.ACCOUNT_END)
def hand_on(account_id: int) -> ResponseReturnValue:
    """Give reports and parts to those who were chosen; what nobody was chosen for stays."""
    inbox_id = _number("inbox")
    try:
        with transaction() as session:
            _give_what_was_chosen(session, account_id)
    except NobodyOnDuty as nobody:
        problem = nobody_words(nobody)
        with reading() as session:
            if inbox_id is not None:
                return keyholder_page(session, inbox_id, account_id, problem), HTTPStatus.UNPROCESSABLE_ENTITY
            return _page(session, _other(session, account_id), problem), HTTPStatus.UNPROCESSABLE_ENTITY
    if inbox_id is not None:
        return redirect(url_for("keys.keyholder", inbox_id=inbox_id, account_id=account_id), 303)
    return redirect(url_for("leaving.person", account_id=account_id), 303)


@room.post("/<int:account_id>")
@open_to(Permission.ACCOUNT_END)
def end(account_id: int) -> ResponseReturnValue:
    """End the person's access; the page again where something still depends on them."""
    with transaction() as session:
        leaver = _other(session, account_id)
        if what_depends_on(session, leaver):
            return _page(session, leaver), HTTPStatus.UNPROCESSABLE_ENTITY
        end_account(session, unlocked(), leaver, now=now(), today=local(now()).date())
    return redirect(url_for("leaving.ended", account_id=account_id), 303)


@room.get("/<int:account_id>/ended")
@open_to(Permission.ACCOUNT_END)
def ended(account_id: int) -> ResponseReturnValue:
    with reading() as session:
        me = unlocked().account
        gone = colleague_in(session, me, account_id)
        if gone.left_on is None:
            return redirect(url_for("leaving.choose"), 303)
        waiting = [one for one in inboxes_of(session, me.municipality_id) if one.rotation_due or one.unfinished]
        mine = {one.id for one in waiting if one.is_held_by(me)}
        return render_template("keys/left.html", person=gone, waiting=waiting, mine=mine)


def _give_what_was_chosen(session: Session, account_id: int) -> None:
    me, leaver = unlocked().account, person_in(session, unlocked().account, account_id)
    for one in what_depends_on(session, leaver, to_change=True):
        if to := _chosen(session, f"reports-{one.inbox.id}"):
            give_reports(session, me, one.inbox, leaver, to=to, now=now())
        for part in one.parts:
            if to := _chosen(session, f"{part.value}-{one.inbox.id}"):
                give_part(session, me, one.inbox, part, leaver, to=to, now=now())


def _other(session: Session, account_id: int) -> Account:
    """Somebody else of this municipality; nobody ends their own access."""
    if account_id == unlocked().account.id:
        raise NotFound
    return person_in(session, unlocked().account, account_id)


def _chosen(session: Session, field: str) -> Account | None:
    number = _number(field)
    return person_in(session, unlocked().account, number) if number else None


def _number(field: str) -> int | None:
    """The number that a field names; None where it is empty. Raises NotFound for what is none."""
    text = request.form.get(field, "")
    number = row_number(text)
    if text and number is None:
        raise NotFound
    return number


def _page(session: Session, leaver: Account, problem: str = "") -> str:
    blocks = what_blocks(session, leaver, what_depends_on(session, leaver), problem)
    return render_template("keys/leaver.html", **blocks)
