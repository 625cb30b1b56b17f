"""What the people of the journeys do in a browser: the neighbour who writes and comes back, staff who sign in."""

import time
from datetime import UTC, datetime

import pyotp
from journeys.serving import Server
from journeys.words import say
from playwright.sync_api import Page, expect

TICKET_AGE = 3.1  # seconds; a form sent sooner goes to the quarantine tray
ARABIC_INDIC = {ord(str(digit)): chr(0x660 + digit) for digit in range(10)}
STEP = 30  # seconds of one TOTP code


def open_form(page: Page, server: Server, language: str) -> float:
    """Open the concern form; answers when it was opened."""
    page.goto(f"/{language}/{server.tag}/write")
    return time.monotonic()


def tell(page: Page, language: str, text: str, *, children: bool = False) -> None:
    """Fill the form by its labels."""
    page.get_by_role("group", name=say(language, "Who are you worried about?")).get_by_label(
        say(language, "A neighbour")
    ).check()
    if children:
        page.get_by_role("group", name=say(language, "Are there children in the home?")).get_by_label(
            say(language, "Yes"), exact=True
        ).check()
    page.get_by_label(say(language, "The house of the poster")).check()
    page.get_by_label(say(language, "What have you seen or heard?")).fill(text)


def send(page: Page, language: str, opened: float) -> None:
    """Press Send when the form's ticket is old enough for a person."""
    page.wait_for_timeout(max(0.0, opened + TICKET_AGE - time.monotonic()) * 1000)
    page.get_by_role("button", name=say(language, "Send"), exact=True).click()


def read_code(page: Page) -> str:
    """The receipt code as it stands on the page."""
    code = "".join(page.locator(".code").inner_text().split())
    assert len(code) == 20, code
    assert code.isascii()
    assert code.isdigit()
    return code


def with_script(page: Page) -> None:
    """Wait until the page that is shown has run its scripts: on a busy machine they come after its first fields."""
    page.wait_for_load_state("load")


def come_back(page: Page, server: Server, language: str, code: str) -> None:
    """Open the own concern with the code."""
    page.goto(f"/{language}/{server.tag}/code")
    page.get_by_label(say(language, "Your code")).fill(code)
    page.get_by_role("button", name=say(language, "Open")).click()


def sign_in(page: Page, server: Server, name: str, *, drift: int = 0, language: str = "sv") -> None:
    """Sign in with passphrase and the authenticator's code, read `drift` steps of 30 s away from now."""
    person = server.person(name)
    page.goto("/staff/sign-in")
    page.get_by_label(say(language, "Name or e-mail")).fill(person.login)
    page.get_by_label(say(language, "Passphrase")).fill(person.passphrase)
    moment = int(datetime.now(UTC).timestamp()) + drift * STEP
    page.get_by_label(say(language, "Six-digit code, or a recovery code")).fill(
        pyotp.TOTP(person.totp_secret).at(moment)
    )
    page.get_by_role("button", name=say(language, "Sign in")).click()
    expect(page.locator(".who")).to_contain_text(person.name)
