"""What campaigns and events are called in the rooms of the staff, and what is wrong with what was typed about them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext

from huskurage.core.campaigns import DaysProblem, EventKind
from huskurage.core.texts import BadWords, NumberInWords, Standing, UnknownValue
from huskurage.store.texts import Text
from huskurage.web.eventwords import KINDS
from huskurage.web.forms import too_long

ALL_KINDS = {**KINDS, EventKind.OTHER: lazy_pgettext("kind of event", "Something else")}
STANDINGS = {
    Standing.CURRENT: lazy_pgettext("how a translation stands", "Follows the Swedish"),
    Standing.STALE: lazy_pgettext("how a translation stands", "The Swedish has changed since: shown in Swedish"),
    Standing.MISSING: lazy_pgettext("how a translation stands", "Missing: shown in Swedish"),
}
OF_CAMPAIGN = {
    DaysProblem.ORDER: lazy_gettext("The last day comes before the first."),
    DaysProblem.LONG: lazy_gettext("At most three months."),
    DaysProblem.PAST: lazy_gettext("These days are over."),
    DaysProblem.FAR: lazy_gettext("At most a year and a half ahead."),
    DaysProblem.HIDDEN: lazy_gettext("It would be over before it is shown."),
}
OF_EVENT = OF_CAMPAIGN | {DaysProblem.ORDER: lazy_gettext("It must end after it begins, on the same day.")}


def words_problem(bad: BadWords) -> str:
    """What is wrong with words that may not be shown."""
    if isinstance(bad, NumberInWords):
        return str(_("Take %(number)s out of the words: a telephone number has its own place.", number=bad.part))
    if isinstance(bad, UnknownValue):
        return str(_("Take %(part)s out: braces stand for a telephone number that is filled in.", part=bad.part))
    return str(too_long(int(bad.part)))


def standing_of(texts: list[Text], tag: str) -> Standing:
    """How all the texts of a thing stand in a language, those that have no Swedish left out: the worst of them."""
    found = {one.standing(tag) for one in texts if one.shown("sv")}
    return next((one for one in (Standing.STALE, Standing.MISSING) if one in found), Standing.CURRENT)


def swedish_of(text: Text) -> str:
    """The Swedish words."""
    return text.in_language("sv")
