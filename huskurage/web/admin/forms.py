"""What an administrator types to invite somebody."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from huskurage.core.access import Role
from huskurage.store.places import Landlord
from huskurage.web.forms import EMAIL, LONGEST_EMAIL, Line, PostedForm
from huskurage.web.staffwords import ROLES

LONGEST_NAME = 120


class InviteForm(PostedForm):
    """Who is invited, where they are reached, and what for."""

    name = Line(_l("Name"), [DataRequired(_l("Fill in the name.")), Length(max=LONGEST_NAME)])
    email = Line(
        _l("E-mail address"),
        [
            DataRequired(_l("Fill in the e-mail address.")),
            Length(max=LONGEST_EMAIL),
            Regexp(EMAIL, message=_l("This is no e-mail address.")),
        ],
    )
    role = RadioField(
        _l("What are they to do?"),
        choices=[SelectChoice(value=role.value, label=words) for role, words in ROLES.items()],
        validators=[InputRequired(_l("Choose what they are to do."))],
    )
    landlord = SelectField(_l("Landlord"), default="")

    def offer(self, landlords: list[Landlord]) -> None:
        """The landlords of this municipality are the ones to choose from."""
        nobody = SelectChoice(value="", label=_("None"))
        self.landlord.choices = [nobody, *(SelectChoice(value=str(one.id), label=one.name) for one in landlords)]

    def validate_landlord(self, field: Any) -> None:  # noqa: ANN401 - WTForms carries no types
        """Landlord staff has a landlord."""
        if self.role.data == Role.LANDLORD_STAFF.value and not field.data:
            raise ValidationError(_("Choose whose staff they are."))
