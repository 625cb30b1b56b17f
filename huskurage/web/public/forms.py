"""What somebody types who has no poster in their stairwell: the stairwell, and nothing else."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired, Length

from huskurage.actions.missing import TypedHouse, typed_house
from huskurage.core.concern import LINE_LIMIT
from huskurage.web.forms import Line, PublicForm

SHORT = 20  # characters of a house number, an entrance or a postcode
TOO_LONG = _l("This is too long.")


class MissingForm(PublicForm):
    """A street, a number, an entrance. No contact and no free text: neither is wanted, neither could be kept."""

    street = Line(_l("Street"), [DataRequired(_l("Write the street.")), Length(max=LINE_LIMIT, message=TOO_LONG)])
    # Translators: The number of the house in its street, not a telephone number.
    number = Line(_l("Number"), [DataRequired(_l("Write the number.")), Length(max=SHORT, message=TOO_LONG)])
    # Translators: The letter of a stairwell in an address, as in Storgatan 4 A. Keep the A.
    entrance = Line(_l("Entrance, for example A"), [Length(max=SHORT, message=TOO_LONG)])
    postcode = Line(_l("Postcode"), [Length(max=SHORT, message=TOO_LONG)])
    website = Line(_l("Leave this empty"))  # a trap that only machines fill in
    ticket = HiddenField()

    def house(self) -> TypedHouse:
        """The typed stairwell in the form in which imports keep houses."""
        return typed_house(self.street.data, self.number.data, self.entrance.data, self.postcode.data)
