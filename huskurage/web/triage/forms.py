"""What a coordinator may write and choose."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from huskurage.core.concern import TEXT_LIMIT
from huskurage.core.lifecycle import NEEDS_SECOND_PERSON, CloseReason
from huskurage.web.forms import PostedForm, Text

REASONS = {
    CloseReason.HANDED_OVER: lazy_pgettext("why a report is closed", "Handed over"),
    CloseReason.HELP_GIVEN: lazy_pgettext("why a report is closed", "Help has been given"),
    CloseReason.KNOWN_ALREADY: lazy_pgettext("why a report is closed", "Already known"),
    CloseReason.NOT_OUR_MUNICIPALITY: lazy_pgettext("why a report is closed", "Another municipality's"),
    CloseReason.WRITTEN_BY_MISTAKE: lazy_pgettext("why a report is closed", "Written by mistake"),
    CloseReason.NO_ACTION: lazy_pgettext("why a report is closed", "No action"),
}
OFFERED = [
    SelectChoice(value=reason.value, label=words)
    for reason, words in REASONS.items()
    if reason not in NEEDS_SECOND_PERSON
]


class WriteForm(PostedForm):
    """A note or a question."""

    text = Text(
        _l("Text"),
        [
            DataRequired(_l("Write something first.")),
            Length(
                max=TEXT_LIMIT,
                message=_l("The text is too long. At most %(limit)s characters.", limit=TEXT_LIMIT),
            ),
        ],
    )


class CloseForm(PostedForm):
    """Why the report is closed."""

    reason = RadioField(_l("Reason"), choices=OFFERED, validators=[InputRequired(_l("Choose a reason."))])
