"""Importing a list of houses: upload, columns, preview, confirm, done. Nothing is saved before it is confirmed."""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, PlanChanged, TooLateToUndo
from huskurage.actions.housing import import_houses, planned
from huskurage.actions.remembering import recalled_columns, remember_columns
from huskurage.actions.undoing import UNDO_WITHIN, import_for, imports_for, kept_by, may_undo, undo_import
from huskurage.core.access import Permission
from huskurage.core.columns import Column
from huskurage.core.exporting import csv_bytes, faulty_lines
from huskurage.core.imports import FIELDS
from huskurage.core.table import MAX_ROWS, MAX_UPLOAD_BYTES, Unreadable
from huskurage.store.places import Landlord
from huskurage.web.database import reading, transaction
from huskurage.web.guard import open_to, takes, unlocked
from huskurage.web.housing.columnforms import read_mapping
from huskurage.web.housing.lists import ListGone, Opened, choose_columns, opened, take_in
from huskurage.web.housing.words import COLUMNS, KEPT, SHORT, dropped_words, fault_words, refusal_words
from huskurage.web.site import now, site

room = Blueprint("importing", __name__, url_prefix="/staff/houses/import")
AROUND_THE_FILE = 16_000  # bytes of an upload besides the file itself
SHOWN = 50  # houses or rows of one kind on the preview
FIRST_ROWS = 5


@room.get("/")
@open_to(Permission.HOUSE_WRITE)
def begin() -> ResponseReturnValue:
    return _begin()


