"""What is typed and chosen when a report is handed over, registered, copied or purged."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, ValidationError

from huskurage.core.handover import REASON_LIMIT, REFERENCE_LIMIT, Way
from huskurage.core.receivers import ReceiverKind
from huskurage.core.retention import LONGEST_DAYS
from huskurage.web.forms import Line, PostedForm, at_most
from huskurage.web.handover.words import KINDS, WAYS

NAME_LIMIT, REACH_LIMIT, ACCEPTS_LIMIT, RULE_LIMIT = 120, 200, 300, 200


class ReceiverForm(PostedForm):
    """A receiver in the directory."""

    kind = SelectField(_l("Kind"), choices=[SelectChoice(value=one.value, label=KINDS[one]) for one in ReceiverKind])
    name = Line(_l("Name"), [DataRequired(_l("Write a name.")), at_most(NAME_LIMIT)])
    reached_by = Line(
        _l("How they are reached"), [DataRequired(_l("Write a number, an address or a way in.")), at_most(REACH_LIMIT)]
    )
    accepts = Line(_l("What they take, in your own words"), [at_most(ACCEPTS_LIMIT)])


class HandOverForm(PostedForm):
    """To whom, how and when. Which parts go along is read beside it."""

    receiver = SelectField(_l("Receiver"), coerce=int, validate_choice=False)
    way = SelectField(
        _l("How"), choices=[SelectChoice(value=one.value, label=WAYS[one]) for one in Way], validate_choice=False
    )
    day = DateField(_l("Day"), [InputRequired(_l("Write a day."))])
    reference = Line(_l("Receiver's reference"), [at_most(REFERENCE_LIMIT)])
    registry_number = Line(_l("Registry number"), [at_most(REFERENCE_LIMIT)])
    today: date

    def validate_way(self, field: SelectField) -> None:
        """One of the ways."""
        if field.data not in set(Way):
            raise ValidationError(_l("Choose how it is handed over."))

    def validate_day(self, field: DateField) -> None:
        """Nothing is handed over tomorrow."""
        if field.data and field.data > self.today:
            raise ValidationError(_l("The day lies in the future."))


class RegisterForm(PostedForm):
    """The registry number, or why there is none."""

    number = Line(_l("Registry number"), [at_most(REFERENCE_LIMIT)])
    reason = Line(_l("It needs no registration, because"), [at_most(REASON_LIMIT)])

    def validate_number(self, field: Line) -> None:
        """One of the two."""
        if bool(field.data) == bool(self.reason.data):
            raise ValidationError(_l("Write a registry number, or why the report needs none. Not both."))


class HoldForm(PostedForm):
    """Why a report is held back."""

    why = Line(_l("Why it is held back"), [DataRequired(_l("Write a reason.")), at_most(REASON_LIMIT)])


class RuleForm(PostedForm):
    """How long reports stay, and who decided it."""

    days = IntegerField(
        _l("Days from closing and registration"),
        [InputRequired(_l("Write a number of days.")), NumberRange(0, LONGEST_DAYS, _l("At most ten years."))],
    )
    rule = Line(_l("The decision that says so"), [DataRequired(_l("Name the decision.")), at_most(RULE_LIMIT)])
