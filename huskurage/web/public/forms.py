"""What somebody types who misses a poster, or for whom a page does not work. Nobody is asked who they are."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired

from huskurage.actions.missing import TypedHouse, typed_house
from huskurage.core.concern import LINE_LIMIT
from huskurage.core.feedback import FEEDBACK_LIMIT, Feedback
from huskurage.web.forms import Line, PublicForm, Text, at_most, fits

SHORT = 20  # characters of a house number, an entrance or a postcode


class MissingForm(PublicForm):
    """A street, a number, an entrance. No contact and no free text: neither is wanted, neither could be kept."""

    street = Line(_l("Street"), [DataRequired(_l("Write the street.")), fits(LINE_LIMIT)])
    # Translators: The number of the house in its street, not a telephone number.
    number = Line(_l("Number"), [DataRequired(_l("Write the number.")), fits(SHORT)])
    # Translators: The letter of a stairwell in an address, as in Storgatan 4 A. Keep the A.
    entrance = Line(_l("Entrance, for example A"), [fits(SHORT)])
    postcode = Line(_l("Postcode"), [fits(SHORT)])
    website = Line(_l("Leave this empty"))  # a trap that only machines fill in
    ticket = HiddenField()

    def house(self) -> TypedHouse:
        """The typed stairwell in the form in which imports keep houses."""
        return typed_house(self.street.data, self.number.data, self.entrance.data, self.postcode.data)


class TellForm(PublicForm):
    """What does not work, and where. No contact is asked for: whoever wants an answer writes how they are reached."""

    text = Text(
        _l("What does not work?"),
        [
            DataRequired(_l("Write a few words about what does not work.")),
            at_most(FEEDBACK_LIMIT),
        ],
    )
    part = Line(_l("Which page or part?"), [fits(LINE_LIMIT)])
    website = Line(_l("Leave this empty"))  # a trap that only machines fill in
    ticket = HiddenField()

    def feedback(self, *, language: str, hurried: bool) -> Feedback:
        """The typed words, and how the form came."""
        return Feedback(text=self.text.data, part=self.part.data, language=language, hurried=hurried)
