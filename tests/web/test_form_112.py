"""A neighbour says that it is happening right now: 112 first, everything kept, then the concern."""

from typing import Any

import pytest
from doing import SCREAMS, Neighbour, code_on, kept
from town import hidden

from huskurage.store.engine import Database

NOW = {"happening": "yes", "about": "child", "floor": "second", "typed_house": "Storgatan 9", "heard_by": "me"}


def carried(page: str) -> dict[str, str]:
    return {name: hidden(page, name) for name in ("ticket", "called", *NOW)}


def test_happening_now_answers_with_112_and_keeps_everything(neighbour: Neighbour, database: Database) -> None:
    answer = neighbour.send(**NOW)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Call" in page.split("<h1>")[1].split("</h1>")[0]
    assert 'href="tel:112"' in page
    assert SCREAMS in page
    assert carried(page).items() >= NOW.items()
    assert kept(database) == []


def test_having_called_the_neighbour_sends_it_with_one_press(neighbour: Neighbour, database: Database) -> None:
    page = neighbour.send(**NOW).get_data(as_text=True)
    receipt = neighbour.send(**carried(page))
    assert len(code_on(receipt)) == 20
    assert len(kept(database)) == 1


@pytest.mark.parametrize("answer", ["no", "unknown", ""])
def test_other_answers_send_at_once(neighbour: Neighbour, answer: str) -> None:
    assert len(code_on(neighbour.send(happening=answer))) == 20


def test_the_112_page_says_the_address_and_has_the_way_out(neighbour: Neighbour) -> None:
    page = neighbour.send(**NOW).get_data(as_text=True)
    assert "Kyrkogatan 4 A, Lindbacka" in page
    assert 'href="/leave"' in page


def test_another_language_on_the_112_page_keeps_everything(neighbour: Neighbour, database: Database) -> None:
    fields: dict[str, Any] = carried(neighbour.send(**NOW).get_data(as_text=True))
    neighbour.language = "ar"
    page = neighbour.send(switch="ar", **fields).get_data(as_text=True)
    assert 'dir="rtl"' in page
    assert SCREAMS in page
    assert hidden(page, "ticket") == fields["ticket"]
    assert page.count(" checked") == 3
    assert kept(database) == []


def test_what_could_give_away_is_pointed_out_once_also_on_the_way_over_112(neighbour: Neighbour) -> None:
    pointed = neighbour.send("Call me on 070-174 06 35", kept="1", **NOW)
    fields = carried(pointed.get_data(as_text=True)) | {"kept": hidden(pointed.get_data(as_text=True), "kept")}
    assert len(code_on(neighbour.send("Call me on 070-174 06 35", **fields))) == 20