@room.post("/")
@takes(MAX_UPLOAD_BYTES + AROUND_THE_FILE)
@open_to(Permission.HOUSE_WRITE)
def upload() -> ResponseReturnValue:
    """Read the file; what it holds of persons is forgotten before this answer is given."""
    file = request.files.get("list")
    content = file.read() if file else b""
    if file is None or not (file.filename or content):
        return _begin(_("Choose a file first."), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        list_id, houses = take_in(content, file.filename or "")
    except Unreadable as error:
        return _begin(refusal_words(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    one = opened(list_id)
    with reading() as session:
        choose_columns(one, recalled_columns(session, unlocked(), houses) or houses.guessed())
    return redirect(url_for("importing.columns", list_id=list_id), 303)


@room.get("/<list_id>/columns")
@open_to(Permission.HOUSE_WRITE)
def columns(list_id: str) -> ResponseReturnValue:
    return _columns(opened(list_id))


@room.post("/<list_id>/columns")
@open_to(Permission.HOUSE_WRITE)
def choose(list_id: str) -> ResponseReturnValue:
    one = opened(list_id)
    chosen, problem = read_mapping(request.form, len(one.houses.table.header))
    if problem:
        return _columns(one, chosen, problem)
    choose_columns(one, chosen)
    return redirect(url_for("importing.preview", list_id=list_id), 303)


@room.get("/<list_id>/")
@open_to(Permission.HOUSE_WRITE)
def preview(list_id: str) -> ResponseReturnValue:
    return _preview(opened(list_id))


@room.post("/<list_id>/")
@open_to(Permission.HOUSE_WRITE)
def confirm(list_id: str) -> ResponseReturnValue:
    """Save what the preview showed. Sent twice it is one import; when the register has changed, one looks again."""
    one = opened(list_id)
    with one.kept.lock:
        if not one.kept.became:
            try:
                with transaction() as session:
                    one.kept.became = _save(one, session)
            except PlanChanged:
                return _preview(
                    one, _("The houses have changed since you looked. Look again, then confirm."), HTTPStatus.CONFLICT
                )
    return redirect(url_for("importing.done", import_id=one.kept.became, list_id=list_id), 303)


@room.get("/<list_id>/faulty.csv")
@open_to(Permission.HOUSE_WRITE)
def faulty(list_id: str) -> ResponseReturnValue:
    one = opened(list_id)
    lines = faulty_lines(one.houses.table, one.reading().faults, one.mapping, fault_words)
    return attachment(csv_bytes(lines), "felaktiga-rader.csv", "text/csv; charset=utf-8")


@room.get("/done/<import_id>")
@open_to(Permission.HOUSE_WRITE)
def done(import_id: str) -> ResponseReturnValue:
    return _done(import_id)


@room.post("/done/<import_id>")
@open_to(Permission.HOUSE_WRITE)
def undo(import_id: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            small_below = site().settings.small_building
            undo_import(session, unlocked(), import_id, now=now(), small_below=small_below)
    except TooLateToUndo:
        return _done(import_id, _("This import cannot be undone any more."), HTTPStatus.CONFLICT)
    return redirect(url_for("importing.done", import_id=import_id), 303)


@room.errorhandler(ListGone)
def gone(_error: ListGone) -> ResponseReturnValue:
    """The list was forgotten: nothing was saved, and the file is still where it came from."""
    words = _("The list is no longer here: it is kept for half an hour only. Nothing was saved. Choose the file again.")
    return _begin(words, HTTPStatus.UNPROCESSABLE_ENTITY)


def attachment(content: bytes, name: str, kind: str) -> Response:
    """A file to save."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _begin(problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    with reading() as session:
        earlier = [(one, may_undo(one, now())) for one in imports_for(session, unlocked())]
        return render_template(
            "housing/import_begin.html",
            problem=problem,
            earlier=earlier,
            most_bytes=MAX_UPLOAD_BYTES,
            most_rows=MAX_ROWS,
        ), status


def _columns(one: Opened, chosen: dict[Column, int] | None = None, problem: str = "") -> ResponseReturnValue:
    houses, table = one.houses, one.houses.table
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render_template(
        "housing/import_columns.html",
        one=one,
        chosen=one.mapping if chosen is None else chosen,
        problem=problem,
        names=COLUMNS,
        choices=[
            (index, houses.heading(index), houses.letter(index), houses.example(index))
            for index in range(len(table.header))
        ],
        first=table.rows[:FIRST_ROWS],
        count=len(table.rows),
        dropped=[dropped_words(each) for each in houses.dropped],
    ), status


def _preview(one: Opened, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    if Column.STREET not in one.mapping:
        return redirect(url_for("importing.columns", list_id=one.list_id), 303)
    read = one.reading()
    with reading() as session:
        plan = planned(session, _landlord(), read)
    rows: dict[int, list[str]] = {}
    for fault in read.faults:
        rows.setdefault(fault.row, []).append(fault_words(fault))
    return render_template(
        "housing/import_preview.html",
        one=one,
        plan=plan,
        faulty=rows,
        duplicates=read.duplicates,
        dropped=[dropped_words(each) for each in one.houses.dropped],
        names=SHORT,
        fields=FIELDS,
        columns=Column,
        problem=problem,
        shown=SHOWN,
    ), status


def _done(import_id: str, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    try:
        faulty_list = opened(request.args.get("list_id", ""))
    except ListGone:
        faulty_list = None
    with reading() as session:
        made = import_for(session, unlocked(), import_id)
        return render_template(
            "housing/import_done.html",
            made=made,
            faulty_list=faulty_list.list_id if faulty_list and made.faulty else "",
            undo_until=made.done_at + UNDO_WITHIN if may_undo(made, now()) else None,
            kept=[(one, KEPT[why]) for one, why in kept_by(session, made)] if made.undone_at else [],
            problem=problem,
        ), status


def _save(one: Opened, session: Session) -> str:
    landlord = session.get_one(Landlord, _landlord())
    done = import_houses(
        session,
        landlord=landlord,
        reading=one.reading(),
        account=unlocked().account,
        now=now(),
        small_below=site().settings.small_building,
        expected=request.form.get("plan", ""),
    )
    remember_columns(session, unlocked(), one.houses, one.mapping)
    return done.import_id


def _landlord() -> int:
    """The signed-in person's landlord; raises NotFound."""
    found = unlocked().account.landlord_id
    if found is None:
        raise NotFound
    return found
