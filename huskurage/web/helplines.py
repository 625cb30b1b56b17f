"""National helplines in words: which may be shown today, when each answers, and what the telephone bill says."""

from collections.abc import Iterable

from flask_babel import gettext as _

from huskurage.core.contacts import Helpline, certain_helplines
from huskurage.core.hours import ALWAYS, is_open
from huskurage.core.swedish_time import local
from huskurage.web.site import now


def helplines_named(keys: Iterable[str]) -> list[Helpline]:
    """Those of the helplines that are certain today, in the asked order; what is not certain is not shown."""
    certain = certain_helplines(local(now()).date())
    return [certain[key] for key in keys if key in certain]


def helpline_notes(line: Helpline) -> str:
    """When it answers and what else is known of it, each a short sentence."""
    return " ".join(filter(None, (_hours(line), _bill(line), _interpreter(line))))


def _hours(line: Helpline) -> str:
    if line.hours is None:
        # Translators: Behind the name of a helpline: nobody is sure when it answers; the reader may try to call.
        return str(_("The hours are not certain: try."))
    if line.hours == ALWAYS:
        # Translators: Behind the name of a helpline; it, or they, answer the telephone.
        return str(_("Answers day and night."))
    band = line.hours.bands[0]
    opens, closes = f"{band.opens:%H:%M}", f"{band.closes:%H:%M}"
    words = str(_("Every day from %(opens)s to %(closes)s.", opens=opens, closes=closes))
    return words if is_open(line.hours, now()) else words + " " + str(_("Closed right now."))


def _bill(line: Helpline) -> str:
    if line.on_bill is False:
        # Translators: Behind the name of a helpline: a call to it does not show on the telephone bill.
        return str(_("Does not show on the bill."))
    return str(_("It may show on the bill."))


def _interpreter(line: Helpline) -> str:
    if not line.interpreter:
        return ""
    return str(_("Say your language in Swedish or English: an interpreter can join the call."))
