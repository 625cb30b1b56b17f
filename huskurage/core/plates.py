"""Plates: sheets as the templates read them. Values and words become JSON; nothing is ever pasted into a template."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields

from huskurage.core.designs import LEAST_OFFLINE_MM, OFFLINE, PAPERS, SHOP, Form
from huskurage.core.qr import QUIET_ZONE, offline_qr, qr_bars, qr_matrix, qr_svg
from huskurage.core.sheet import Sheet, SheetLogo, SheetWords

NEUTRAL_TITLE = "Information till boende"
"""What a reader's window bar and a print queue show: nothing about violence."""
_FIELDS = tuple(field.name for field in fields(SheetWords))
_GLUE = re.compile(r" (?=\S*\d|\w\b)")


def plates(
    sheets: Sequence[Sheet], *, form_name: str, form: Form, options: frozenset[str], size: int
) -> dict[str, str]:
    """A template's inputs for these sheets in one of the format's sizes of type. Raises CodeTooDense."""
    logos = list(dict.fromkeys(logo for sheet in sheets for logo in sheet.logos))
    offline = sheets[0].offline_text if OFFLINE in options else ""
    return {
        "title": NEUTRAL_TITLE,
        "form": form_name,
        "options": ",".join(sorted(options)),
        "size": str(size),
        "sizes": str(form.sizes),
        "sheets": json.dumps([_plate(sheet, logos, form_name, form, options) for sheet in sheets]),
        "logos": json.dumps([list(logo.png) for logo in logos]),
        "offline": " ".join(map(str, offline_qr(offline)[1])) if offline else "",
    }


def glued_address(street_address: str) -> str:
    """The address with no-break spaces before numbers and single letters: "4 A" never stands alone."""
    return _GLUE.sub("\u00a0", street_address)


def _plate(
    sheet: Sheet, logos: list[SheetLogo], form_name: str, form: Form, options: frozenset[str]
) -> dict[str, object]:
    side = len(qr_matrix(sheet.url)) + 2 * QUIET_ZONE
    plate: dict[str, object] = {
        "street_address": sheet.street_address,
        "glued_address": glued_address(sheet.street_address),
        "short_address": sheet.short_address,
        "municipality": sheet.municipality,
        "landlord": sheet.landlord,
        "numbers": sheet.numbers,
        "words": [_spoken(words) for words in sheet.words],
        "revision": sheet.revision,
        "logos": [{"owner": logo.owner, "picture": logos.index(logo)} for logo in sheet.logos],
        "qr_side": side,
        "qr_mm": max(form.code_mm, side * PAPERS[form_name].module_mm),
    }
    plate |= {"qr_bars": qr_bars(sheet.url)} if SHOP in options else {"qr": qr_svg(sheet.url)}
    if OFFLINE in options:
        modules = offline_qr(sheet.offline_text)[0]
        black = LEAST_OFFLINE_MM * modules / (modules - 2 * QUIET_ZONE)
        plate |= {"offline_side": modules, "offline_mm": max(form.offline_mm, black)}
    return plate


def _spoken(words: SheetWords) -> dict[str, object]:
    """The words with their tag split into language and region, as the typesetter wants it."""
    language, *rest = words.language.split("-")
    region = next((part for part in rest if len(part) == 2 and part.isupper()), None)  # noqa: PLR2004 -- ISO 3166
    said = {name: getattr(words, name) for name in _FIELDS}
    return said | {"language": language, "region": region}
