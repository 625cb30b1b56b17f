"""The demo's campaign and what happens in it, on made-up days soon after the demo is loaded."""

from datetime import date, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from huskurage.core.campaigns import Audience, EventKind
from huskurage.store.campaigns import Campaign, Event
from huskurage.store.texts import Text

NAME: Final = {"sv": "En vecka fri från våld", "en": "A week free from violence", "ar": "أسبوع خالٍ من العنف"}
ABOUT: Final = {
    "sv": "Under en vecka talar vi om hur grannar kan bry sig om varandra. Alla är välkomna. "
    "Har du frågor, ring {social_services}.",
    "en": "For one week we talk about how neighbours can look out for each other. Everybody is welcome. "
    "If you have questions, call {social_services}.",
    "ar": "نتحدث لمدة أسبوع عن كيف يمكن للجيران أن يهتم بعضهم ببعض. الجميع مرحب بهم. "
    "إذا كانت لديك أسئلة، اتصل على {social_services}.",
}
LECTURE: Final = {
    "sv": "När man hör något genom väggen",
    "en": "When you hear something through the wall",
    "ar": "عندما تسمع شيئًا من خلف الجدار",
}
ABOUT_LECTURE: Final = {
    "sv": "Vad kan en granne göra, och vad behöver man inte göra? En timme med socialtjänsten, sedan kaffe.",
    "en": "What can a neighbour do, and what need you not do? An hour with social services, then coffee.",
    "ar": "ماذا يمكن للجار أن يفعل، وما الذي لا يحتاج إلى فعله؟ ساعة مع الخدمات الاجتماعية، ثم قهوة.",
}
COFFEE: Final = {"sv": "Kaffe på familjecentralen", "en": "Coffee at the family centre", "ar": "قهوة في مركز الأسرة"}
TRAINING: Final = {"sv": "Tio minuter för alla som arbetar i husen"}  # in Swedish alone, as much will be
ABOUT_TRAINING: Final = {"sv": "För fastighetsskötare, städare och alla andra som möter hyresgäster."}


def load_campaign(session: Session, municipality_id: int, today: date) -> None:
    """A week that begins in three days, with three events; its numbers are from the series PTS keeps for fiction."""
    week = Campaign(
        municipality_id=municipality_id, first_day=today + timedelta(days=3), last_day=today + timedelta(days=9),
        announced_on=today, open_to_others=True, name=_text(NAME), about=_text(ABOUT),
    )  # fmt: skip
    session.add(week)
    session.flush()
    session.add_all(_events(week, today))


def _events(week: Campaign, today: date) -> list[Event]:
    lecture = Event(
        municipality_id=week.municipality_id, campaign_id=week.id, day=today + timedelta(days=4), begins=time(18),
        ends=time(19, 30), kind=EventKind.LECTURE, audience=Audience.NEIGHBOURS, languages=["sv"], interpreter=True,
        place="Stadsbiblioteket, Kyrkogatan 12, Lindbacka", booking="", title=_text(LECTURE),
        details=_text(ABOUT_LECTURE),
    )  # fmt: skip
    coffee = Event(
        municipality_id=week.municipality_id, campaign_id=week.id, day=today + timedelta(days=6), begins=time(14),
        ends=time(16), kind=EventKind.OPEN_HOUSE, audience=Audience.PARENTS, languages=["sv", "ar", "so"],
        interpreter=None, place="Familjecentralen, Åsvägen 1, Lindbacka", booking="08-465 004 50",
        title=_text(COFFEE), details=_text({}),
    )  # fmt: skip
    training = Event(
        municipality_id=week.municipality_id, campaign_id=week.id, day=today + timedelta(days=7), begins=time(8, 30),
        ends=time(10), kind=EventKind.TRAINING, audience=Audience.STAFF, languages=["sv"], interpreter=False,
        place="Lindbackahem, Bruksgatan 3, Lindbacka", booking="https://lindbacka.example/boka",
        title=_text(TRAINING), details=_text(ABOUT_TRAINING),
    )  # fmt: skip
    return [lecture, coffee, training]


def _text(words: dict[str, str]) -> Text:
    text = Text()
    for tag, said in words.items():
        text.write(tag, said)
    return text
