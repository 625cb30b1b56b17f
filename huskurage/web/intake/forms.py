"""What a coordinator writes down for somebody who calls or comes by."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from huskurage.core.concern import LINE_LIMIT, Channel, Concern, StatedHouse
from huskurage.core.languages import Language
from huskurage.core.tags import fold_tag
from huskurage.web.concernfields import ConcernFields
from huskurage.web.forms import Line, PostedForm

CHANNELS = [
    SelectChoice(value=Channel.PHONE.value, label=_l("By telephone")),
    SelectChoice(value=Channel.DESK.value, label=_l("At the desk")),
    SelectChoice(value=Channel.WEB.value, label=_l("By e-mail or another form")),
]


class IntakeForm(ConcernFields, PostedForm):
    """The public form's questions, and how the concern came. The house is an address or the code of a poster."""

    channel = RadioField(
        _l("How does it come?"), choices=CHANNELS, validators=[InputRequired(_l("Choose how it comes."))]
    )
    language = SelectField(_l("Which language does the caller read?"))
    tag = Line(
        _l("The poster's code, if the caller has it"),
        [Length(max=LINE_LIMIT, message=_l("This is too long."))],
    )
    ticket = HiddenField()
    kept = HiddenField()  # "I have seen what could give the caller away, keep it"

    def offer(self, languages: Sequence[Language]) -> None:
        """The languages in which the caller can come back with the code."""
        self.language.choices = [(one.tag, one.own_name) for one in languages]
        self.language.data = self.language.data or "sv"

    @property
    def folded_tag(self) -> str | None:
        """The typed code as it is printed; None when it cannot be one."""
        return fold_tag(self.tag.data or "")

    def concern(self, *, poster_house: str, one_house: bool) -> Concern:
        """The words as a concern; which house was meant follows from what was typed, or from a poster of one house."""
        stated = StatedHouse.OTHER if self.typed_house.data else StatedHouse.POSTER if one_house else None
        facts = self.typed() | {"stated_house": stated}
        channel = Channel(self.channel.data)
        return Concern(**facts, poster_house=poster_house, language=self.language.data, channel=channel)
