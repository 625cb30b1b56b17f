"""The form for the one exposed: asked about "you", nothing about others who heard, and a concern about the writer."""

import pytest
from doing import SCREAMS, Desk, Neighbour, code_on, kept
from hygiene import InspectingClient
from town import hidden

from huskurage.store.engine import Database


@pytest.fixture
def exposed(neighbour: Neighbour) -> Neighbour:
    neighbour.form = "me/write"
    return neighbour


def test_the_card_leads_to_it_and_help_stands_before_it(client: InspectingClient, neighbour: Neighbour) -> None:
    page = client.get(f"/en/{neighbour.tag}/me").get_data(as_text=True)
    assert page.index("tel:020505050") < page.index(f'href="/en/{neighbour.tag}/me/write"')


def test_it_asks_about_you(client: InspectingClient, exposed: Neighbour) -> None:
    page = client.get(f"/en/{exposed.tag}/me/write").get_data(as_text=True)
    for question in ("Where do you live?", "What do you want to tell?", "Are there children in the home?"):
        assert question in page
    for question in ("Who are you worried about?", "seen or heard", "How many neighbours", "in your work"):
        assert question not in page
    assert 'name="about"' not in page
    assert 'name="heard_by"' not in page
    assert " checked" not in page
    assert f'href="/en/{exposed.tag}/hide"' in page, "the telephone first"


def test_it_is_a_concern_about_the_writer_whose_source_is_protected_most(
    exposed: Neighbour, asta: Desk, database: Database
) -> None:
    code_on(exposed.send(children="no", about="neighbour", heard_by="many", stated_house="poster"))
    assert len(kept(database)) == 1
    [report] = asta.reports()
    page = asta.see(report)
    assert "<h1>About themselves" in page
    assert "<dt>House</dt><dd><span><bdi" in page
    assert "Kyrkogatan 4 A" in page
    assert "<dt>Source protection</dt><dd>Easy to tell who wrote</dd>" in page


def test_the_receipt_says_that_the_code_is_the_only_way_back(exposed: Neighbour) -> None:
    page = exposed.send().get_data(as_text=True)
    assert "It reaches you only through this code" in page
    assert "the people it is about" not in page


def test_112_first_and_out_of_the_house_not_in_between(exposed: Neighbour, database: Database) -> None:
    page = exposed.send(happening="yes", floor="second").get_data(as_text=True)
    assert "Go to a neighbour, or out of the house" in page
    assert "Do not go between" not in page
    assert SCREAMS in page
    assert hidden(page, "floor") == "second"
    assert kept(database) == []
    assert f'action="/en/{exposed.tag}/me/write?1"' in page


def test_another_language_and_an_error_keep_the_page_and_what_was_typed(exposed: Neighbour) -> None:
    refused = exposed.send("", floor="second", children="yes")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Write a few words first." in page
    assert 'value="second"' in page
    assert f'formaction="/sv/{exposed.tag}/me/write"' in page
    exposed.language = "sv"
    assert 'value="second"' in exposed.send("x", floor="second", switch="sv").get_data(as_text=True)


def test_without_a_house_it_is_written(exposed: Neighbour) -> None:
    exposed.tag = ""
    page = exposed.app.test_client().get("/en/me/write").get_data(as_text=True)
    assert 'value="poster"' not in page
    assert "I'd rather not say" in page
    assert len(code_on(exposed.send(typed_house="Storgatan 9", stated_house="other"))) == 20
