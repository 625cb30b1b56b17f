"""The form that tells what does not work: what it asks, and that nothing typed is lost when it comes back."""

import pytest
from flask import Flask
from hygiene import InspectingClient
from readers import FORM, TEXT, Reader, heard
from town import Clock, Town, hidden

from huskurage.store.engine import Database


@pytest.fixture
def reader(app: Flask, clock: Clock, town: Town) -> Reader:
    del town
    return Reader(app, clock)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Write a few words about what does not work."),
        ({"text": "\x00\u202e"}, "Write a few words about what does not work."),
        ({"text": "x" * 2001}, "The text is too long. At most 2000 characters."),
        ({"text": "x", "part": "y" * 201}, "This is too long."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_with_the_rest_kept(
    reader: Reader, database: Database, town: Town, fields: dict[str, str], said: str
) -> None:
    answer = reader.tell(**({"part": "The map"} | fields))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert f'value="{fields.get("part", "The map")}"' in page
    assert heard(database, town) == []


@pytest.mark.parametrize("ticket", ["", "nonsense", "x" * 5000, "\x00"])
def test_a_page_without_a_ticket_of_ours_gets_a_new_one_with_everything_kept(reader: Reader, ticket: str) -> None:
    answer = reader.tell(ticket=ticket)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert TEXT in page
    assert hidden(page, "ticket") not in {"", ticket}


def test_a_page_that_was_open_for_a_day_is_sent_again_with_everything_kept(
    reader: Reader, database: Database, town: Town, clock: Clock
) -> None:
    answer = reader.tell(wait=90_000)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "open for too long" in page
    clock.move(seconds=10)
    assert reader.tell(ticket=hidden(page, "ticket")).status_code == 200
    assert [one.text for one in heard(database, town)] == [TEXT]


def test_changing_the_language_keeps_what_was_typed_and_keeps_nothing(
    app: Flask, clock: Clock, town: Town, database: Database
) -> None:
    tag = town.tags["Åsvägen 2"]
    page = Reader(app, clock, f"/sv/{tag}/accessibility/tell").tell(part="Kartan", switch="sv").get_data(as_text=True)
    assert '<html lang="sv" dir="ltr">' in page
    assert TEXT in page
    assert 'value="Kartan"' in page
    assert f'formaction="/en/{tag}/accessibility/tell"' in page
    assert heard(database, town) == []


def test_the_form_asks_for_nobodys_name_or_address(client: InspectingClient) -> None:
    page = client.get(FORM).text
    names = {part.split('"')[0] for part in page.partition("<main")[2].split(' name="')[1:]}
    assert names - {"switch"} == {"ticket", "text", "part", "website", "send"}
    assert "If you want an answer, write how we reach you. You need not." in page
    assert page.count(" required") == 1
