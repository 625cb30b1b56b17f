"""What people with a link do: look at it, press, choose a passphrase, set up an app or a passkey."""

import re
from dataclasses import dataclass, field
from typing import Any

import pyotp
from authenticator import Authenticator
from doing import Desk
from flask import Flask
from flask.testing import FlaskClient
from town import Clock, Person, hidden

CHOSEN = "korg lampa trappa hav"


def link_on(answer: Any) -> str:
    """The link on the page that shows it once, without the host."""
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200, page
    found = re.search(r"https?://[^/\s]+(/staff/join/[\w-]+/)", page)
    assert found is not None
    return found.group(1)


def invite(adam: Desk, email: str = "karin@lindbacka.example", role: str = "coordinator", **more: str) -> str:
    """Adam invites Karin; answers the link."""
    return link_on(adam.press("/staff/people/invite", name="Karin", email=email, role=role, **more))


@dataclass
class Newcomer:
    """Somebody with a link, at a device of their own."""

    app: Flask
    clock: Clock
    link: str
    client: FlaskClient = field(init=False)
    secret: str = ""

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def press(self) -> str:
        """Press the button on the link's page; answers the page of questions."""
        door = self.client.get(self.link)
        assert door.status_code == 200
        token = hidden(door.get_data(as_text=True), "csrf_token")
        answer = self.client.post(self.link, data={"csrf_token": token})
        assert answer.headers["Location"] == f"{self.link}begin"
        page = str(self.client.get(f"{self.link}begin").get_data(as_text=True))
        found = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page)
        assert found is not None
        self.secret = found.group(1).replace(" ", "")
        return page

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(self.clock())

    def send(self, page: str, **changes: str) -> Any:
        """Answer the questions."""
        form = {"csrf_token": hidden(page, "csrf_token"), "chosen": CHOSEN, "again": CHOSEN, "code": self.code()}
        return self.client.post(f"{self.link}begin", data=form | changes)

    def accept(self, login: str = "karin@lindbacka.example", **changes: str) -> Person:
        """From the link to an account; answers how to sign in."""
        answer = self.send(self.press(), **changes)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return Person(login, changes.get("passphrase", CHOSEN), self.secret, codes_on(answer))

    def with_passkey(self, device: Authenticator, **changes: str) -> Any:
        """Answer the questions with a passkey instead of an app."""
        page = self.press()
        return self.send(page, code="", passkey=device.make(page), **changes)


def codes_on(answer: Any) -> tuple[str, ...]:
    """The recovery codes on a page."""
    return tuple(re.findall(r"<li><code>([\w-]{14})</code>", answer.get_data(as_text=True)))
