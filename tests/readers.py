"""Somebody for whom a page does not work tells it, and those who work with it read it."""

from typing import Any

from doing import unlock
from flask import Flask
from town import Clock, Town, hidden

from huskurage.actions.feedback import told_to
from huskurage.core.feedback import Feedback
from huskurage.store.engine import Database

TEXT = "My screen reader says nothing about the button"
FORM = "/en/accessibility/tell"


class Reader:
    """Somebody for whom a page does not work, with a browser without script and without cookies."""

    def __init__(self, app: Flask, clock: Clock, path: str = FORM) -> None:
        self.client, self.clock, self.path = app.test_client(), clock, path

    def ticket(self, *, wait: float = 40) -> str:
        page = self.client.get(self.path).get_data(as_text=True)
        self.clock.move(seconds=wait)
        return hidden(page, "ticket")

    def tell(self, text: str = TEXT, *, wait: float = 40, ticket: str | None = None, **fields: str) -> Any:
        typed = {"ticket": self.ticket(wait=wait) if ticket is None else ticket, "text": text, "send": "1"}
        return self.client.post(self.path, data=typed | fields)


def heard(database: Database, town: Town, who: str = "adam") -> list[Feedback]:
    """What somebody opens with their key."""
    with database.reads() as session:
        return [one.feedback for one in told_to(session, unlock(session, town.people[who])) if one.feedback]
