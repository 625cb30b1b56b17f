"""What all forms share: text that is cleaned of unseen signs, and the public form's base."""

import unicodedata

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from huskurage.store.base import is_row_number

EMAIL = r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]+\.[^@\s<>,;\".]{2,}$"  # a letter could reach it; no more is checked
LONGEST_EMAIL = 120
MOST_DIGITS = 10  # of a row's number
KEPT = {"\n", "\t"}
UNSEEN = {"Cc", "Cs", "Co"}  # control, surrogate, private use; a sign too new for our tables (Cn) is still a sign
TURNING = {chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}


def cleaned(text: str | None) -> str:
    """Text without signs nobody typed on purpose: controls, surrogates, direction overrides. Line breaks stay."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in unified
        if sign in KEPT or not (sign in TURNING or unicodedata.category(sign) in UNSEEN or _is_no_character(sign))
    )


def too_long(limit: int) -> LazyString:
    """What is said of a text that is longer than its field takes."""
    return _l("The text is too long. At most %(limit)s characters.", limit=limit)


def at_most(limit: int) -> Length:
    """A text of so many characters or fewer."""
    return Length(max=limit, message=too_long(limit))


def fits(limit: int) -> Length:
    """A line of so many characters or fewer; nobody is told how many, because nobody types so much by chance."""
    return Length(max=limit, message=_l("This is too long."))


def row_number(text: str) -> int | None:
    """The number of a row that a field names; None for anything else, however long."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
    return number if is_row_number(number) else None


def _is_no_character(sign: str) -> bool:
    """The points that Unicode promises never to give a meaning (its chapter 23.7)."""
    point = ord(sign)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF  # noqa: PLR2004 - the standard's own numbers


class Line(StringField):  # type: ignore[misc]  # WTForms carries no types
    """One line of text."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed; line breaks become spaces."""
        self.data = " ".join(cleaned(valuelist[0] if valuelist else "").split())


class Text(TextAreaField):  # type: ignore[misc]  # WTForms carries no types
    """Several lines of text."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed."""
        self.data = cleaned(valuelist[0] if valuelist else "").strip()


class PostedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form that reads the posted fields alone: neither files nor JSON pass for typed text."""

    class Meta:
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> MultiDict[str, str] | None:
            """The fields of this request; None where the form is shown empty."""
            del form
            return None if formdata is None else request.form


class PublicForm(PostedForm):
    """A form without a cookie: the signed ticket does the work of the session (architecture, trap 6)."""

    class Meta:
        csrf = False
