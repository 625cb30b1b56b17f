"""The pages with advice: what each is called, in the order in which they are offered, and where it lies."""

from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _l

# The address of each card says nothing of what it is about (product.md 2: neutral outside, true inside).
CARDS: Final = {
    "knock": _l("Knock on the door"),
    "fetch": _l("Fetch someone"),
    # Translators: The name of a page: advice for a neighbour who meets the person exposed. Any sex.
    "listen": _l("When you meet the person you worry about"),
    "children": _l("Are there children in the home?"),
    # Translators: The name of a page about honour-related violence; it does not name it on purpose.
    "family": _l("When a family decides together"),
    "older": _l("When somebody is old or ill"),
    "afterwards": _l("Afterwards, for you who are a neighbour"),
    # Translators: The name of a page; the reader says it. For the person who is exposed.
    "me": _l("It is about me"),
    # Translators: The name of a page; the reader says it. No word that shames.
    "change": _l("Someone in my family hurts others, or I do"),
    "young": _l("For you who are young"),
    # Translators: The name of a page: how to leave fewer traces of the visit to these pages in the browser.
    "hide": _l("Hide your visit here"),
}


def card(name: str, language: str, tag: str | None) -> str:
    """The address of a card in a language, keeping the house."""
    if tag:
        return url_for("public.advice", card=name, language=language, tag=tag)
    return url_for("public.advice", card=name, language=language)
