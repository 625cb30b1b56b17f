"""The landlord's register as a file to save: XLSX, or CSV as Swedish Excel opens it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from huskurage.actions.exports import exported
from huskurage.core.access import Permission
from huskurage.core.exporting import csv_bytes, xlsx_bytes
from huskurage.core.swedish_time import local
from huskurage.web.database import transaction
from huskurage.web.guard import open_to, unlocked
from huskurage.web.housing.importing import attachment
from huskurage.web.site import now

room = Blueprint("exports", __name__, url_prefix="/staff/houses/export")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@room.post("/")
@open_to(Permission.HOUSE_READ)
def export() -> ResponseReturnValue:
    """A button, since that a list was taken out is written in the log."""
    with transaction() as session:
        lines = exported(session, unlocked(), now=now())
    name = f"hus-{local(now()).date().isoformat()}"
    if request.form.get("format") == "csv":
        return attachment(csv_bytes(lines), f"{name}.csv", "text/csv; charset=utf-8")
    return attachment(xlsx_bytes(lines), f"{name}.xlsx", XLSX)
