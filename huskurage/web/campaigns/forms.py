"""What is typed about campaigns and events, checked by the rules of core and answered in words."""

from collections.abc import Callable, Sequence
from datetime import date, time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from huskurage.actions.campaigns import CampaignPlan, Said
from huskurage.actions.events import EventPlan
from huskurage.core.campaigns import (
    ABOUT_LIMIT,
    BOOKING_LIMIT,
    DETAILS_LIMIT,
    NAME_LIMIT,
    PLACE_LIMIT,
    SPOKEN,
    Audience,
    BadBooking,
    BadDays,
    EventKind,
    check_booking,
    check_campaign_days,
    check_event_times,
    check_line,
    check_paragraphs,
)
from huskurage.core.languages import LANGUAGES
from huskurage.core.texts import BadWords
from huskurage.store.campaigns import Campaign
from huskurage.web.campaigns.words import ALL_KINDS, OF_CAMPAIGN, OF_EVENT, swedish_of, words_problem
from huskurage.web.eventwords import AUDIENCES
from huskurage.web.forms import Line, PostedForm, Text, at_most, row_number
from huskurage.web.staffforms import ClockTime, Day, Version

KNOWN = {"yes": True, "no": False, "unknown": None}
CHOOSE = _l("Choose one from the list.")
NAMELESS = _l("Write what it is called.")


def _words(check: Callable[[str, int], str], limit: int) -> Callable[[PostedForm, Field], None]:
    """Words that the public pages may show."""

    def checked(form: PostedForm, field: Field) -> None:
        del form
        try:
            field.data = check(field.data or "", limit)
        except BadWords as bad:
            raise ValidationError(words_problem(bad)) from None

    return checked


def _one_of(kinds: Sequence[str]) -> Callable[[PostedForm, Field], None]:
    def checked(form: PostedForm, field: Field) -> None:
        del form
        if field.data not in kinds:
            raise ValidationError(CHOOSE)

    return checked


class CampaignForm(PostedForm):
    """A campaign: its days, its words in Swedish, and whether others may join."""

    name = Line(_l("Name, in Swedish"), [DataRequired(NAMELESS), _words(check_line, NAME_LIMIT)])
    about = Text(_l("What it is about, in Swedish"), [_words(check_paragraphs, ABOUT_LIMIT)])
    first = Day(_l("First day"))
    last = Day(_l("Last day"))
    announced = Day(_l("Shown from"))
    open_to_others = BooleanField(_l("Other municipalities here may see it and join"))
    limit = ABOUT_LIMIT
    today: date
    earliest: date

    def validate(self, extra_validators: object = None) -> bool:
        """Days that can be meant."""
        good = bool(super().validate(extra_validators))
        if self.first.data and self.last.data and self.announced.data:
            try:
                check_campaign_days(
                    self.first.data, self.last.data, self.announced.data, today=self.today, earliest=self.earliest
                )
            except BadDays as bad:
                self.last.errors = [*self.last.errors, OF_CAMPAIGN[bad.problem]]
                return False
        return good

    def plan(self) -> CampaignPlan:
        """What was typed, for the verb."""
        return CampaignPlan(
            first_day=self.first.data, last_day=self.last.data, announced_on=self.announced.data,
            open_to_others=self.open_to_others.data, name=self.name.data, about=self.about.data,
        )  # fmt: skip


