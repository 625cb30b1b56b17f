"""The pages with advice: what each is called, in the order in which they are offered, and where it lies."""

from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _l

# The address of each card says nothing of what it is about (product.md 2: neutral outside, true inside).
CARDS: Final = {
    "knock": _l("Knock on the door"),
    "fetch": _l("Fetch someone"),
    "listen": _l("When you meet the person you worry about"),
    "children": _l("Are there children in the home?"),
    "family": _l("When a family decides together"),
    "older": _l("When somebody is old or ill"),
    "afterwards": _l("Afterwards, for you who are a neighbour"),
    "me": _l("It is about me"),
    "change": _l("Someone in my family hurts others, or I do"),
    "young": _l("For you who are young"),
    "hide": _l("Hide your visit here"),
}


def card(name: str, language: str, tag: str | None) -> str:
    """The address of a card in a language, keeping the house."""
    if tag:
        return url_for("public.advice", card=name, language=language, tag=tag)
    return url_for("public.advice", card=name, language=language)
