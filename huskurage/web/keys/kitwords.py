"""The words on the recovery kit's paper, in Swedish. They say nothing of what the inbox is about."""

from datetime import date

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.core.kitsheet import COPIES, KitSheet, KitWords
from huskurage.store.inboxes import Inbox
from huskurage.store.places import Municipality


def kit_sheet(session: Session, inbox: Inbox, code: str, today: date) -> KitSheet:
    """The paper of this inbox's kit, made today."""
    municipality = session.get_one(Municipality, inbox.municipality_id).name
    with force_locale("sv"):
        return KitSheet(code, _words(municipality, inbox.name, format_date(today, "d MMMM y")))


def _words(municipality: str, inbox: str, day: str) -> KitWords:
    return KitWords(
        language="sv",
        title=_("Spare key on paper"),
        lead=_("It opens one inbox when those who have its key cannot. Keep it locked in."),
        copies=tuple(_("Copy %(number)s of %(count)s", number=one + 1, count=COPIES) for one in range(COPIES)),
        facts=((_("Municipality"), municipality), (_("Inbox"), inbox), (_("Made on"), day)),
        parts=(
            (_("What it is for"), _purpose()),
            (_("Where it is kept"), _keeping()),
            (_("How it is used"), _use()),
        ),
    )


def _purpose() -> tuple[str, ...]:
    return (
        _(
            "Everything in the inbox is sealed. If the people who can open it forget their passphrases or "
            "leave, this code is the only way in. Without it everything would be lost."
        ),
    )


def _keeping() -> tuple[str, ...]:
    return (
        _("Lock the two copies in at two places, for example the manager's safe and the archive."),
        _("Never photograph it, copy it, type it into a document or send it."),
        _(
            "Whoever has this paper can let a coordinator into the inbox. If others saw it, or it is lost, "
            "make a new one: then this one opens nothing."
        ),
    )


def _use() -> tuple[str, ...]:
    return (
        _("A coordinator signs in and opens Set up, Who can open what, and the inbox."),
        _(
            "Choose “Let somebody in with the paper”, then who it is, and type the code. Dashes and letter "
            "case do not matter."
        ),
        _("Once a year somebody opens with it on trial. The page says when it is time."),
    )
