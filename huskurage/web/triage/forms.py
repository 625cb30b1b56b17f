"""What a coordinator may write and choose."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from huskurage.core.concern import TEXT_LIMIT
from huskurage.core.languages import Language
from huskurage.core.lifecycle import NEEDS_SECOND_PERSON, CloseReason, State
from huskurage.core.links import LinkKind
from huskurage.store.people import Account
from huskurage.web.forms import PostedForm, Text, at_most
from huskurage.web.staffwords import CLOSE_REASONS

OFFERED = [
    SelectChoice(value=reason.value, label=words)
    for reason, words in CLOSE_REASONS.items()
    if reason not in NEEDS_SECOND_PERSON
]
FROM_TRAY = [one for one in OFFERED if one.value == CloseReason.WRITTEN_BY_MISTAKE.value]
MADE, NO_CHILD = "made", "no_child"
DECISIONS = {
    MADE: _l("Protection assessment: made."),
    NO_CHILD: _l("Protection assessment: no child is concerned, not needed."),
}
LINK_KINDS = {
    LinkKind.SAME: _l("The same event"),
    LinkKind.RELATED: _l("The same home or the same people"),
}
SHORT_ENOUGH = at_most(TEXT_LIMIT)


class WriteForm(PostedForm):
    """A note, a question, or why no action is proposed."""

    text = Text(_l("Text"), [DataRequired(_l("Write something first.")), SHORT_ENOUGH])


class AskForm(WriteForm):
    """A question, and the language it is written in."""

    language = SelectField(_l("The question is written in"))

    def offer(self, languages: Sequence[Language], reads: str) -> None:
        """The languages to choose among; what was not chosen is the one the neighbour reads."""
        self.language.choices = [(one.tag, one.own_name) for one in languages]
        known = {one.tag for one in languages}
        if not self.language.data:
            self.language.data = reads if reads in known else "sv"


class CloseForm(PostedForm):
    """Why the report is closed."""

    reason = RadioField(_l("Reason"), choices=OFFERED, validators=[InputRequired(_l("Choose a reason."))])

    def offer(self, state: State) -> None:
        """What lies unread in the tray has only one reason."""
        self.reason.choices = FROM_TRAY if state is State.QUARANTINED else OFFERED


class AssessForm(PostedForm):
    """What came of the protection assessment; words of one's own if wanted."""

    decision = RadioField(
        _l("Protection assessment"),
        choices=[
            SelectChoice(value=MADE, label=_l("It is made")),
            SelectChoice(value=NO_CHILD, label=_l("No child is concerned, it is not needed")),
        ],
        validators=[InputRequired(_l("Choose what came of it."))],
    )
    text = Text(_l("What you came to, in a few words"), [SHORT_ENOUGH])

    def words(self) -> str:
        """The sealed note that says what was decided."""
        return f"{DECISIONS[self.decision.data]}\n{self.text.data}".strip()


class AssignForm(PostedForm):
    """Who of those who can open the report works on it from now on."""

    to = SelectField(_l("Colleague"), coerce=int, validators=[InputRequired(_l("Choose a colleague."))])

    def offer(self, colleagues: Sequence[Account]) -> None:
        """The people to choose among."""
        self.to.choices = [(one.id, one.name) for one in colleagues]


class LinkForm(PostedForm):
    """Another report, and why it belongs to this one."""

    kind = RadioField(
        _l("What do they have in common?"),
        choices=[SelectChoice(value=kind.value, label=words) for kind, words in LINK_KINDS.items()],
        validators=[InputRequired(_l("Choose what they have in common."))],
    )
    other = RadioField(_l("Which report?"), validators=[InputRequired(_l("Choose a report."))])
