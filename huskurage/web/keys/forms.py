"""What is typed and chosen about inboxes, their kits and their people."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from huskurage.core.concern import LINE_LIMIT
from huskurage.store.inboxes import Part, Receives
from huskurage.store.people import Account
from huskurage.web.forms import Line, PostedForm

LONGEST_NAME = 120  # characters, as wide as the column
RECEIVES = {
    Receives.ALL: lazy_pgettext("what an inbox receives", "All concerns"),
    Receives.CHILDREN: lazy_pgettext("what an inbox receives", "Concerns about children"),
    Receives.ADULTS: lazy_pgettext("what an inbox receives", "Concerns about adults"),
}

GOES_TO = {
    Part.OWNER: _l("Who reads first is from now on"),
    Part.DEPUTY: _l("Who steps in is from now on"),
    Part.MANAGER: _l("The manager who is told last is from now on"),
}


class InboxForm(PostedForm):
    """A new inbox: what it is called and what it takes."""

    name = Line(
        _l("Name"),
        [
            DataRequired(_l("Give the inbox a name.")),
            Length(max=LONGEST_NAME, message=_l("At most %(limit)s characters.", limit=LONGEST_NAME)),
        ],
    )
    receives = RadioField(
        _l("What does it receive?"),
        choices=[SelectChoice(value=one.value, label=words) for one, words in RECEIVES.items()],
        validators=[InputRequired(_l("Choose what it receives."))],
    )


class LetInForm(PostedForm):
    """Whom to let in."""

    person = RadioField(
        _l("Who?"), choices=[], validate_choice=False, validators=[InputRequired(_l("Choose a person."))]
    )

    def offer(self, people: Iterable[Account]) -> "LetInForm":
        """Offer these people; what is not among them is not chosen."""
        self.person.choices = [SelectChoice(value=str(one.id), label=one.name) for one in people]
        return self


class KitForm(PostedForm):
    """The whole code, typed from the paper."""

    code = Line(
        _l("The code on the paper"),
        [DataRequired(_l("Type the code from the paper.")), Length(max=LINE_LIMIT, message=_l("That is no code."))],
    )


class LetInWithKitForm(LetInForm, KitForm):
    """Whom to let in, and the code on the paper."""


class GroupsForm(PostedForm):
    """Two of the code's eight groups, read from the paper."""

    first = Line(_l("First group"), [DataRequired(_l("Type the group from the paper.")), Length(max=LINE_LIMIT)])
    second = Line(_l("Second group"), [DataRequired(_l("Type the group from the paper.")), Length(max=LINE_LIMIT)])
