"""The room of materials: sheets to look at, print and give to those who train, hold meetings and hang posters."""

import base64
from datetime import date
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from huskurage.actions.errors import NotFound
from huskurage.core.access import Permission
from huskurage.core.languages import STAFF_LANGUAGES
from huskurage.core.materials import Material, draw_material, first_page
from huskurage.core.swedish_time import local
from huskurage.web.guard import open_to
from huskurage.web.language import page_language
from huskurage.web.materials.words import FILES, NAMES, USES, words_of
from huskurage.web.site import now, site

room = Blueprint("materials", __name__, url_prefix="/staff/materials")


@room.get("/")
@open_to(Permission.HOUSE_READ)
def materials() -> ResponseReturnValue:
    language = page_language().tag
    shown = [(one, NAMES[one], USES[one], _picture(drawn(one, language))) for one in Material]
    return render_template("materials/materials.html", materials=shown, languages=STAFF_LANGUAGES)


@room.get("/<chosen>/<material>.pdf")
@open_to(Permission.HOUSE_READ)
def sheet(chosen: str, material: str) -> ResponseReturnValue:
    known = {one.value: one for one in Material}
    if chosen not in STAFF_LANGUAGES or material not in known:
        raise NotFound
    found = known[material]
    answer = Response(drawn(found, chosen), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{file_name(found, chosen)}"'
    return answer


def file_name(material: Material, language: str) -> str:
    """A name that says nothing of what it is about."""
    return f"{FILES[material]}-{language}.pdf"


def drawn(material: Material, language: str) -> bytes:
    """A sheet in "sv" or "en". Needs an app context: words come from the site's catalogs."""
    settings = site().settings
    return _drawn(material, language, settings.posters_dir, settings.translations_dir, local(now()).date())


@lru_cache(maxsize=32)
def _drawn(material: Material, language: str, posters_dir: Path, translations_dir: Path, day: date) -> bytes:
    del translations_dir  # the words come from there: other catalogs, another sheet
    return draw_material(material, words_of(material, language), posters_dir=posters_dir, made_on=day)


@lru_cache(maxsize=32)
def _picture(pdf: bytes) -> str:
    return base64.b64encode(first_page(pdf)).decode()
