"""The form: its questions in order, nothing chosen beforehand, only the text required, nothing typed lost."""

import re

import pytest
from doing import SCREAMS, Neighbour, code_on, kept
from hygiene import InspectingClient

from huskurage.core.lifecycle import State
from huskurage.store.engine import Database
from huskurage.store.reports import EntryKind

FILED = [(State.RECEIVED, [EntryKind.CONCERN])]
EVERYTHING = {
    "about": "neighbour", "children": "yes", "stated_house": "other", "typed_house": "Storgatan 9", "floor": "third",
    "heard_by": "few",
}  # fmt: skip


def shown(page: str, name: str) -> str:
    return str(re.findall(rf'name="{name}"[^>]*value="([^"]*)"', page)[0])


def test_the_questions_come_in_their_order(client: InspectingClient, neighbour: Neighbour) -> None:
    page = client.get(neighbour.path("write")).get_data(as_text=True)
    names = list(dict.fromkeys(re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"', page)))
    assert names == [
        "ticket", "happening", "about", "children", "stated_house", "typed_house", "floor", "text",
        "heard_by", "website",
    ]  # fmt: skip


def test_nothing_is_chosen_beforehand_and_only_the_text_is_required(
    client: InspectingClient, neighbour: Neighbour
) -> None:
    page = client.get(neighbour.path("write")).get_data(as_text=True)
    assert " checked" not in page
    assert re.findall(r'name="(\w+)"[^>]* required', page) == ["text"]


def test_the_posters_house_is_named_and_without_a_poster_it_is_no_choice(
    client: InspectingClient, neighbour: Neighbour
) -> None:
    assert "Kyrkogatan 4 A, Lindbacka" in client.get(neighbour.path("write")).get_data(as_text=True)
    assert 'value="poster"' not in client.get("/en/write").get_data(as_text=True)


def test_those_with_a_duty_to_report_are_sent_to_the_municipalitys_own_form(client: InspectingClient) -> None:
    page = client.get("/en/write").get_data(as_text=True)
    assert page.index("https://lindbacka.example/orosanmalan") < page.index("<textarea")


def test_a_text_alone_is_enough(neighbour: Neighbour, database: Database) -> None:
    receipt = neighbour.send("Help")
    assert receipt.status_code == 200
    assert len(code_on(receipt)) == 20
    assert kept(database) == FILED


def test_four_thousand_characters_are_taken(neighbour: Neighbour, database: Database) -> None:
    assert neighbour.send("å\r\n" * 2000).status_code == 200
    assert kept(database) == FILED


def test_one_character_more_is_refused_with_the_text_kept(neighbour: Neighbour, database: Database) -> None:
    refused = neighbour.send("x" * 4001, **EVERYTHING)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "x" * 4001 in page
    assert shown(page, "typed_house") == "Storgatan 9"
    assert page.count(" checked") == 4
    assert kept(database) == []


@pytest.mark.parametrize("nothing", ["", "   ", "\r\n\t\r\n", "\x00", "\u202e\u2066"])
def test_a_text_without_a_word_is_asked_for_again(neighbour: Neighbour, database: Database, nothing: str) -> None:
    refused = neighbour.send(nothing, **EVERYTHING)
    assert refused.status_code == 422
    assert shown(refused.get_data(as_text=True), "floor") == "third"
    assert kept(database) == []


def test_the_refused_page_can_be_mended_and_sent(neighbour: Neighbour, database: Database) -> None:
    ticket = neighbour.ticket()
    page = neighbour.send("", ticket=ticket).get_data(as_text=True)
    assert shown(page, "ticket") == ticket
    assert neighbour.send(ticket=ticket).status_code == 200
    assert kept(database) == FILED


def test_too_long_a_line_is_refused_with_everything_kept(neighbour: Neighbour) -> None:
    refused = neighbour.send(floor="x" * 201)
    assert refused.status_code == 422
    assert SCREAMS in refused.get_data(as_text=True)


def test_a_new_sign_of_any_script_stays_as_it_was_typed(neighbour: Neighbour) -> None:
    typed = "\N{GRINNING FACE} \U0001fae8 آمد می\u200cروم <b>&amp;"
    refused = neighbour.send(typed, floor="x" * 201)
    assert "\N{GRINNING FACE} \U0001fae8 آمد می\u200cروم &lt;b&gt;&amp;amp;" in refused.get_data(as_text=True)
