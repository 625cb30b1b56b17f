"""What all forms share: text that is cleaned of unseen signs, and the public form's base."""

import unicodedata

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

KEPT = {"\n", "\t"}
UNSEEN = {"Cc", "Cs", "Co", "Cn"}  # control, surrogate, private use, unassigned
TURNING = {chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}


def cleaned(text: str | None) -> str:
    """Text without signs nobody typed on purpose: controls, surrogates, direction overrides. Line breaks stay."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in unified if sign in KEPT or (sign not in TURNING and unicodedata.category(sign) not in UNSEEN)
    )


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


class PublicForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form without a cookie: the signed ticket does the work of the session (architecture, trap 6)."""

    class Meta:
        csrf = False
