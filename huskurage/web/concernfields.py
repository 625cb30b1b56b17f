"""What is asked about a concern, alike on the public page and when a coordinator writes it down for a caller."""

import enum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from huskurage.core.concern import LINE_LIMIT, TEXT_LIMIT, About, Answer, HeardBy, StatedHouse
from huskurage.web.forms import Line, Text, at_most, fits, too_long

YES_NO = [
    # Translators: “Yes”, “No” and “Don't know” answer “Is it happening right now?” and “Are there children in the
    # home?”; “Don't know” also “Which house is it?” and “How many neighbours could have heard this?”.
    SelectChoice(value=Answer.YES.value, label=_l("Yes")),
    # Translators: An answer, beside “Yes”.
    SelectChoice(value=Answer.NO.value, label=_l("No")),
    # Translators: An answer, beside “Yes” and “No”, and beside houses and neighbours.
    SelectChoice(value=Answer.UNKNOWN.value, label=_l("Don't know")),
]
ABOUT = [
    # Translators: The answers to “Who are you worried about?”: in the case that this question asks for, of any sex.
    SelectChoice(value=About.NEIGHBOUR.value, label=_l("A neighbour")),
    # Translators: An answer to “Who are you worried about?”, in the case that it asks for.
    SelectChoice(value=About.CHILD.value, label=_l("A child")),
    SelectChoice(value=About.FAMILY.value, label=_l("Someone in my family")),
    # Translators: The writer is worried about themselves.
    SelectChoice(value=About.MYSELF.value, label=_l("Myself")),
    # Translators: An answer to “Who are you worried about?”.
    SelectChoice(value=About.UNSAID.value, label=_l("I'd rather not say")),
]
HOUSES = [
    # Translators: An answer to “Which house is it?”: the building in which the poster hangs.
    SelectChoice(value=StatedHouse.POSTER.value, label=_l("The house of the poster")),
    # Translators: An answer to “Which house is it?”: a building with flats.
    SelectChoice(value=StatedHouse.OTHER.value, label=_l("Another house")),
    SelectChoice(value=StatedHouse.UNKNOWN.value, label=_l("Don't know")),
]
TYPED_HOUSES = [  # where no poster names a house
    # Translators: An answer to “Which house is it?”: the house whose address follows.
    SelectChoice(value=StatedHouse.OTHER.value, label=_l("The one I write below")),
    SelectChoice(value=StatedHouse.UNKNOWN.value, label=_l("Don't know")),
]
OWN_HOUSES = [  # asked of the one who lives there
    SelectChoice(value=StatedHouse.POSTER.value, label=_l("The house of the poster")),
    SelectChoice(value=StatedHouse.OTHER.value, label=_l("Another house")),
    SelectChoice(value=StatedHouse.UNKNOWN.value, label=_l("I'd rather not say")),
]
OWN_TYPED_HOUSES = [
    SelectChoice(value=StatedHouse.OTHER.value, label=_l("The one I write below")),
    SelectChoice(value=StatedHouse.UNKNOWN.value, label=_l("I'd rather not say")),
]
TOO_LONG = too_long(TEXT_LIMIT)
HEARD_BY = [
    # Translators: “Just me”, “A few” and “Many” answer “How many neighbours could have heard this?”.
    SelectChoice(value=HeardBy.ME.value, label=_l("Just me")),
    # Translators: An answer: a few neighbours could have heard it.
    SelectChoice(value=HeardBy.FEW.value, label=_l("A few")),
    # Translators: An answer: many neighbours could have heard it.
    SelectChoice(value=HeardBy.MANY.value, label=_l("Many")),
    SelectChoice(value=HeardBy.UNKNOWN.value, label=_l("Don't know")),
]


def choice(label: str, choices: list[SelectChoice]) -> RadioField:
    """A question that need not be answered, with nothing chosen beforehand."""
    return RadioField(label, choices=choices, validators=[Optional()], filters=[_nothing])


def _nothing(value: str | None) -> str | None:
    return value or None


class ConcernFields:
    """The fields of a concern. Only the text is required; nothing is chosen beforehand."""

    happening = choice(_l("Is it happening right now?"), YES_NO)
    about = choice(_l("Who are you worried about?"), ABOUT)
    children = choice(_l("Are there children in the home?"), YES_NO)
    stated_house = choice(_l("Which house is it?"), HOUSES)
    # Translators: The label of a field: the address of the house. “Number” is the house's, not a telephone's.
    typed_house = Line(_l("Street and number"), [fits(LINE_LIMIT)])
    # Translators: The label of a field, for example “third floor, left”. The stairs of the house, seen from below.
    floor = Line(_l("Floor, or side of the stairs"), [fits(LINE_LIMIT)])
    text = Text(
        _l("What have you seen or heard?"),
        [
            DataRequired(_l("Write a few words about what you have seen or heard.")),
            at_most(TEXT_LIMIT),
        ],
    )
    heard_by = choice(_l("How many neighbours could have heard this?"), HEARD_BY)

    def typed(self) -> dict[str, Any]:
        """What was typed and chosen, by the names of a Concern's fields."""
        return {
            "text": self.text.data,
            "happening": _member(Answer, self.happening.data),
            "about": _member(About, self.about and self.about.data),
            "children": _member(Answer, self.children.data),
            "stated_house": _member(StatedHouse, self.stated_house.data),
            "typed_house": self.typed_house.data,
            "floor": self.floor.data,
            "heard_by": _member(HeardBy, self.heard_by and self.heard_by.data),
        }


def _member(kind: type[enum.Enum], value: str | None) -> Any:  # noqa: ANN401 - the enum's member, or nothing
    return kind(value) if value else None
