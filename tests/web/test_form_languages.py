"""The form's language buttons: the same page in another language, with everything that was typed."""

import re

from doing import SCREAMS, Neighbour, code_on, kept
from hygiene import InspectingClient
from town import Clock, hidden

from huskurage.store.engine import Database

TYPED = {
    "happening": "no", "about": "family", "children": "unknown", "stated_house": "poster", "typed_house": "Storgatan 9",
    "floor": "second", "heard_by": "many",
}  # fmt: skip


def chosen(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="radio" name="(\w+)" value="(\w+)" checked', page))


def test_the_form_has_a_button_for_each_other_language(client: InspectingClient, neighbour: Neighbour) -> None:
    page = client.get(neighbour.path("write")).get_data(as_text=True)
    leads = re.findall(r'<button[^>]*name="switch" value="(\w+)" formaction="([^"]*)" formnovalidate', page)
    assert dict(leads).keys() >= {"sv", "ar"}
    assert all(path == f"/{tag}/{neighbour.tag}/write" for tag, path in leads)


def test_another_language_keeps_every_field_and_the_ticket(neighbour: Neighbour, database: Database) -> None:
    ticket = neighbour.ticket()
    neighbour.language = "ar"
    answer = neighbour.send(ticket=ticket, switch="ar", **TYPED)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page
    assert f"\n{SCREAMS}</textarea>" in page
    assert chosen(page) | {"typed_house": "Storgatan 9", "floor": "second"} == TYPED
    assert 'value="Storgatan 9"' in page
    assert 'value="second"' in page
    assert hidden(page, "ticket") == ticket
    assert kept(database) == []


def test_switching_with_an_empty_form_complains_about_nothing(neighbour: Neighbour) -> None:
    page = neighbour.send("", switch="en").get_data(as_text=True)
    assert 'role="alert"' not in page


def test_switching_between_two_sends_still_gives_one_report(neighbour: Neighbour, database: Database) -> None:
    ticket = neighbour.ticket()
    first = code_on(neighbour.send(ticket=ticket, **TYPED))
    neighbour.language = "ar"
    page = neighbour.send(ticket=ticket, switch="ar", **TYPED).get_data(as_text=True)
    assert code_on(neighbour.send(ticket=hidden(page, "ticket"), **TYPED)) == first
    assert [len(entries) for _, entries in kept(database)] == [1]


def test_a_ticket_from_elsewhere_is_exchanged_while_switching(neighbour: Neighbour, clock: Clock) -> None:
    page = neighbour.send(ticket="forged", switch="en", **TYPED).get_data(as_text=True)
    clock.move(seconds=30)
    assert len(code_on(neighbour.send(ticket=hidden(page, "ticket")))) == 20


def test_the_coordinators_reply_language_is_the_one_it_was_sent_in(neighbour: Neighbour) -> None:
    neighbour.language = "ar"
    receipt = neighbour.send("صراخ كل ليلة")
    assert '<html lang="ar" dir="rtl">' in receipt.get_data(as_text=True)
    assert re.search(r'class="code" dir="ltr"', receipt.get_data(as_text=True))
