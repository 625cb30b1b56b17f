"""What a coordinator may write and choose."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from huskurage.core.concern import TEXT_LIMIT
from huskurage.core.lifecycle import NEEDS_SECOND_PERSON, CloseReason
from huskurage.web.forms import Text

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


class WriteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A note or a question."""

    text = Text(
        _l("Text"),
        [
            InputRequired(_l("Write something first.")),
            Length(
                max=TEXT_LIMIT,
                message=_l("The text is too long. At most %(limit)s characters.", limit=TEXT_LIMIT),
            ),
        ],
    )


class CloseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why the report is closed."""

    reason = RadioField(_l("Reason"), choices=OFFERED, validators=[InputRequired(_l("Choose a reason."))])
