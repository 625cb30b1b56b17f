"""Ready questions to the neighbour, in every language of the public pages."""

from flask_babel import force_locale, lazy_gettext

from huskurage.core.hours import EMERGENCY
from huskurage.core.languages import Language

# Somebody else may hold the paper with the code: none of them says what the concern was about.
QUESTIONS = {
    "danger": lazy_gettext(
        "Is somebody in danger right now? Then call %(number)s first. After that, write here what has happened.",
        number=EMERGENCY.number,
    ),
    "still": lazy_gettext("Is it still going on?"),
    "when": lazy_gettext("When is it worst? Which days, and at what time?"),
    "often": lazy_gettext("How often has it happened, and when was the last time?"),
    "floor": lazy_gettext("Which house and which floor is it? Which side of the stairs?"),
    "children": lazy_gettext("Are there children in the home?"),
    "more": lazy_gettext("Have you seen or heard anything more since you wrote?"),
    "back": lazy_gettext("May we ask you more? Then please come back with your code in a few days."),
}


def question_in(language: Language, name: str) -> str:
    """A ready question in that language."""
    with force_locale(language.babel):
        return str(QUESTIONS[name])
