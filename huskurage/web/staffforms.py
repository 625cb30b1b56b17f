"""Fields that several rooms of the staff ask with: a day, a time of day, and one of the people who are offered."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from huskurage.store.people import Account
from huskurage.web.forms import cleaned

LONGEST_NUMBER = 9  # digits, so that it fits a row
CLOCK = re.compile(r"([01]?[0-9]|2[0-4])[.:]?([0-5][0-9])")


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


class ClockTime(StringField):  # type: ignore[misc]  # WTForms carries no types
    """A time of day: 8:00, 08.00 or 0800; 24:00 is midnight."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; an empty field is None."""
        written, self.data = cleaned(valuelist[0] if valuelist else "").strip(), None
        if not written:
            return
        match = CLOCK.fullmatch(written)
        hour, minute = (int(match[1]), int(match[2])) if match else (99, 0)
        if hour > 24 or (hour == 24 and minute):  # noqa: PLR2004 - a day's hours
            raise ValueError(_("Write a time of day like this: 08:00."))
        self.data = time(hour % 24, minute)

    def _value(self) -> str:
        return f"{self.data:%H:%M}" if self.data else cleaned((self.raw_data or [""])[0])[:20]


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


class Version(HiddenField):  # type: ignore[misc]  # WTForms carries no types
    """Which version of the Swedish words a translation was written from; 0, older than any, for what is no number."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the page carried."""
        written = valuelist[0] if valuelist else ""
        self.data = int(written) if written.isascii() and written.isdigit() and len(written) < LONGEST_NUMBER else 0
