"""People: who works here, inviting, helping somebody in again, and links that still work."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.colleagues import people_seen_by, person_for
from huskurage.actions.errors import AlreadyHere, LastOpener
from huskurage.actions.invitations import invite, open_invitations, withdraw
from huskurage.actions.renewals import offer_renewal
from huskurage.core.access import Permission, Role
from huskurage.store.people import InvitationKind
from huskurage.store.places import landlords_of
from huskurage.web.admin.forms import InviteForm
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.site import now, site

room = Blueprint("people", __name__, url_prefix="/staff")


@room.get("/people/")
@open_to(Permission.ACCOUNT_RENEW)
def people() -> ResponseReturnValue:
    me = unlocked().account
    with reading() as database:
        return render_template(
            "admin/people.html",
            people=people_seen_by(database, me),
            links=open_invitations(database, me, now=now()),
            me=me,
        )


@room.get("/people/invite")
@open_to(Permission.ACCOUNT_INVITE)
def invitation() -> ResponseReturnValue:
    return render_template("admin/invite.html", form=_form(empty=True))


@room.post("/people/invite")
@open_to(Permission.ACCOUNT_INVITE)
def send_invitation() -> ResponseReturnValue:
    form, me = _form(), unlocked().account
    if not form.validate():
        return render_template("admin/invite.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    name, email = form.name.data, form.email.data
    try:
        with transaction() as database:
            chosen = [one for one in landlords_of(database, me.municipality_id) if str(one.id) == form.landlord.data]
            token = invite(
                database, municipality_id=me.municipality_id, name=name, email=email, role=Role(form.role.data),
                landlord=next(iter(chosen), None), by=me, now=now(),
            )  # fmt: skip
    except AlreadyHere:
        form.email.errors = [_("Somebody here signs in with this address already.")]
        return render_template("admin/invite.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _link_page(InvitationKind.JOIN, token, name, email)


@room.get("/people/<int:account_id>")
@open_to(Permission.ACCOUNT_RENEW)
def person(account_id: int) -> ResponseReturnValue:
    return _person_page(account_id)


@room.post("/people/<int:account_id>/new-start")
@open_to(Permission.ACCOUNT_RENEW)
def new_start(account_id: int) -> ResponseReturnValue:
    return _offer(account_id, InvitationKind.NEW_START)


@room.post("/people/<int:account_id>/new-factor")
@open_to(Permission.ACCOUNT_RENEW)
def new_factor(account_id: int) -> ResponseReturnValue:
    return _offer(account_id, InvitationKind.NEW_FACTOR)


@room.post("/invitations/<invitation_id>/withdraw")
@open_to(Permission.ACCOUNT_RENEW)
def take_back(invitation_id: str) -> ResponseReturnValue:
    with transaction() as database:
        withdraw(database, by=unlocked().account, invitation_id=invitation_id, now=now())
    return redirect(url_for("people.people"), 303)


def _offer(account_id: int, kind: InvitationKind) -> ResponseReturnValue:
    me = unlocked().account
    with reading() as database:
        whom = person_for(database, me, account_id)
    try:
        with transaction() as database:
            token = offer_renewal(database, person_id=account_id, kind=kind, by=me, now=now())
    except LastOpener as last:
        return _person_page(account_id, last.names), HTTPStatus.UNPROCESSABLE_ENTITY
    return _link_page(kind, token, whom.name, whom.email)


def _person_page(account_id: int, shut: tuple[str, ...] = ()) -> str:
    with reading() as database:
        whom = person_for(database, unlocked().account, account_id)
        return render_template("admin/person.html", person=whom, shut=shut)


def _link_page(kind: InvitationKind, token: str, name: str, email: str) -> str:
    """The link, in the answer to the press that made it and nowhere else."""
    path = url_for("joining.door", token=token)
    return render_template(
        "admin/link.html", link=f"{site().settings.address}{path}", kind=kind.value, name=name, email=email
    )  # fmt: skip


def _form(*, empty: bool = False) -> InviteForm:
    form = InviteForm(formdata=None) if empty else InviteForm()
    with reading() as database:
        form.offer(landlords_of(database, unlocked().account.municipality_id))
    return form
