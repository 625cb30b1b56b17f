"""The concern form and the forms of somebody who comes back with a code."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from huskurage.core.concern import LINE_LIMIT, TEXT_LIMIT, About, Concern, Words
from huskurage.web.concernfields import (
    OWN_HOUSES,
    OWN_TYPED_HOUSES,
    TOO_LONG,
    TYPED_HOUSES,
    ConcernFields,
    choice,
)
from huskurage.web.forms import Line, PublicForm, Text


class ConcernForm(ConcernFields, PublicForm):
    """The one page on which a neighbour tells what they have heard. Only the text is required."""

    # Translators: The label of a field that nobody sees; machines fill it in and are known by it. Somebody may still
    # have it read aloud.
    website = Line(_l("Leave this empty"))  # a trap that only machines fill in
    ticket = HiddenField()
    called = HiddenField()  # "I have called 112, send my concern"
    kept = HiddenField()  # "I have seen what could give me away, keep it"

    own: ClassVar[bool] = False  # whether the writer is the one exposed
    without_house: ClassVar[list[SelectChoice]] = TYPED_HOUSES

    def __init__(self, *, has_house: bool, **rest: Any) -> None:  # noqa: ANN401 - handed on to WTForms as it is
        super().__init__(**rest)
        if not has_house:
            self.stated_house.choices = self.without_house

    def concern(self, *, language: str, poster_house: str, hurried: bool) -> Concern:
        """The typed words as a concern: the poster's house and the stated house stay two facts."""
        return Concern(**self.typed(), poster_house=poster_house, language=language, hurried=hurried)

    def clean_fields(self) -> dict[str, str]:
        """Everything typed, for a page that only carries it on."""
        return {field.name: field.data for field in self if field.data and field.name != "called"}


class OwnForm(ConcernForm):
    """The same for the one exposed: asked about "you", and not how many others have heard it."""

    own = True
    without_house = OWN_TYPED_HOUSES
    about = None
    heard_by = None
    stated_house = choice(_l("Where do you live?"), OWN_HOUSES)
    text = Text(
        _l("What do you want to tell?"),
        [DataRequired(_l("Write a few words first.")), Length(max=TEXT_LIMIT, message=TOO_LONG)],
    )

    def typed(self) -> dict[str, Any]:
        """What was typed and chosen; whom it is about, the page says."""
        return super().typed() | {"about": About.MYSELF}


class CodeForm(PublicForm):
    """Come back with the receipt code; an answer that could not be sent comes along."""

    # Translators: The 20 digits of the receipt.
    code = Line(_l("Your code"), [DataRequired(_l("Type your code, 20 digits.")), Length(max=LINE_LIMIT)])
    # Translators: The label of the field in which the reader writes something more. Not a message that has arrived.
    text = Text(_l("New message"))


class AnswerForm(PublicForm):
    """Answer a question, or add something, behind the code."""

    code = HiddenField()
    text = Text(
        _l("New message"),
        [
            DataRequired(_l("Write a few words first.")),
            Length(max=TEXT_LIMIT, message=TOO_LONG),
        ],
    )

    def words(self, language: str) -> Words:
        """The typed words."""
        return Words(text=self.text.data, language=language)
