"""Words of the rounds: what is asked for, areas without a name, months."""

from datetime import date

from babel.dates import format_date
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from huskurage.core.standing import Wanted

WANTED = {
    Wanted.ALL: lazy_gettext("All stairwells"),
    Wanted.TO_HANG: lazy_gettext("Printed, not up yet"),
    Wanted.OLD: lazy_gettext("Old poster: print a new one"),
    Wanted.MISSING: lazy_gettext("Poster missing"),
    Wanted.AGED: lazy_gettext("Up for a long time"),
}


def area_name(name: str) -> str:
    """An area's name; houses of which no list says where they lie have none."""
    return name or str(_("Houses without an area"))


def month_name(month: date) -> str:
    """A month as people say it: "november 2026"."""
    return format_date(month, "MMMM y", locale=get_locale() or "sv")
