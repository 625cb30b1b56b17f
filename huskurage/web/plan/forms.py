"""What is typed about an activity: what it is and who does it by when, and what shows that it was done."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from huskurage.actions.plan import Intent
from huskurage.core.personal import personal_content
from huskurage.core.plan import FURTHEST, OLDEST
from huskurage.store.plan import Activity, ActivityKind
from huskurage.web.forms import Line, PostedForm, Text, at_most
from huskurage.web.plan.words import KINDS
from huskurage.web.staffforms import Day, Person

WHAT_LIMIT, EVIDENCE_LIMIT = 200, 500
LOOKED_AT = 150  # characters at a time, half of them twice: so far `personal_content` looks


def _about_nobody(form: PostedForm, field: Field) -> None:
    """The plan keeps nothing about tenants."""
    del form
    text = field.data or ""
    if any(personal_content(text[start : start + LOOKED_AT]) for start in range(0, len(text), LOOKED_AT // 2)):
        raise ValidationError(
            _("Leave out telephone numbers, mail addresses and personal numbers: the plan is not about persons.")
        )


class ActivityForm(PostedForm):
    """An activity as somebody means it."""

    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice(value=one.value, label=KINDS[one]) for one in ActivityKind],
        validate_choice=False,
    )
    what = Line(_l("What"), [DataRequired(_l("Write what is to be done.")), at_most(WHAT_LIMIT), _about_nobody])
    owner = Person(_l("Who does it"))
    due = Day(_l("Done by"))
    today: date

    def validate_kind(self, field: SelectField) -> None:
        """One of the kinds."""
        if field.data not in {one.value for one in ActivityKind}:
            raise ValidationError(_("Choose a kind from the list."))

    def validate_due(self, field: Day) -> None:
        """A day that a plan can be about."""
        if field.data and not self.today - OLDEST <= field.data <= self.today + FURTHEST:
            raise ValidationError(_("Choose a day within the coming three years."))

    def intent(self) -> Intent:
        """What was typed, for the verb."""
        owner = int(self.owner.data) if self.owner.data else None
        return Intent(kind=ActivityKind(self.kind.data), what=self.what.data, owner_id=owner, due_on=self.due.data)


class DoneForm(PostedForm):
    """That it was done."""

    done = Day(_l("Done on"))
    evidence = Text(
        _l("What shows it"),
        [DataRequired(_l("Write what shows that it was done.")), at_most(EVIDENCE_LIMIT), _about_nobody],
    )
    today: date

    def validate_done(self, field: Day) -> None:
        """Nothing was done tomorrow."""
        if field.data and not self.today - OLDEST <= field.data <= self.today:
            raise ValidationError(_("Choose a day of the past year, today at the latest."))


def done_form(activity: Activity, today: date) -> DoneForm:
    """The empty form, with what was written before where it was done once already."""
    return DoneForm(formdata=None, done=activity.done_on or today, evidence=activity.evidence)
