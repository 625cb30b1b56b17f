"""The words of the sheets for trainers, meetings and hanging, in Swedish and English; numbers come in as values."""

from collections.abc import Callable, Mapping

from flask_babel import force_locale, lazy_gettext

from huskurage.core.materials import Material, MaterialWords, Part
from huskurage.web.materials.hanging import hanging_words
from huskurage.web.materials.meeting import meeting_words
from huskurage.web.materials.numbers import Numbers
from huskurage.web.materials.trainer import trainer_words

NAMES = {
    Material.TRAINER: lazy_gettext("Ten minutes for everybody who meets tenants"),
    Material.MEETING: lazy_gettext("Fifteen minutes at a house meeting"),
    Material.HANGING: lazy_gettext("How to hang the poster"),
}
USES = {
    Material.TRAINER: lazy_gettext(
        "For whoever trains caretakers, repairers and the people at the desk: minute by minute, what to answer, what "
        "not to do, and an exercise. Two pages."
    ),
    Material.MEETING: lazy_gettext(
        "For whoever holds a meeting: the agenda, what to say, what people ask, what the tool can promise. Two pages."
    ),
    Material.HANGING: lazy_gettext("For whoever hangs: where, how high, and how it stays. One page."),
}
FILES = {Material.TRAINER: "utbildning", Material.MEETING: "husmote", Material.HANGING: "uppsattning"}
MAKERS: Mapping[Material, Callable[[], tuple[str, dict[str, Part], Numbers]]] = {
    Material.TRAINER: trainer_words,
    Material.MEETING: meeting_words,
    Material.HANGING: hanging_words,
}


def words_of(material: Material, language: str) -> MaterialWords:
    """A sheet's words in "sv" or "en"."""
    with force_locale(language):
        lead, parts, numbers = MAKERS[material]()
        return MaterialWords(language=language, title=str(NAMES[material]), lead=lead, parts=parts, numbers=numbers)
