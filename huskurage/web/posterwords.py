"""The words of a poster in each language, translated at the door, and which posters say something else by now."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask_babel import force_locale, lazy_pgettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.hanging import old_revisions
from huskurage.core.hours import ContactKind
from huskurage.core.languages import LANGUAGES, language
from huskurage.core.sheet import SheetWords, Step
from huskurage.store.places import Municipality
from huskurage.web.guard import unlocked
from huskurage.web.language import offered
from huskurage.web.site import site

LABELS = {
    ContactKind.SOCIAL_SERVICES: lazy_pgettext("label of a phone number", "Social services, office hours"),
    ContactKind.OUT_OF_HOURS: lazy_pgettext("label of a phone number", "Socialjouren, evenings and weekends"),
    ContactKind.POLICE: lazy_pgettext("label of a phone number", "The police, not urgent"),
    ContactKind.EMERGENCY: lazy_pgettext("label of a phone number", "Emergency"),
}
USUAL = ("sv", "en", "ar")
EMERGENCY_NUMBER = "112"
POLICE_NUMBER = "114\N{NO-BREAK SPACE}14"


def sheet_words(tag: str, address: str) -> SheetWords:
    """One language's words for a poster. `address` is the whole address, as one says it to 112."""
    spoken = language(tag) or LANGUAGES[0]
    with force_locale(spoken.babel):
        return SheetWords(
            language=spoken.html_lang,
            direction=spoken.direction,
            script=spoken.script,
            # Translators: The largest words of the poster. Up to some 35 letters; see the table in docs/translators.md.
            headline=_("Do you hear something through the wall?"),
            subline=_("You can make a difference. You do not need to be sure."),
            now_call=_("Is it happening now? Call %(number)s first.", number=EMERGENCY_NUMBER),
            say=_("You are at %(address)s", address=address),
            steps=_steps(),
            # Translators: On the poster, beside the code that is scanned. Up to some 45 letters.
            read_more=_("Read more, or tell us without your name"),
            free=_("Free. No app. Never asks for money."),
            letter=_letter(address),
            # Translators: On the poster, under a second code that holds the advice itself.
            offline=_("Without internet: the advice is in the code"),
            # Translators: In large letters across posters for training: nobody hangs them. Up to some 25 letters.
            practice=_("Only for practice"),
        )


def _steps() -> tuple[Step, Step, Step, Step]:
    return (
        # Translators: A step of the method, on the poster and as a heading: an order, up to some 20 letters.
        (_("Knock on the door"), _("If it feels safe. Ask to borrow sugar. You need not stay.")),
        # Translators: A step of the method: bring another person with you to the door. Not: fetch the one exposed.
        (_("Fetch someone"), _("Another neighbour, or the landlord.")),
        (_("Call the police"), _urgent()),
        # Translators: A step of the method; “Tell social services.” follows. Up to some 25 letters.
        (_("Children in the home?"), _("Tell social services.")),
    )


def _letter(address: str) -> tuple[str, ...]:
    return (
        _("To you who live at %(address)s", address=address),
        _(
            "Neighbours notice more than they think. If you hear or see something that worries you, you can make a "
            "difference. You do not need to be sure, and you do not need to do it alone."
        ),
        _(
            "A sheet with the same code hangs in your stairwell. The code leads to advice in several languages, and "
            "there you can tell the municipality without saying who you are."
        ),
    )


def swedish_label(kind: str) -> str:
    """Who answers on a number, in Swedish: numbers stand on the poster once."""
    with force_locale("sv"):
        return str(LABELS[ContactKind(kind)])


def _urgent() -> str:
    numbers = {"emergency": EMERGENCY_NUMBER, "police": POLICE_NUMBER}
    # Translators: %(emergency)s is 112, %(police)s the other number of the police. “Call the police” stands above.
    return str(_("%(emergency)s when it is urgent, otherwise %(police)s.", **numbers))


@dataclass(frozen=True)
class SiteSayings:
    """The site's designs and words. Needs an app context: words come from its catalogs."""

    posters_dir: Path
    words_for: Callable[[str, str], SheetWords]
    label_for: Callable[[str], str]


def sayings() -> SiteSayings:
    """What this site's posters say."""
    return SiteSayings(site().settings.posters_dir, sheet_words, swedish_label)


def usual_languages() -> tuple[str, ...]:
    """The languages of a poster that nobody chose others for."""
    return tuple(one.tag for one in offered() if one.tag in USUAL)


def outdated(session: Session) -> frozenset[int]:
    """The revisions of this person's municipality that say another number, word or shape than posters drawn today."""
    town = session.get_one(Municipality, unlocked().account.municipality_id)
    return old_revisions(session, town, sayings())
