"""A thousand sends of a machine and five of people in ten minutes: none is lost, and the five are found."""

from itertools import product

import pytest
from doing import Desk, Neighbour
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from town import Clock, Town

from huskurage.store.engine import Database
from huskurage.store.reports import Report
from huskurage.web.formtickets import new_ticket

THINGS = [f"{colour} {thing}" for colour, thing in product(
    ("red", "blue", "cheap", "golden", "tiny"), ("watches", "shoes", "lamps", "phones"))]  # fmt: skip
PEOPLE = {  # what they say, and where they stand
    "The child upstairs cries every evening and a man shouts at her": "Åsvägen 2",
    "Hon ropar på hjälp genom väggen, det slår i dörrar": "Kyrkogatan 10",
    "صراخ وبكاء أطفال في الطابق الثالث": "Kyrkogatan 4 A",
    "Något krossades och sedan blev det alldeles tyst där inne": "Kyrkogatan 4 A",
    "I am afraid for my neighbour, he does not let her go out": "Bruksgatan 1",
}


class Machine:
    """Somebody with a script: tickets of the right age, other words each time, from wherever."""

    def __init__(self, app: Flask, tag: str) -> None:
        self.app, self.tag, self.sent = app, tag, 0
        self.client = FlaskClient(app)  # not inspected: a thousand pages alike

    def send(self, ticket: str) -> None:
        text = f"Buy {THINGS[self.sent % len(THINGS)]} in our shop number {self.sent}, we deliver everywhere on time"
        self.sent += 1
        path = f"/en/{self.tag}/write" if self.sent % 2 else "/en/write"
        answer = self.client.post(path, data={"ticket": ticket, "text": text})
        assert answer.status_code == 200
        assert b'class="code"' in answer.get_data()


def tickets(app: Flask, clock: Clock, count: int) -> list[str]:
    """Tickets of so many form pages, opened five seconds ago."""
    with app.test_request_context():
        found = [new_ticket() for _ in range(count)]
    clock.move(seconds=5)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("template", ["sqlite"], indirect=True)  # what is tested lies in memory
def test_five_people_are_found_among_a_thousand_sends(
    app: Flask, clock: Clock, town: Town, asta: Desk, database: Database
) -> None:
    machine = Machine(app, town.tags["Kyrkogatan 4 A"])
    for place, (text, house) in enumerate(PEOPLE.items()):
        for ticket in tickets(app, clock, 200):
            machine.send(ticket)
        Neighbour(app, clock, town.tags[house]).send(text, stated_house="other", typed_house=f"Dörr {place}")
        clock.move(seconds=60)
    with database.reads() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1005
    rows = asta.see("/staff/quarantine/").split("<tr class=")
    flagged = [row for row in rows if "Unlike the others" in row]
    inbox = asta.see("/staff/inbox/")
    assert all(f"Dörr {place}<" in inbox or any(f"Dörr {place}<" in row for row in flagged) for place in range(5))
    assert 1 <= len(flagged) <= 5
    assert inbox.count("/staff/reports/") <= 60
