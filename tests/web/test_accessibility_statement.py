"""The accessibility statement holds what Digg's regulations ask for (docs/facts.md, 3.8), in words that are true."""

import re
from datetime import date

import pytest
from flask import Flask
from hygiene import InspectingClient
from town import Town

from huskurage.core.assessed import ACT, ASSESSED_ON, COMPLAINTS, DEMANDED, STANDARD, STATED_ON


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ASKED_FOR = {
    "who is behind": "Lindbacka kommun",
    "the service": "Information for residents",
    "the act": ACT,
    "the act's standard": DEMANDED,
    "the standard": STANDARD,
    "how far it is kept": "levels A and AA, in part",
    "what is missing": "There is no sign language",
    "why": "it takes people we have not found yet",
    "burdens": "We do not claim that anything would cost too much",
    "what lies outside": "Posters are made as PDF files for printing",
    "how it was tried": "with a program that finds faults, by keyboard alone",
    "by whom": "We did it ourselves",
    "when": in_words(ASSESSED_ON),
    "last changed": f"This statement was last changed on {in_words(STATED_ON)}",
    "telling": "/en/accessibility/tell",
    "another way": "you need the information in another way",
    "by telephone": "tel:084650040",
    "complaints": COMPLAINTS,
}


@pytest.mark.parametrize("what", ASKED_FOR)
def test_it_says_what_the_law_asks_for(client: InspectingClient, what: str) -> None:
    main = client.get("/en/accessibility").text.partition("<main")[2].partition("</main>")[0]
    plain = re.sub("<(?!a )[^>]*>", "", main).replace("\N{NO-BREAK SPACE}", " ")
    assert ASKED_FOR[what] in plain, plain


def test_it_was_changed_no_earlier_than_it_was_assessed() -> None:
    assert STATED_ON >= ASSESSED_ON


@pytest.mark.parametrize("path", ["/en/", "/en/about", "/en/write", "/en/code"])
def test_every_page_leads_to_it(app: Flask, town: Town, path: str) -> None:
    del town
    assert 'href="/en/accessibility"' in app.test_client().get(path).get_data(as_text=True)


def test_in_swedish_nothing_is_said_of_other_languages(client: InspectingClient) -> None:
    swedish, english = client.get("/sv/accessibility").text, client.get("/en/accessibility").text
    assert "stand in Swedish" in english
    assert "står på svenska" not in swedish
