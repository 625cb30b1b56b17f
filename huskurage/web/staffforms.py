"""Fields that several rooms of the staff ask with: a day, and one of the people who are offered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from huskurage.store.people import Account
from huskurage.web.forms import cleaned


class Day(StringField):  # type: ignore[misc]  # WTForms carries no types
    """A day, as the browser's own calendar sends it: 2026-11-24."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        try:
            self.data = date.fromisoformat(cleaned(valuelist[0] if valuelist else "").strip())
        except ValueError:
            raise ValueError(_("Choose a day.")) from None

    def _value(self) -> str:
        return self.data.isoformat() if self.data else cleaned((self.raw_data or [""])[0])[:20]


class Person(SelectField):  # type: ignore[misc]  # WTForms carries no types
    """One of the people who are offered."""

    def offer(self, people: Sequence[Account], nobody: str = "") -> None:
        """Let one of these be chosen, or nobody where there are words for that."""
        first = [SelectChoice(value="", label=nobody)] if nobody else []
        self.choices = first + [SelectChoice(value=str(one.id), label=one.name) for one in people]

    def pre_validate(self, form: Form) -> None:
        """Refuse who is not offered, or not any more, in our own words."""
        del form
        if self.data not in {one.value for one in self.choices}:
            raise ValidationError(_("Choose somebody from the list."))
