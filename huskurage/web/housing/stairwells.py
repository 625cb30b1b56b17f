"""One stairwell's page: its facts, whether it is in use, and which codes lead to it. And one more by hand."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from huskurage.actions.errors import FactsChanged, HouseExists, NotFound
from huskurage.actions.houses import add_house, change_house, retire_house
from huskurage.actions.housing import stairwell_for, stairwells_for
from huskurage.actions.register import facts_of
from huskurage.actions.tags import move_tag, replace_tag
from huskurage.core.access import Permission
from huskurage.core.imports import facts_digest
from huskurage.store.houses import Stairwell
from huskurage.web.database import reading, transaction
from huskurage.web.forms import cleaned
from huskurage.web.guard import open_to, unlocked
from huskurage.web.housing.houseforms import HouseForm
from huskurage.web.site import now, site

room = Blueprint("stairwells", __name__, url_prefix="/staff/houses")


@room.get("/new")
@open_to(Permission.HOUSE_WRITE)
def new() -> ResponseReturnValue:
    return _new(HouseForm(formdata=None))


@room.post("/new")
@open_to(Permission.HOUSE_WRITE)
def add() -> ResponseReturnValue:
    form = HouseForm()
    house = form.house()
    if house is None:
        return _new(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            made = add_house(session, unlocked(), house=house, now=now(), small_below=_small_below())
            made_id = made.id
    except HouseExists as there:
        return _new(form, exists=there.stairwell_id), HTTPStatus.CONFLICT
    return redirect(url_for("stairwells.page", stairwell_id=made_id), 303)


@room.get("/<int:stairwell_id>")
@open_to(Permission.HOUSE_WRITE)
def page(stairwell_id: int) -> ResponseReturnValue:
    return _page(stairwell_id)


@room.post("/<int:stairwell_id>")
@open_to(Permission.HOUSE_WRITE)
def change(stairwell_id: int) -> ResponseReturnValue:
    form = HouseForm()
    with reading() as session:
        stairwell_for(session, unlocked(), stairwell_id)
    house = form.house()
    if house is None:
        return _page(stairwell_id, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with transaction() as session:
            change_house(
                session, unlocked(), stairwell_id, house=house, whole_building=bool(form.whole_building.data),
                whole_area=bool(form.whole_area.data), seen=form.seen.data or "", now=now(), small_below=_small_below(),
            )  # fmt: skip
    except FactsChanged:
        return _page(stairwell_id, form, changed=True, status=HTTPStatus.CONFLICT)
    except HouseExists as there:
        return _page(stairwell_id, form, exists=there.stairwell_id, status=HTTPStatus.CONFLICT)
    return redirect(url_for("stairwells.page", stairwell_id=stairwell_id, saved=1), 303)


@room.post("/<int:stairwell_id>/retire")
@open_to(Permission.HOUSE_WRITE)
def retire(stairwell_id: int) -> ResponseReturnValue:
    return _retire(stairwell_id, retired=True)


@room.post("/<int:stairwell_id>/return")
@open_to(Permission.HOUSE_WRITE)
def bring_back(stairwell_id: int) -> ResponseReturnValue:
    return _retire(stairwell_id, retired=False)


@room.post("/<int:stairwell_id>/tag")
@open_to(Permission.HOUSE_WRITE)
def new_tag(stairwell_id: int) -> ResponseReturnValue:
    with transaction() as session:
        replace_tag(session, unlocked(), stairwell_id, seen=request.form.get("seen", ""), now=now())
    return _back(stairwell_id)


@room.post("/<int:stairwell_id>/move")
@open_to(Permission.HOUSE_WRITE)
def move(stairwell_id: int) -> ResponseReturnValue:
    """Let one of this stairwell's codes lead to another stairwell, found by its address."""
    typed = cleaned(request.form.get("to"))[:120]
    with reading() as session:
        stairwell_for(session, unlocked(), stairwell_id)
        found = [one for one in stairwells_for(session, unlocked(), search=typed) if typed and one.id != stairwell_id]
        exact = [one for one in found if one.address.casefold() == " ".join(typed.casefold().split())]
        target = (exact if len(exact) == 1 else found if len(found) == 1 else [None])[0]
        target_id = target.id if target else None
    if target_id is None:
        problem = _("Several stairwells match. Write the whole address.") if found else _("No stairwell matches.")
        return _page(stairwell_id, moving=typed, move_problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    with transaction() as session:
        code = request.form.get("code", "")
        if code not in {tag.code for tag in stairwell_for(session, unlocked(), stairwell_id).tags}:
            raise NotFound
        move_tag(session, unlocked(), code, target_id, now=now())
    return _back(target_id)


def _retire(stairwell_id: int, *, retired: bool) -> ResponseReturnValue:
    with transaction() as session:
        retire_house(session, unlocked(), stairwell_id, retired=retired, now=now(), small_below=_small_below())
    return _back(stairwell_id)


def _back(stairwell_id: int) -> ResponseReturnValue:
    return redirect(url_for("stairwells.page", stairwell_id=stairwell_id), 303)


def _new(form: HouseForm, *, exists: int | None = None) -> str:
    return render_template("housing/stairwell_new.html", form=form, exists=exists)


def _page(
    stairwell_id: int,
    form: HouseForm | None = None,
    *,
    changed: bool = False,
    exists: int | None = None,
    moving: str = "",
    move_problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    with reading() as session:
        found = stairwell_for(session, unlocked(), stairwell_id)
        facts = facts_of(found)
        if form is None:
            form = HouseForm.about(facts)
        elif changed:
            form.seen.data = facts_digest(facts)  # what they say now stands beside; sent again, the typed facts win
        return render_template(
            "housing/stairwell.html",
            one=found,
            facts=facts,
            form=form,
            changed=changed,
            exists=exists,
            moving=moving,
            move_problem=move_problem,
            others=_others(found),
            saved="saved" in request.args,
            small_below=_small_below(),
        ), status


def _others(stairwell: Stairwell) -> list[Stairwell]:
    """The other stairwells of the building."""
    return sorted((one for one in stairwell.building.stairwells if one.id != stairwell.id), key=lambda one: one.walk)


def _small_below() -> int:
    return site().settings.small_building
