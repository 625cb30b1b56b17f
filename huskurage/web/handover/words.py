"""Words of the hand-over pages: kinds of receivers and what each accepts, ways, facts, entries."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from huskurage.core.documents import Fact
from huskurage.core.handover import Way
from huskurage.core.languages import language
from huskurage.core.receivers import ReceiverKind
from huskurage.web.staffwords import ABOUT, ANSWERS, PROTECTION

KINDS = {
    ReceiverKind.INTAKE_CHILDREN: _l("Social services, intake for children"),
    ReceiverKind.INTAKE_ADULTS: _l("Social services, intake for adults"),
    ReceiverKind.OUT_OF_HOURS: _l("Social emergency service (socialjour)"),
    ReceiverKind.POLICE: _l("Police"),
    ReceiverKind.VIOLENCE_CENTRE: _l("Centre for violence in close relationships"),
    ReceiverKind.WOMENS_SHELTER: _l("Women's shelter"),
    ReceiverKind.PERSONS_USING_VIOLENCE: _l("Support for people who use violence"),
    ReceiverKind.VICTIM_SUPPORT: _l("Victim support"),
    ReceiverKind.HONOUR_SUPPORT: _l("Support against honour-related violence"),
    ReceiverKind.OTHER_MUNICIPALITY: _l("Another municipality"),
    ReceiverKind.RVC: _l("Relationship violence centre (RVC)"),
    ReceiverKind.IGOR: _l("IGOR"),
    ReceiverKind.BARNAHUS: _l("Barnahus"),
}
ACCEPTS = {
    ReceiverKind.INTAKE_CHILDREN: _l("Concerns about children and young people, also without certainty."),
    ReceiverKind.INTAKE_ADULTS: _l("Concerns about adults. Help builds on consent."),
    ReceiverKind.OUT_OF_HOURS: _l("What cannot wait until the next working day."),
    ReceiverKind.POLICE: _l("Suspected crime that is not going on right now."),
    ReceiverKind.VIOLENCE_CENTRE: _l("People subjected to violence, and people who use it and want to change."),
    ReceiverKind.WOMENS_SHELTER: _l("Support for the person subjected to violence, if she wants it herself."),
    ReceiverKind.PERSONS_USING_VIOLENCE: _l("People who use violence and want to stop."),
    ReceiverKind.VICTIM_SUPPORT: _l("Support for people subjected to crime, and for witnesses."),
    ReceiverKind.HONOUR_SUPPORT: _l("Honour-related violence and oppression; often several people use violence."),
    ReceiverKind.OTHER_MUNICIPALITY: _l("Concerns about somebody who lives there."),
    ReceiverKind.RVC: _l("Begins after a police report. Never the first receiver of a neighbour's concern."),
    ReceiverKind.IGOR: _l("Begins after a police report. Never the first receiver of a neighbour's concern."),
    ReceiverKind.BARNAHUS: _l("Begins with an open case. Never the first receiver of a neighbour's concern."),
}
WAYS = {
    Way.BY_HAND: lazy_pgettext("how a report was handed over", "By hand"),
    Way.TELEPHONE: lazy_pgettext("how a report was handed over", "By telephone"),
    Way.OWN_SYSTEM: lazy_pgettext("how a report was handed over", "In the receiver's own system"),
    Way.ENCRYPTED_EMAIL: lazy_pgettext("how a report was handed over", "By encrypted e-mail"),
    Way.LETTER: lazy_pgettext("how a report was handed over", "By letter"),
}
FACTS = {
    Fact.ABOUT: _l("Whom it is about"),
    Fact.HAPPENING: _l("Happening when it was written"),
    Fact.CHILDREN: _l("Children in the home"),
    Fact.HOUSE: _l("House that was stated"),
    Fact.POSTER_HOUSE: _l("House of the poster"),
    Fact.FLOOR: _l("Floor or side"),
    Fact.SOURCE_PROTECTION: _l("Source protection"),
    Fact.LANGUAGE: _l("Language of the neighbour"),
}
NAMED = {
    Fact.ABOUT: {one.value: words for one, words in ABOUT.items()},
    Fact.HAPPENING: {one.value: words for one, words in ANSWERS.items()},
    Fact.CHILDREN: {one.value: words for one, words in ANSWERS.items()},
    Fact.SOURCE_PROTECTION: {one.value: words for one, words in PROTECTION.items()},
}


def fact_words(fact: Fact, value: str) -> str:
    """A fact's value as a page says it."""
    if not value:
        return str(_("not answered"))
    if fact is Fact.LANGUAGE:
        known = language(value)
        return known.own_name if known else value
    return str(NAMED[fact][value]) if fact in NAMED else value
