"""The cards of advice: 112 first, the helplines that are certain with their hours, and never nobody to call."""

import re

import pytest
from doing import Desk
from flask import Flask
from hygiene import InspectingClient
from town import Clock, Town

from huskurage.web.cards import CARDS
from huskurage.web.public.views import ADVICE


def card_of(client: InspectingClient, town: Town, name: str) -> str:
    return client.get(f"/en/{town.tags['Kyrkogatan 4 A']}/{name}").get_data(as_text=True)


def test_every_card_that_is_offered_has_a_page() -> None:
    assert list(CARDS) == list(ADVICE)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_112_first_keeps_the_house_and_leads_back(client: InspectingClient, town: Town, name: str) -> None:
    page, tag = card_of(client, town, name), town.tags["Kyrkogatan 4 A"]
    assert page.index('href="tel:112"') < page.index("<h1>")
    assert f'href="/en/{tag}"' in page
    assert f'href="/sv/{tag}/{name}"' in page
    assert client.get(f"/en/{tag}").get_data(as_text=True).count(f'"/en/{tag}/{name}"') == 1


def test_the_card_on_honour_does_not_send_anybody_to_the_door(client: InspectingClient, town: Town) -> None:
    page = card_of(client, town, "family")
    assert page.index("Do not knock") < page.index("What you can do")
    assert "/family" in card_of(client, town, "knock")


def test_lines_say_when_they_answer_and_what_the_bill_shows(client: InspectingClient, town: Town, clock: Clock) -> None:
    page = re.sub(r"\s+", " ", card_of(client, town, "me"))
    assert "Answers day and night. Does not show on the bill." in page
    assert "For men from the age of 18. Every day from 07:00 to 21:00. It may show on the bill." in page
    clock.move(hours=13)
    assert "Every day from 07:00 to 21:00. Closed right now." in card_of(client, town, "me")


def test_the_one_exposed_finds_own_help_before_the_form(client: InspectingClient, town: Town) -> None:
    page = card_of(client, town, "me")
    assert page.index("020-50") < page.index("/hide") < page.index("/write")


def test_lines_that_nobody_has_read_for_a_year_give_way_to_who_answers_now(
    client: InspectingClient, town: Town, clock: Clock, asta: Desk
) -> None:
    assert "Helplines that are not shown" not in asta.see("/staff/set-up/")
    clock.move(days=370)
    page = card_of(client, town, "me")
    assert "020-50" not in page
    lines = page.split('<ul class="calls">')[1].split("</ul>")[0]
    assert 'href="tel:' in lines


def test_whoever_sets_up_sees_which_lines_are_not_shown(app: Flask, town: Town, clock: Clock) -> None:
    clock.move(days=370)
    page = Desk(app, town.people["asta"], clock).see("/staff/set-up/")
    assert "Helplines that are not shown" in page
    assert "Kvinnofridslinjen" in page
