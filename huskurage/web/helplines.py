"""National helplines in words: which may be shown today, when each answers, and what the telephone bill says."""

from collections.abc import Iterable
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from huskurage.core.contacts import Audience, Helpline, certain_helplines
from huskurage.core.hours import ALWAYS, is_open
from huskurage.core.languages import language
from huskurage.core.swedish_time import local
from huskurage.web.hourswords import clock_time, comma
from huskurage.web.site import now

AUDIENCES: Final = {
    # Translators: Whom a helpline is for. Stands after its name and number.
    Audience.WOMEN: _l("For women from the age of 18, and for those close to them."),
    # Translators: Whom a helpline is for.
    Audience.MEN: _l("For men from the age of 18."),
    # Translators: Whom a helpline is for.
    Audience.TRANS_PEOPLE: _l("For trans people from the age of 18."),
    Audience.CHILDREN: _l("For children and young people."),
    Audience.USING_VIOLENCE: _l("For those who hurt others and want to stop."),
    Audience.SUBJECTED_TO_CRIME: _l("For those who have been exposed to a crime."),
}


def helplines_named(keys: Iterable[str]) -> list[Helpline]:
    """Those of the helplines that are certain today, in the asked order; what is not certain is not shown."""
    certain = certain_helplines(local(now()).date())
    return [certain[key] for key in keys if key in certain]


def helpline_notes(line: Helpline) -> str:
    """Whom it is for, when it answers and what else is known of it, each a short sentence."""
    audience = str(AUDIENCES.get(line.audience, ""))
    return " ".join(
        filter(None, (audience, _hours(line), _languages(line), _bill(line), _interpreter(line), _chat(line)))
    )


def _hours(line: Helpline) -> str:
    if line.hours is None:
        # Translators: Behind the name of a helpline: nobody is sure when it answers; the reader may try to call.
        return str(_("The hours are not certain: try."))
    if line.hours == ALWAYS:
        # Translators: Behind the name of a helpline; it, or they, answer the telephone.
        return str(_("Answers day and night."))
    band = line.hours.bands[0]
    opens, closes = clock_time(band.opens), clock_time(band.closes)
    words = str(_("Every day from %(opens)s to %(closes)s.", opens=opens, closes=closes))
    return words if is_open(line.hours, now()) else words + " " + str(_("Closed right now."))


def _languages(line: Helpline) -> str:
    names = [found.own_name for tag in line.languages if (found := language(tag))]
    return str(_("Answers in: %(languages)s.", languages=comma().join(names))) if names else ""


def _bill(line: Helpline) -> str:
    if line.on_bill is False:
        # Translators: Behind the name of a helpline: a call to it does not show on the telephone bill.
        return str(_("Does not show on the bill."))
    return str(_("It may show on the bill."))


def _interpreter(line: Helpline) -> str:
    if not line.interpreter:
        return ""
    return str(_("Say your language in Swedish or English: an interpreter can join the call."))


def _chat(line: Helpline) -> str:
    return str(_("You can also write to them in a chat.")) if line.chat else ""
