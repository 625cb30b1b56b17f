"""What is chosen about an inbox: reading hours in rows, deadlines in plain numbers, people, and whom to call."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huskurage.actions.duty import Plan
from huskurage.core.deadlines import ADULTS_DAYS, ANSWER_DAYS, CHILDRENS_DAYS, DeadlineRules
from huskurage.core.hours import HOLIDAY, Band, Hours
from huskurage.store.inboxes import Part
from huskurage.store.people import Account
from huskurage.web.forms import Line, PostedForm, at_most, cleaned
from huskurage.web.staffforms import ClockTime, Day, Person

MOST_BANDS = 10
DAYS = [str(number) for number in range(HOLIDAY + 1)]


class Days(StringField):  # type: ignore[misc]  # WTForms carries no types
    """A number of days within what a rule allows; empty means none where that is allowed."""

    data: Any

    def __init__(self, label: object, allowed: range, *, may_be_none: bool = False, **kwargs: object) -> None:
        super().__init__(label, **kwargs)
        self.allowed, self.may_be_none = allowed, may_be_none

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        written, self.data = cleaned(valuelist[0] if valuelist else "").strip(), None
        if not written and self.may_be_none:
            return
        if not (written.isascii() and written.isdigit() and len(written) < 4 and int(written) in self.allowed):  # noqa: PLR2004 - no rule has 1,000 days
            first, last = self.allowed.start, self.allowed.stop - 1
            raise ValueError(_("Write a number of days from %(first)s to %(last)s.", first=first, last=last))
        self.data = int(written)

    def _value(self) -> str:
        return str(self.data) if self.data is not None else cleaned((self.raw_data or [""])[0])[:20]


class BandForm(Form):  # type: ignore[misc]  # WTForms carries no types
    """One row of hours: which days, from when, until when. An empty row is no row."""

    days = SelectMultipleField(
        _l("Days"), choices=[SelectChoice(value=one, label=one) for one in DAYS], validate_choice=False
    )
    opens = ClockTime(_l("From"))
    closes = ClockTime(_l("Until"))

    @property
    def empty(self) -> bool:
        """Nothing was chosen or written."""
        typed = [*(self.opens.raw_data or [""]), *(self.closes.raw_data or [""])]
        return not self.days.data and not any(one.strip() for one in typed)

    def validate(self, extra_validators: object = None) -> bool:
        """A row that is not empty needs days and both times."""
        good = bool(super().validate(extra_validators))
        if self.empty or not good:
            return self.empty or good
        chosen = bool(self.days.data) and set(self.days.data) <= set(DAYS)
        if not chosen or self.opens.data is None or self.closes.data is None:
            self.days.errors = [_("Choose days, and write from when and until when.")]
            return False
        return True

    def band(self) -> Band:
        """The row as hours."""
        return Band(frozenset(map(int, self.days.data)), self.opens.data, self.closes.data)


def _person(value: str) -> int | None:
    return int(value) if value else None


class InboxForm(PostedForm):
    """Everything about how an inbox is kept, saved together."""

    owner = Person(_l("Is told first"))
    deputy = Person(_l("Deputy, told when it has not been read"))
    manager = Person(_l("Manager, told when the day is over"))
    away_text = Line(
        _l("Whom to call when nobody is on duty"),
        [at_most(300)],
    )
    bands = FieldList(FormField(BandForm), max_entries=MOST_BANDS)
    holidays_closed = BooleanField(_l("Closed on public holidays, whatever the weekday"))
    eves_as_holidays = BooleanField(_l("Midsummer's, Christmas and New Year's eve count as public holidays"))
    late_from = ClockTime(_l("A concern counts as late in the day from"), [InputRequired(_l("Write a time of day."))])
    preliminary_days = Days(_l("Days to the decision, children"), CHILDRENS_DAYS)
    preliminary_days_adults = Days(_l("Days to the decision, adults"), ADULTS_DAYS, may_be_none=True)
    answer_days = Days(_l("Days until somebody looks again at a question"), ANSWER_DAYS)
    closed_day_ends = ClockTime(_l("A day without reading hours ends at"), [InputRequired(_l("Write a time of day."))])

    def offer(self, people: dict[Part, list[Account]]) -> None:
        """Let the parts be given to these people, or to nobody."""
        for part in Part:
            self[part.value].offer(people[part], _("Nobody"))

    def validate(self, extra_validators: object = None) -> bool:
        """Hours need a row, and nobody has two parts."""
        good = bool(super().validate(extra_validators))
        chosen = [self[part.value].data for part in Part if self[part.value].data]
        if len(set(chosen)) < len(chosen):
            self.owner.errors = [*self.owner.errors, _("Nobody can have two of the three parts.")]
            good = False
        if all(row.form.empty for row in self.bands):
            self.holidays_closed.errors = [_("Write at least one row of hours.")]
            good = False
        return good

    def plan(self) -> Plan:
        """What was chosen, for the verb."""
        bands = tuple(row.form.band() for row in self.bands if not row.form.empty)
        people = {part: number for part in Part if (number := _person(self[part.value].data or "")) is not None}
        return Plan(
            hours=Hours(bands, holidays_closed=self.holidays_closed.data, eves_as_holidays=self.eves_as_holidays.data),
            rules=DeadlineRules(
                late_from=self.late_from.data,
                preliminary_days=self.preliminary_days.data,
                preliminary_days_adults=self.preliminary_days_adults.data,
                answer_days=self.answer_days.data,
                closed_day_ends=self.closed_day_ends.data,
            ),
            people=people,
            away_text=self.away_text.data,
        )


class AbsenceForm(PostedForm):
    """Who is away, from which day to which."""

    who = Person(_l("Who"))
    first = Day(_l("First day away"))
    last = Day(_l("Last day away"))
