"""What could give the writer away is pointed out once, and never stops anybody."""

import pytest
from doing import Neighbour, code_on, kept
from town import hidden

from huskurage.store.engine import Database

TELLING = "Call me on 070-174 06 35 when you can"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (TELLING, "070-174 06 35"),
        ("Write to granne@example.se please", "granne@example.se"),
        ("I live above them and hear it", "live above"),
    ],
)
def test_a_giveaway_is_quoted_and_nothing_is_sent_yet(
    neighbour: Neighbour, database: Database, text: str, quoted: str
) -> None:
    pointed = neighbour.send(text, floor="third")
    page = pointed.get_data(as_text=True)
    assert pointed.status_code == 422
    assert quoted in page.split('<bdi class="nb">')[1].split("</bdi>")[0]
    assert f"{text}</textarea>" in page
    assert 'value="third"' in page
    assert kept(database) == []


def test_keeping_it_sends_it(neighbour: Neighbour, database: Database) -> None:
    page = neighbour.send(TELLING).get_data(as_text=True)
    receipt = neighbour.send(TELLING, ticket=hidden(page, "ticket"), kept=hidden(page, "kept"))
    assert len(code_on(receipt)) == 20
    assert len(kept(database)) == 1


def test_a_giveaway_in_the_floor_is_pointed_out_too(neighbour: Neighbour) -> None:
    page = neighbour.send(floor="Ring 070-174 06 35").get_data(as_text=True)
    assert "070-174 06 35" in page.split('<bdi class="nb">')[1]


def test_a_text_that_tells_nothing_is_sent_at_once(neighbour: Neighbour) -> None:
    assert len(code_on(neighbour.send("They scream at 22:30 every night since 2026-11-01"))) == 20


def test_having_kept_it_is_remembered_when_something_else_is_missing(neighbour: Neighbour) -> None:
    refused = neighbour.send(TELLING, kept="1", floor="x" * 201)
    assert hidden(refused.get_data(as_text=True), "kept") == "1"