class EventForm(PostedForm):
    """An event: when and where, for whom, in which languages, how one books, and its words in Swedish."""

    title = Line(_l("Title, in Swedish"), [DataRequired(NAMELESS), _words(check_line, NAME_LIMIT)])
    details = Text(_l("More about it, in Swedish"), [_words(check_paragraphs, DETAILS_LIMIT)])
    campaign = SelectField(_l("Belongs to"), validate_choice=False)
    day = Day(_l("Day"))
    begins = ClockTime(_l("From"), [InputRequired(_l("Write a time of day."))])
    ends = ClockTime(_l("Until"), [InputRequired(_l("Write a time of day."))])
    place = Line(_l("Place, with its address"), [DataRequired(_l("Write where it is.")), at_most(PLACE_LIMIT)])
    kind = SelectField(
        _l("Kind"),
        [_one_of([one.value for one in EventKind])],
        choices=[SelectChoice(value=one.value, label=ALL_KINDS[one]) for one in EventKind],
        validate_choice=False,
    )
    audience = SelectField(
        _l("For whom"),
        [_one_of([one.value for one in Audience])],
        choices=[SelectChoice(value=one.value, label=AUDIENCES[one]) for one in Audience],
        validate_choice=False,
    )
    languages = SelectMultipleField(
        _l("Languages that are spoken"),
        choices=[SelectChoice(value=one.tag, label=one.own_name) for one in LANGUAGES if one.tag in SPOKEN],
        validate_choice=False,
    )
    interpreter = RadioField(
        _l("Is there an interpreter?"),
        [_one_of(tuple(KNOWN))],
        choices=[
            SelectChoice(value="yes", label=_l("Yes")),
            SelectChoice(value="no", label=_l("No")),
            SelectChoice(value="unknown", label=_l("Not known yet")),
        ],
        validate_choice=False,
    )
    booking = Line(_l("How one books"), [at_most(BOOKING_LIMIT)])
    limit = DETAILS_LIMIT
    today: date
    earliest: date

    def offer(self, campaigns: Sequence[Campaign]) -> None:
        """Let it belong to one of these, or to none."""
        self.campaign.choices = [
            SelectChoice(value="", label=_("No campaign")),
            *(SelectChoice(value=str(one.id), label=swedish_of(one.name)) for one in campaigns),
        ]

    def validate_campaign(self, field: SelectField) -> None:
        """One that is offered, or none."""
        field.data = field.data or ""
        if field.data not in {one.value for one in field.choices}:
            raise ValidationError(CHOOSE)

    def validate_booking(self, field: Line) -> None:
        """A number or an address, or nothing."""
        try:
            field.data = check_booking(field.data)
        except BadBooking:
            raise ValidationError(_("Write a telephone number, or an address that begins with https://.")) from None

    def validate(self, extra_validators: object = None) -> bool:
        """A day and times that can be meant."""
        good = bool(super().validate(extra_validators))
        if self.day.data:
            begins, ends = self.begins.data or time.min, self.ends.data or time.max  # a missing one has its own words
            try:
                check_event_times(self.day.data, begins, ends, today=self.today, earliest=self.earliest)
            except BadDays as bad:
                field = self.ends if bad.problem.value == "order" else self.day
                field.errors = [*field.errors, OF_EVENT[bad.problem]]
                return False
        return good

    def plan(self) -> EventPlan:
        """What was typed, for the verb."""
        return EventPlan(
            campaign_id=row_number(self.campaign.data), day=self.day.data, begins=self.begins.data,
            ends=self.ends.data, place=self.place.data, kind=EventKind(self.kind.data),
            audience=Audience(self.audience.data), languages=tuple(self.languages.data or ()),
            interpreter=KNOWN[self.interpreter.data], booking=self.booking.data, title=self.title.data,
            details=self.details.data,
        )  # fmt: skip


class CampaignWordsForm(PostedForm):
    """The words of a campaign in another language."""

    title_of = Version()
    details_of = Version()
    title = Line(_l("Name"), [_words(check_line, NAME_LIMIT)])
    details = Text(_l("What it is about"), [_words(check_paragraphs, ABOUT_LIMIT)])

    def said(self) -> tuple[Said, Said]:
        """Both texts, each with the version of the Swedish that it was written from."""
        return Said(self.title.data, self.title_of.data), Said(self.details.data, self.details_of.data)


class EventWordsForm(CampaignWordsForm):
    """The words of an event in another language."""

    title = Line(_l("Title"), [_words(check_line, NAME_LIMIT)])
    details = Text(_l("More about it"), [_words(check_paragraphs, DETAILS_LIMIT)])
